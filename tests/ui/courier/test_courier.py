"""When sync runs, what it tells, and that it lets go at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from tests.ui.desks import open_desk
from tests.ui.team.colleagues import Colleague, start_team

from visit_app.records.clock import FixedClock
from visit_app.sync import front
from visit_app.sync.address import Address
from visit_app.sync.credentials import Credentials
from visit_app.sync.folder_store import FolderStore
from visit_app.sync.laptop import Laptop
from visit_app.sync.recovery import FLOOR
from visit_app.sync.status import Standing
from visit_app.ui.background import Background, InlineBackground
from visit_app.ui.courier import courier as courier_module
from visit_app.ui.courier.courier import Courier
from visit_app.ui.courier.making import make_courier
from visit_app.ui.courier.network import Reach
from visit_app.ui.courier.state import Phase
from visit_app.ui.courier.timetable import ASKING_S, EVERY_S, FIRST_S, SOON_S
from visit_app.vault.errors import Locked
from visit_app.vault.vault import Vault


@dataclass
class Air:
    """A network that tests switch."""

    reach: Reach = Reach.OPEN
    followers: list[Callable[[], None]] = field(default_factory=list)

    def follow(self, follower: Callable[[], None]) -> None:
        self.followers.append(follower)

    def become(self, reach: Reach) -> None:
        self.reach = reach
        for follower in self.followers:
            follower()


TIMER_SLACK_S = 0.2  # a coarse timer of Qt may be 5 % late


def next_run_s(courier: Courier) -> float:
    return courier._next.remainingTime() / 1000 if courier._next.isActive() else -1


def standing_of(courier: Courier) -> Standing:
    return courier.news.standing


def test_a_laptop_by_itself_never_runs(courier: Courier) -> None:
    assert courier.news.standing is Standing.ALONE
    courier.check_now()
    courier.look_soon()
    assert next_run_s(courier) == -1
    assert not courier.send_first(lambda: None)


def test_in_a_team_it_runs_soon_after_unlocking_and_then_every_few_minutes(
    team: Path, courier: Courier
) -> None:
    del team
    courier.look()
    assert 0 < next_run_s(courier) <= FIRST_S + TIMER_SLACK_S
    courier.check_now()
    assert SOON_S < next_run_s(courier) <= EVERY_S * 1.05
    assert courier.news.phase is Phase.RESTING


def test_what_came_in_is_told_once(
    team: Path, courier: Courier, joanne: Colleague
) -> None:
    del team
    courier.look()
    told: list[str] = []
    courier.received.connect(lambda: told.append("received"))
    joanne.phone("07700 900381")
    front.sync(joanne.laptop)
    courier.check_now()
    courier.check_now()
    assert told == ["received"]


def test_a_finished_visit_is_counted_and_goes_sooner(
    team: Path, courier: Courier, priya: Colleague, qtbot: QtBot
) -> None:
    del team
    courier.look()
    courier.check_now()
    priya.visit()
    courier.look_soon()
    qtbot.waitUntil(lambda: not courier.news.all_sent)
    assert courier.news.status is not None
    assert courier.news.status.waiting.visits == 1
    assert 0 < next_run_s(courier) <= SOON_S * 1.05


def test_a_store_that_is_away_is_no_error_and_is_tried_again(
    team: Path, courier: Courier
) -> None:
    courier.look()
    away = team.rename(team.with_name("unplugged"))
    courier.check_now()
    assert courier.news.offline
    assert "saved on this laptop" in courier.news.problem
    assert next_run_s(courier) < EVERY_S
    away.rename(team)
    courier.check_now()
    assert (courier.news.offline, courier.news.problem) == (False, "")


def test_it_waits_to_be_let_in_and_looks_often(
    priya: Colleague, joanne: Colleague, store: Path, qapp: QObject
) -> None:
    del qapp
    start_team(priya.laptop, store)
    made = Courier(InlineBackground(), lambda _: joanne.laptop, Air)
    made.open(joanne.desk)
    asked = front.ask_to_join(joanne.laptop, address=str(store))
    made.look()
    made.check_now()
    assert standing_of(made) is Standing.ASKING
    assert made.news.problem == ""
    assert next_run_s(made) <= ASKING_S * 1.05
    front.approve(priya.laptop, asked.request, asked.code)
    made.check_now()
    assert standing_of(made) is Standing.MEMBER
    made.close()


def test_a_lead_hears_who_asks_and_others_do_not(
    team: Path, courier: Courier, joanne: Colleague, asha: Colleague
) -> None:
    asked = front.ask_to_join(asha.laptop, address=str(team))
    courier.check_now()
    assert [r.name for r in courier.news.requests] == ["Asha Patel"]
    assert courier.news.to_decide == 1
    theirs = Courier(InlineBackground(), lambda _: joanne.laptop, Air)
    theirs.open(joanne.desk)
    theirs.check_now()
    assert theirs.news.requests == ()
    theirs.close()
    assert courier.laptop is not None
    front.approve(courier.laptop, asked.request, asked.code)
    courier.look()
    assert courier.news.requests == ()


# --- the network ---------------------------------------------------------------------


@pytest.fixture
def air() -> Air:
    return Air()


@pytest.fixture
def far(priya: Colleague, tmp_path: Path, air: Air, qapp: QObject) -> Iterator[Courier]:
    """Priya in a team at a web address; what lies there is a folder all the same."""
    del qapp

    def opening(address: Address, credentials: Credentials, proxy: str) -> FolderStore:
        del address, credentials, proxy
        return FolderStore(tmp_path / "far")

    (tmp_path / "far").mkdir()
    laptop = Laptop(priya.desk.vault, priya.desk.clock, opening=opening)
    front.start_team(
        laptop,
        name="Kettering",
        address="s3://records?endpoint=https://store.example",
        passphrase="three sealed envelopes",
        keep_recovery=lambda _: None,
        cost=FLOOR,
    )
    made = Courier(InlineBackground(), lambda _: laptop, lambda: air)
    made.open(priya.desk)
    yield made
    made.close()


@pytest.mark.parametrize("reach", [Reach.OFFLINE, Reach.METERED, Reach.CAPTIVE])
def test_it_waits_for_a_better_network_unless_somebody_asks(
    far: Courier, air: Air, reach: Reach
) -> None:
    air.become(reach)
    assert far.news.held == reach.value
    far._due()
    assert far.news.status is not None
    assert far.news.status.verified_at is None
    assert not far.send_first(lambda: None)
    far.check_now()
    assert far.news.status.verified_at is not None
    air.become(Reach.OPEN)
    assert far.news.held == ""
    assert next_run_s(far) <= FIRST_S + TIMER_SLACK_S


def test_on_a_plain_network_it_goes_by_itself(far: Courier) -> None:
    far._due()
    assert far.news.status is not None
    assert far.news.status.verified_at is not None


# --- letting go ----------------------------------------------------------------------


class HungStore(FolderStore):
    """A network share that answers no more once it is told to hang."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.hangs, self.asked, self.answered = Event(), Event(), Event()

    def list(self, prefix: str, after: str = "") -> tuple[str, ...]:
        self.asked.set()
        self.hangs.wait(20)
        self.answered.set()
        return tuple(super().list(prefix, after))


