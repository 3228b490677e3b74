"""Walking a QuestionnaireResponse beside its Questionnaire."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from visit_app.questionnaires.fhir_answers import answer_from_fhir
from visit_app.questionnaires.problem import AnswerProblem
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.questionnaire_item import QuestionnaireItem
from visit_app.records import Value

Items = tuple[QuestionnaireItem, ...]
_MESSAGES = {
    "type": "This answer is not of the type {}.",
    "option": "This answer is not one of the options.",
}


def read_response(
    questionnaire: Questionnaire, response: Mapping[str, Any]
) -> tuple[dict[str, tuple[Value, ...]], tuple[AnswerProblem, ...]]:
    """The answers by path, and everything in the response that is not an answer."""
    reader = _Reader(questionnaire)
    reader.items(response, questionnaire.item, "")
    return reader.answers, tuple(reader.problems)


class _Reader:
    """One walk through a response."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._known = questionnaire.by_link_id
        self.answers: dict[str, tuple[Value, ...]] = {}
        self.problems: list[AnswerProblem] = []

    def items(self, around: Mapping[str, Any], allowed: Items, prefix: str) -> None:
        """The items in this part of the response, which may hold these."""
        by_link_id = {item.link_id: item for item in allowed}
        met = Counter[str]()
        for entry in _objects(around, "item"):
            link_id = str(entry.get("linkId", ""))
            item = by_link_id.get(link_id)
            if item is None:
                self._stranger(link_id, prefix)
                continue
            number = met[link_id]
            met[link_id] += 1
            if item.type == "group" and item.repeats:
                self._group(entry, item, f"{prefix}{link_id}[{number}]", repeats=True)
            elif number:
                self._report(prefix + link_id, item, "repeats", "It stands here twice.")
            elif item.is_question:
                self._question(entry, item, prefix)
            else:
                self._group(entry, item, prefix + link_id, repeats=False)

    def _group(
        self,
        entry: Mapping[str, Any],
        item: QuestionnaireItem,
        path: str,
        *,
        repeats: bool,
    ) -> None:
        if entry.get("answer"):
            self._report(path, item, "type", f"A {item.type} cannot have an answer.")
        inside = f"{path}/" if repeats else path.removesuffix(item.link_id)
        self.items(entry, item.item, inside)

    def _question(
        self, entry: Mapping[str, Any], item: QuestionnaireItem, prefix: str
    ) -> None:
        path, values = prefix + item.link_id, []
        for number, answer in enumerate(_objects(entry, "answer")):
            value = self._value(answer, item, path)
            values += [] if value is None else [value]
            inside = f"{path}[{number}]/" if item.repeats else prefix
            self.items(answer, item.item, inside)
        if entry.get("item"):
            message = "Items inside a question stand inside its answer."
            self._report(path, item, "misplaced", message)
        if values and item.calculated_expression is None:
            self.answers[path] = tuple(values)

    def _value(
        self, answer: Mapping[str, Any], item: QuestionnaireItem, path: str
    ) -> Value | None:
        if set(answer) == {"item"}:
            return None
        try:
            return answer_from_fhir(item, answer)
        except ValueError as problem:
            code = str(problem)
            self._report(path, item, code, _MESSAGES[code].format(item.type))
            return None

    def _stranger(self, link_id: str, prefix: str) -> None:
        if link_id in self._known:
            code, message = "misplaced", "This item stands in the wrong place."
        else:
            code, message = "unknown-item", "This item is not in the questionnaire."
        self.problems.append(AnswerProblem(prefix + link_id, link_id, code, message))

    def _report(
        self, path: str, item: QuestionnaireItem, code: str, message: str
    ) -> None:
        self.problems.append(AnswerProblem(path, item.link_id, code, message))


def _objects(around: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = around.get(name, [])
    if not isinstance(found, list):
        return []
    return [entry for entry in found if isinstance(entry, Mapping)]
