"""Conditions from JSON, checked while they are read."""

from collections.abc import Mapping
from typing import Any

from visit_app.screening.checklist import Checklist
from visit_app.screening.condition import All, AnyOf, Condition, Leaf, Not
from visit_app.screening.findings import FACTS

Checklists = Mapping[str, Checklist]

# NICE asked it in 2007 (CG45), its set of 2014 (CG192) does not; "no" to it must never
# cancel a positive, so no condition may look at it.
NEVER_LOOKED_AT = frozenset({"whooley/help"})

_OPERATORS = {
    "answer": {"is", "in"},
    "score": {"at_least", "below"},
    "fact": {"is", "in", "at_least", "at_most"},
}
_OF_NUMBERS = frozenset({"at_least", "at_most", "below"})


class PathwayError(ValueError):
    """A pathway that cannot be used; `str()` says what is wrong with it."""


def read_condition(data: Any, lists: Checklists) -> Condition:
    """The condition written in JSON; raises PathwayError, naming the part."""
    if not isinstance(data, Mapping):
        raise PathwayError(f"a condition is an object, not {data!r}")
    if "not" in data:
        return Not(read_condition(data["not"], lists))
    for key, kind in (("all", All), ("any", AnyOf)):
        if key in data:
            parts = tuple(read_condition(part, lists) for part in data[key])
            if not parts:
                raise PathwayError(f'"{key}" has no parts')
            return kind(parts)
    return _flags(data, lists) or _leaf(data)


def _flags(data: Mapping[str, Any], lists: Checklists) -> Condition | None:
    if "flags" in data:
        checklist, group = _split(data["flags"], lists)
        found = tuple(_tick(checklist, flag.id) for flag in checklist.flags(group))
        if not found:
            raise PathwayError(f"{data['flags']} is not a group of flags")
        return AnyOf(found)
    return _tick(*_split(data["flag"], lists)) if "flag" in data else None


def _split(name: str, lists: Checklists) -> tuple[Checklist, str]:
    checklist, _, part = name.partition("/")
    if checklist not in lists:
        raise PathwayError(f"there is no checklist {checklist}")
    return lists[checklist], part


def _tick(checklist: Checklist, flag_id: str) -> Leaf:
    for flag in checklist.flags():
        if flag.id == flag_id:
            return Leaf("flag", checklist.name(flag), "is", True, flag.text)
    raise PathwayError(f"there is no flag {checklist.id}/{flag_id}")


def _leaf(data: Mapping[str, Any]) -> Leaf:
    kind = next((kind for kind in _OPERATORS if kind in data), "")
    operators = set(data) - {kind, "words"}
    if not kind or len(operators) != 1 or not operators <= _OPERATORS[kind]:
        raise PathwayError(f"{sorted(data)} is not a comparison")
    operator = operators.pop()
    operand = data[operator]
    leaf = Leaf(
        kind,
        data[kind],
        operator,
        tuple(operand) if isinstance(operand, list) else operand,
        data.get("words", ""),
    )
    _check(leaf)
    return leaf


def _check(leaf: Leaf) -> None:
    if leaf.name in NEVER_LOOKED_AT:
        raise PathwayError(f"no rule may look at {leaf.name}")
    if leaf.kind == "fact" and leaf.name not in FACTS:
        raise PathwayError(f"there is no fact {leaf.name}")
    if not isinstance(leaf.operand, _expected(leaf)):
        raise PathwayError(f"{leaf.input} cannot be compared with {leaf.operand!r}")
    if leaf.operator in _OF_NUMBERS and isinstance(leaf.operand, bool):
        raise PathwayError(f"{leaf.input} needs a number")
    counts = leaf.kind != "fact" or FACTS[leaf.name] is int
    if leaf.operator in _OF_NUMBERS and not counts:
        raise PathwayError(f"{leaf.name} is not a number")


def _expected(leaf: Leaf) -> type | tuple[type, ...]:
    if leaf.operator in _OF_NUMBERS:
        return int
    if leaf.operator == "in":
        return tuple
    return FACTS[leaf.name] if leaf.kind == "fact" else (str, bool, int, float)
