from pathlib import Path

import pytest
from tests.cli.conftest import Ran, Run

from visit_app.visits.caseload_rows import COLUMNS

ROWS = (
    "parent_family_name,parent_given_name,parent_date_of_birth,baby_given_name,"
    "baby_date_of_birth,phone,postcode,parent_nhs_number\n"
    "Hassan,Amira,14/03/1995,Idris,2026-10-10,01632 960077,zz99 3cz,9990000018\n"
    "Żółć,Łucja,3 feb 1990,,,,,\n"
)
BAD = "Secretname,Bad,99/99/1990,,,,,\n"


@pytest.fixture
def caseload(tmp_path: Path) -> Path:
    path = tmp_path / "caseload.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_an_import_counts_what_it_did(made: Ran, run: Run, caseload: Path) -> None:
    counts = {"changed": 0, "rejected": []}
    first, second = (run("import", caseload, "--json") for _ in range(2))
    assert first.data == {"added": 2, "unchanged": 0, **counts}
    assert second.data == {"added": 0, "unchanged": 2, **counts}
    assert first.code == second.code == 0


def test_a_bad_row_is_reported_and_the_good_ones_are_taken(
    made: Ran, run: Run, caseload: Path
) -> None:
    caseload.write_text(ROWS + BAD, encoding="utf-8")
    ran = run("import", caseload, "--json")
    assert (ran.code, ran.data["added"]) == (0, 2)
    (rejected,) = ran.data["rejected"]
    assert (rejected["line"], rejected["column"]) == (4, "parent_date_of_birth")
    assert rejected["reason"]
    assert "Secretname" not in ran.out + ran.err


def test_for_people_it_is_lines(made: Ran, run: Run, caseload: Path) -> None:
    caseload.write_text(ROWS + BAD, encoding="utf-8")
    lines = run("import", caseload).out.splitlines()
    assert lines[0] == "2 added, 0 changed, 0 unchanged, 1 rejected"
    assert lines[1].startswith("line 4, parent_date_of_birth: ")


def test_windows_1252_is_read(made: Ran, run: Run, caseload: Path) -> None:
    caseload.write_bytes("parent_family_name\nSiân\n".encode("cp1252"))
    assert run("import", caseload, "--json").data["added"] == 1
    (family,) = run("families", "list", "--json").data
    assert family["parents"][0]["family_name"] == "Siân"


def test_columns_that_are_not_known_are_named_on_stderr(
    made: Ran, run: Run, caseload: Path
) -> None:
    caseload.write_text("parent_family_name,shoe_size\nHassan,5\n", encoding="utf-8")
    ran = run("import", caseload, "--json")
    assert ran.data["added"] == 1
    assert "shoe_size" in ran.err


@pytest.mark.parametrize("content", [b"", b"name\nx\n", b"\x00\x01", b'a"b\n"x'])
def test_a_file_that_is_no_caseload_fails_in_one_line(
    made: Ran, run: Run, caseload: Path, content: bytes
) -> None:
    caseload.write_bytes(content)
    ran = run("import", caseload, "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_broken_quotes_import_nothing(made: Ran, run: Run, caseload: Path) -> None:
    caseload.write_text(ROWS + '"open\n', encoding="utf-8")
    ran = run("import", caseload)
    assert ran.code == 1
    assert "Nothing was imported" in ran.err
    assert run("families", "list", "--json").data == []


def test_a_caseload_that_is_not_there(made: Ran, run: Run, tmp_path: Path) -> None:
    ran = run("import", tmp_path / "none.csv")
    assert (ran.code, ran.err.count("\n")) == (1, 1)


def test_families_are_listed_with_dates_as_iso(
    made: Ran, run: Run, caseload: Path
) -> None:
    run("import", caseload)
    hassan, other = run("families", "list", "--json").data
    assert hassan["id"] != other["id"]
    assert hassan["parents"][0]["given_name"] == "Amira"
    assert hassan["parents"][0]["birth_date"] == "1995-03-14"
    assert hassan["parents"][0]["role"] == "mother"
    assert hassan["babies"][0]["birth_date"] == "2026-10-10"
    assert (hassan["phone"], hassan["postcode"]) == ("01632 960077", "ZZ99 3CZ")
    assert other["parents"][0]["family_name"] == "Żółć"
    assert (other["babies"], other["expected_date_of_delivery"]) == ([], None)


def test_families_are_lines_for_people(made: Ran, run: Run, caseload: Path) -> None:
    run("import", caseload)
    first, second = run("families", "list").out.splitlines()
    assert first.split("\t")[1:] == [
        "Amira Hassan and Idris",
        "ZZ99 3CZ",
        "01632 960077",
    ]
    assert "Łucja Żółć" in second


def test_the_template_needs_no_records(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    assert run("import", "--template", path).code == 0
    assert path.read_bytes().decode() == ",".join(COLUMNS) + "\r\n"
    assert run("import", "--template").out.strip() == ",".join(COLUMNS)


def test_the_template_can_be_imported(made: Ran, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    run("import", path, "--template")
    assert run("import", path, "--json").data["added"] == 0


def test_the_template_never_takes_the_place_of_a_caseload(
    run: Run, caseload: Path
) -> None:
    ran = run("import", "--template", caseload)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert caseload.read_text(encoding="utf-8") == ROWS


def test_import_of_nothing_is_not_understood(run: Run) -> None:
    ran = run("import")
    assert ran.code == 2
    assert "FILE.csv" in ran.err
