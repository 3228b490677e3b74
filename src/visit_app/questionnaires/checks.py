"""Checks of one item against the others: link_ids, conditions, options, repeats."""

from collections import Counter
from collections.abc import Iterator

from visit_app.questionnaires.options import OPTION_TYPES
from visit_app.questionnaires.problem import Problem
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.questionnaire_item import (
    CHOICE_TYPES,
    TEXT_TYPES,
    EnableWhen,
    QuestionnaireItem,
)
from visit_app.questionnaires.values import ORDERED, SUFFIX

_LIMITED = frozenset({"integer", "decimal", "date", "dateTime", "time", "quantity"})


def check_items(questionnaire: Questionnaire) -> list[Problem]:
    """Every problem between the items of a Questionnaire."""
    every = [item for root in questionnaire.item for item in root.walk()]
    found = list(_duplicates(every))
    if found:
        return found
    has_repeats = any(item.repeats and item.item for item in every)
    for item in every:
        reasons = [*_shape(item), *_repeats(item, has_repeats), *_limits(item)]
        found += [Problem(item.link_id, reason) for reason in reasons]
        for condition in item.enable_when:
            found += [
                Problem(item.link_id, reason)
                for reason in _condition(item, condition, questionnaire)
            ]
    return found


def _duplicates(every: list[QuestionnaireItem]) -> Iterator[Problem]:
    counted = Counter(item.link_id for item in every)
    for link_id, times in counted.items():
        if times > 1:
            yield Problem(link_id, f"the linkId stands on {times} items")


def _shape(item: QuestionnaireItem) -> Iterator[str]:
    if item.type == "group" and not item.item:
        yield "a group has no items"
    if item.type == "display" and item.item:
        yield "a display cannot hold items"
    if item.type == "display" and (item.required or item.repeats):
        yield "a display cannot be required or repeat"
    if item.calculated_expression and not item.is_question:
        yield "only a question can be calculated"
    if item.enable_when and item.enable_when_expression:
        yield "enableWhen and enableWhenExpression cannot both be given"
    if len(item.initial) > 1 and not item.repeats:
        yield "more than one initial value, but the item does not repeat"
    if any(o.exclusive for o in item.answer_option) and not item.repeats:
        yield "optionExclusive stands on an item that does not repeat"


def _repeats(item: QuestionnaireItem, has_repeats: bool) -> Iterator[str]:
    if item.repeats and item.calculated_expression:
        yield "a calculated item cannot repeat"
    if (item.max_occurs or 0) > 1 and not item.repeats:
        yield "maxOccurs is above 1, but the item does not repeat"
    if has_repeats and set("[]/") & set(item.link_id):
        yield "a linkId with [, ] or / cannot stand beside items that repeat"


def _limits(item: QuestionnaireItem) -> Iterator[str]:
    if item.max_length is not None and item.type not in TEXT_TYPES | CHOICE_TYPES:
        yield "maxLength fits only text"
    if item.regex and item.type not in TEXT_TYPES | {"open-choice"}:
        yield "regex fits only text"
    if item.max_decimal_places is not None and item.type not in {"decimal", "quantity"}:
        yield "maxDecimalPlaces fits only numbers"
    limits = item.min_value, item.max_value
    if any(limit is not None for limit in limits) and item.type not in _LIMITED:
        yield "minValue and maxValue fit only numbers, dates, times and quantities"
    if item.answer_option and item.type not in OPTION_TYPES:
        yield f"an item of type “{item.type}” cannot have answer options"


def _condition(
    item: QuestionnaireItem, condition: EnableWhen, questionnaire: Questionnaire
) -> Iterator[str]:
    target = questionnaire.by_link_id.get(condition.question)
    if target is None:
        return  # said when it was read
    if target in item.walk():
        yield "enableWhen looks at the item itself or at an item inside it"
    if not target.is_question:
        yield f"enableWhen names “{target.link_id}”, which is not a question"
    if condition.operator in {">", "<", ">=", "<="} and not is_ordered(target):
        yield (
            f"enableWhen operator {condition.operator} does not fit "
            f"“{target.link_id}” of type {target.type}"
        )


def is_ordered(item: QuestionnaireItem) -> bool:
    """Whether one answer to the item can be more than another."""
    if item.type in CHOICE_TYPES:
        return bool(item.answer_option) and all(
            option.suffix in ORDERED for option in item.answer_option
        )
    return SUFFIX.get(item.type) in ORDERED
