"""What an expression sees: the response as FHIR JSON, its context and its variables."""

from typing import Any

from visit_app.questionnaires.expressions import compiled, node, run
from visit_app.questionnaires.fhir_answers import answer_at, answer_to_fhir
from visit_app.questionnaires.nodes import Node
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.questionnaire_item import Expression
from visit_app.questionnaires.view import View
from visit_app.records.clock import Clock

RESPONSE, ITEM = "QuestionnaireResponse", "QuestionnaireResponse.item"


class Environment:
    """One view of a response, ready for its expressions.

    Only enabled items and real values are in it: who declined to answer has given no
    value, so that `answer.count()` cannot count it.
    """

    def __init__(
        self, questionnaire: Questionnaire, view: View, clock: Clock | None
    ) -> None:
        self._questionnaire, self._clock = questionnaire, clock
        self._items: dict[str, dict[str, Any]] = {}
        root: dict[str, Any] = {"resourceType": RESPONSE, "item": []}
        for place in view.nodes:
            if place.path in view.enabled:
                self._items[place.path] = self._add(root, place, view)
        self._root = node(root, RESPONSE)
        self._known: dict[tuple[str, str], list[Any]] = {}

    def run(self, text: str, place: Node | None) -> list[Any]:
        """What an expression of this item gives (of the root: None).

        Raises ExpressionError when it cannot be worked out.
        """
        expression = compiled(text)
        variables = {name: self._variable(name, place) for name in expression.variables}
        return run(expression, self._focus(place), variables, self._clock)

    def _add(self, root: dict[str, Any], place: Node, view: View) -> dict[str, Any]:
        given = view.given(place.path)
        entry: dict[str, Any] = {"linkId": place.item.link_id}
        if given:
            entry["answer"] = [
                answer_to_fhir(place.item, value, weighted=True) for value in given
            ]
        around = self._items[place.parent.path] if place.parent else root
        if place.parent and place.parent.item.is_question:
            answers = around.get("answer", [])
            if not given and len(answers) <= place.answer_number:
                return entry
            around = answer_at(around, place.answer_number)
        around.setdefault("item", []).append(entry)
        return entry

    def _focus(self, place: Node | None) -> Any:
        if place is None:
            return self._root
        stub = {"linkId": place.item.link_id}
        return node(self._items.get(place.path, stub), ITEM)

    def _variable(self, name: str, place: Node | None) -> Any:
        owner = place
        while owner is not None:
            for variable in owner.item.variable:
                if variable.name == name:
                    return self._defined(variable, owner)
            owner = owner.parent
        for variable in self._questionnaire.variable:
            if variable.name == name:
                return self._defined(variable, None)
        return self._fixed(name, place)

    def _defined(self, variable: Expression, owner: Node | None) -> list[Any]:
        key = (owner.path if owner else "", variable.name)
        if key not in self._known:
            self._known[key] = self.run(variable.expression, owner)
        return self._known[key]

    def _fixed(self, name: str, place: Node | None) -> Any:
        if name in {"resource", "rootResource"}:
            return self._root
        if name == "context":
            return self._focus(place)
        if name == "questionnaire":
            return node(self._questionnaire.data, "Questionnaire")
        if name == "qitem" and place is not None:
            raw = self._questionnaire.raw_items[place.item.link_id]
            return node(raw, "Questionnaire.item")
        return "http://unitsofmeasure.org" if name == "ucum" else []
