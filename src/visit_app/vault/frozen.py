"""What may still change once a visit is signed off, or a letter has gone out.

One table, read twice: here for the clear refusal, in schema.py for the triggers that
refuse the same from any other hand.
"""

from collections.abc import Mapping
from typing import Any

from visit_app.vault.errors import Immutable

REFUSED = "immutable"  # what the triggers say
PARTS_OF_A_VISIT: Mapping[str, tuple[str, ...]] = {
    "QuestionnaireResponse": (),
    "Observation": (),
    "CarePlan": (),
    "ClinicalImpression": (),
    # somebody may accept responsibility after signing off
    "DetectedIssue": ("mitigation",),
}
# a concern may come up, or come to light in a correction, after signing off
ADDED_LATER = frozenset({"DetectedIssue"})
GROWING: Mapping[str, str] = {
    "DetectedIssue": "mitigation",
    "DocumentReference": "issued",
}
# A referral may be made, and its letter written, after the visit is signed off.
_BY_ITSELF: Mapping[str, str] = {
    "Encounter": "finished",
    "DocumentReference": "final",
    "ServiceRequest": "active",
}
_STILL_OPEN: Mapping[str, tuple[str, ...]] = {"ServiceRequest": ("status",)}


def by_itself(type_name: str, status: str) -> bool:
    """Frozen whatever its visit says: a finished visit, a letter that went out."""
    return type_name == "Amendment" or _BY_ITSELF.get(type_name) == status


def check_change(
    type_name: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    """Refuse a change of a frozen record; raises Immutable."""
    changed = {k for k in old.keys() | new.keys() if old.get(k) != new.get(k)}
    allowed = (
        *PARTS_OF_A_VISIT.get(type_name, ()),
        *_STILL_OPEN.get(type_name, ()),
        GROWING.get(type_name, ""),
    )
    if changed - set(allowed) or not _grew(old, new, GROWING.get(type_name, "")):
        raise Immutable(detail=type_name)


def _grew(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> bool:
    before, after = old.get(name, []), new.get(name, [])
    return bool(after[: len(before)] == before)
