"""The directory's sentences: resources/services/wording.json."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from visit_app.resources import read_json


def say(key: str, **values: object) -> str:
    """A sentence with its blanks filled: `say("stale.never")`; raises KeyError."""
    return str(_at(key)).format(**values)


def entries(key: str) -> Mapping[str, Any]:
    """A part of the wording by code: `entries("asks")`."""
    found: Mapping[str, Any] = _at(key)
    return found


def called(group: str, codes: tuple[str, ...]) -> str:
    """Codes as words: "mild to moderate", "pmh and pir" in words."""
    names = entries(group)
    return " and ".join(str(names.get(code, code)) for code in codes)


def _at(key: str) -> Any:
    place: Any = _wording()
    for part in key.split("."):
        place = place[part]
    return place


@cache
def _wording() -> Any:
    return read_json("services/wording.json")
