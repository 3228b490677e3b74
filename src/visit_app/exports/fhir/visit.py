"""A visit, what the practitioner made of it, and what was agreed."""

from visit_app.exports.fhir.context import (
    CODES,
    Context,
    Json,
    day,
    extension,
    filled,
    moment,
    own_code,
    resource,
    standard,
)
from visit_app.records import (
    Activity,
    CarePlan,
    ClinicalImpression,
    Considered,
    DetectedIssue,
    Encounter,
    Mitigation,
)

_CLASSES = {
    "home": ("HH", "home health"),
    "phone": ("VR", "virtual"),
    "video": ("VR", "virtual"),
}
_ELSEWHERE = ("AMB", "ambulatory")


def encounter(record: Encounter, context: Context) -> Json:
    """The contact: who, when, where, and who else was there."""
    place = context.contacts.display("place", record.location)
    return resource(
        "Encounter",
        record.id,
        extension=_circumstances(record, context),
        status=record.status,
        class_=standard("v3-ActCode", *_CLASSES.get(record.location, _ELSEWHERE))[
            "coding"
        ][0],
        type=[
            own_code(
                "contact", record.type, context.contacts.display("type", record.type)
            )
        ]
        if record.type
        else [],
        subject=context.ref("Patient", record.subject_id),
        participant=[{"individual": _practitioner(record, context)}],
        period=filled(
            {"start": moment(record.period_start), "end": moment(record.period_end)}
        ),
        location=[{"location": {"display": place}}] if place else [],
    )


def impression(
    record: ClinicalImpression, context: Context, visit: Encounter | None
) -> Json:
    """The judgement: in words, level and theme with the reason, what was considered."""
    signed = visit is not None and visit.is_finished
    concern = record.concern
    note = f"Still concerned, after {concern.after or 'the visit'}." if concern else ""
    return resource(
        "ClinicalImpression",
        record.id,
        status="completed" if signed else "in-progress",
        subject=context.ref("Patient", record.subject_id),
        encounter=context.ref("Encounter", record.encounter_id),
        date=moment(record.date),
        assessor=context.who(record.assessor) if record.assessor else None,
        summary=record.summary,
        finding=[
            *_level(record),
            *({"itemCodeableConcept": own_code("need-theme", t)} for t in record.theme),
            *(_considered(each) for each in record.considered),
        ],
        note=[{"text": note, "time": moment(concern.noted)}] if concern else [],
    )


def care_plan(record: CarePlan, context: Context, visit: Encounter | None) -> Json:
    """What was agreed, with whom and by when."""
    signed = visit is not None and visit.is_finished
    return resource(
        "CarePlan",
        record.id,
        status="active" if signed else "draft",
        intent="plan",
        subject=context.ref("Patient", record.subject_id),
        encounter=context.ref("Encounter", record.encounter_id),
        activity=[_activity(each) for each in record.activity],
    )


def issue(record: DetectedIssue, context: Context) -> Json:
    """A safety concern and what was done about it."""
    said = ". ".join(part.strip(" .") for part in (record.said, record.note) if part)
    return resource(
        "DetectedIssue",
        record.id,
        extension=extension("evidence", valueString=record.evidence),
        status="preliminary" if record.is_open else "final",
        code=own_code("safety", record.code),
        patient=context.ref("Patient", record.subject_id),
        identifiedDateTime=moment(record.identified),
        implicated=[context.ref("Encounter", record.encounter_id)],
        detail=said,
        mitigation=[_mitigation(each, context) for each in record.mitigation],
    )


def _practitioner(record: Encounter, context: Context) -> Json:
    own = context.practitioner
    if record.practitioner_id == own.id:
        return context.ref("Practitioner", own.id)
    return context.who(record.signed_by)


def _circumstances(record: Encounter, context: Context) -> list[Json]:
    present = [context.contacts.display("present", code) for code in record.present]
    return [
        *extension("seen-alone", valueBoolean=record.seen_alone),
        *extension("interpreter", valueCode=record.interpreter),
        *extension("interpreter-note", valueString=record.interpreter_note),
        *extension("sharing-explained", valueBoolean=record.sharing_explained),
        *extension("sharing-note", valueString=record.sharing_note),
        *(part for who in present for part in extension("present", valueString=who)),
        *extension("present-note", valueString=record.present_note),
    ]


def _level(record: ClinicalImpression) -> list[Json]:
    found = filled(
        {
            "itemCodeableConcept": own_code("need-level", record.level),
            "basis": record.level_reason,
        }
    )
    return [found] if record.level else []


def _considered(record: Considered) -> Json:
    """A suggestion and the decision; the answers that led to it are in the answers."""
    coding = {"system": f"{CODES}pathway-rule", "code": record.rule}
    agreed = "Agreed." if record.agreed else f"Seen differently: {record.reason}"
    concept = filled({"coding": [coding], "text": record.text})
    return {"itemCodeableConcept": concept, "basis": agreed}


def _activity(record: Activity) -> Json:
    detail = filled(
        {
            "code": own_code("activity", record.kind),
            "status": "unknown",  # whether it came about is not recorded here
            "scheduledPeriod": filled({"end": day(record.due)}),
            "performer": [{"display": record.performer}] if record.performer else [],
            "description": record.description,
        }
    )
    progress = [{"text": record.note}] if record.note.strip() else []
    return filled({"progress": progress, "detail": detail})


def _mitigation(record: Mitigation, context: Context) -> Json:
    words = ", ".join(
        part for part in (record.action, record.person, record.at, record.note) if part
    )
    return filled(
        {
            "action": own_code("mitigation", record.action, words),
            "date": moment(record.recorded),
            "author": context.who(record.author) if record.author else None,
        }
    )
