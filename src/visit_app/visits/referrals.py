"""Referrals: to whom, how soon, with what consent."""

from dataclasses import replace
from typing import Any

from visit_app.records import Consent, Encounter, ServiceRequest, new_id
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible


def refer(desk: Desk, encounter_id: str, **fields: Any) -> ServiceRequest:
    """Begin a referral; `fields` are fields of ServiceRequest known already."""
    encounter = desk.vault.get(Encounter, encounter_id)
    request = ServiceRequest(
        id=new_id(),
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
        authored_on=desk.clock.now(),
        requester=desk.practitioner.name,
    )
    request = replace(request, **fields)
    with desk.vault.transaction():
        desk.vault.put(request)
        if encounter.no_referral:
            desk.vault.put(replace(encounter, no_referral=False))
    return request


def change_referral(desk: Desk, request_id: str, **fields: Any) -> ServiceRequest:
    """Change fields of a referral; raises NotPossible once its letter went out."""
    request = desk.vault.get(ServiceRequest, request_id)
    if request.status == "active":
        raise NotPossible(
            "This letter has gone out. Make a new referral to change what it says."
        )
    changed = replace(request, **fields)
    if changed != request:
        desk.vault.put(changed)
    return changed


def record_consent(desk: Desk, request_id: str, **fields: Any) -> ServiceRequest:
    """Record what the person said to sharing; `fields` are fields of Consent.

    The same again is not said again: the time stays.
    """
    request = desk.vault.get(ServiceRequest, request_id)
    consent: Consent = replace(request.consent, **fields)
    if consent == request.consent:
        return request
    consent = replace(consent, recorded=desk.clock.now())
    return change_referral(desk, request_id, consent=consent)


def withdraw(desk: Desk, request_id: str) -> ServiceRequest:
    """Take a referral back; it stays in the record as revoked."""
    return change_referral(desk, request_id, status="revoked")
