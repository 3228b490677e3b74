"""Answers as QuestionnaireResponse, without wording that no licence covers."""

from typing import Any

from visit_app.exports.fhir.context import (
    Context,
    Json,
    absent,
    extension,
    moment,
    resource,
)
from visit_app.questionnaires import record_to_fhir
from visit_app.records import Absent, QuestionnaireResponse, Value


def response(record: QuestionnaireResponse, context: Context) -> Json:
    """The answers; forms whose wording may not be shipped have numbers only."""
    return resource(
        "QuestionnaireResponse",
        record.id,
        extension=extension("mode", valueCode=record.mode),
        questionnaire=record.questionnaire,
        status=record.status,
        subject=context.ref("Patient", record.subject_id),
        encounter=context.ref("Encounter", record.encounter_id),
        authored=moment(record.authored),
        author=context.who(record.author) if record.author else None,
        item=_items(record, context),
    )


def _items(record: QuestionnaireResponse, context: Context) -> list[Json]:
    form = context.form(record.questionnaire)
    if form is None:
        return _plain(record, context)
    items: list[Json] = record_to_fhir(form, record).get("item", [])
    if not context.is_free(record.questionnaire):
        _take_wording_out(items)
    return items


def _take_wording_out(node: Any) -> None:
    """No text of an item and no words of an answer are left; codes and numbers are."""
    if isinstance(node, list):
        for part in node:
            _take_wording_out(part)
    if isinstance(node, dict):
        for name in ("text", "display"):
            node.pop(name, None)
        for part in node.values():
            _take_wording_out(part)


def _plain(record: QuestionnaireResponse, context: Context) -> list[Json]:
    """Answers of the guide, and of lists of signs: one item each, as they were said."""
    said = _questions(context) if _is_guide(record, context) else {}
    found = []
    for link_id, values in record.answers.items():
        item: Json = {"linkId": link_id}
        if link_id in said:
            item["text"] = said[link_id]
        answers = [answer for value in values for answer in _answer(value)]
        found.append({**item, **({"answer": answers} if answers else {})})
    return found


def _is_guide(record: QuestionnaireResponse, context: Context) -> bool:
    return record.questionnaire.partition("|")[0] == context.guide.url


def _questions(context: Context) -> dict[str, str]:
    """What was asked at each place of the guide: its prompt, or the app's own label."""
    found: dict[str, str] = {}
    for step in context.guide.steps:
        found |= {field.link_id: field.label for field in step.fields}
        for prompt in step.prompts:
            for field in prompt.fields:
                found[field.link_id] = prompt.text if prompt.official else field.label
    return found


def _answer(value: Value) -> list[Json]:
    if isinstance(value, Absent):
        return [{"extension": absent(value.reason, value.text)}]
    if isinstance(value, bool):
        return [{"valueBoolean": value}]
    if isinstance(value, int):
        return [{"valueInteger": value}]
    if isinstance(value, float):
        return [{"valueDecimal": value}]
    return [{"valueString": value}] if value.strip() else []
