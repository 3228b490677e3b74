"""Every row of docs/sync-failures.md: what goes wrong, and what has to happen then."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.sync.laptops import (
    Laptop,
    everything,
    join,
    laptop,
    settled,
    start_team,
    team_of,
)
from tests.sync.memory_store import MemoryStore

from visit_app.sync import joining, names
from visit_app.sync.book import VERIFIED
from visit_app.sync.engine import run_once
from visit_app.sync.errors import (
    CaptivePortal,
    Full,
    Offline,
    Refused,
    Stopped,
    StoreError,
    Taken,
)
from visit_app.sync.recovery import FLOOR
from visit_app.sync.roster import fold
from visit_app.sync.session import Options
from visit_app.vault.errors import DiskFull

PORTAL = b"<!DOCTYPE html><html>Welcome to Guest WiFi</html>"


@pytest.fixture(autouse=True)
def cheap_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "COST", FLOOR)


class Failing(MemoryStore):
    """A store that refuses, as told."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal: StoreError | None = None
        self.loses_answers = False
        self.portal = False

    def create(self, name: str, data: bytes) -> None:
        self._check(name)
        if not self.portal:
            super().create(name, data)
        if self.loses_answers:
            raise Taken(name)  # the library tried again by itself

    def get(self, name: str) -> bytes:
        self._check(name)
        return PORTAL if self.portal else super().get(name)

    def list(self, prefix: str, after: str = "") -> Sequence[str]:
        self._check(prefix)
        return () if self.portal else super().list(prefix, after)

    def _check(self, name: str) -> None:
        if self.refusal is not None and names.TEAMS not in name:
            raise self.refusal


@pytest.fixture
def store() -> Failing:
    return Failing()


@pytest.fixture
def team(store: Failing) -> tuple[Laptop, ...]:
    return tuple(team_of(store, "asha", "noor"))


def last_segment(one: Laptop) -> str:
    roster = fold(one.ledger.roster_entries())
    assert roster is not None
    number = one.ledger.heads()[one.device].number
    return names.segment(roster.team, one.device, number)


def codes(one: Laptop, **options: bool) -> set[str]:
    report = one.sync(sweep=True, **options)
    return {n.code for n in (*report.conditions, *report.events)}


# --- what lies in the store


@pytest.mark.parametrize("keep", [0, 79, -1])
def test_part_of_a_file_is_waited_for_and_never_skipped(
    store: Failing, team: tuple[Laptop, ...], keep: int
) -> None:
    lead, asha, _ = team
    lead.new_family("f1")
    lead.sync()
    part_of = last_segment(lead)
    lead.new_family("f2")
    lead.sync()
    whole = store.objects[part_of]
    store.objects[part_of] = part = whole[:keep]
    assert codes(asha) & {"damaged", "waiting"}
    assert asha.ledger.families() == []  # f2 lies behind it
    assert store.objects[part_of] == part  # nobody has deleted it
    store.objects[part_of] = whole
    assert asha.sync(sweep=True).conditions == ()
    assert asha.ledger.families() == ["f1", "f2"]


def test_what_stays_damaged_is_put_beside_by_who_has_it(
    store: Failing, team: tuple[Laptop, ...]
) -> None:
    lead, asha, _ = team
    lead.new_family("f1")
    lead.sync()
    store.objects[last_segment(lead)] = b"half"
    settled(asha, lead, asha)
    assert asha.ledger.families() == ["f1"]


def test_a_file_that_was_deleted_is_put_back(
    store: Failing, team: tuple[Laptop, ...]
) -> None:
    lead, asha, noor = team
    lead.new_family("f1")
    lead.sync()
    asha.sync()
    name = last_segment(lead)
    whole = store.objects.pop(name)
    assert "lost" in codes(asha, audit=True)
    assert store.objects[name] == whole
    noor.sync(sweep=True)
    assert noor.ledger.families() == ["f1"]


