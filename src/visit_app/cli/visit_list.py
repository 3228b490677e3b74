"""`visits list`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from visit_app.cli.output import plain, say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.records import Encounter
    from visit_app.visits import Desk


def list_visits(session: Session) -> int:
    """Visits with their results and referrals, newest first; raises NotFound."""
    from visit_app.visits import require

    with session.desk() as desk:
        require(desk, "lists")
        found = _found(desk, session.options.family)
        family_id = session.options.family or ""
        desk.vault.note("export", family_id=family_id, what="visits", count=len(found))
    if session.json:
        show(found)
    else:
        say(*("\t".join(_cells(entry)) for entry in found))
    return 0


def _found(desk: "Desk", family_id: str | None) -> list[dict[str, Any]]:
    from visit_app.records import Encounter, Observation, ServiceRequest

    vault = desk.vault
    if family_id is not None:
        vault.family(family_id)
    results = _by_visit(vault.find(Observation, family_id=family_id))
    referrals = _by_visit(vault.find(ServiceRequest, family_id=family_id))
    return [
        _entry(visit, results[visit.id], referrals[visit.id])
        for visit in vault.find(Encounter, family_id=family_id)
    ]


def _by_visit(records: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[record.encounter_id].append(record)
    return found


def _entry(
    visit: "Encounter", results: list[Any], referrals: list[Any]
) -> dict[str, Any]:
    return {
        **plain(visit),
        "results": [_part(r, "code", "title", "value", "band") for r in results],
        "referrals": [
            _part(r, "id", "status", "priority", "performer") for r in referrals
        ],
    }


def _part(record: Any, *names: str) -> dict[str, Any]:
    return {name: plain(getattr(record, name)) for name in names}


def _cells(entry: dict[str, Any]) -> tuple[str, ...]:
    return (entry["id"], entry["period_start"], entry["type"], entry["status"])
