"""A family's record with something of everything; everybody in it is invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.questionnaires.forms import shipped

from visit_app.conversation import load_guide
from visit_app.exports.bundle import FamilyRecord
from visit_app.exports.fhir.context import Context
from visit_app.records import (
    Absent,
    Activity,
    Amendment,
    CarePlan,
    ClinicalImpression,
    Concern,
    Consent,
    Considered,
    DetectedIssue,
    DocumentReference,
    Encounter,
    Family,
    FamilyRole,
    LetterSection,
    Mitigation,
    Observation,
    Patient,
    Practitioner,
    QuestionnaireResponse,
    Revision,
    ServiceRequest,
)
from visit_app.records.codes import code_book
from visit_app.resources import read_json

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
CATALOGUE = shipped()
GUIDE = load_guide()
PRIYA = Practitioner(
    id="priya",
    name="Priya Nair",
    organization="Example Community Trust",
    phone="01632 960077",
    registration_pin="12A3456E",
)
AMIRA = Patient(
    id="amira",
    given_name="Amira",
    family_name="Hassan",
    birth_date=date(1995, 3, 14),
    nhs_number="9990000018",
    sex="female",
    ethnic_category="black-african",
    phone="07700 900142",
    safe_to_leave_message=False,
    contact_note="Text first.",
    language="Somali",
    interpreter_needed=True,
    communication_needs="Large print",
    communication_checked_on=date(2026, 11, 1),
    lives="At home",
)
YONIS = Patient(
    id="0b9b0e4e-5d54-4b52-9f0f-3f4c41a8e6a1",  # as real records have them
    role=FamilyRole.FATHER,
    given_name="Yonis",
    nhs_number_absent_reason="Not with him",
    sex="prefer-not-to-say",
    ethnic_category="prefer-not-to-say",
)
HODAN = Patient(id="hodan", role=FamilyRole.PARTNER, given_name="Hodan")
IDRIS = Patient(
    id="idris",
    role=FamilyRole.BABY,
    given_name="Idris",
    family_name="Hassan",
    birth_date=date(2026, 10, 10),
    sex="male",
    nhs_number_absent_reason="Newborn",
)
FAMILY = Family(
    id="hassan",
    parents=(AMIRA, YONIS, HODAN),
    babies=(IDRIS,),
    expected_date_of_delivery=date(2027, 8, 1),
    address="1 Sample Street\nKettering",
    postcode="NN16 0AA",
    general_practice="The Sample Practice",
    note="Ring twice.",
    revision="rev-2",
)
VISIT = Encounter(
    id="visit",
    family_id="hassan",
    subject_id="amira",
    practitioner_id="priya",
    status="finished",
    type="6-8-weeks",
    period_start=NOW - timedelta(hours=1),
    period_end=NOW,
    location="home",
    present=("mother", "baby", "interpreter"),
    present_note="Her aunt",
    seen_alone=False,
    interpreter="professional",
    interpreter_note="By phone",
    sharing_explained=True,
    sharing_note="With the GP",
    signed_by="Priya Nair",
    signed_at=NOW,
)
HIS = Encounter(
    id="his",
    family_id="hassan",
    subject_id=YONIS.id,
    practitioner_id="colleague",
    type="phone-call",
    location="phone",
    period_start=NOW + timedelta(days=1),
)
PARTS: dict[str, Any] = {
    "family_id": "hassan",
    "encounter_id": "visit",
    "subject_id": "amira",
}


def response(form: str, **fields: Any) -> QuestionnaireResponse:
    """Completed answers to a form, at the visit."""
    known = form in CATALOGUE.names
    canonical = CATALOGUE.get(form).canonical if known else GUIDE.canonical
    whole = {
        "id": f"answers-{form}",
        "questionnaire": canonical,
        "author": "Priya Nair",
        "authored": NOW,
        "status": "completed",
        "mode": "through-interpreter",
    }
    return QuestionnaireResponse(**{**PARTS, **whole, **fields})


def points(form: str, *values: int) -> dict[str, tuple[str]]:
    """Answers worth so many points, to the questions of a form in order."""
    answers = {}
    questions = [q for q in CATALOGUE.get(form).questions if q.answer_option]
    for question, value in zip(questions, values, strict=False):
        option = next(o for o in question.answer_option if o.weight == value)
        answers[question.link_id] = (str(option.value),)
    return answers


CONVERSATION = response(
    "conversation",
    mode="",
    answers={
        "words-1": ("tiring",),
        "words-2": ("lovely",),
        "joy": (Absent("asked-declined"),),
        "fear": (Absent("not-asked", "The baby woke up"),),
        "strengths": ("Warm with him",),
        "notes": ("Aunt came in.",),
    },
)
WHOOLEY = response("whooley", answers={"1": (True,), "2": (False,)})
PHQ_9 = response(
    "phq-9",
    answers={
        **points("phq-9", 1, 2, 1, 1, 0, 0, 1, 0),
        "44260-8": (Absent("asked-declined"),),
    },
)
EPDS = response("epds", answers=points("epds", 1, 1, 2, 1, 0, 1, 1, 1, 0, 1))
MORS = response("mors-sf", answers=points("mors-sf", *[3] * 14))
SIGNS = response(
    "signs", questionnaire="https://visit-app.example/fhir/Questionnaire/x|1"
)
SIGNS = replace(SIGNS, answers={"voices": (False,), "note": ("none",), "days": (3,)})
RESULTS = (
    Observation(
        id="result-phq-9",
        code="phq-9",
        title="PHQ-9",
        effective=NOW,
        low=6,
        high=9,
        maximum=27,
        missing=("44260-8",),
        mode="through-interpreter",
        questionnaire=PHQ_9.questionnaire,
        derived_from=PHQ_9.id,
        source="sum of nine answers",
        **PARTS,
    ),
    Observation(
        id="result-epds",
        code="epds",
        title="EPDS",
        effective=NOW,
        value=9,
        questionnaire=EPDS.questionnaire,
        derived_from=EPDS.id,
        **PARTS,
    ),
    Observation(
        id="result-mors",
        code="mors-sf",
        title="MORS-SF",
        effective=NOW,
        component={"Warmth": 21, "Invasion": 21},
        questionnaire=MORS.questionnaire,
        derived_from=MORS.id,
        **PARTS,
    ),
    Observation(
        id="result-gad-2",
        code="gad-2",
        title="GAD-2",
        effective=NOW,
        value=4,
        band="positive",
        questionnaire=CATALOGUE.get("gad-2").canonical,
        **PARTS,
    ),
)
IMPRESSION = ClinicalImpression(
    id="impression",
    summary="Tired, warm with Idris.",
    level="mild-to-moderate",
    theme=("pmh", "pir"),
    level_reason="Sleep",
    assessor="Priya Nair",
    date=NOW,
    considered=(
        Considered(
            rule="cg192-whooley",
            agreed=True,
            text="A fuller assessment",
            because=("EPDS: “wording of an item” always",),
            author="Priya Nair",
            recorded=NOW,
        ),
        Considered(rule="cg192-gad-2", agreed=False, reason="Help is under way"),
    ),
    concern=Concern(noted=NOW, author="Priya Nair", after="whooley"),
    **PARTS,
)
PLAN = CarePlan(
    id="plan",
    activity=(
        Activity(
            id="a1",
            kind="visit",
            description="Come again",
            performer="Priya Nair",
            due=date(2026, 12, 7),
            note="In the morning",
        ),
        Activity(id="a2", kind="signpost", description="Family hub"),
    ),
    **PARTS,
)
ISSUE = DetectedIssue(
    id="issue",
    code="self-harm-answer",
    identified=NOW,
    evidence="epds/10",
    said="an answer worth 1 point",
    note="Talked it through",
    mitigation=(
        Mitigation(
            id="m1",
            action="accepted",
            recorded=NOW,
            author="Priya Nair",
            person="Crisis team",
            at="11:05",
        ),
    ),
    **PARTS,
)
REFERRAL = ServiceRequest(
    id="referral",
    status="active",
    priority="urgent",
    performer="Specialist service",
    performer_address="2 Sample Road",
    reason="Low mood",
    patient_wishes="To be rung",
    phoned_whom="Dr Sample",
    phoned_at="11:20",
    consent=Consent(
        decision="limited", given_how="spoken", limits="Not the letter", recorded=NOW
    ),
    supporting_info=("his", "a-visit-that-is-not-here"),
    copies=("GP",),
    copy_to_home=False,
    authored_on=NOW,
    requester="Priya Nair",
    **PARTS,
)
REFUSED = ServiceRequest(
    id="refused",
    consent=Consent(decision="refused", reason_without="Risk to the baby"),
    **PARTS,
)
SENT = DocumentReference(
    id="letter",
    service_request_id="referral",
    status="final",
    date=NOW,
    author="Priya Nair",
    sha256="digest",
    issued=(f"saved {NOW.isoformat()}",),
    **PARTS,
)
DRAFT = DocumentReference(
    id="draft",
    service_request_id="refused",
    date=NOW,
    sections=(LetterSection(id="reason", heading="Reason", paragraphs=("Low mood",)),),
    **PARTS,
)
AMENDMENTS = (
    Amendment(
        id="amend-1",
        target=f"QuestionnaireResponse/{PHQ_9.id}",
        path="44250-9",
        before="Several days",
        after="Not at all",
        reason="Misheard",
        author="Priya Nair",
        recorded=NOW + timedelta(hours=2),
        **PARTS,
    ),
    Amendment(
        id="amend-2",
        target=f"QuestionnaireResponse/{EPDS.id}",
        path="1",
        before="words of a licensed answer",
        after="other words of it",
        reason="Misread",
        author="A Colleague",
        recorded=NOW + timedelta(hours=3),
        **PARTS,
    ),
)
REVISIONS = (
    Revision(
        id="rev-1",
        family_id="hassan",
        author="Priya Nair",
        recorded="2026-11-20T09:00:00+00:00",
        state=FAMILY,
    ),
    Revision(
        id="rev-2",
        family_id="hassan",
        parents=("rev-1",),
        author="A Colleague",
        recorded="2026-11-21T09:00:00",
        changed=("postcode", "parents/amira/phone"),
        state=FAMILY,
    ),
)
RECORD = FamilyRecord(
    family=FAMILY,
    records=(
        *(VISIT, HIS, CONVERSATION, WHOOLEY, PHQ_9, EPDS, MORS, SIGNS, *RESULTS),
        *(IMPRESSION, PLAN, ISSUE, REFERRAL, REFUSED, SENT, DRAFT, *AMENDMENTS),
    ),
    revisions=REVISIONS,
)
CONTEXT = Context(
    made=NOW,
    practitioner=PRIYA,
    people=code_book(read_json("codes/people.json")),
    contacts=code_book(read_json("codes/contacts.json")),
    catalogue=CATALOGUE,
    guide=GUIDE,
    letters={"digest": b"%PDF-1.7 invented"},
)
