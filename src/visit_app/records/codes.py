"""Coded values with what they are called: read from resources/codes/*.json."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.records.source import UNVERIFIED


@dataclass(frozen=True, slots=True)
class Code:
    """One coded value (FHIR Coding); `group` is the broader code it counts under.

    `verified` says how `source` was checked: docs/clinical-safety/README.md.
    """

    code: str
    display: str
    source: str
    group: str = ""
    verified: str = UNVERIFIED


@dataclass(frozen=True, slots=True)
class CodeBook(Mapping[str, tuple[Code, ...]]):
    """The code sets of one file, by id: `book["sex"]`."""

    sets: Mapping[str, tuple[Code, ...]]

    def __getitem__(self, name: str) -> tuple[Code, ...]:
        return self.sets[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.sets)

    def __len__(self) -> int:
        return len(self.sets)

    def find(self, name: str, code: str) -> Code | None:
        """The code of a set, or None; raises KeyError when there is no such set."""
        return next((known for known in self.sets[name] if known.code == code), None)

    def display(self, name: str, code: str) -> str:
        """What a code is called; a code from a newer version stands for itself."""
        known = self.find(name, code)
        return known.display if known else code

    def group(self, name: str, code: str) -> str:
        """The broader code this one counts under, or an empty string."""
        known = self.find(name, code)
        return known.group if known else ""


def code_book(data: Mapping[str, Any]) -> CodeBook:
    """The sets of a parsed code file; raises ValueError for a code given twice."""
    return CodeBook({part["id"]: _codes(part, data) for part in data["sets"]})


def _codes(part: Mapping[str, Any], book: Mapping[str, Any]) -> tuple[Code, ...]:
    origin = {"source": book["source"], "verified": book["verified"]}
    origin |= {key: part[key] for key in origin if key in part}
    codes = tuple(Code(**{**origin, **entry}) for entry in part["codes"])
    if len({code.code for code in codes}) < len(codes):
        raise ValueError(f"The code set {part['id']} names a code twice.")
    return codes
