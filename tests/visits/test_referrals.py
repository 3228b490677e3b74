import pytest

from visit_app.records import Encounter, ServiceRequest
from visit_app.records.clock import FixedClock
from visit_app.visits import (
    SAVED,
    Desk,
    NotPossible,
    change_referral,
    describe,
    issue,
    pdf,
    record_consent,
    refer,
    withdraw,
    write_letter,
)


@pytest.fixture
def request_(desk: Desk, visit: Encounter) -> ServiceRequest:
    return refer(desk, visit.id, performer="Family Action")


def test_a_referral_is_a_draft_of_this_visit(
    desk: Desk, visit: Encounter, request_: ServiceRequest
) -> None:
    kept = desk.vault.get(ServiceRequest, request_.id)
    assert (kept.status, kept.performer) == ("draft", "Family Action")
    assert (kept.encounter_id, kept.subject_id) == (visit.id, "amira")
    assert (kept.requester, kept.authored_on) == ("Priya Nair", desk.clock.now())
    assert kept.consent.decision == ""


def test_nothing_is_decided_for_the_practitioner(request_: ServiceRequest) -> None:
    assert (request_.priority, request_.copy_to_home) == ("", None)


def test_referring_takes_no_referral_today_back(desk: Desk, visit: Encounter) -> None:
    describe(desk, visit.id, no_referral=True)
    refer(desk, visit.id)
    assert desk.vault.get(Encounter, visit.id).no_referral is False


def test_consent_is_recorded_with_its_time(
    desk: Desk, request_: ServiceRequest, clock: FixedClock
) -> None:
    clock.forward(minutes=4)
    record_consent(desk, request_.id, decision="limited")
    record_consent(desk, request_.id, limits="Not the results")
    consent = desk.vault.get(ServiceRequest, request_.id).consent
    assert (consent.decision, consent.limits) == ("limited", "Not the results")
    assert consent.recorded == clock.now()
    said = clock.now()
    clock.forward(minutes=4)
    record_consent(desk, request_.id, limits="Not the results")
    assert desk.vault.get(ServiceRequest, request_.id).consent.recorded == said


def test_a_referral_taken_back_stays_in_the_record(
    desk: Desk, request_: ServiceRequest
) -> None:
    withdraw(desk, request_.id)
    assert desk.vault.get(ServiceRequest, request_.id).status == "revoked"


def test_it_cannot_be_changed_once_its_letter_went_out(
    desk: Desk, request_: ServiceRequest
) -> None:
    record_consent(desk, request_.id, decision="given")
    letter = write_letter(desk, request_.id)
    issue(desk, letter.id, SAVED, pdf(desk, letter.id))
    with pytest.raises(NotPossible, match="has gone out"):
        change_referral(desk, request_.id, performer="Somebody else")
    with pytest.raises(NotPossible, match="has gone out"):
        record_consent(desk, request_.id, decision="refused")
    with pytest.raises(NotPossible, match="has gone out"):
        withdraw(desk, request_.id)
    assert desk.vault.get(ServiceRequest, request_.id).performer == "Family Action"
