"""Records to JSON and back, losing nothing that a newer version wrote.

cattrs does the work; the rules added here are: fields with their default value are
left out, fields nobody here knows are kept in `extra` and written back, and an Absent
among the values of an answer is an object with `reason`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from visit_app.records.questionnaire_response import Absent, Answers, Value

T = TypeVar("T")


def to_json(record: Any) -> dict[str, Any]:
    """The record as plain JSON values."""
    return cast("dict[str, Any]", _converter().unstructure(record))


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """The record of this class; raises ValueError when the data do not fit it."""
    try:
        return _converter().structure(data, kind)
    except Exception as problem:  # noqa: BLE001 - its text holds values
        raise ValueError(f"not a {kind.__name__}") from _without_values(problem)


_COMPACT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dumps(record: Any) -> str:
    """The record as compact JSON text, keys sorted, so that equal records are equal."""
    return _COMPACT.encode(to_json(record))


def loads(kind: type[T], text: str) -> T:
    """The record of this class from JSON text; raises ValueError when it does not."""
    return from_json(kind, json.loads(text))


def _without_values(problem: Exception) -> Exception:
    return TypeError(type(problem).__name__)


@cache
def _converter() -> Converter:
    # What exactly was wrong is never told, so it need not be gathered.
    converter = Converter(omit_if_default=True, detailed_validation=False)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_structure_hook(datetime, _moment)
    converter.register_unstructure_hook(date, _date_text)
    converter.register_structure_hook(date, _date)
    converter.register_unstructure_hook(Absent, _absent_out)
    converter.register_structure_hook(Value, _value)
    converter.register_unstructure_hook(Value, _value_out)
    converter.register_structure_hook_func(_is_answers, _answers)
    converter.register_unstructure_hook_func(_is_answers, _answers_out)
    converter.register_structure_hook_factory(
        is_dataclass, lambda cls: _keep_unknown(cls, converter)
    )
    converter.register_unstructure_hook_factory(
        is_dataclass, lambda cls: _spread_unknown(cls, converter)
    )
    # Absent is a dataclass too: its own form has to win over the general rule.
    converter.register_unstructure_hook(Absent, _absent_out)
    return converter


def _date_text(value: date) -> str:
    return value.isoformat()


def _moment(text: Any, _: type) -> datetime:
    return datetime.fromisoformat(text)


def _date(text: Any, _: type) -> date:
    return date.fromisoformat(text)


def _absent_out(value: Absent) -> dict[str, str]:
    return {"reason": value.reason, "text": value.text}


def _value_out(value: Value) -> Any:
    return _absent_out(value) if isinstance(value, Absent) else value


_PLAIN = (str, bool, int, float)


def _value(data: Any, _: Any) -> Value:
    if isinstance(data, _PLAIN):
        return data
    if isinstance(data, Mapping):
        return Absent(data["reason"], data.get("text", ""))
    raise TypeError("not a value")


def _is_answers(kind: Any) -> bool:
    return bool(kind == Answers)


def _answers(data: Any, _: Any) -> Answers:
    """The largest part of what is read and written with every answer, so by itself."""
    return {
        str(link): tuple(_value(value, None) for value in values)
        for link, values in data.items()
    }


def _answers_out(answers: Answers) -> dict[str, list[Any]]:
    return {
        link: [_value_out(value) for value in values]
        for link, values in answers.items()
    }


def _keep_unknown(cls: type, converter: Converter) -> Callable[[Any, Any], Any]:
    plain: Callable[[Any, Any], Any] = make_dict_structure_fn(cls, converter)
    names = {f.name for f in fields(cls)}

    def structure(data: Any, kind: Any) -> Any:
        record = plain(data, kind)
        unknown = {k: v for k, v in data.items() if k not in names}
        return (
            replace(record, extra=unknown) if unknown and "extra" in names else record
        )

    return structure


def _spread_unknown(cls: type, converter: Converter) -> Callable[[Any], Any]:
    plain: Callable[[Any], Any] = make_dict_unstructure_fn(
        cls, converter, _cattrs_omit_if_default=True
    )
    defaults = {f.name for f in fields(cls) if f.default_factory is not MISSING}

    def unstructure(record: Any) -> Any:
        data = plain(record)
        extra = data.pop("extra", {}) if "extra" in defaults else {}
        return {**extra, **data}

    return unstructure
