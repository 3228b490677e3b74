"""The rows of a caseload file: decoded, and every cell checked."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from visit_app.records import FamilyRole, nhs_number
from visit_app.records.codes import CodeBook
from visit_app.records.dates import (
    doubts_baby_birth,
    doubts_expected_date,
    doubts_parent_birth,
    parse_date,
)
from visit_app.records.postcode import postcode
from visit_app.visits.errors import NotPossible

COLUMNS = (
    "parent_given_name",
    "parent_family_name",
    "parent_date_of_birth",
    "parent_nhs_number",
    "parent_role",
    "baby_given_name",
    "baby_family_name",
    "baby_date_of_birth",
    "baby_nhs_number",
    "expected_date_of_delivery",
    "address",
    "postcode",
    "phone",
    "safe_to_leave_message",
    "gp_practice",
    "language",
    "interpreter_needed",
    "parent_ethnic_group",
    "parent_sex",
)
REQUIRED = "parent_family_name"
EXPECTED = "expected_date_of_delivery"
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_Read = Callable[[str, "_Context"], Any]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: its line in the file (1 is the heading), and why."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """A good row: the fields of Family, of the parent and of the baby it gives.

    A cell left empty gives no field, so that it changes nothing.
    """

    line: int
    family: Mapping[str, Any]
    parent: Mapping[str, Any]
    baby: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Context:
    today: date
    people: CodeBook


def template() -> str:
    """An empty caseload file: the heading only."""
    return ",".join(COLUMNS) + "\r\n"


def read_rows(data: bytes, today: date, people: CodeBook) -> Iterator[Row | Rejected]:
    """Each row of the file, good or rejected with the first thing wrong in it.

    Raises NotPossible when the file is not a caseload at all.
    """
    reader = csv.reader(io.StringIO(_decoded(data), newline=""), strict=True)
    context = _Context(today, people)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        _check_heading(heading)
        before = reader.line_num
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(before + 1, heading, cells, context)
            before = reader.line_num
    except csv.Error:
        raise NotPossible(
            f"The file cannot be read as CSV from line {reader.line_num} on. "
            "Nothing was imported. Check the quotation marks there and try again."
        ) from None


def _decoded(data: bytes) -> str:
    """The text of the file: UTF-8 as it says, otherwise Windows-1252."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotPossible(
        "This file is not text in UTF-8 or Windows-1252. "
        "In Excel, save it as “CSV UTF-8” and import it again."
    )


def _check_heading(heading: list[str]) -> None:
    if REQUIRED not in heading:
        raise NotPossible(
            f"The first line has no column {REQUIRED}. "
            "`visit-app import --template` writes a file with the right heading."
        )
    twice = {name for name in heading if name and heading.count(name) > 1}
    if twice:
        raise NotPossible(f"The column {sorted(twice)[0]} is there twice.")


def unknown_columns(data: bytes) -> tuple[str, ...]:
    """The headings of the file that are not read, so that they can be named."""
    heading = next(csv.reader(io.StringIO(_decoded(data), newline="")), [])
    return tuple(
        name
        for cell in heading
        if (name := cell.strip()) and name.lower() not in COLUMNS
    )


def _row(
    line: int, heading: list[str], cells: list[str], context: _Context
) -> Row | Rejected:
    if len(cells) > len(heading) and any(
        cell.strip() for cell in cells[len(heading) :]
    ):
        return Rejected(line, "", "This row has more cells than the heading.")
    given = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
    if not given.get(REQUIRED):
        return Rejected(line, REQUIRED, "The parent’s family name is missing.")
    fields: dict[str, dict[str, Any]] = {"family": {}, "parent": {}, "baby": {}}
    for column in COLUMNS:
        if not given.get(column):
            continue
        part, name, read = _FIELDS[column]
        try:
            fields[part][name] = read(given[column], context)
        except ValueError as problem:
            return Rejected(line, column, str(problem))
    row = Row(line, **fields)
    questions = _expected_doubts(row, context)
    return Rejected(line, EXPECTED, questions[0]) if questions else row


def _expected_doubts(row: Row, context: _Context) -> tuple[str, ...]:
    """Questions about the expected date, beside the birth that may stand in the row."""
    expected, born = row.family.get(EXPECTED), row.baby.get("birth_date")
    if expected is None:
        return ()
    return doubts_expected_date(expected, context.today, [born])


def _text(cell: str, _: _Context) -> str:
    return " ".join(cell.split())


def _lines(cell: str, _: _Context) -> str:
    return "\n".join(" ".join(line.split()) for line in cell.splitlines())


def _postcode(cell: str, _: _Context) -> str:
    return postcode(cell)


def _nhs_number(cell: str, _: _Context) -> str:
    checked = nhs_number.check(cell)
    if checked.problem:
        raise ValueError(checked.problem)
    return checked.digits


def _yes_no(cell: str, _: _Context) -> bool:
    word = cell.lower()
    if word not in _YES | _NO:
        raise ValueError("Write yes or no.")
    return word in _YES


def _date(cell: str, context: _Context) -> date:
    return parse_date(cell, context.today)


def _dated(doubts: Callable[[date, date], tuple[str, ...]]) -> _Read:
    def read(cell: str, context: _Context) -> date:
        day = _date(cell, context)
        questions = doubts(day, context.today)
        if questions:
            raise ValueError(questions[0])
        return day

    return read


def _coded(name: str, *, without: str = "") -> _Read:
    def read(cell: str, context: _Context) -> str:
        known = [code for code in context.people[name] if code.code != without]
        for code in known:
            if cell.casefold() in {code.code.casefold(), code.display.casefold()}:
                return code.code
        offered = ", ".join(code.code for code in known)
        raise ValueError(f"Not one of the codes. Write one of: {offered}.")

    return read


_FIELDS: Mapping[str, tuple[str, str, _Read]] = {
    "parent_given_name": ("parent", "given_name", _text),
    "parent_family_name": ("parent", "family_name", _text),
    "parent_date_of_birth": ("parent", "birth_date", _dated(doubts_parent_birth)),
    "parent_nhs_number": ("parent", "nhs_number", _nhs_number),
    "parent_role": ("parent", "role", _coded("role", without=FamilyRole.BABY)),
    "baby_given_name": ("baby", "given_name", _text),
    "baby_family_name": ("baby", "family_name", _text),
    "baby_date_of_birth": ("baby", "birth_date", _dated(doubts_baby_birth)),
    "baby_nhs_number": ("baby", "nhs_number", _nhs_number),
    EXPECTED: ("family", EXPECTED, _date),
    "address": ("family", "address", _lines),
    "postcode": ("family", "postcode", _postcode),
    "phone": ("parent", "phone", _text),
    "safe_to_leave_message": ("parent", "safe_to_leave_message", _yes_no),
    "gp_practice": ("family", "general_practice", _text),
    "language": ("parent", "language", _text),
    "interpreter_needed": ("parent", "interpreter_needed", _yes_no),
    "parent_ethnic_group": ("parent", "ethnic_category", _coded("ethnic-category")),
    "parent_sex": ("parent", "sex", _coded("sex")),
}