def test_everything_that_was_deleted_is_put_back(
    store: Failing, team: tuple[Laptop, ...]
) -> None:
    lead, asha, noor = team
    lead.new_family("f1")
    lead.sync()
    settled(asha)
    store.objects.clear()
    for one in (lead, asha, lead):
        one.sync(sweep=True, audit=True)
    noor.sync(sweep=True)
    assert noor.ledger.families() == ["f1"]


def test_junk_of_a_stranger_is_said_and_ignored(
    store: Failing, team: tuple[Laptop, ...]
) -> None:
    lead, asha, _ = team
    lead.new_family("f1")
    lead.sync()
    roster = fold(lead.ledger.roster_entries())
    assert roster is not None
    store.create(names.segment(roster.team, "ab" * 16, 1), b"junk")
    store.create(f"{roster.team}/feeds/readme.txt", b"junk")
    assert "junk" in codes(asha, audit=True)
    assert asha.ledger.families() == ["f1"]


# --- what the store answers


def test_a_lost_answer_is_noticed_by_reading_back(
    store: Failing, team: tuple[Laptop, ...]
) -> None:
    lead, asha, _ = team
    store.loses_answers = True
    lead.new_family("f1")
    report = lead.sync()
    assert (report.problem, report.sent, report.waiting.records) == (None, 1, 0)
    asha.sync()
    assert asha.ledger.families() == ["f1"]


@pytest.mark.parametrize("refusal", [Full(), Refused(), Offline()])
def test_a_store_that_refuses_loses_nothing_and_says_why(
    store: Failing, team: tuple[Laptop, ...], refusal: StoreError
) -> None:
    lead, asha, _ = team
    lead.sync()
    lead.new_family("f1")
    store.refusal = refusal
    report = lead.sync()
    assert report.problem is refusal
    assert "saved" in str(report.problem)
    assert report.waiting.records == 1
    assert report.waiting.since[:10] == "2026-11-23"
    lead.new_family("f2")  # work goes on
    store.refusal = None
    settled(lead, asha)
    assert asha.ledger.families() == ["f1", "f2"]


def test_a_sign_in_page_is_no_store_and_nothing_of_it_is_taken(
    store: Failing, team: tuple[Laptop, ...]
) -> None:
    lead, asha, _ = team
    settled(lead, asha)
    verified = lead.ledger.value(VERIFIED)
    before = everything(lead)
    lead.new_family("f1")
    lead.clock.forward(hours=1)
    store.portal = True
    report = lead.sync(sweep=True)
    assert isinstance(report.problem, CaptivePortal)
    assert report.verified_at is None
    assert lead.ledger.value(VERIFIED) == verified
    assert report.waiting.records == 1
    assert everything(lead).keys() - before.keys() == {("Family", "f1")}
    store.portal = False
    lead.sync()
    asha.sync()
    assert asha.ledger.families() == ["f1"]


def test_a_store_that_hangs_is_left_while_it_hangs(
    store: Failing, team: tuple[Laptop, ...]
) -> None:
    lead, _, _ = team
    hanging, released, answered = (threading.Event() for _ in range(3))

    class Hangs(MemoryStore):
        def list(self, prefix: str, after: str = "") -> Sequence[str]:
            hanging.set()
            released.wait(30)
            answered.set()
            return ()

    slow = Hangs()
    slow.objects = store.objects
    options, clock = Options(), lead.clock
    report = run_once(lead.ledger, slow, hanging.is_set, clock=clock, options=options)
    assert isinstance(report.problem, Stopped)
    assert not answered.is_set()
    released.set()


# --- clocks


@pytest.mark.parametrize("hours", [-72, -23, 23, 72])
def test_a_wrong_clock_delays_and_never_decides(
    team: tuple[Laptop, ...], hours: int
) -> None:
    lead, asha, _ = team
    lead.new_family("f1", postcode="NN1")
    settled(lead, asha)
    asha.clock.forward(hours=hours)
    asha.edit_family("f1", postcode="NN2")
    asha.sync()
    lead.sync(sweep=True)  # as the first run of the day does
    assert lead.ledger.family("f1").postcode == "NN2"
    lead.edit_family("f1", postcode="NN3")
    settled(lead, asha)
    assert asha.ledger.family("f1").postcode == "NN3"  # it came after, by the chain
    assert asha.sync().conflicts == 0