@dataclass
class Hung:
    courier: Courier
    store: HungStore
    background: Background


@pytest.fixture
def hung(team: Path, priya: Colleague, qapp: QObject) -> Iterator[Hung]:
    """A run that waits for a store that does not answer."""
    store = HungStore(team)
    laptop = Laptop(priya.desk.vault, priya.desk.clock, opening=lambda *_: store)
    background = Background(parent=qapp)
    made = Courier(background, lambda _: laptop, Air)
    made.open(priya.desk)
    made.check_now()
    assert store.asked.wait(10)
    yield Hung(made, store, background)
    store.hangs.set()
    made.close()
    background.close()


def test_the_window_goes_on_while_a_run_hangs(hung: Hung, priya: Colleague) -> None:
    priya.phone("07700 900318")
    hung.courier.look()
    assert not hung.store.answered.is_set()  # nobody waited for it
    assert hung.courier.news.phase is Phase.RUNNING
    assert not hung.courier.news.all_sent


def test_locking_waits_for_no_hung_run_and_forgets_all(
    hung: Hung, priya: Colleague
) -> None:
    hung.courier.close()
    priya.desk.vault.close()
    hung.background.close()
    assert not hung.store.answered.is_set()
    assert hung.courier.laptop is None
    assert hung.courier.news.status is None
    with pytest.raises(Locked):
        priya.desk.vault.setting("a", "")


