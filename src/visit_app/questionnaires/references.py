"""What each item depends on, as far as the Questionnaire says it by name."""

from collections.abc import Iterator

from visit_app.questionnaires.expressions import Compiled, compiled
from visit_app.questionnaires.fhirpath import ExpressionError
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.questionnaire_item import Expression, QuestionnaireItem


def expressions_of(item: QuestionnaireItem) -> Iterator[Expression]:
    """Every expression that decides about an item, without its constraints."""
    yield from item.variable
    if item.enable_when_expression:
        yield item.enable_when_expression
    if item.calculated_expression:
        yield item.calculated_expression


def variables_in_scope(
    questionnaire: Questionnaire, item: QuestionnaireItem | None
) -> dict[str, Expression]:
    """The variables that an expression of this item can use, nearest definition first.

    None stands for the root of the questionnaire.
    """
    found: dict[str, Expression] = {}
    while item is not None:
        found = {v.name: v for v in item.variable} | found
        item = questionnaire.parents.get(item.link_id)
    return {v.name: v for v in questionnaire.variable} | found


def understood(expression: Expression) -> Compiled | None:
    """The compiled expression, None when it is not FHIRPath."""
    try:
        return compiled(expression.expression)
    except ExpressionError:
        return None


def dependencies(questionnaire: Questionnaire, item: QuestionnaireItem) -> set[str]:
    """The questions whose answers decide whether the item is enabled, or its value.

    Only what is named: the questions of enableWhen and the link_ids that expressions
    and their variables compare with. A group named in an expression says nothing
    certain about the questions inside it.
    """
    found = {condition.question for condition in item.enable_when}
    scope = variables_in_scope(questionnaire, item)
    own = [e for e in expressions_of(item) if e not in item.variable]
    for expression in _closure(own, scope):
        found |= _named(questionnaire, expression)
    return found


def _closure(
    start: list[Expression], scope: dict[str, Expression]
) -> Iterator[Compiled]:
    """The expressions and all variables they use, each once."""
    waiting, seen = list(start), set[str]()
    while waiting:
        expression = waiting.pop()
        found = understood(expression)
        if found is None or expression.expression in seen:
            continue
        seen.add(expression.expression)
        yield found
        waiting += [scope[name] for name in found.variables if name in scope]


def _named(questionnaire: Questionnaire, expression: Compiled) -> set[str]:
    questions = {i.link_id for i in questionnaire.by_link_id.values() if i.is_question}
    return questions & expression.link_ids
