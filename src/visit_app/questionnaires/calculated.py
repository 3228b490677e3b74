"""What an expression gives, as the values of its item."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from visit_app.questionnaires.fhirpath import plain_data
from visit_app.questionnaires.options import AnswerSpace
from visit_app.questionnaires.questionnaire_item import (
    CHOICE_TYPES,
    QuestionnaireItem,
)
from visit_app.questionnaires.values import SUFFIX, plain
from visit_app.records import Value


class CalculationError(ValueError):
    """An outcome that does not fit the item it is calculated for."""


def calculated_values(item: QuestionnaireItem, found: list[Any]) -> tuple[Value, ...]:
    """The values of a calculated item; raises CalculationError when they do not fit."""
    if len(found) > 1:
        raise CalculationError
    return tuple(_value(item, plain_data(entry)) for entry in found)


def _value(item: QuestionnaireItem, data: Any) -> Value:
    value = _READERS.get(item.type, _plain)(item, data)
    if value is None:
        raise CalculationError
    return value


def _plain(item: QuestionnaireItem, data: Any) -> Value | None:
    return plain(SUFFIX[item.type], data)


def _number(item: QuestionnaireItem, data: Any) -> Value | None:
    if not isinstance(data, Decimal):
        return plain(SUFFIX[item.type], data)
    if data == data.to_integral_value():
        return int(data)
    return float(data) if item.type == "decimal" else None


def _quantity(item: QuestionnaireItem, data: Any) -> Value | None:
    if isinstance(data, Mapping):
        return plain("Quantity", data)
    if isinstance(data, bool) or not isinstance(data, int | Decimal):
        return None
    unit = item.unit.code or item.unit.display if item.unit else ""
    return f"{_number(_DECIMAL, data)} {unit}".strip()


def _choice(item: QuestionnaireItem, data: Any) -> Value | None:
    space = AnswerSpace(item.type, item.answer_option)
    if isinstance(data, Mapping):
        return space.value("Coding", data)
    option = item.option(int(data) if isinstance(data, Decimal) else data)
    if option is not None:
        return option.value
    return space.value("String", data) if item.type == "open-choice" else None


_DECIMAL = QuestionnaireItem(link_id="", type="decimal")
_READERS = {
    "integer": _number,
    "decimal": _number,
    "quantity": _quantity,
    **dict.fromkeys(CHOICE_TYPES, _choice),
}
