"""The conflict desk's verbs: what is open, and what a person chose."""

from visit_app.sync.book import CONFLICTED, IDENTITY, removed
from visit_app.sync.change import Change
from visit_app.sync.conflicts import Conflict, conflicts_of, settle
from visit_app.sync.identity import Identity
from visit_app.sync.ledger import Ledger
from visit_app.sync.merge import look


def settle_conflict(
    ledger: Ledger, conflict: Conflict, text: str, recorded: str
) -> Change:
    """Keep a person's choice as a revision that follows both; raises KeyError.

    `text` is a version's text, or conflicts.text_of a third value.
    """
    identity = Identity.from_json(ledger.value(IDENTITY))
    key = conflict.kind, conflict.record_id
    with ledger.transaction():  # what arrives meanwhile would not be followed
        known = ledger.changes([key])[key]
        change = settle(
            known,
            conflict.path,
            text,
            author=identity.practitioner,
            recorded=recorded,
        )
        view = look([*known, change])
        ledger.add_own(change, view)
        if not view.conflicts:
            removed(ledger, CONFLICTED, [list(key)])
    return change


def open_conflicts(ledger: Ledger) -> tuple[Conflict, ...]:
    """Every field that has two values, of every record."""
    keys = [(kind, record_id) for kind, record_id in ledger.value(CONFLICTED) or []]
    known = ledger.changes(keys)  # without those of a family erased a moment ago
    return tuple(c for key in keys if key in known for c in conflicts_of(known[key]))


def forget_conflicts(ledger: Ledger, family_id: str) -> None:
    """A family is erased: nothing of it is left to choose. Inside a transaction."""
    keys = [(kind, record_id) for kind, record_id in ledger.value(CONFLICTED) or []]
    if not keys:
        return
    known = ledger.changes(keys)
    gone = [
        list(key)
        for key in keys
        if family_id in {change.family_id for change in known.get(key, ())}
        or key not in known
    ]
    removed(ledger, CONFLICTED, gone)
