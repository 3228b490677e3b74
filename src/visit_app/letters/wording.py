"""The letter's headings and fixed sentences: resources/letters/referral.json."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from visit_app.resources import read_json

REFERRAL = "letters/referral.json"


def say(key: str, **values: object) -> str:
    """A fixed sentence with its blanks filled: `say("said.safety.nobody")`.

    Raises KeyError when there is no such sentence or a blank has no value. What is
    filled in is not read as a pattern: people may write braces.
    """
    return str(_at(key)).format(**values)


def options(key: str) -> Mapping[str, str]:
    """A set of sentences by code: `options("roles")`."""
    found: Mapping[str, str] = _at(key)
    return found


def headings(key: str = "sections") -> Mapping[str, str]:
    """The headings in the order of the letter, by section id."""
    return {entry["id"]: entry["heading"] for entry in _at(key)}


def _at(key: str) -> Any:
    place: Any = _wording()
    for part in key.split("."):
        place = place[part]
    return place


@cache
def _wording() -> Any:
    return read_json(REFERRAL)
