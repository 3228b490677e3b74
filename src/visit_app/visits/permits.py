"""Which exports the organisation's policy allows, and the reason when it does not."""

from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible

IN_WORDS = {
    "letter-pdf": "saving letters as PDF",
    "letter-print": "printing letters",
    "record-text": "copying a visit as text",
    "fhir": "exporting records",
    "counts": "exporting counts",
    "services": "saving the service directory as a file",
    "family-file": "handing a family over to another team as a file",
    "lists": "listing families and visits on the command line",
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
