"""Which items are enabled, and which answers count, for one set of answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from visit_app.questionnaires.nodes import Node, nearest
from visit_app.questionnaires.questionnaire import Answers
from visit_app.questionnaires.questionnaire_item import (
    EnableWhen,
    QuestionnaireItem,
)
from visit_app.questionnaires.values import SUFFIX, compare
from visit_app.records import Absent, Value

Decide = Callable[[Node], bool]


@dataclass(frozen=True, slots=True)
class View:
    """The nodes with their state: `values` hold only what enabled items were given."""

    nodes: tuple[Node, ...]
    enabled: frozenset[str] = frozenset()
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    def given(self, path: str) -> tuple[Value, ...]:
        """The real values at a path: reasons for having none are left out."""
        return tuple(v for v in self.values.get(path, ()) if not isinstance(v, Absent))


def look(
    nodes: tuple[Node, ...], answers: Answers, calculated: Answers, decide: Decide
) -> View:
    """Walk the items, parents first, and keep what enabled items were given.

    `decide` answers for items with an enableWhenExpression. A calculated item has its
    calculated value, whatever was stored for it.
    """
    looking = _Looking(nodes, answers, calculated, decide)
    enabled = frozenset(node.path for node in nodes if looking.is_enabled(node))
    values = {n.path: looking.stored(n) for n in nodes if n.path in enabled}
    return View(nodes, enabled, {path: v for path, v in values.items() if v})


class _Looking:
    """One walk, remembering what it has found."""

    def __init__(
        self,
        nodes: tuple[Node, ...],
        answers: Answers,
        calculated: Answers,
        decide: Decide,
    ) -> None:
        self._answers, self._calculated, self._decide = answers, calculated, decide
        self._found: dict[str, bool] = {}
        self._places: dict[str, list[Node]] = {}
        for node in nodes:
            self._places.setdefault(node.item.link_id, []).append(node)

    def is_enabled(self, node: Node) -> bool:
        """A disabled item disables what is inside it (R4)."""
        known = self._found.get(node.path)
        if known is None:
            around = node.parent is None or self.is_enabled(node.parent)
            known = self._found[node.path] = around and self._condition(node)
        return known

    def stored(self, node: Node) -> tuple[Value, ...]:
        if node.item.calculated_expression is not None:
            return self._calculated.get(node.path, ())
        return self._answers.get(node.path, ()) if node.item.is_question else ()

    def _condition(self, node: Node) -> bool:
        item = node.item
        if item.enable_when_expression is not None:
            return self._decide(node)
        if not item.enable_when:
            return True
        outcomes = (self._holds(condition, node) for condition in item.enable_when)
        return any(outcomes) if item.enable_behavior == "any" else all(outcomes)

    def _holds(self, condition: EnableWhen, node: Node) -> bool:
        places = nearest(tuple(self._places[condition.question]), node)
        given = [
            value
            for place in places
            if self.is_enabled(place)
            for value in self.stored(place)
            if not isinstance(value, Absent)
        ]
        return holds(condition, places[0].item, given)


def holds(
    condition: EnableWhen, target: QuestionnaireItem, given: Sequence[Value]
) -> bool:
    """Whether a condition holds for the answers given to its question.

    R4: != is true when no answer is equal, so also when there is none; the others are
    true when at least one answer fits.
    """
    if condition.operator == "exists":
        return bool(given) is condition.answer
    if condition.operator == "!=":
        return not any(_fits("=", target, v, condition.answer) for v in given)
    return any(_fits(condition.operator, target, v, condition.answer) for v in given)


def _fits(operator: str, target: QuestionnaireItem, value: Value, to: Value) -> bool:
    suffix = _suffix(target, to)
    if suffix in {"String", "Coding", "Boolean"}:
        return type(value) is type(to) and value == to
    order = compare(suffix, value, to)
    return order is not None and order in _ORDERS[operator]


def _suffix(target: QuestionnaireItem, value: Value) -> str:
    option = target.option(value)
    return option.suffix if option else SUFFIX.get(target.type, "String")


_ORDERS = {"=": {0}, ">": {1}, "<": {-1}, ">=": {0, 1}, "<=": {0, -1}}
