"""QuestionnaireResponse JSON to answers and back (FHIR R4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.questionnaires import extensions as urls
from visit_app.questionnaires.engine import enabled_answers
from visit_app.questionnaires.fhir_answers import answer_at, answer_to_fhir
from visit_app.questionnaires.nodes import lay_out
from visit_app.questionnaires.problem import AnswerProblem
from visit_app.questionnaires.questionnaire import Answers, Questionnaire
from visit_app.questionnaires.response_reading import read_response
from visit_app.records import QuestionnaireResponse, ResponseStatus
from visit_app.records.clock import Clock


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers of a response, and what in it could not be one."""

    answers: Answers
    problems: tuple[AnswerProblem, ...]


def from_fhir(questionnaire: Questionnaire, response: Mapping[str, Any]) -> Reading:
    """The answers in a QuestionnaireResponse; what does not fit is left out and named.

    Values of calculated items are left out: they follow from the answers.
    """
    answers, problems = read_response(questionnaire, response)
    return Reading(answers, problems)


def to_fhir(
    questionnaire: Questionnaire,
    answers: Answers,
    status: str = ResponseStatus.IN_PROGRESS,
    clock: Clock | None = None,
) -> dict[str, Any]:
    """A QuestionnaireResponse: items in the Questionnaire's order, nested as it says.

    Completed, it has the answers of enabled items and the calculated values only; in
    progress, every answer is kept, those of disabled items too.
    """
    kept = enabled_answers(questionnaire, answers, clock)
    if status == ResponseStatus.IN_PROGRESS:
        kept = {**answers, **kept}
    outcome: dict[str, Any] = {"resourceType": "QuestionnaireResponse"}
    if questionnaire.url:
        pinned = questionnaire.version
        outcome["questionnaire"] = (
            questionnaire.canonical if pinned else questionnaire.url
        )
    return {**outcome, "status": str(status), "item": _items(questionnaire, kept)}


def record_to_fhir(
    questionnaire: Questionnaire,
    record: QuestionnaireResponse,
    clock: Clock | None = None,
) -> dict[str, Any]:
    """A QuestionnaireResponse with the record's id, people, time and mode."""
    outcome = to_fhir(questionnaire, record.answers, record.status, clock)
    outcome |= {
        "id": record.id,
        "subject": {"reference": f"Patient/{record.subject_id}"},
        "encounter": {"reference": f"Encounter/{record.encounter_id}"},
    }
    if record.authored:
        outcome["authored"] = record.authored.isoformat()
    if record.author:
        outcome["author"] = {"display": record.author}
    if record.mode:
        outcome["extension"] = [{"url": urls.MODE, "valueCode": str(record.mode)}]
    return outcome


def _items(questionnaire: Questionnaire, kept: Answers) -> list[dict[str, Any]]:
    root: dict[str, Any] = {}
    entries: dict[str, dict[str, Any]] = {}
    nodes = lay_out(questionnaire, kept)
    needed = {node.path for node in nodes if kept.get(node.path)}
    for node in reversed(nodes):
        if node.path in needed and node.parent:
            needed.add(node.parent.path)
    for node in nodes:
        if node.path not in needed:
            continue
        entry: dict[str, Any] = {"linkId": node.item.link_id}
        if node.item.text:
            entry["text"] = node.item.text
        values = kept.get(node.path, ())
        if values:
            entry["answer"] = [answer_to_fhir(node.item, value) for value in values]
        entries[node.path] = entry
        around = entries[node.parent.path] if node.parent else root
        if node.parent and node.parent.item.is_question:
            around = answer_at(around, node.answer_number)
        around.setdefault("item", []).append(entry)
    items: list[dict[str, Any]] = root.get("item", [])
    return items
