"""`pack`: the organisation makes and signs one, a laptop installs it."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Ran, Run
from tests.visits.sample_packs import wording

from visit_app.visits import Desk


def fill_in(folder: Path, **fields: Any) -> None:
    """What a person does with an editor."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest |= {
        "organisation": "Invented Trust",
        "permission": "Letter of 3 March 2026",
        **fields,
    }
    path.write_text(json.dumps(manifest), encoding="utf-8")
    form = json.dumps(wording(), ensure_ascii=False)
    (folder / "questionnaire.json").write_text(form, encoding="utf-8")


@pytest.fixture
def keys(run: Run, tmp_path: Path) -> Ran:
    """The organisation's key pair."""
    return run("pack", "keys", tmp_path / "org", "--json")


@pytest.fixture
def pack(run: Run, keys: Ran, tmp_path: Path) -> Path:
    """A signed pack as a zip."""
    folder, target = tmp_path / "pack", tmp_path / "pack.zip"
    assert run("pack", "make", "epds", folder, "--name", "nhft-epds").code == 0
    fill_in(folder)
    secret = keys.data["secretKey"]
    ran = run("pack", "sign", folder, "--key", secret, "--zip", target, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.data["fingerprint"] == keys.data["fingerprint"]
    return target


def test_from_the_organisation_to_the_laptop_and_back(
    run: Run, made: Ran, keys: Ran, pack: Path, open_desk: Callable[[], Desk]
) -> None:
    fingerprint = keys.data["fingerprint"]
    refused = run("pack", "install", pack)
    assert refused.code == 1
    assert fingerprint in refused.err
    assert refused.err.count("\n") == 1
    assert run("pack", "list").out == "No licence pack is installed.\n"

    ran = run("pack", "install", pack, "--trust", fingerprint.lower(), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.data == {
        "installed": "nhft-epds",
        "version": "1",
        "instrument": "EPDS",
        "organisation": "Invented Trust",
        "key": fingerprint,
    }
    (found,) = run("pack", "list", "--json").data
    assert (found["name"], found["inUse"], found["problem"]) == ("nhft-epds", True, "")
    assert found["permission"] == "Letter of 3 March 2026"
    assert run("pack", "list").out == "nhft-epds 1: EPDS, Invented Trust; in use\n"
    desk = open_desk()
    with desk.vault:
        words = desk.catalogue.get("epds").questions[0].text
    assert words == "Item 1 wording, as licensed"

    assert run("pack", "remove", "nhft-epds", "--json").data == {"removed": "nhft-epds"}
    assert run("pack", "list", "--json").data == []
    again = run("pack", "install", pack)
    assert "EPDS now shows its items" in again.out


def test_a_pack_that_is_not_in_use_says_why(
    run: Run, made: Ran, keys: Ran, tmp_path: Path
) -> None:
    folder = tmp_path / "pack"
    run("pack", "make", "epds", folder, "--name", "nhft-epds")
    fill_in(folder, expires="2026-11-30")
    run("pack", "sign", folder, "--key", keys.data["secretKey"])
    run("pack", "install", folder, "--trust", keys.data["fingerprint"])
    from datetime import UTC, datetime

    from visit_app.records.clock import FixedClock

    later = FixedClock(datetime(2026, 12, 1, 9, tzinfo=UTC))
    ran = run("pack", "list", clock=later)
    assert "not in use: This licence pack was valid until 30 November 2026" in ran.out


def test_a_changed_pack_is_refused_in_one_line(
    run: Run, made: Ran, keys: Ran, pack: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "changed"
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    path = folder / "questionnaire.json"
    text = path.read_text(encoding="utf-8").replace("Item 1 wording", "Item 1 wordinG")
    path.write_text(text, encoding="utf-8")
    ran = run("pack", "install", folder, "--trust", keys.data["fingerprint"])
    assert (ran.code, ran.out) == (1, "")
    assert "not the file that was signed" in ran.err
    assert run("pack", "list", "--json").data == []


def test_what_is_no_pack_is_refused(run: Run, made: Ran, tmp_path: Path) -> None:
    ran = run("pack", "install", tmp_path / "none.zip")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "could not be opened" in ran.err
    assert run("pack", "remove", "none").code == 1


def test_a_pack_that_is_not_filled_in_is_not_signed(
    run: Run, keys: Ran, tmp_path: Path
) -> None:
    folder = tmp_path / "pack"
    run("pack", "make", "mors-sf", folder, "--name", "nhft-mors")
    ran = run("pack", "sign", folder, "--key", keys.data["secretKey"])
    assert "still has to be filled in" in ran.err
    assert not (folder / "manifest.sig").exists()


def test_signing_needs_the_key_and_its_passphrase(
    run: Run, keys: Ran, tmp_path: Path, passphrase_file: Path
) -> None:
    folder = tmp_path / "pack"
    run("pack", "make", "epds", folder, "--name", "nhft-epds")
    fill_in(folder)
    assert "cannot be read" in run("pack", "sign", folder, "--key", "none.pem").err
    passphrase_file.write_text("another one", encoding="utf-8")
    ran = run("pack", "sign", folder, "--key", keys.data["secretKey"])
    assert "not a signing key" in ran.err
    assert not (folder / "manifest.sig").exists()


def test_a_key_is_never_overwritten(run: Run, keys: Ran, tmp_path: Path) -> None:
    before = Path(keys.data["secretKey"]).read_bytes()
    assert run("pack", "keys", tmp_path / "org").code == 1
    assert Path(keys.data["secretKey"]).read_bytes() == before
    assert b"ENCRYPTED" in before


def test_only_score_entries_have_packs(run: Run, tmp_path: Path) -> None:
    ran = run("pack", "make", "phq-9", tmp_path / "pack", "--name", "any")
    assert ran.code == 1
    assert "Licence packs are for epds, mors-sf." in ran.err


def test_a_folder_with_something_in_it_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
    ran = run("pack", "make", "epds", tmp_path / "full", "--name", "any")
    assert ran.code == 1
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_lines_for_people(run: Run, tmp_path: Path) -> None:
    assert run("pack", "keys", tmp_path / "org").out.startswith("Fingerprint: ")
    ran = run("pack", "make", "epds", tmp_path / "pack", "--name", "nhft-epds")
    assert "fill in the texts, then sign it" in ran.out
    fill_in(tmp_path / "pack")
    key = tmp_path / "org" / "signing-key.pem"
    assert (
        "Signed. Fingerprint"
        in run("pack", "sign", tmp_path / "pack", "--key", key).out
    )
