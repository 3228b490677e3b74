"""Reading feeds: how much is taken over at a time."""

from collections.abc import Mapping, Sequence

from tests.sync.laptops import join, laptop, start_team
from tests.sync.memory_ledger import MemoryLedger
from tests.sync.memory_store import MemoryStore

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
