"""Invented families and their letters, for the tests of letters and exports."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tests.questionnaires.forms import shipped

from visit_app.conversation import load_guide
from visit_app.letters import LetterContext, compose, draft_text
from visit_app.records import (
    Absent,
    Activity,
    Amendment,
    CarePlan,
    ClinicalImpression,
    Consent,
    DetectedIssue,
    Encounter,
    Family,
    FamilyRole,
    Mitigation,
    Observation,
    Patient,
    Practitioner,
    QuestionnaireResponse,
    ServiceRequest,
    Value,
)

NOON = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
ITEM_9 = "Thoughts that you would be better off dead or of hurting yourself in some way"

FORMS = shipped()

AMIRA = Patient(
    id="amira",
    given_name="Amira",
    family_name="Hassan",
    birth_date=date(1995, 3, 14),
    nhs_number="9990123454",
    phone="01632 960 131",
    safe_to_leave_message=False,
    contact_note="Text first.",
)
IDRIS = Patient(
    id="idris",
    role=FamilyRole.BABY,
    given_name="Idris",
    family_name="Hassan",
    birth_date=date(2026, 10, 10),
    nhs_number_absent_reason="not yet allocated",
)
YUSUF = Patient(
    id="yusuf", role=FamilyRole.FATHER, given_name="Yusuf", family_name="Hassan"
)
FAMILY = Family(
    id="f",
    parents=(AMIRA, YUSUF),
    babies=(IDRIS,),
    address="12 Example Road, Kettering",
    postcode="NN16 0AA",
    general_practice="Sample Surgery, Kettering",
    note="Ring the side door.",
)
PRIYA = Practitioner(
    id="p",
    name="Priya Nair",
    organization="Kettering Health Visiting Team",
    phone="01632 960 077",
    registration_pin="99A0000X",
)
VISIT = Encounter(
    id="v", family_id="f", subject_id="amira", period_start=NOON, seen_alone=False
)
REFERRAL = ServiceRequest(
    id="r",
    family_id="f",
    encounter_id="v",
    subject_id="amira",
    priority="routine",
    performer="Flourishing Babies, Family Action",
    performer_address="1 Sample Street\nKettering\nNN16 0AA",
    reason="Amira would like support with her relationship with Idris.",
    patient_wishes="Someone to talk to in the evenings.",
    consent=Consent(decision="given", given_how="spoken", recorded=NOON),
)
PLAIN = LetterContext(
    family=FAMILY,
    subject=AMIRA,
    encounter=VISIT,
    practitioner=PRIYA,
    date=date(2026, 11, 23),
    service_request=REFERRAL,
    guide=load_guide(),
    forms={name: FORMS.get(name) for name in FORMS.names},
    zone=UTC,
)


def of(subject: str = "amira") -> dict[str, Any]:
    """What ties a record to the visit and to a person."""
    return {"family_id": "f", "encounter_id": "v", "subject_id": subject}


def response(
    name: str, subject: str = "amira", **answers: tuple[Value, ...]
) -> QuestionnaireResponse:
    """Answers by link_id; underscores in a keyword stand for hyphens."""
    given = {link.replace("_", "-"): values for link, values in answers.items()}
    return answered(name, given, subject)


def answered(
    name: str, answers: Mapping[str, tuple[Value, ...]], subject: str = "amira"
) -> QuestionnaireResponse:
    """Answers by link_id."""
    return QuestionnaireResponse(
        id=f"{name}-{subject}",
        questionnaire=f"https://visit-app.example/{name}|1",
        answers=answers,
        **of(subject),
    )


TALKED = response(
    "conversation",
    words_1=("tiring",),
    words_2=("lovely",),
    words_3=("a bit scary",),
    words_more=("It changes every hour.",),
    joy=("When he looks up at me after a feed.",),
    fear=(Absent("asked-declined"),),
    strengths=("Warm voice, knows when he is hungry.",),
    needs=("Says she feels nothing on some days.",),
)
PHQ_9 = Observation(
    id="o",
    code="phq-9",
    title="PHQ-9",
    effective=NOON,
    value=10,
    low=10,
    high=10,
    maximum=27,
    band="moderate",
    mode="asked-aloud",
    derived_from="phq-9-amira",
    source="Kroenke, Spitzer and Williams 2001",
    **of(),
)
PART = replace(
    PHQ_9, id="part", value=None, low=8, high=14, missing=("44260-8", "44253-3")
)
CONCERN = DetectedIssue(
    id="i",
    code="self-harm-answer",
    identified=NOON,
    evidence="phq-9/44260-8",
    said="Several days",
    mitigation=(
        Mitigation(id="1", action="told", recorded=NOON, person="Dr Osei", at="10:58"),
        Mitigation(
            id="2", action="accepted", recorded=NOON, person="Dr Osei", at="11:05"
        ),
    ),
    **of(),
)
JUDGED = ClinicalImpression(
    id="c",
    summary="Amira is worn out and watches herself closely for signs of not coping.",
    level="mild-to-moderate",
    theme=("pmh", "pir"),
    level_reason="She sleeps, eats and asks for help.",
    **of(),
)
AGREED = CarePlan(
    id="a",
    activity=(
        Activity(
            id="1",
            kind="signpost",
            description="Baby drop-in at the family hub",
            due=date(2026, 11, 30),
        ),
        Activity(id="2", kind="visit", description="Second visit", performer="Priya"),
    ),
    **of(),
)
FULL = replace(
    PLAIN,
    responses={"conversation": TALKED},
    observations=(PHQ_9,),
    issues=(CONCERN,),
    impression=JUDGED,
    plan=AGREED,
    contact="6 to 8 week review",
    place="At home",
    present=("Mother", "Baby"),
    service_request=replace(
        REFERRAL,
        priority="urgent",
        phoned_whom="Dr Osei",
        phoned_at="10:58",
        copies=("Dr Osei, Sample Surgery",),
        copy_to_home=False,
    ),
)


ZYDRUNE = replace(
    AMIRA,
    id="zydrune",
    given_name="Žydrūnė",
    family_name="Šimkutė-Wiśniewska",
    language="Lithuanian",
    interpreter_needed=True,
    communication_needs="Large print, 16 point, matt paper. Reads Lithuanian best.",
    communication_checked_on=date(2026, 11, 2),
)
LONG = replace(
    FULL,
    subject=ZYDRUNE,
    family=replace(
        FAMILY,
        parents=(ZYDRUNE,),
        babies=(
            replace(IDRIS, given_name="Ștefan", family_name="Țîrlea", lives="At home"),
            replace(IDRIS, id="llyr", given_name="Llŷr", family_name="Țîrlea"),
        ),
        expected_date_of_delivery=date(2026, 10, 21),
    ),
    encounter=replace(
        VISIT,
        subject_id="zydrune",
        interpreter="professional",
        interpreter_note="Rūta, by phone, booked by the team.",
        sharing_explained=True,
        sharing_note="Her sister may know, her employer may not.",
    ),
    responses={
        "conversation": replace(
            TALKED,
            subject_id="zydrune",
            answers={
                **TALKED.answers,
                "joy": (
                    "When both of them sleep on me and I hear them breathe. I did not "
                    "think that I would ever feel so calm. Then I am afraid to move, "
                    "because it could be over.",
                ),
                "fear": (
                    "That I cannot love two. That one of them will know. My mother had "
                    "twins, and she said that one always cries alone.",
                ),
                "cues": (
                    "Ștefan turns to her voice at once and roots. Llŷr looks away when "
                    "he has had enough, and she sees it and waits for him.",
                ),
                "interaction": (
                    "She speaks softly to both, more to Ștefan. Feeds were calm. She "
                    "handed Llŷr to me as soon as he began to cry, and took him back "
                    "when I asked what he likes best.",
                ),
            },
        ),
        "phq-9": replace(
            response("phq-9", "zydrune"),
            id="phq-9-amira",
            answers={"44260-8": (Absent("asked-declined"),)},
        ),
    },
    observations=tuple(
        replace(o, subject_id="zydrune")
        for o in (
            replace(
                PHQ_9, id="0", effective=datetime(2026, 10, 26, tzinfo=UTC), value=14
            ),
            replace(PART, mode="through-interpreter"),
            replace(
                PHQ_9,
                id="7",
                code="gad-7",
                title="GAD-7",
                value=12,
                maximum=21,
                mode="through-interpreter",
                source="Spitzer and others 2006",
            ),
        )
    ),
    issues=(
        replace(
            CONCERN,
            subject_id="zydrune",
            note="She said that she would not act on it, and named her sister as the "
            "person she would ring. Her sister was in the house when I left.",
            mitigation=(
                *CONCERN.mitigation,
                Mitigation(
                    id="3",
                    action="safeguarding",
                    recorded=NOON,
                    note="No harm to the twins is feared today. I spoke with the "
                    "safeguarding lead, who agrees.",
                ),
            ),
        ),
    ),
    amendments=(
        Amendment(
            id="m",
            before="Feeds were short",
            after="Feeds were calm",
            reason="Taken from the wrong page of my notes.",
            recorded=NOON,
            **of("zydrune"),
        ),
    ),
    impression=replace(
        JUDGED,
        subject_id="zydrune",
        level="moderate-to-severe",
        summary="Žydrūnė has had low mood since the third week after birth. She sleeps "
        "four hours in a row at most, eats when her sister cooks, and has stopped "
        "going out. She is tender with both babies and frightened of her own thoughts. "
        "She says what she feels in plain words, and asked twice whether we would take "
        "the babies. I told her what is recorded and who reads it.",
        level_reason="Low mood for four weeks, with thoughts of not being here.",
    ),
    plan=replace(
        AGREED,
        subject_id="zydrune",
        activity=(
            *AGREED.activity,
            Activity(
                id="3",
                kind="support",
                description="Her sister stays every night until your first appointment",
                performer="Rasa Šimkutė",
                due=date(2026, 12, 7),
                note="She has my number and the crisis number on the fridge.",
            ),
        ),
    ),
    service_request=replace(
        REFERRAL,
        subject_id="zydrune",
        performer="Specialist Perinatal Mental Health Service",
        priority="urgent",
        phoned_whom="the duty nurse",
        phoned_at="23 November, 10:58",
        reason="Žydrūnė asks for help with low mood and with thoughts that frighten "
        "her. The thoughts began two weeks ago, come mostly at night, and she has told "
        "her sister about them.\n\nShe would like to feel close to both twins. She "
        "finds it easier with Ștefan than with Llŷr, who was in special care for nine "
        "days, and she is ashamed of it.",
        patient_wishes="A person who speaks Lithuanian, or an interpreter who is not "
        "from Kettering. Home visits in the morning. Not a group yet.",
        consent=Consent(
            decision="limited",
            given_how="spoken",
            recorded=NOON,
            limits="This letter may go to the service and to her GP. The answers to "
            "the questionnaires may not go to her employer's occupational health team.",
        ),
        copies=("Dr Osei, Sample Surgery, Kettering", "Safeguarding lead, by her wish"),
        copy_to_home=False,
    ),
)


def text(context: LetterContext, section: str = "") -> str:
    """The whole letter as text, or the paragraphs of one section."""
    letter = compose(context)
    if not section:
        return draft_text(letter)
    found = [s for s in letter.sections if s.id == section]
    return "\n".join(found[0].paragraphs) if found else ""


def asking(**fields: object) -> LetterContext:
    """The plain letter with other fields in its referral."""
    request: ServiceRequest = replace(REFERRAL, **fields)  # type: ignore[arg-type]
    return replace(PLAIN, service_request=request)


def scored(observation: Observation, **fields: object) -> LetterContext:
    """The plain letter with one score."""
    changed: Observation = replace(observation, **fields)  # type: ignore[arg-type]
    return replace(PLAIN, observations=(changed,))


def of_amira(**fields: object) -> LetterContext:
    """The plain letter with other details of Amira."""
    person = replace(AMIRA, **fields)  # type: ignore[arg-type]
    return replace(PLAIN, subject=person)