# --- the laptop


def test_a_full_disk_stops_before_anything_is_sent(
    store: Failing, team: tuple[Laptop, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, asha, _ = team
    asha.new_family("f2")
    asha.sync()
    lead.new_family("f1")

    def full(sealed: object) -> None:
        raise DiskFull

    monkeypatch.setattr(lead.ledger, "keep_sealed", full)
    before = {n for n in store.objects if n.endswith(".seg")}
    with pytest.raises(DiskFull):
        lead.sync()
    assert {n for n in store.objects if n.endswith(".seg")} == before
    assert lead.ledger.families() == ["f1", "f2"]  # what came in is there
    monkeypatch.undo()
    monkeypatch.setattr(joining, "COST", FLOOR)
    settled(lead, asha)
    assert asha.ledger.families() == ["f1", "f2"]


def test_a_restored_backup_gets_back_what_it_had_sent(
    team: tuple[Laptop, ...],
) -> None:
    lead, asha, _ = team
    lead.new_family("f1")
    lead.sync()
    backup = lead.ledger.twin()
    lead.new_family("f2")
    lead.sync()
    lead.ledger = backup
    lead.new_family("f3")
    assert "restored" in codes(lead)
    assert lead.ledger.families() == ["f1", "f2", "f3"]
    settled(lead, asha)
    assert asha.ledger.families() == ["f1", "f2", "f3"]
    assert "forked" not in codes(asha)


def test_two_copies_of_one_laptop_take_turns_and_lose_nothing(
    store: Failing, team: tuple[Laptop, ...]
) -> None:
    lead, asha, _ = team
    lead.sync()
    twin = Laptop("lead", lead.identity, store, lead.ledger.twin())
    twin.count = 1000
    for number in range(6):
        for one, name in ((lead, "a"), (twin, "b")):
            one.new_family(f"{name}{number}")
            one.sync()
    settled(lead, twin, asha)
    expected = sorted(f"{name}{number}" for name in "ab" for number in range(6))
    assert asha.ledger.families() == expected
    assert everything(lead) == everything(twin) == everything(asha)
    assert "forked" not in codes(asha)


def test_a_copy_on_another_machine_ends_the_feed_and_is_let_in_anew(
    store: Failing,
) -> None:
    lead, asha = start_team(store), laptop("asha", store)
    asha.identity = replace(asha.identity, mark="first machine")
    asha.options = replace(asha.options, mark="first machine")
    join(lead, asha)
    asha.sync(sweep=True)
    twin = Laptop("asha", asha.identity, store, asha.ledger.twin())
    twin.options = replace(asha.options, mark="second machine")
    twin.count = 1000
    asha.new_family("f1")
    asha.sync()
    twin.new_family("f2")
    assert {"restored", "copied"} <= codes(twin)
    asha.new_family("f3")
    assert "ended" in codes(asha)
    for one in (asha, twin):
        fresh = laptop("asha", store).identity
        one.identity = replace(fresh, mark=one.options.mark)
        join(lead, one)
    settled(asha, twin, lead)
    assert lead.ledger.families() == ["f1", "f2", "f3"]


def test_a_copy_that_has_nothing_to_say_is_noticed_too(store: Failing) -> None:
    lead, asha = start_team(store), laptop("asha", store)
    asha.identity = replace(asha.identity, mark="first machine")
    join(lead, asha)
    asha.sync(mark="first machine")
    twin = Laptop("asha", asha.identity, store, asha.ledger.twin())
    asha.new_family("f1")
    asha.sync(mark="first machine")
    report = twin.sync(sweep=True, mark="second machine")
    assert "copied" in {notice.code for notice in report.events}
    assert twin.sync().problem is None
