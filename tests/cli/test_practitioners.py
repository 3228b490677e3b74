from pathlib import Path

import pytest
from tests.cli.conftest import Ran, Run

from visit_app.vault.place import Place


@pytest.fixture
def sam(run: Run, made: Ran, tmp_path: Path) -> str:
    """Sam's id: beside Priya, who was here first."""
    run("--practitioner", "Sam", "init", "--name", "Sam Okafor")
    (first, second) = run("practitioners", "list", "--json").data
    assert (first["id"], first["name"], second["name"]) == ("first", "", "Sam")
    return str(second["id"])


def test_the_first_practitioners_records_stay_where_they_were(
    made: Ran, sam: str, data: Path
) -> None:
    assert Place(data).database.exists()
    assert Place(data / "practitioners" / sam).database.exists()


def test_where_there_are_several_it_has_to_be_said_whose(run: Run, sam: str) -> None:
    asked = run("families", "list")
    assert asked.code == 1
    assert "--practitioner" in asked.err
    assert "first, Sam" in asked.err
    for who in ("first", "Sam", "sam", sam):
        assert run("--practitioner", who, "families", "list").code == 0
    nobody = run("families", "list", "--practitioner", "Nobody")
    assert (nobody.code, "practitioners list" in nobody.err) == (1, True)


def test_nobody_is_made_twice(run: Run, sam: str) -> None:
    again = run("init", "--practitioner", "SAM")
    assert (again.code, "already" in again.err) == (1, True)
    assert run("init").code == 1


def test_the_first_one_may_have_a_name_from_the_start(run: Run, data: Path) -> None:
    run("init", "--practitioner", "Priya")
    assert Place(data).database.exists()
    assert run("practitioners", "list").out == "first  Priya\n"


def test_a_name_is_changed_by_who_can_unlock(
    run: Run, sam: str, tmp_path: Path
) -> None:
    named = ("practitioners", "name", "S. O.", "--practitioner", sam)
    wrong = tmp_path / "wrong"
    wrong.write_text("other words", encoding="utf-8")
    assert run(*named, "--passphrase-file", wrong).code == 1
    assert run(*named).code == 0
    assert [p["name"] for p in run("practitioners", "list", "--json").data] == [
        "",
        "S. O.",
    ]
    assert run(*named, "--json").data["name"] == "S. O."


def test_nobody_yet(run: Run) -> None:
    assert "Nobody" in run("practitioners", "list").out


def test_the_machine_is_known_for_each_practitioners_own_records(
    run: Run, sam: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def mark(folder: Path) -> str:
        asked.append(folder)
        return ""

    monkeypatch.setattr("visit_app.sync.machine.machine_mark", mark)
    run("--practitioner", "Sam", "team", "status")
    run("--practitioner", "first", "team", "status")
    assert asked == [data / "practitioners" / sam, data]
