"""Outcomes as files: one tidy table, and JSON. docs/outcomes.md has the columns."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from visit_app.exports.counts import Cell, Outcomes, Table
from visit_app.exports.suppression import HIDDEN

COLUMNS = (
    "period_first_day",
    "period_last_day",
    "measure",
    "measure_title",
    "unit",
    "row",
    "row_title",
    "statistic",
    "value",
)


def to_csv(outcomes: Outcomes) -> bytes:
    """One line for each number: UTF-8 with a mark that Excel knows it by."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for table in outcomes.tables:
        writer.writerows(_lines(outcomes, table))
    return text.getvalue().encode("utf-8-sig")


def to_json(outcomes: Outcomes) -> dict[str, Any]:
    """The same as JSON values, with the definition of each measure."""
    return {
        "period_first_day": outcomes.period.first.isoformat(),
        "period_last_day": outcomes.period.last.isoformat(),
        "definitions": outcomes.version,
        "measures": [_measure(table) for table in outcomes.tables],
    }


def value_text(cell: Cell) -> str:
    """A number as it is read; "*" where it is hidden."""
    return HIDDEN if cell.value is None else str(cell.value)


def cells(table: Table) -> tuple[Cell, ...]:
    """Every number of a table, its total last."""
    return (*table.cells, *((table.total,) if table.total else ()))


def _lines(outcomes: Outcomes, table: Table) -> Iterator[tuple[str, ...]]:
    first, last = outcomes.period.first, outcomes.period.last
    about = table.measure
    for cell in cells(table):
        yield (
            *(first.isoformat(), last.isoformat()),
            *(about.id, about.title, about.unit),
            *(_harmless(cell.row), _harmless(cell.title)),
            *(cell.statistic, value_text(cell)),
        )


def _harmless(words: str) -> str:
    """The name of a service is typed by people: no spreadsheet takes it for a sum."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t")) else words


def _measure(table: Table) -> dict[str, Any]:
    about = table.measure
    return {
        "id": about.id,
        "title": about.title,
        "unit": about.unit,
        "counts": about.counts,
        "leaves_out": about.leaves_out,
        "source": about.source.text,
        "confirm_locally": about.source.confirm_locally,
        "rows": [
            {
                "id": cell.row,
                "title": cell.title,
                "statistic": cell.statistic,
                "value": cell.value,
            }
            for cell in cells(table)
        ],
    }
