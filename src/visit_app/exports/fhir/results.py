"""Scores as Observation, with the codes that their form has and no others."""

from visit_app.exports.fhir.context import (
    CODES,
    Context,
    Json,
    extension,
    filled,
    moment,
    own_code,
    resource,
    standard,
    text,
)
from visit_app.questionnaires import Questionnaire
from visit_app.questionnaires.fhir_answers import coding_to_fhir
from visit_app.records import Absent, Encounter, Observation, QuestionnaireResponse

_REASONS = {"asked-declined": "Asked But Declined", "not-asked": "Not Asked"}


def observation(
    record: Observation,
    context: Context,
    encounter: Encounter | None,
    answers: QuestionnaireResponse | None,
    *,
    amended: bool = False,
) -> Json:
    """One instrument's result: the sum, or why there is none and where it lies."""
    derived = context.ref("QuestionnaireResponse", record.derived_from)
    signed = encounter.signed_by if encounter else ""
    return resource(
        "Observation",
        record.id,
        extension=extension("mode", valueCode=record.mode),
        status="amended" if amended else "final",
        category=[standard("observation-category", "survey", "Survey")],
        code=_code(record, context.form(record.questionnaire)),
        subject=context.ref("Patient", record.subject_id),
        encounter=context.ref("Encounter", record.encounter_id),
        effectiveDateTime=moment(record.effective),
        performer=[context.who(signed)] if signed else [],
        valueInteger=record.value,
        dataAbsentReason=_why_absent(record, answers),
        interpretation=[text(record.band)] if record.band else [],
        note=_notes(record),
        derivedFrom=[derived] if record.derived_from else [],
        component=[
            {"code": own_code("scale", _scale(record, name), name), "valueInteger": sum}
            for name, sum in record.component.items()
        ],
    )


def _code(record: Observation, form: Questionnaire | None) -> Json:
    """The total's own codes; the app's own code where none was verified."""
    scale = form.scale("total") if form else None
    item = form.by_link_id.get(scale.total_link_id) if form and scale else None
    codings = [coding_to_fhir(coding) for coding in (item.code if item else ())]
    own = {"system": f"{CODES}instrument", "code": record.code}
    return {"coding": codings or [own], "text": record.title}


def _scale(record: Observation, name: str) -> str:
    return f"{record.code}-{name.casefold()}"


def _why_absent(record: Observation, answers: QuestionnaireResponse | None) -> Json:
    """The reason given for every answer that is missing, when it is one reason."""
    if record.value is not None or not record.missing:
        return {}
    given = [answers.first(link) if answers else None for link in record.missing]
    reasons = {value.reason if isinstance(value, Absent) else "" for value in given}
    reason = reasons.pop() if len(reasons) == 1 else ""
    return standard("data-absent-reason", reason or "unknown", _REASONS.get(reason))


def _notes(record: Observation) -> list[Json]:
    words = [f"Scored by: {record.source}"] if record.source else []
    if record.missing:
        number = len(record.missing)
        missing = "1 answer is" if number == 1 else f"{number} answers are"
        between = f"The total lies between {record.low} and {record.high}"
        words.insert(0, f"{between}: {missing} missing.")
    return [filled({"text": each}) for each in words]
