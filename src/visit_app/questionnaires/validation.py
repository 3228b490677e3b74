"""What is wrong with answers, by the rules of their items."""

import re
from collections.abc import Iterator
from decimal import Decimal

from visit_app.questionnaires.environment import Environment
from visit_app.questionnaires.nodes import Node
from visit_app.questionnaires.problem import AnswerProblem
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.questionnaire_item import (
    CHOICE_TYPES,
    Constraint,
    QuestionnaireItem,
)
from visit_app.questionnaires.values import SUFFIX, compare, is_of_type, quantity
from visit_app.questionnaires.view import View
from visit_app.records import Absent, Value

Finding = tuple[str, str]


def answer_problems(
    questionnaire: Questionnaire, view: View, environment: Environment
) -> Iterator[AnswerProblem]:
    """Everything wrong with the answers of enabled items, in document order."""
    for node in view.nodes:
        if node.path not in view.enabled:
            continue
        values = view.values.get(node.path, ())
        findings = [*_item(questionnaire, node.item, values)]
        findings += _constraints(node.item.constraint, environment, node)
        for code, message in findings:
            yield AnswerProblem(node.path, node.item.link_id, code, message)
    for code, message in _constraints(questionnaire.constraint, environment, None):
        yield AnswerProblem("", "", code, message)


def missing_paths(view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paths of enabled items that have to be answered, and of those that are not.

    A required group has to hold at least one answer. A declined answer is an answer.
    """
    answered = _answered_with_parents(view)
    required = tuple(
        node.path
        for node in view.nodes
        if node.path in view.enabled and _is_required(node.item)
    )
    return required, tuple(path for path in required if path not in answered)


def _is_required(item: QuestionnaireItem) -> bool:
    asked = item.calculated_expression is None and not item.read_only
    return asked and (item.required or (item.min_occurs or 0) > 0)


def _answered_with_parents(view: View) -> set[str]:
    found = set[str]()
    for node in view.nodes:
        if node.path in view.values:
            around: Node | None = node
            while around is not None:
                found.add(around.path)
                around = around.parent
    return found


def _item(
    questionnaire: Questionnaire, item: QuestionnaireItem, values: tuple[Value, ...]
) -> Iterator[Finding]:
    if not values:
        return
    yield from _occurrences(item, values)
    for value in values:
        if isinstance(value, Absent):
            yield from _absent(questionnaire, item, value, len(values))
        elif not _fits(item, value):
            yield _wrong_type(item)
        else:
            yield from _text(item, value)
            yield from _limits(item, value)


def _wrong_type(item: QuestionnaireItem) -> Finding:
    if item.answer_option:
        return "option", "This answer is not one of the options."
    return "type", f"This answer is not of the type {item.type}."


def _fits(item: QuestionnaireItem, value: Value) -> bool:
    if item.option(value) is not None:
        return True
    if item.answer_option and item.type != "open-choice":
        return False
    suffix = "String" if item.type in CHOICE_TYPES else SUFFIX[item.type]
    return is_of_type(suffix, value)


def _absent(
    questionnaire: Questionnaire, item: QuestionnaireItem, value: Absent, count: int
) -> Iterator[Finding]:
    allowed = item.absent_reasons or questionnaire.absent_reasons
    if value.reason not in allowed:
        yield "absent-reason", "This form does not allow leaving the answer out so."
    if value.reason == "not-asked" and not value.text.strip():
        yield "absent-text", "Write down why it was not asked."
    if count > 1:
        yield "absent-reason", "An answer cannot be given and left out."


def _occurrences(
    item: QuestionnaireItem, values: tuple[Value, ...]
) -> Iterator[Finding]:
    if len(values) > 1 and not item.repeats:
        yield "repeats", "Only one answer is possible."
    if item.max_occurs is not None and len(values) > item.max_occurs:
        yield "max-occurs", f"At most {item.max_occurs} answers are possible."
    if item.min_occurs is not None and len(values) < item.min_occurs:
        yield "min-occurs", f"At least {item.min_occurs} answers are needed."
    options = [option for v in values if (option := item.option(v)) is not None]
    if len(values) > 1 and any(option.exclusive for option in options):
        yield "exclusive", "One of these answers cannot stand beside another."
    if len({id(option) for option in options}) < len(options):
        yield "repeats", "The same answer is given twice."


def _text(item: QuestionnaireItem, value: Value) -> Iterator[Finding]:
    if not isinstance(value, str) or item.option(value) is not None:
        return
    if item.type == "string" and re.search(r"[\r\n]", value):
        yield "line-break", "This answer has to stand on one line."
    if item.max_length is not None and len(value) > item.max_length:
        yield "max-length", f"At most {item.max_length} characters are possible."
    if item.min_length is not None and len(value) < item.min_length:
        yield "min-length", f"At least {item.min_length} characters are needed."
    if item.regex and not re.fullmatch(item.regex, value):
        shape = f": {item.entry_format}" if item.entry_format else ""
        yield "regex", f"This answer does not have the expected form{shape}."


def _limits(item: QuestionnaireItem, value: Value) -> Iterator[Finding]:
    if item.type == "quantity":
        yield from _units(item, value)
    if item.min_value is not None:
        yield from _beyond(item, value, item.min_value, ("min-value", -1, "least"))
    if item.max_value is not None:
        yield from _beyond(item, value, item.max_value, ("max-value", 1, "most"))
    places = item.max_decimal_places
    if places is not None and _decimal_places(value) > places:
        yield "decimal-places", f"At most {places} decimal places are possible."


def _beyond(
    item: QuestionnaireItem, value: Value, limit: Value, rule: tuple[str, int, str]
) -> Iterator[Finding]:
    code, beyond, word = rule
    order = compare(SUFFIX[item.type], value, limit)
    if order == beyond:
        yield code, f"The {word} possible is {limit}."
    elif order is None and item.type == "quantity":
        yield "unit", "The unit cannot be compared with the limit."


def _units(item: QuestionnaireItem, value: Value) -> Iterator[Finding]:
    found = quantity(value)
    allowed = {name for unit in item.unit_option for name in (unit.code, unit.display)}
    if found and allowed and found[1] not in allowed:
        yield "unit", "The unit is not one of those possible."


def _decimal_places(value: Value) -> int:
    found = quantity(value)
    number = found[0] if found else Decimal(str(value))
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _constraints(
    constraints: tuple[Constraint, ...], environment: Environment, node: Node | None
) -> Iterator[Finding]:
    for constraint in constraints:
        if constraint.severity == "error" and environment.breaks(constraint, node):
            yield "constraint", constraint.human
