"""`audit verify` and `audit show`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import PASSPHRASE, Ran, Run
from tests.vault.tampering import edit

from visit_app.records import Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.vault.keyslots import unlock
from visit_app.visits import Desk

pytestmark = pytest.mark.usefixtures("made")
NAME = "Zdzisława"


@pytest.fixture
def family(made: Ran, open_desk: Callable[[], Desk]) -> str:
    desk = open_desk()
    with desk.vault as vault:
        mother = Patient(id="z", given_name=NAME, family_name="Nowak")
        vault.save_family(Family(id="nowak", parents=(mother,)), "Priya Nair")
        vault.note("view", family_id="nowak")
    return "nowak"


def test_a_whole_audit(run: Run, family: str) -> None:
    told = run("audit", "verify", "--json")

    assert told.code == 0
    assert told.data["ok"] is True
    assert told.data["entries"] == told.data["head"]["sequence"]
    assert told.data["compared_with"] == ["the file beside the records"]
    assert NAME not in told.out


def test_a_changed_entry(run: Run, family: str, data: Path) -> None:
    with unlock(data, PASSPHRASE, FixedClock()) as key:
        edit(data, key, lambda rows: [*rows[:4], [*rows[4][:2], "x", *rows[4][3:]]])
    told = run("audit", "verify")

    assert told.code == 1
    assert told.out.startswith("The audit does not hold")
    assert "Entry 5 is not what was entered." in told.out
    found = run("audit", "verify", "--json").data
    assert found["ok"] is False
    assert {"kind": "changed", "sequence": 5}.items() <= found["problems"][0].items()


def test_a_head_from_elsewhere(run: Run, data: Path, tmp_path: Path) -> None:
    run("audit", "show")
    head = tmp_path / "head.json"
    head.write_bytes((data / "audit-head.json").read_bytes())
    held = run("audit", "verify", "--head", head)
    assert held.code == 0
    assert f"Compared with {head}." in held.out

    head.write_bytes(head.read_bytes().replace(b'"sequence":', b'"sequence":1'))
    forged = run("audit", "verify", "--head", head)
    assert forged.code == 1
    assert "The signature over entry" in forged.out
    assert f"says {head}." in forged.out


def test_without_any_head_it_says_what_it_cannot_know(run: Run, data: Path) -> None:
    (data / "audit-head.json").unlink()
    assert "Name one: --head FILE." in run("audit", "verify").out


@pytest.mark.parametrize("content", [None, b"{}"])
def test_a_file_that_is_no_head(
    run: Run, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "other.json"
    if content is not None:
        file.write_bytes(content)
    told = run("audit", "verify", "--head", file)
    assert (told.code, told.out) == (1, "")
    assert "head" in told.err


def test_entries_of_a_family_are_shown_without_its_name(run: Run, family: str) -> None:
    found = run("audit", "show", "--family", family, "--json").data
    assert [entry["action"] for entry in found] == ["add", "view"]
    lines = run("audit", "show", "--family", family).out
    assert "\tview\tnowak\t" in lines
    assert "count=2 what=audit" in lines  # the look just before this one
    assert NAME not in lines


def test_entries_of_a_time(run: Run, family: str) -> None:
    later = FixedClock()
    later.forward(days=3)
    run("families", "list", clock=later)
    found = run("audit", "show", "--since", "2026-11-25", "--json", clock=later).data
    assert [entry["action"] for entry in found] == ["unlock", "export", "unlock"]
    found = run("audit", "show", "--until", "2026-11-23", "--json", clock=later).data
    assert found[-1]["action"] == "view"
    found = run("audit", "show", "--until", "2026-11-23T00:00+00:00", "--json").data
    assert found == []


def test_a_time_that_is_none(run: Run) -> None:
    told = run("audit", "show", "--since", "yesterday")
    assert told.code == 2
    assert "not a date or time" in told.err
