"""What an expression sees: the response as FHIR JSON, its context and its variables."""

from functools import cached_property
from typing import Any

from visit_app.questionnaires.expressions import compiled, is_false, is_true, node, run
from visit_app.questionnaires.fhir_answers import answer_at, answer_to_fhir
from visit_app.questionnaires.fhirpath import ExpressionError
from visit_app.questionnaires.nodes import Node
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.questionnaire_item import Constraint, Expression
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
        self._questionnaire, self._view, self._clock = questionnaire, view, clock
        self._known: dict[tuple[str, str], list[Any]] = {}

    def run(self, text: str, place: Node | None) -> list[Any]:
        """What an expression of this item gives (of the root: None).

        Raises ExpressionError when it cannot be worked out.
        """
        expression = compiled(text)
        variables = {name: self._variable(name, place) for name in expression.variables}
        return run(expression, self._focus(place), variables, self._clock)

    def enables(self, place: Node) -> bool:
        """Whether the enableWhenExpression of an item holds; not when it fails."""
        expression = place.item.enable_when_expression
        try:
            return expression is not None and is_true(
                self.run(expression.expression, place)
            )
        except ExpressionError:
            return False

    def breaks(self, constraint: Constraint, place: Node | None) -> bool:
        """Whether a constraint is false; not when it cannot be worked out."""
        try:
            return is_false(self.run(constraint.expression, place))
        except ExpressionError:
            return False

    @cached_property
    def _built(self) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
        """The response and its items by path, built for the first expression."""
        root: dict[str, Any] = {"resourceType": RESPONSE, "item": []}
        items: dict[str, dict[str, Any]] = {}
        for place in self._view.nodes:
            if place.path in self._view.enabled:
                around = items[place.parent.path] if place.parent else root
                items[place.path] = self._add(around, place)
        return root, items

    @property
    def _root(self) -> dict[str, Any]:
        return self._built[0]

    def _add(self, around: dict[str, Any], place: Node) -> dict[str, Any]:
        given = self._view.given(place.path)
        entry: dict[str, Any] = {"linkId": place.item.link_id}
        if given:
            entry["answer"] = [
                answer_to_fhir(place.item, value, weighted=True) for value in given
            ]
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
        return node(self._built[1].get(place.path, stub), ITEM)

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
