from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.directory.sample_needs import AMIRA, FAMILY, IDRIS

from visit_app.directory import RecordFacts, load_directory, referral_check
from visit_app.records import (
    ClinicalImpression,
    Consent,
    DetectedIssue,
    Mitigation,
    Practitioner,
    ServiceRequest,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SPMHS = load_directory().service("spmhs")
DROP_INS = load_directory().service("drop-ins")
WHOLE = ServiceRequest(
    id="r",
    family_id="f",
    encounter_id="v",
    subject_id="amira",
    priority="routine",
    performer="SPMHS",
    reason="Low mood.",
    patient_wishes="Home visits.",
    consent=Consent(decision="given"),
    copy_to_home=False,
)
FACTS = RecordFacts(
    family=FAMILY,
    subject=AMIRA,
    practitioner=Practitioner(id="p", name="Priya Nair", phone="01632 960 077"),
)
CONCERN = DetectedIssue(
    id="i",
    family_id="f",
    encounter_id="v",
    subject_id="amira",
    code="self-harm-answer",
    identified=NOON,
)
TAKEN_ON = replace(
    CONCERN, mitigation=(Mitigation(id="m", action="accepted", recorded=NOON),)
)


def lacking(request: ServiceRequest = WHOLE, facts: RecordFacts = FACTS) -> set[str]:
    return {found.code for found in referral_check(request, facts, SPMHS)}


def test_a_whole_referral_lacks_nothing() -> None:
    assert lacking() == set()


def test_each_finding_says_what_and_where() -> None:
    found = referral_check(replace(WHOLE, reason=""), FACTS, SPMHS)
    assert [(f.asked, f.code, f.text, f.step) for f in found] == [
        ("reason", "reason", "The reason is empty.", "referral")
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"consent": Consent()}, "decision"),
        ({"consent": Consent(decision="limited")}, "limits"),
        ({"consent": Consent(decision="refused")}, "without"),
        ({"performer": " "}, "recipient"),
        ({"reason": " "}, "reason"),
        ({"priority": ""}, "priority"),
        ({"priority": "urgent"}, "phone-call"),
        ({"priority": "stat"}, "phone-call"),
        ({"patient_wishes": ""}, "wishes"),
        ({"copy_to_home": None}, "copy-to-home"),
    ],
)
def test_what_the_referral_lacks(fields: dict[str, object], code: str) -> None:
    assert lacking(replace(WHOLE, **fields)) == {code}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"consent": Consent(decision="limited", limits="GP only")},
        {"consent": Consent(decision="refused", reason_without="Risk to life")},
        {"priority": "urgent", "phoned_whom": "Duty nurse"},
        {"copy_to_home": True},
    ],
)
def test_what_makes_it_whole_again(fields: dict[str, object]) -> None:
    assert lacking(replace(WHOLE, **fields)) == set()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"phone": ""}, "phone"),
        ({"safe_to_leave_message": None}, "message"),
        ({"nhs_number": ""}, "nhs-number"),
        ({"birth_date": None}, "birth-date"),
        ({"interpreter_needed": None}, "interpreter"),
    ],
)
def test_what_is_not_known_of_the_person(fields: dict[str, object], code: str) -> None:
    person = replace(AMIRA, **fields)  # type: ignore[arg-type]
    assert lacking(facts=replace(FACTS, subject=person)) == {code}


def test_a_number_that_is_known_to_be_not_known_is_enough() -> None:
    person = replace(AMIRA, nhs_number="", nhs_number_absent_reason="new here")
    assert lacking(facts=replace(FACTS, subject=person)) == set()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"address": ""}, "address"),
        ({"postcode": ""}, "address"),
        ({"general_practice": ""}, "gp"),
        ({"babies": ()}, "baby"),
        ({"babies": (replace(IDRIS, birth_date=None),)}, "baby"),
    ],
)
def test_what_is_not_known_of_the_family(fields: dict[str, object], code: str) -> None:
    family = replace(FAMILY, **fields)  # type: ignore[arg-type]
    assert lacking(facts=replace(FACTS, family=family)) == {code}


def test_an_expected_date_stands_for_the_baby() -> None:
    due = replace(FAMILY, babies=(), expected_date_of_delivery=date(2027, 2, 3))
    assert lacking(facts=replace(FACTS, family=due)) == set()


def test_the_practitioners_number() -> None:
    nobody = replace(FACTS.practitioner, phone="")
    assert lacking(facts=replace(FACTS, practitioner=nobody)) == {"practitioner-phone"}


def test_the_urgency_is_held_against_the_answers() -> None:
    facts = replace(FACTS, issues=(TAKEN_ON,))
    assert lacking(facts=facts) == {"concern"}
    assert lacking(replace(WHOLE, priority=""), facts) == {"priority"}
    urgent = replace(WHOLE, priority="urgent", phoned_whom="Duty nurse")
    assert lacking(urgent, facts) == set()


def test_somebody_has_to_have_taken_the_concern_on() -> None:
    urgent = replace(WHOLE, priority="urgent", phoned_whom="Duty nurse")
    assert lacking(urgent, replace(FACTS, issues=(CONCERN,))) == {"responsible"}


def test_another_parents_concern_is_not_told() -> None:
    his = replace(CONCERN, subject_id="yusuf")
    assert lacking(facts=replace(FACTS, issues=(his,))) == set()


JUDGED = ClinicalImpression(
    id="c",
    family_id="f",
    encounter_id="v",
    subject_id="amira",
    level="unclear",
    level_reason="Seen once.",
    theme=("pir",),
)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, None),
        ({"level": "", "level_reason": ""}, "level"),
        ({"level_reason": " "}, "level-reason"),
        ({"theme": ()}, "theme"),
    ],
)
def test_what_the_judgement_lacks(fields: dict[str, object], code: str | None) -> None:
    made = replace(JUDGED, **fields)  # type: ignore[arg-type]
    found = lacking(facts=replace(FACTS, impression=made))
    assert found == ({code} if code else set())


def test_every_service_asks_for_consent_contact_and_urgency() -> None:
    bare = ServiceRequest(id="r", family_id="f", encounter_id="v", subject_id="amira")
    for service in (None, DROP_INS):
        asked = {found.asked for found in referral_check(bare, FACTS, service)}
        assert asked == {"consent", "recipient", "reason", "urgency"}
    person = replace(AMIRA, phone="", nhs_number="")
    facts = replace(FACTS, subject=person)
    assert {f.code for f in referral_check(WHOLE, facts, None)} == {"phone"}
