"""`families hand-over`, `take-over` and `take-back`, from one laptop to another."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ran, Run

from visit_app.records import Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.sync.book import ERASED
from visit_app.sync.laptop import Laptop
from visit_app.visits import Desk

OpenDesk = Callable[[], Desk]
MOTHER = Patient(
    id="z", given_name="Zdzisława", family_name="Nowak", nhs_number="9990000018"
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "hand-over.visitfamily"


@pytest.fixture
def handed(made: Ran, open_desk: OpenDesk, run: Run, out: Path) -> Ran:
    with open_desk().vault as vault:
        vault.save_family(Family(id="nowak", parents=(MOTHER,)), "me")
    given = ("--to", "Corby", "--agreement", "agreed", "--json")
    return run("families", "hand-over", "nowak", "--out", out, *given)


@pytest.fixture
def elsewhere(run: Run, tmp_path: Path) -> Callable[..., Ran]:
    """Commands on another laptop."""
    other = tmp_path / "other"

    def command(*arguments: str | Path) -> Ran:
        return run(*arguments, "--data", other)

    assert command("init", "--name", "Joanne Reid").code == 0
    return command


def code_file(tmp_path: Path, code: str) -> Path:
    path = tmp_path / "code.txt"
    path.write_text(f" {code.lower()}\n", encoding="utf-8")
    return path


def test_a_family_goes_from_one_laptop_to_the_other(
    handed: Ran, run: Run, out: Path, tmp_path: Path, elsewhere: Callable[..., Ran]
) -> None:
    assert handed.code == 0
    assert handed.data["holds"]["parents"] == 1
    assert handed.data["file"] == str(out)
    code = code_file(tmp_path, handed.data["code"])
    look = elsewhere("families", "take-over", out, "--code-file", code, "--look")
    assert "Nothing was taken over." in look.err
    assert elsewhere("families", "list", "--json").data == []
    took = elsewhere("families", "take-over", out, "--code-file", code, "--json").data
    assert took["title"] == "Zdzisława Nowak"
    assert took["about"]["sender"] == "Priya Nair"
    assert (took["was_here"], took["taken"]["revisions"]) == (False, 1)
    (family,) = elsewhere("families", "list", "--json").data
    assert family["id"] == "nowak"
    again = elsewhere("families", "take-over", out, "--code-file", code)
    assert "Nothing was changed" in again.out
    (mine,) = run("families", "list", "--json").data
    assert mine["handed_over"][0]["team"] == "Corby"
    assert run("families", "take-back", "nowak").code == 0
    assert "handed_over" not in run("families", "list", "--json").data[0]


def test_what_the_team_erased_before_is_said_to_stay_here_alone(
    handed: Ran, run: Run, open_desk: OpenDesk, out: Path, tmp_path: Path
) -> None:
    take = ("families", "take-over", out, "--code-file")
    code = code_file(tmp_path, handed.data["code"])
    assert not run(*take, code, "--look", "--json").data["left_out_by_team"]
    with open_desk().vault as vault:
        Laptop(vault, FixedClock()).ledger.set_value(ERASED, ["nowak"])
    assert run(*take, code, "--look", "--json").data["left_out_by_team"]
    told = run(*take, code)
    assert told.code == 0
    assert "Your team erased this family before" in told.err


def test_who_may_be_the_same_is_named(
    handed: Ran,
    out: Path,
    tmp_path: Path,
    elsewhere: Callable[..., Ran],
) -> None:
    rows = "parent_family_name,parent_nhs_number\nNowak,9990000018\n"
    caseload = tmp_path / "caseload.csv"
    caseload.write_text(rows, encoding="utf-8")
    assert elsewhere("import", caseload).code == 0
    code = code_file(tmp_path, handed.data["code"])
    took = elsewhere("families", "take-over", out, "--code-file", code, "--json").data
    (twin,) = took["may_be_the_same"]
    assert twin["reasons"] == ["nhs-number"]
    assert len(elsewhere("families", "list", "--json").data) == 2


def test_what_is_wrong_is_said_and_nothing_is_taken(
    handed: Ran, out: Path, tmp_path: Path, elsewhere: Callable[..., Ran]
) -> None:
    wrong = code_file(tmp_path, "0000-0000-0000-0000")
    told = elsewhere("families", "take-over", out, "--code-file", wrong)
    assert (told.code, "does not open this file" in told.err) == (1, True)
    code = code_file(tmp_path, handed.data["code"])
    out.write_bytes(out.read_bytes()[:-9])
    told = elsewhere("families", "take-over", out, "--code-file", code)
    assert (told.code, "cut short" in told.err) == (1, True)
    assert elsewhere("families", "list", "--json").data == []


def test_a_file_that_is_there_is_left_as_it_is(
    handed: Ran, run: Run, out: Path, tmp_path: Path
) -> None:
    before = out.read_bytes()
    given = ("--to", "Corby", "--agreement", "agreed")
    told = run("families", "hand-over", "nowak", "--out", out, *given)
    assert (told.code, out.read_bytes()) == (1, before)
    nowhere = tmp_path / "nowhere" / "x.visitfamily"
    assert run("families", "hand-over", "nowak", "--out", nowhere, *given).code == 1


def test_what_has_to_be_said(handed: Ran, run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.visitfamily"
    given = ("families", "hand-over", "nowak", "--out", new, "--to", "Corby")
    assert run(*given).code == 2
    told = run(*given, "--agreement", "not-asked")
    assert (told.code, "was not asked" in told.err) == (1, True)
    assert not new.exists()
    told = run(*given, "--agreement", "told", "--reason", "Public task")
    assert told.code == 0
    assert "parents 1, babies 0" in told.out
    assert "by telephone" in told.err
