"""Answer values: the FHIR type each has, and how two of them compare.

A value in the app is plain (records.Value): text, boolean, number or Absent. Codes are
the option's code, dates and times ISO 8601 text, a quantity is "3.2 kg". The item of
the Questionnaire knows the type.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from visit_app.records import Value

# value[x] suffix for the item types whose answers have one type only.
SUFFIX: Mapping[str, str] = {
    "boolean": "Boolean",
    "decimal": "Decimal",
    "integer": "Integer",
    "date": "Date",
    "dateTime": "DateTime",
    "time": "Time",
    "string": "String",
    "text": "String",
    "quantity": "Quantity",
}
ORDERED = frozenset({"Decimal", "Integer", "Date", "DateTime", "Time", "Quantity"})

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?")
_ZONE = re.compile(r"(Z|[+-](0\d|1[0-4]):[0-5]\d)")
_QUANTITY = re.compile(r"(-?\d+(?:\.\d+)?)(?: (\S.*))?")


def plain(suffix: str, raw: Any) -> Value | None:
    """The plain value of a raw `value<suffix>`; None when it is not of that type."""
    reader = _PLAIN.get(suffix)
    return reader(raw) if reader else None


def is_of_type(suffix: str, value: Value) -> bool:
    """Whether a plain value can stand for this FHIR type."""
    if suffix == "Quantity":
        return isinstance(value, str) and bool(_QUANTITY.fullmatch(value))
    return plain(suffix, value) is not None


def quantity(value: Value) -> tuple[Decimal, str] | None:
    """The number and the unit of a quantity value; None when it is not one."""
    found = _QUANTITY.fullmatch(value) if isinstance(value, str) else None
    return (Decimal(found[1]), found[2] or "") if found else None


def compare(suffix: str, left: Value, right: Value) -> int | None:
    """-1, 0 or 1; None when FHIR gives them no order (precision, unit, type)."""
    if suffix in {"Date", "DateTime", "Time"}:
        return _compare_moments(str(left), str(right))
    if suffix == "Quantity":
        return _compare_quantities(left, right)
    try:
        return _sign(Decimal(str(left)), Decimal(str(right)))
    except ArithmeticError:
        return None


def _boolean(raw: Any) -> Value | None:
    return raw if isinstance(raw, bool) else None


def _integer(raw: Any) -> Value | None:
    return raw if isinstance(raw, int) and not isinstance(raw, bool) else None


def _decimal(raw: Any) -> Value | None:
    return raw if isinstance(raw, int | float) and not isinstance(raw, bool) else None


def _string(raw: Any) -> Value | None:
    return raw if isinstance(raw, str) and raw.strip() else None


def _date(raw: Any) -> Value | None:
    return raw if isinstance(raw, str) and _is_date(raw) else None


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _datetime(raw: Any) -> Value | None:
    if not isinstance(raw, str):
        return None
    day, mark, time = raw.partition("T")
    if not mark:
        return raw if _is_date(day) else None
    zone = _ZONE.search(time)
    clock = time[: zone.start()] if zone else time
    whole = len(day) == 10 and _is_date(day) and bool(_TIME.fullmatch(clock))
    return raw if whole and (zone is None or zone.end() == len(time)) else None


def _time(raw: Any) -> Value | None:
    return raw if isinstance(raw, str) and _TIME.fullmatch(raw) else None


def _quantity(raw: Any) -> Value | None:
    """A FHIR Quantity as "number unit": the coded unit, else the unit in words."""
    if not isinstance(raw, Mapping) or _decimal(raw.get("value")) is None:
        return None
    if raw.get("comparator"):
        return None
    unit = raw.get("code") or raw.get("unit") or ""
    return f"{raw['value']} {unit}".strip() if isinstance(unit, str) else None


_PLAIN = {
    "Boolean": _boolean,
    "Integer": _integer,
    "Decimal": _decimal,
    "String": _string,
    "Date": _date,
    "DateTime": _datetime,
    "Time": _time,
    "Quantity": _quantity,
}


def _compare_quantities(left: Value, right: Value) -> int | None:
    one, other = quantity(left), quantity(right)
    if one is None or other is None or one[1] != other[1]:
        return None
    return _sign(one[0], other[0])


def _compare_moments(left: str, right: str) -> int | None:
    """Compare as far as both are precise; equal that far but no further is None."""
    if _ZONE.search(left) and _ZONE.search(right):
        return _sign(datetime.fromisoformat(left), datetime.fromisoformat(right))
    shared = min(len(left), len(right))
    order = _sign(left[:shared], right[:shared])
    return order if order or len(left) == len(right) else None


def _sign(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)
