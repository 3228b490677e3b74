"""`families export`: one family as FHIR."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ran, Run
from tests.exports.fhir_r4 import problems

from visit_app.visits import Desk

OpenDesk = Callable[[], Desk]


def test_each_invented_family_is_a_valid_bundle(
    made: Ran, run: Run, tmp_path: Path, open_desk: OpenDesk
) -> None:
    run("demo-data", "--families", 4, "--visits", 24)
    families = [family["id"] for family in run("families", "list", "--json").data]
    for family in families:
        out = tmp_path / f"{family}.json"
        ran = run("families", "export", family, "--out", out, "--json")
        assert ran.data == {"file": str(out), "bytes": out.stat().st_size}
        found = json.loads(out.read_bytes())
        assert problems(found) == []
        assert found["type"] == "collection"
    with open_desk().vault as vault:
        entries = [e for e in vault.audit_entries() if e.about.get("what") == "fhir"]
    assert [e.family_id for e in entries] == families


def test_it_says_that_the_file_is_not_sealed(
    made: Ran, run: Run, tmp_path: Path
) -> None:
    run("demo-data", "--families", 1, "--visits", 0)
    (family,) = run("families", "list", "--json").data
    out = tmp_path / "f.json"
    ran = run("families", "export", family["id"], "--out", out)
    assert "no longer protected by the passphrase" in ran.out
    assert out.stat().st_mode & 0o077 == 0


def test_what_cannot_be_done_is_said(made: Ran, run: Run, tmp_path: Path) -> None:
    nobody = run("families", "export", "nobody", "--out", tmp_path / "f.json")
    assert (nobody.code, nobody.out) == (1, "")
    assert not (tmp_path / "f.json").exists()
    nowhere = run("families", "export", "x", "--out", tmp_path / "no" / "f.json")
    assert "folder of --out does not exist" in nowhere.err
    assert run("families", "export", "x").code == 2
    assert run("families", "export", "x", "--out", "").code == 1
