"""An invented family and one visit to it."""

from datetime import UTC, date, datetime

from visit_app.records import (
    Activity,
    Amendment,
    CarePlan,
    ClinicalImpression,
    DetectedIssue,
    DocumentReference,
    Encounter,
    Family,
    FamilyRole,
    IssueCode,
    Mitigation,
    Observation,
    Patient,
    Practitioner,
    QuestionnaireResponse,
    ServiceRequest,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PRIYA = Practitioner(id="priya", name="Priya Nair")
AMIRA = Patient(
    id="amira",
    given_name="Amira",
    family_name="Hassan",
    birth_date=date(1995, 3, 14),
    nhs_number="9990000018",
    phone="07700 900001",
)
IDRIS = Patient(
    id="idris",
    role=FamilyRole.BABY,
    given_name="Idris",
    birth_date=date(2026, 10, 10),
)
HASSAN = Family(id="hassan", parents=(AMIRA,), babies=(IDRIS,), postcode="NN16 0AA")
VISIT = Encounter(id="visit", family_id="hassan", subject_id="amira", period_start=NOON)
PHQ_9 = QuestionnaireResponse(
    id="phq-9",
    questionnaire="http://example.org/phq-9|1.0",
    family_id="hassan",
    encounter_id="visit",
    subject_id="amira",
)
SCORE = Observation(
    id="score",
    family_id="hassan",
    encounter_id="visit",
    subject_id="amira",
    code="phq-9",
    title="PHQ-9",
    effective=NOON,
    value=8,
)
PLAN = CarePlan(
    id="plan",
    family_id="hassan",
    encounter_id="visit",
    subject_id="amira",
    activity=(Activity(id="a", description="Call on Friday"),),
)
JUDGEMENT = ClinicalImpression(
    id="judgement",
    family_id="hassan",
    encounter_id="visit",
    subject_id="amira",
    summary="Tired, well supported.",
)
REFERRAL = ServiceRequest(
    id="referral", family_id="hassan", encounter_id="visit", subject_id="amira"
)
LETTER = DocumentReference(
    id="letter",
    family_id="hassan",
    encounter_id="visit",
    subject_id="amira",
    service_request_id="referral",
)
CONCERN = DetectedIssue(
    id="concern",
    family_id="hassan",
    encounter_id="visit",
    subject_id="amira",
    code=IssueCode.PRACTITIONER_CONCERN,
    identified=NOON,
)
TOLD = Mitigation(id="told", action="told", recorded=NOON, person="Dr Ashdown")
ACCEPTED = Mitigation(id="accepted", action="accepted", recorded=NOON)
CORRECTION = Amendment(
    id="correction",
    family_id="hassan",
    encounter_id="visit",
    subject_id="amira",
    target="QuestionnaireResponse/phq-9",
    reason="Heard wrongly.",
    recorded=NOON,
)
