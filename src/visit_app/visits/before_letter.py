"""What comes before a letter may go out: decided here, for the verb and the screen."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from visit_app.records import ConsentDecision, DetectedIssue, Priority, ServiceRequest
from visit_app.visits.desk import Desk


class Waits(StrEnum):
    """What a letter waits for."""

    CONSENT = "consent"  # nothing is recorded about sharing
    REASON = "reason"  # sharing was refused, and why it is sent is not recorded
    CONCERN = "concern"  # one of this visit that nobody has taken on
    CONCERN_ELSEWHERE = "concern-elsewhere"  # one of another visit with this person
    CALL = "call"  # it is urgent, and nobody was phoned


REFUSALS: Mapping[Waits, str] = {
    Waits.CONSENT: "Record first what was said about sharing this.",
    Waits.REASON: (
        "Sharing was refused, and why it is sent all the same is not recorded."
    ),
    Waits.CONCERN: (
        "Record first who has taken this on: F6. A letter is never the urgent route."
    ),
    Waits.CONCERN_ELSEWHERE: (
        "Record first, in the other visit with this person, who has taken on what"
        " worried you there. A letter is never the urgent route."
    ),
    Waits.CALL: (
        "Phone first, and record whom you spoke to: a letter is never the urgent route."
    ),
}


def waits_for(desk: Desk, request: ServiceRequest) -> tuple[Waits, ...]:
    """What comes before this letter may go out, in order; empty when nothing does."""
    return tuple(_waits_for(desk, request))


def _waits_for(desk: Desk, request: ServiceRequest) -> Iterator[Waits]:
    consent = request.consent
    refused = consent.decision == ConsentDecision.REFUSED
    if not consent.decision:
        yield Waits.CONSENT
    elif refused and not consent.reason_without.strip():
        yield Waits.REASON
    yield from _concern(desk, request)
    urgent = request.priority in {Priority.URGENT, Priority.EMERGENCY}
    if urgent and not request.phoned_whom.strip():
        yield Waits.CALL


def _concern(desk: Desk, request: ServiceRequest) -> Iterator[Waits]:
    """A concern about the person counts in whichever visit it came up."""
    person = request.subject_id
    found = desk.vault.find(DetectedIssue, subject_id=person, status="open")
    if any(issue.encounter_id == request.encounter_id for issue in found):
        yield Waits.CONCERN
    elif found:
        yield Waits.CONCERN_ELSEWHERE
