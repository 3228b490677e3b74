"""What is counted, as data: resources/exports/outcomes.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from visit_app.records.source import Source
from visit_app.resources import read_json

RESOURCE = "exports/outcomes.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; one with a `component` is a mean and no count."""

    id: str
    title: str
    component: str = ""
    which: str = ""  # "first" or "last"

    @property
    def is_mean(self) -> bool:
        """A mean of sums instead of a count."""
        return bool(self.component)


@dataclass(frozen=True, slots=True)
class Measure:
    """One table: what each count counts, in which unit, and what it leaves out.

    Measures of the same `same_total` count the same things by other rows.

    `rows` are those known beforehand; services, reviews and published names of sums
    come from elsewhere. `settings` is what else the counting needs.
    """

    id: str
    group: str
    title: str
    unit: str
    counts: str
    leaves_out: str
    source: Source
    same_total: str
    rows: tuple[Row, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definitions:
    """Every measure in order, and the headings of their groups by id."""

    version: str
    groups: Mapping[str, str]
    measures: tuple[Measure, ...]


@cache
def load_definitions() -> Definitions:
    """The definitions that ship with the app."""
    return read_definitions(read_json(RESOURCE))


def read_definitions(data: Mapping[str, Any]) -> Definitions:
    """Definitions from parsed JSON."""
    return Definitions(
        data["version"],
        {group["id"]: group["title"] for group in data["groups"]},
        tuple(_measure(part) for part in data["measures"]),
    )


_NAMED = frozenset(
    {
        *("id", "group", "title", "unit", "counts", "leaves_out"),
        *("counts_source", "counts_verified", "address", "rows", "same_total"),
    }
)


def _measure(data: Mapping[str, Any]) -> Measure:
    return Measure(
        id=data["id"],
        group=data["group"],
        title=data["title"],
        unit=data["unit"],
        counts=data["counts"],
        leaves_out=data["leaves_out"],
        source=Source(
            data["counts_source"], data.get("address", ""), data["counts_verified"]
        ),
        same_total=data.get("same_total", data["id"]),
        rows=tuple(Row(**row) for row in data.get("rows", ())),
        settings={name: part for name, part in data.items() if name not in _NAMED},
    )
