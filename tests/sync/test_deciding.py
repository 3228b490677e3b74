"""What a person decides is kept whole, whatever sync writes at the same time."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tests.sync.laptops import laptop
from tests.sync.memory_ledger import MemoryLedger
from tests.sync.memory_store import MemoryStore

from visit_app.sync.book import EVENTS, IDENTITY
from visit_app.sync.change import Change, Key
from visit_app.sync.conflicts import conflicts_of
from visit_app.sync.deciding import settle_conflict
from visit_app.sync.merge import look
from visit_app.sync.notices import Notice, dismiss, keep_events


class WatchedLedger(MemoryLedger):
    """Remembers what was read outside a transaction."""

    def __init__(self) -> None:
        super().__init__()
        self.read_loose: list[str] = []

    def value(self, name: str) -> Any:
        if not self.in_transaction:
            self.read_loose.append(name)
        return super().value(name)

    def changes(self, keys: Collection[Key]) -> Mapping[Key, Sequence[Change]]:
        if not self.in_transaction:
            self.read_loose.append("changes")
        return super().changes(keys)


def test_a_choice_follows_what_is_there_when_it_is_kept() -> None:
    ledger = WatchedLedger()
    asha = laptop("asha", MemoryStore())
    asha.ledger = ledger
    with ledger.transaction():
        ledger.set_value(IDENTITY, asha.identity.to_json())
    asha.new_family("f1", postcode="NN1 1AA")
    (first,) = ledger.known["Family", "f1"]
    for postcode in ("NN2 2BB", "NN3 3CC"):
        parents = (first.revision,)
        asha._keep(ledger.family("f1"), parents, ())
        state = {**first.state, "postcode": postcode}
        vars(ledger.known["Family", "f1"][-1])["state"] = state
        vars(ledger.known["Family", "f1"][-1])["changed"] = ("postcode",)
    (conflict,) = conflicts_of(ledger.known["Family", "f1"])
    settle_conflict(ledger, conflict, '"NN4 4DD"', "2026-11-27T10:00:00+00:00")
    assert "changes" not in ledger.read_loose
    view = look(ledger.known["Family", "f1"])
    assert (view.state["postcode"], view.conflicts) == ("NN4 4DD", {})


def test_an_event_that_comes_while_another_is_dismissed_stays() -> None:
    ledger = WatchedLedger()
    seen = Notice("forked", "a" * 32)
    with ledger.transaction():
        keep_events(ledger, [seen, Notice("junk")])
    dismiss(ledger, seen)
    assert EVENTS not in ledger.read_loose
    assert [event["code"] for event in ledger.value(EVENTS)] == ["junk"]
