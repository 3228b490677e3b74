"""One pure function from answers to everything that follows from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from visit_app.questionnaires.calculated import CalculationError, calculated_values
from visit_app.questionnaires.environment import Environment
from visit_app.questionnaires.fhirpath import ExpressionError
from visit_app.questionnaires.nodes import Node, lay_out
from visit_app.questionnaires.problem import AnswerProblem, UnsettledError
from visit_app.questionnaires.questionnaire import Answers, Questionnaire
from visit_app.questionnaires.questionnaire_item import is_asked
from visit_app.questionnaires.validation import answer_problems, missing_paths
from visit_app.questionnaires.view import View, look
from visit_app.records import Value
from visit_app.records.clock import Clock


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the enabled questions have an answer, a declined one included."""

    answered: int
    total: int


@dataclass(frozen=True, slots=True)
class State:
    """What follows from some answers; everything is keyed by path, in document order.

    `required` are enabled items that have to be answered, `missing` those of them with
    no answer yet, `calculated` the values worked out, `errors` what is wrong with the
    answers given.
    """

    enabled: tuple[str, ...]
    disabled: tuple[str, ...]
    required: tuple[str, ...]
    missing: tuple[str, ...]
    calculated: Mapping[str, tuple[Value, ...]]
    errors: tuple[AnswerProblem, ...]
    progress: Progress

    @property
    def is_complete(self) -> bool:
        """Whether nothing required is missing and nothing is wrong."""
        return not self.missing and not self.errors


def state(
    questionnaire: Questionnaire, answers: Answers, clock: Clock | None = None
) -> State:
    """Work everything out from the answers alone.

    `clock` tells the date to forms that ask for it. Raises UnsettledError when
    conditions and calculations keep changing one another.
    """
    settled = _settle(questionnaire, answers, clock)
    view = settled.view
    paths = [(node.path, node.path in view.enabled) for node in view.nodes]
    asked = [n for n in view.nodes if n.path in view.enabled and is_asked(n.item)]
    required, missing = missing_paths(view)
    return State(
        enabled=tuple(path for path, enabled in paths if enabled),
        disabled=tuple(path for path, enabled in paths if not enabled),
        required=required,
        missing=missing,
        calculated=settled.calculated,
        errors=(
            *settled.failures,
            *answer_problems(questionnaire, view, settled.environment),
        ),
        progress=Progress(sum(n.path in view.values for n in asked), len(asked)),
    )


def enabled_answers(
    questionnaire: Questionnaire, answers: Answers, clock: Clock | None = None
) -> Answers:
    """The answers that count: those of enabled items, with the calculated values."""
    return _settle(questionnaire, answers, clock).view.values


@dataclass(frozen=True, slots=True)
class _Settled:
    view: View
    calculated: Mapping[str, tuple[Value, ...]]
    failures: tuple[AnswerProblem, ...]
    environment: Environment


def _settle(
    questionnaire: Questionnaire, answers: Answers, clock: Clock | None
) -> _Settled:
    """Look and calculate in turn until nothing changes any more."""
    nodes = lay_out(questionnaire, answers)
    nothing = View(nodes)
    before = _Settled(nothing, {}, (), Environment(questionnaire, nothing, clock))
    for _ in range(questionnaire.rounds):
        after = _round(questionnaire, nodes, answers, before, clock)
        if after.view == before.view and after.calculated == before.calculated:
            return after
        before = after
    raise UnsettledError("conditions and calculations keep changing one another")


def _round(
    questionnaire: Questionnaire,
    nodes: tuple[Node, ...],
    answers: Answers,
    before: _Settled,
    clock: Clock | None,
) -> _Settled:
    view = look(nodes, answers, before.calculated, before.environment.enables)
    if view == before.view:
        return before
    environment = Environment(questionnaire, view, clock)
    calculated, failures = dict[str, tuple[Value, ...]](), list[AnswerProblem]()
    for node, expression in _to_calculate(view):
        try:
            values = calculated_values(node.item, environment.run(expression, node))
        except (ExpressionError, CalculationError):
            failures.append(_failure(node))
            continue
        if values:
            calculated[node.path] = values
    return _Settled(view, calculated, tuple(failures), environment)


def _to_calculate(view: View) -> Iterator[tuple[Node, str]]:
    for node in view.nodes:
        expression = node.item.calculated_expression
        if expression is not None and node.path in view.enabled:
            yield node, expression.expression


def _failure(node: Node) -> AnswerProblem:
    message = "This could not be worked out from the answers."
    return AnswerProblem(node.path, node.item.link_id, "calculation", message)
