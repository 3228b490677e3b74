from datetime import date

import pytest

from visit_app.records.codes import CodeBook, code_book
from visit_app.resources import read_json
from visit_app.visits.caseload_rows import (
    COLUMNS,
    Rejected,
    Row,
    read_rows,
    template,
    unknown_columns,
)
from visit_app.visits.errors import NotPossible

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def people() -> CodeBook:
    return code_book(read_json("codes/people.json"))


def rows(people: CodeBook, text: str, encoding: str = "utf-8") -> list[Row | Rejected]:
    return list(read_rows(text.encode(encoding), TODAY, people))


def test_the_template_has_every_column_once() -> None:
    assert template().strip().split(",") == list(COLUMNS)


def test_a_full_row_is_read(people: CodeBook) -> None:
    row = rows(
        people,
        "phone,parent_family_name,parent_given_name,parent_date_of_birth,"
        "parent_nhs_number,baby_given_name,baby_date_of_birth,postcode,"
        "safe_to_leave_message,parent_ethnic_group,parent_sex,interpreter_needed\n"
        "07700 900142,Hassan,Amira,14/03/1995,999 000 0018,Idris,2026-10-10,nn16 0aa,"
        "no,black-african,Female,yes\n",
    )[0]
    assert isinstance(row, Row)
    assert row.line == 2
    assert row.parent == {
        "given_name": "Amira",
        "family_name": "Hassan",
        "birth_date": date(1995, 3, 14),
        "nhs_number": "9990000018",
        "phone": "07700 900142",
        "safe_to_leave_message": False,
        "ethnic_category": "black-african",
        "sex": "female",
        "interpreter_needed": True,
    }
    assert row.baby == {"given_name": "Idris", "birth_date": date(2026, 10, 10)}
    assert row.family == {"postcode": "NN16 0AA"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_with_and_without_its_mark(people: CodeBook, encoding: str) -> None:
    text = "parent_family_name\nWiśniewska\nȚurcanu\n"
    names = [r.parent["family_name"] for r in rows(people, text, encoding)]  # type: ignore[union-attr]
    assert names == ["Wiśniewska", "Țurcanu"]


def test_windows_1252(people: CodeBook) -> None:
    row = rows(people, "parent_family_name\nO’Brien-Müller\n", "cp1252")[0]
    assert isinstance(row, Row)
    assert row.parent["family_name"] == "O’Brien-Müller"


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("parent_date_of_birth", "31/02/1995", "no such day"),
        ("parent_date_of_birth", "03/02/2023", "3 years old"),
        ("baby_date_of_birth", "2026-12-24", "in the future"),
        ("expected_date_of_delivery", "2028-01-01", "10 months ahead"),
        ("parent_nhs_number", "8429141457", "does not add up"),
        ("safe_to_leave_message", "perhaps", "yes or no"),
        ("parent_role", "baby", "Not one of the codes"),
        ("parent_sex", "x", "Not one of the codes"),
        ("parent_ethnic_group", "martian", "Not one of the codes"),
    ],
)
def test_a_bad_cell_rejects_its_row_and_only_that(
    people: CodeBook, column: str, cell: str, says: str
) -> None:
    bad, good = rows(people, f"parent_family_name,{column}\nA,{cell}\nB,\n")
    assert isinstance(bad, Rejected)
    assert (bad.line, bad.column) == (2, column)
    assert says in bad.reason
    assert isinstance(good, Row)


def test_an_expected_date_gone_by_stands_beside_the_birth(people: CodeBook) -> None:
    """Records go on holding it once the baby is there."""
    heading = "parent_family_name,expected_date_of_delivery,baby_date_of_birth\n"
    told = f"{heading}A,2026-10-01,2026-10-10\nB,2026-10-01,\nC,2026-10-01,2024-01-01\n"
    first, *others = rows(people, told)
    assert isinstance(first, Row)
    assert first.family == {"expected_date_of_delivery": date(2026, 10, 1)}
    assert [row.line for row in others if isinstance(row, Rejected)] == [3, 4]


def test_the_line_is_where_the_row_begins(people: CodeBook) -> None:
    text = 'parent_family_name,address\nA,"1 High St\nKettering"\n\n,x\n'
    first, second = rows(people, text)
    assert isinstance(first, Row)
    assert first.family["address"] == "1 High St\nKettering"
    assert second == Rejected(
        5, "parent_family_name", "The parent’s family name is missing."
    )


def test_a_row_longer_than_the_heading_is_rejected(people: CodeBook) -> None:
    (row,) = rows(people, "parent_family_name\nA,B\n")
    assert isinstance(row, Rejected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name\nA\n",
        "parent_family_name,parent_family_name\nA,B\n",
        'parent_family_name\n"A\n',
    ],
)
def test_what_is_not_a_caseload_is_refused(people: CodeBook, text: str) -> None:
    with pytest.raises(NotPossible):
        rows(people, text)


def test_utf_16_is_refused_with_what_to_do(people: CodeBook) -> None:
    with pytest.raises(NotPossible, match="CSV UTF-8"):
        rows(people, "parent_family_name\nA\n", "utf-16")


def test_columns_that_are_not_read_are_named(people: CodeBook) -> None:
    text = "Parent_Family_Name,Pet\nA,cat\n"
    assert unknown_columns(text.encode()) == ("Pet",)
    assert len(rows(people, text)) == 1
