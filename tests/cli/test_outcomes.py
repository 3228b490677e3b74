"""`outcomes`: counts on stdout and in a file."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ran, Run

from visit_app.visits import Desk

OpenDesk = Callable[[], Desk]


@pytest.fixture
def caseload(made: Ran, run: Run) -> None:
    run("demo-data", "--families", 20, "--visits", 160)


def test_the_last_whole_quarter_unless_told(caseload: None, run: Run) -> None:
    found = run("outcomes", "--json").data
    assert (found["period_first_day"], found["period_last_day"]) == (
        "2026-07-01",
        "2026-09-30",
    )
    families = found["measures"][0]
    assert families["id"] == "families"
    assert families["rows"][0]["value"] % 5 == 0
    lines = run("outcomes").out.splitlines()
    assert lines[0] == f"Families seen\tFamilies\t{families['rows'][0]['value']}"


def test_a_tidy_table_in_a_file(
    caseload: None, run: Run, tmp_path: Path, open_desk: OpenDesk
) -> None:
    out = tmp_path / "counts.csv"
    ran = run("outcomes", "--from", "2026-01-01", "--to", "30 Jun 2026", "--out", out)
    assert ran.out.startswith("The counts of 1 January 2026 to 30 June 2026 are in")
    with out.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["period_last_day"] for line in lines} == {"2026-06-30"}
    with open_desk().vault as vault:
        about = [e.about for e in vault.audit_entries() if e.action == "export"]
    assert about[-1] == {"what": "counts", "first": "2026-01-01", "last": "2026-06-30"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--from", "2026-01-01"), "Give both --from and --to"),
        (("--from", "x", "--to", "2026-01-01"), "could not be read"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "comes before the first"),
        (("--out", "/nowhere/at/all.csv"), "folder of --out does not exist"),
        (("--out", "/"), "--out is a folder"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_noted(
    made: Ran, run: Run, open_desk: OpenDesk, given: tuple[str, ...], said: str
) -> None:
    ran = run("outcomes", *given)
    assert ran.code == 1
    assert ran.out == ""
    assert said in ran.err
    with open_desk().vault as vault:
        assert not [e for e in vault.audit_entries() if e.action == "export"]


def test_a_file_that_cannot_be_written_leaves_no_entry(
    made: Ran, run: Run, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visit_app.vault import durable
    from visit_app.vault.errors import DiskFull

    def full(path: Path, content: bytes) -> None:
        raise DiskFull

    monkeypatch.setattr(durable, "write_whole", full)
    assert run("outcomes", "--out", "counts.csv").code == 1
    with open_desk().vault as vault:
        assert not [e for e in vault.audit_entries() if e.action == "export"]
