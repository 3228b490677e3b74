"""Reading feeds: how much is taken over at a time."""

from collections.abc import Mapping, Sequence

from tests.sync.laptops import join, laptop, start_team
from tests.sync.memory_ledger import MemoryLedger
from tests.sync.memory_store import MemoryStore

from visit_app.sync import names
from visit_app.sync.change import Change, Key
from visit_app.sync.engine import run_once
from visit_app.sync.errors import Stopped
from visit_app.sync.merge import View


class CountingLedger(MemoryLedger):
    """Remembers how many changes each transaction took over."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[int] = []

    def apply(self, changes: Sequence[Change], views: Mapping[Key, View]) -> None:
        super().apply(changes, views)
        if changes:
            self.taken.append(len(changes))


def test_a_long_caseload_is_taken_over_in_portions_and_stops_between_them() -> None:
    store = MemoryStore()
    lead = start_team(store)
    lead.new_family("f1")
    for number in range(599):
        lead.add("Encounter", f"v{number}", "f1")
    lead.sync(batch_records=100)
    asha = laptop("asha", store)
    ledger = CountingLedger()
    asha.ledger = ledger
    join(lead, asha)
    stopped = run_once(
        ledger,
        store,
        lambda: bool(ledger.taken),
        clock=asha.clock,
        options=asha.options,
    )
    assert isinstance(stopped.problem, Stopped)
    assert (stopped.received, ledger.taken) == (300, [300])
    report = asha.sync()
    assert (report.problem, report.received) == (None, 300)
    assert ledger.taken == [300, 300]


def test_a_false_hint_costs_a_few_calls_and_nothing_is_missing() -> None:
    store = MemoryStore()
    lead = start_team(store)
    asha = join(lead, laptop("asha", store))
    asha.sync(sweep=True)
    lead.new_family("f1")
    lead.sync()
    team_id = str(lead.ledger.value("team"))
    day = asha.clock.now().date()
    before = asha.sync().requests
    store.create(names.hint(team_id, day, lead.device, 999_999_999_999), b"")
    told: list[tuple[int, int]] = []
    report = asha.sync(progress=lambda *at: told.append(at))
    assert report.problem is None
    assert report.conditions == ()
    assert report.requests["get"] <= before["get"] + 3
    assert asha.ledger.value("told")["missing"] == []
    lead.edit_family("f1", postcode="NN1 1AA")
    lead.sync()
    assert asha.sync().received == 1


def test_what_a_hint_says_is_missing_when_the_segment_behind_it_is_there() -> None:
    store = MemoryStore()
    lead = start_team(store)
    asha = join(lead, laptop("asha", store))
    asha.sync(sweep=True)
    for family in ("f1", "f2"):
        lead.new_family(family)
        lead.sync()
    team_id = str(lead.ledger.value("team"))
    numbers = [n for n in store.list(names.feed(team_id, lead.device))]
    lost = store.objects.pop(numbers[-2])
    (waits,) = asha.sync().conditions
    assert (waits.code, waits.device) == ("waiting", lead.device)
    store.create(numbers[-2], lost)
    assert asha.sync().conditions == ()
    assert set(asha.ledger.families()) == {"f1", "f2"}
