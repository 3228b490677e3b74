"""Each line of the glance before leaving."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from tests.ui.desks import add_hassan, open_desk
from tests.ui.team.colleagues import Colleague

from visit_app import visits
from visit_app.records.clock import FixedClock
from visit_app.sync.notices import Notice
from visit_app.sync.status import Told, status
from visit_app.ui.courier.state import News
from visit_app.ui.team.battery import Battery
from visit_app.ui.team.road import (
    backups_line,
    battery_line,
    caseload_line,
    packs_line,
    ready_words,
    received_line,
    road_lines,
    sent_line,
)
from visit_app.vault.policy import Policy


@pytest.mark.parametrize(
    ("battery", "chip", "kind"),
    [
        (Battery(81, charging=False), "81 %", "ok"),
        (Battery(80), "80 %", "ok"),
        (Battery(79), "79 %", "plain"),
        (Battery(40), "40 %", "plain"),
        (Battery(39), "39 %", "warn"),
        (Battery(), "Unknown", "plain"),
        (Battery(present=False), "Mains only", "plain"),
    ],
)
def test_the_battery(battery: Battery, chip: str, kind: str) -> None:
    line = battery_line(battery)
    assert (line.chip, line.kind) == (chip, kind)


def test_the_caseload_and_what_is_half_finished() -> None:
    with open_desk() as desk:
        add_hassan(desk)
        assert caseload_line(desk).note == "1 family is here."
        visits.start(desk, "hassan", "amira", type="6-8-weeks")
        note = caseload_line(desk).note
        assert note == "1 family is here. 1 visit is half finished."


def test_by_itself_a_laptop_speaks_of_no_team() -> None:
    with open_desk() as desk:
        titles = [line.title for line in road_lines(News(), desk, Battery(90))]
    assert titles == ["Your caseload", "Battery"]


def test_ready_only_when_nothing_is_open() -> None:
    good, bad = battery_line(Battery(90)), battery_line(Battery(3))
    assert ready_words((good,)) == "Everything is ready. Safe journey."
    assert ready_words((good, bad)) == "One thing to look at before you leave."
    assert ready_words((bad, bad)).startswith("2 things")


def test_what_came_from_the_team(
    team: Path, priya: Colleague, clock: FixedClock
) -> None:
    del team
    desk, known = priya.desk, status(priya.laptop)
    assert known.verified_at is not None
    fresh = received_line(News(known), known, desk)
    assert (fresh.chip, fresh.kind) == ("All here", "ok")
    offline = News(known, problem="Nobody answers.", offline=True)
    assert received_line(offline, known, desk).chip == "Not checked"
    full = News(known, problem="The team store is full.")
    assert received_line(full, known, desk).note == "The team store is full."
    odd = replace(known, conditions=(Told(Notice("waiting"), "Waiting."),))
    assert received_line(News(odd), odd, desk).chip == "Incomplete"
    clock.forward(hours=13)
    late = received_line(News(known), known, desk)
    assert (late.chip, late.kind) == ("Not today", "warn")


def test_what_goes_to_the_team(team: Path, priya: Colleague) -> None:
    del team
    today = priya.desk.clock.today()
    assert sent_line(News(), status(priya.laptop), today).chip == "All sent"
    priya.visit()
    line = sent_line(News(), status(priya.laptop), today)
    assert (line.chip, line.kind) == ("1 waiting", "warn")


def test_backups(priya: Colleague, clock: FixedClock) -> None:
    desk = priya.desk
    none = backups_line(desk)
    assert none is not None
    assert (none.chip, none.kind) == ("None", "warn")
    backups = desk.vault.backups()
    assert backups is not None
    with backups:
        backups.make()
    fresh = backups_line(desk)
    assert fresh is not None
    assert (fresh.note, fresh.chip) == (
        "The newest was made today at 10:42.",
        "Fresh",
    )
    clock.forward(hours=25)
    old = backups_line(desk)
    assert old is not None
    assert (old.chip, old.kind) == ("Old", "warn")
    with open_desk() as practice:
        assert backups_line(practice) is None


@dataclass
class Pack:
    title: str
    in_use: bool


def test_licence_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk() as desk:
        assert packs_line(desk) is None
        packs = [Pack("EPDS", True), Pack("MORS-SF", True)]
        monkeypatch.setattr(visits, "installed_packs", lambda _: packs)
        good = packs_line(desk)
        assert good is not None
        assert (good.note, good.kind) == ("2 packs are in use.", "ok")
        packs[1].in_use = False
        bad = packs_line(desk)
        assert bad is not None
        assert bad.note.startswith("Not in use: MORS-SF.")


def test_the_policy_in_force_is_named() -> None:
    policy = Policy(
        organisation="Kettering Community Trust", serial=4, issued=date(2026, 11, 3)
    )
    with open_desk() as desk:
        lines = road_lines(News(), replace(desk, policy=policy), Battery(90))
    assert lines[-1].note == "Of Kettering Community Trust, 3 November."
