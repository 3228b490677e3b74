"""Changes for the tests of ledgers, and how sync gives them to one."""

from typing import Any

from tests.sync.memory_ledger import family_change

from visit_app.records import Encounter, Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.sync.change import Change
from visit_app.sync.ledger import Ledger
from visit_app.sync.merge import look

AMIRA = Patient(id="amira", given_name="Amira")
FAMILY = Family(id="f1", parents=(AMIRA,), postcode="NN16 0AA")


def visit(name: str = "v1", **about: object) -> Encounter:
    start = FixedClock().now()
    given = {"status": "finished", "period_start": start, **about}
    return Encounter(id=name, family_id="f1", subject_id="amira", **given)  # type: ignore[arg-type]


def theirs(state: Family, revision: str, *parents: str, **about: object) -> Change:
    return family_change(
        state,
        revision=revision,
        author="asha",
        parents=parents,
        changed=("postcode",),
        **about,
    )


def other(kind: str, record_id: str, state: dict[str, Any]) -> Change:
    return Change(kind, record_id, "f1", f"{record_id}-1", "asha", "", state)


def receive(ledger: Ledger, *changes: Change) -> None:
    """As sync does it: merged with what is known."""
    with ledger.transaction():
        keys = {change.key for change in changes}
        known = ledger.changes(keys)
        views = {}
        for key in keys:
            mine = [change for change in changes if change.key == key]
            views[key] = look([*known.get(key, ()), *mine])
        ledger.apply(changes, views)
