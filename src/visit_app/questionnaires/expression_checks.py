"""Checks of the expressions: FHIRPath, allowed functions, known names."""

from collections.abc import Iterable, Iterator

from visit_app.questionnaires.expressions import (
    FUNCTIONS,
    REFUSED_OPERATORS,
    VARIABLES,
    Compiled,
    compiled,
)
from visit_app.questionnaires.fhirpath import ExpressionError
from visit_app.questionnaires.problem import Problem
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.questionnaire_item import Expression, QuestionnaireItem
from visit_app.questionnaires.references import (
    expressions_of,
    understood,
    variables_in_scope,
)


def check_expressions(questionnaire: Questionnaire) -> list[Problem]:
    """Every expression that cannot be used, with the reason."""
    found = list(_check(questionnaire, None))
    for item in questionnaire.by_link_id.values():
        found += _check(questionnaire, item)
    return found


def uses_weights(questionnaire: Questionnaire) -> bool:
    """Whether an expression asks for the weight of an answer."""
    every: list[Expression] = list(questionnaire.variable)
    for item in questionnaire.by_link_id.values():
        every += expressions_of(item)
    used = (compiled(e.expression).functions for e in every)
    return any(functions & {"weight", "ordinal"} for functions in used)


def _texts(
    questionnaire: Questionnaire, item: QuestionnaireItem | None
) -> Iterator[str]:
    own = item or questionnaire
    for expression in expressions_of(item) if item else questionnaire.variable:
        yield expression.expression
    for constraint in own.constraint:
        yield constraint.expression


def _check(
    questionnaire: Questionnaire, item: QuestionnaireItem | None
) -> Iterator[Problem]:
    link_id = item.link_id if item else ""
    names = frozenset(variables_in_scope(questionnaire, item)) | VARIABLES
    for name in _circular(variables_in_scope(questionnaire, item)):
        yield Problem(link_id, f"the variable %{name} depends on itself")
    for text in _texts(questionnaire, item):
        try:
            expression = compiled(text)
        except ExpressionError:
            yield Problem(link_id, "an expression is not FHIRPath")
            continue
        for reason in _reasons(questionnaire, expression, names):
            yield Problem(link_id, reason)
        # From an item it would find nothing, and say nothing.
        if item and expression.starts == "QuestionnaireResponse":
            yield Problem(link_id, "an expression of an item starts with %resource")


def _circular(scope: dict[str, Expression]) -> Iterator[str]:
    """The variables of a scope that come back to themselves."""
    uses = {name: _variables_used(variable) for name, variable in scope.items()}
    for name in scope:
        reached, waiting = set[str](), list(uses[name])
        while waiting:
            step = waiting.pop()
            if step not in reached:
                reached.add(step)
                waiting += uses.get(step, ())
        if name in reached:
            yield name


def _variables_used(variable: Expression) -> frozenset[str]:
    found = understood(variable)
    return found.variables if found else frozenset()


def _reasons(
    questionnaire: Questionnaire, expression: Compiled, names: frozenset[str]
) -> Iterator[str]:
    for name in sorted(expression.functions - FUNCTIONS):
        yield f"the function {name}() is not supported"
    for name in sorted(expression.operators & REFUSED_OPERATORS):
        yield f"the operator {name} is not supported"
    for name in sorted(expression.variables - names):
        yield f"%{name} is not defined"
    known = questionnaire.by_link_id
    for link_id in sorted(expression.named - set(known)):
        yield f"an expression names “{link_id}”, which is not in the questionnaire"
    for prefix in sorted(expression.prefixes):
        if not _starts(known, prefix):
            yield f"no linkId starts with “{prefix}”, as an expression expects"


def _starts(link_ids: Iterable[str], prefix: str) -> bool:
    return any(link_id.startswith(prefix) for link_id in link_ids)
