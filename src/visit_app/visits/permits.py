"""Which exports the organisation's policy allows, and the reason when it does not."""

from pathlib import Path

from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible

IN_WORDS = {
    "letter-pdf": "saving letters as PDF",
    "letter-print": "printing letters",
    "record-text": "copying a visit as text",
    "fhir": "exporting records",
    "counts": "exporting counts",
    "services": "saving the service directory as a file",
}
"""Every kind of export as it is spoken of."""


def refusal(desk: Desk, export: str) -> str:
    """Why this kind of export is not allowed, for the practitioner; "" when it is."""
    policy = desk.policy
    if policy is None or policy.allows(export):
        return ""
    return (
        f"Your organisation's policy does not allow {IN_WORDS[export]} on this laptop."
        f" The record itself is safe. Ask {policy.organisation} if you need it."
    )


def require(desk: Desk, export: str) -> None:
    """Raises NotPossible, with the reason, when the policy does not allow this."""
    reason = refusal(desk, export)
    if reason:
        raise NotPossible(reason)


def backup_refusal(desk: Desk, folder: Path) -> str:
    """Why backups may not go to this folder by policy; "" when they may."""
    policy = desk.policy
    if policy is None or not policy.backup_places:
        return ""
    allowed = [Path(place) for place in policy.backup_places]
    if any(is_in(folder, place) for place in allowed):
        return ""
    return (
        "Your organisation's policy allows backups only in"
        f" {', '.join(map(str, allowed))}. Nothing was changed. Choose one of these."
    )


def require_backup_place(desk: Desk, folder: Path) -> None:
    """Raises NotPossible, with the reason, when backups may not go to this folder."""
    reason = backup_refusal(desk, folder)
    if reason:
        raise NotPossible(reason)


def is_in(folder: Path, place: Path) -> bool:
    """Whether a folder is this place or inside it, links and dots followed."""
    return folder.resolve().is_relative_to(place.resolve())