def test_closing_waits_a_while_for_what_is_not_sent_and_no_longer(
    hung: Hung, priya: Colleague, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier_module, "CLOSING_S", 0.2)
    closed: list[str] = []
    priya.visit()
    assert hung.courier.send_first(lambda: closed.append("closed"))
    assert closed == []
    qtbot.waitUntil(lambda: closed == ["closed"])


def test_closing_sends_what_waits_and_then_closes(
    team: Path, courier: Courier, priya: Colleague, joanne: Colleague
) -> None:
    del team
    courier.look()
    visit = priya.visit()
    closed: list[str] = []
    assert courier.send_first(lambda: closed.append("closed"))
    assert closed == ["closed"]
    front.sync(joanne.laptop)
    assert visit in joanne.desk.vault.find(type(visit), family_id="ali")
    assert not courier.send_first(lambda: closed.append("again"))


def test_asking_while_it_runs_has_it_run_once_more(hung: Hung, qtbot: QtBot) -> None:
    hung.courier.check_now()
    hung.courier.check_now()
    hung.store.asked.clear()
    hung.store.hangs.set()
    qtbot.waitUntil(lambda: hung.courier.news.phase is Phase.RESTING)
    assert hung.store.asked.is_set()


def test_progress_is_told_while_records_arrive(hung: Hung, qtbot: QtBot) -> None:
    assert hung.courier._round is not None
    hung.courier._round.progress = (3, 12)
    qtbot.waitUntil(lambda: hung.courier.news.expected == 12)
    assert hung.courier.news.done == 3


def test_a_mistake_of_the_program_is_not_hidden_and_the_next_run_is_planned(
    team: Path, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    del team

    def broken(*_: object, **__: object) -> None:
        raise KeyError("a name that must not be shown")

    courier.look()
    monkeypatch.setattr(front, "sync", broken)
    with pytest.raises(KeyError):
        courier.check_now()
    assert "must not be shown" not in courier.news.problem
    assert courier.news.problem
    assert next_run_s(courier) > 0


def test_practice_has_no_team(clock: FixedClock, tmp_path: Path, qapp: QObject) -> None:
    with open_desk(clock) as desk:
        made = make_courier(InlineBackground(), tmp_path, qapp)
        made.open(desk)
        assert made.laptop is None
        made.look()
        made.check_now()
        assert made.news.status is None
        made.close()
    assert list(tmp_path.iterdir()) == []


def test_a_window_knows_its_machine_and_asks_qt_for_proxies(
    priya: Colleague, tmp_path: Path, qapp: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    made = make_courier(InlineBackground(), tmp_path, qapp)
    made.open(priya.desk)
    assert made.laptop is not None
    assert len(made.laptop.mark) == 32
    assert made.laptop.proxy("https://store.example") == "http://proxy.example:3128"
    assert made.laptop.proxy("") == ""
    made.close()


def test_an_old_run_has_no_say_after_a_lock(
    hung: Hung, priya: Colleague, qtbot: QtBot
) -> None:
    assert isinstance(priya.desk.vault, Vault)
    hung.courier.close()
    hung.courier.open(priya.desk)
    heard: list[str] = []
    hung.courier.received.connect(lambda: heard.append("received"))
    hung.store.hangs.set()
    hung.courier.check_now()
    qtbot.waitUntil(lambda: hung.courier.news.phase is Phase.RESTING)
    assert hung.courier.news.problem == ""
    assert heard == []
