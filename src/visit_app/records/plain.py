"""Is this JSON exactly what a record of this class is written as?

Then it can be kept as it stands: building the record to see that it is one takes ten
times as long, and a caseload that arrives is thousands of them. What is not plain
(a field of a newer version, a value that is the default, a thing within a thing) may
still be a record: codec.from_json says.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

from visit_app.records.questionnaire_response import Value

Check = Callable[[Any], bool]
_VALUES = {str, bool, int, float}


def is_plain(kind: type, data: Mapping[str, Any]) -> bool:
    """Whether `to_json(from_json(kind, data))` is `data`, as far as is quickly seen."""
    required, checks = _form(kind)
    if not required <= data.keys():
        return False
    for name, value in data.items():
        check = checks.get(name)
        if check is None or not check(value):
            return False
    return True


@cache
def _form(kind: type) -> tuple[frozenset[str], Mapping[str, Check]]:
    hints = get_type_hints(kind)
    checks: dict[str, Check] = {}
    required = set()
    for field in fields(kind):
        check = _check(hints[field.name])
        default = field.default
        if field.default_factory is not MISSING:
            default = field.default_factory()
        if default is MISSING:
            required.add(field.name)
        if check is not None:
            checks[field.name] = _written(check, default)
    return frozenset(required), checks


def _written(check: Check, default: Any) -> Check:
    """Defaults are left out when a record is written: one that is there is not."""
    if default is MISSING:
        return check
    if isinstance(default, tuple):
        default = list(default)
    return lambda value: value != default and check(value)


def _check(hint: Any) -> Check | None:
    if isinstance(hint, UnionType) and NoneType in get_args(hint):
        (hint,) = set(get_args(hint)) - {NoneType}
    return _CHECKS.get(hint)


def _is(kind: type) -> Check:
    return lambda value: type(value) is kind


def _is_moment(value: Any) -> bool:
    try:
        return bool(datetime.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _are_texts(value: Any) -> bool:
    return type(value) is list and all(type(item) is str for item in value)


def _are_answers(value: Any) -> bool:
    if type(value) is not dict:
        return False
    for given in value.values():
        if type(given) is not list:
            return False
        for one in given:
            if type(one) not in _VALUES:
                return False
    return True


_CHECKS: Mapping[Any, Check] = {
    str: _is(str),
    bool: _is(bool),
    int: _is(int),
    datetime: _is_moment,
    tuple[str, ...]: _are_texts,
    Mapping[str, tuple[Value, ...]]: _are_answers,
}
