"""`backup create|list|verify|restore|rollback|place` and `support-report`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from visit_app.records import Family, Patient, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.ui.records_folder import RecordsFolder
from visit_app.vault.kdf import FLOOR
from visit_app.vault.place import Place
from visit_app.visits import Desk

pytestmark = pytest.mark.usefixtures("made")
NAME = "Zdzisława"


@pytest.fixture
def backup(run: Run, family: None) -> str:
    told = run("backup", "create", "--json")
    assert (told.code, told.err) == (0, "")
    return str(told.data["name"])


@pytest.fixture
def family(open_desk: Callable[[], Desk]) -> None:
    _add(open_desk, "nowak")


def _add(open_desk: Callable[[], Desk], name: str) -> None:
    desk = open_desk()
    with desk.vault as vault:
        mother = Patient(id=f"mother-{name}", given_name=NAME, family_name="Nowak")
        vault.save_family(Family(id=name, parents=(mother,)), "Priya Nair")


def families(open_desk: Callable[[], Desk]) -> set[str]:
    desk = open_desk()
    with desk.vault as vault:
        return {row.id for row in vault.search()}


def spoil(path: Path) -> None:
    """One bit of every page."""
    content = bytearray(path.read_bytes())
    for place in range(100, len(content), 4096):
        content[place] ^= 1
    path.write_bytes(content)


def test_a_backup_is_made_listed_and_verified(run: Run, backup: str) -> None:
    listed = run("backup", "list", "--json")
    assert [(b["name"], b["kind"]) for b in listed.data] == [(backup, "asked")]
    assert backup in run("backup", "list").out

    verified = run("backup", "verify", backup, "--json")
    assert verified.code == 0
    assert [b["ok"] for b in verified.data] == [True]
    assert "every page was read" in run("backup", "verify").out


def test_a_backup_that_does_not_hold_exits_with_1(
    run: Run, backup: str, data: Path
) -> None:
    spoil(data / "backups" / backup / "vault.db")
    told = run("backup", "verify", "--json")
    assert told.code == 1
    assert told.data[0]["ok"] is False
    assert "cannot be read" in told.err
    assert NAME not in told.out + told.err


def test_a_damaged_vault_is_restored_whole(
    run: Run, backup: str, data: Path, open_desk: Callable[[], Desk]
) -> None:
    _add(open_desk, "later")
    spoil(data / "vault.db")
    refused = run("families", "list")
    assert refused.code == 1
    assert "damaged" in refused.err
    assert "`visit-app backup restore`" in refused.err

    told = run("backup", "restore", "--json")
    assert told.code == 0
    assert told.data["complete"] is True
    assert told.data["entries"] > 0
    assert told.data["newer"] is None
    assert (data / told.data["set_aside"] / "vault.db").exists()
    assert families(open_desk) == {"nowak", "later"}


def test_restoring_one_backup_names_what_is_newer(
    run: Run, backup: str, data: Path, open_desk: Callable[[], Desk]
) -> None:
    _add(open_desk, "later")
    told = run("backup", "restore", backup)
    assert told.code == 0
    assert "Newer there: family (later)" in told.out
    assert "kept in set-aside-" in told.out
    assert NAME not in told.out
    assert families(open_desk) == {"nowak"}


def test_the_laptop_is_lost_and_the_stick_is_there(
    run: Run, family: None, data: Path, tmp_path: Path, open_desk: Callable[[], Desk]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert run("backup", "create", "--to", stick).code == 0
    shutil.rmtree(data)
    told = run("backup", "restore", "--from", stick, "--json")
    assert told.code == 0, told.err
    assert families(open_desk) == {"nowak"}


def test_the_second_place(run: Run, family: None, tmp_path: Path, data: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "no second place" in run("backup", "place").out
    assert run("backup", "place", stick, "--json").data == {"second_place": str(stick)}
    made = run("backup", "create", "--json").data
    assert made["second_place"]["problem"] == ""
    assert [
        b["name"] for b in run("backup", "list", "--from", stick, "--json").data
    ] == [made["name"]]
    shutil.rmtree(stick)
    away = run("backup", "create", clock=FixedClock())
    assert away.code == 0
    assert "may have been taken out" in away.out
    assert run("backup", "place", "--none", "--json").data == {"second_place": ""}
    assert run("backup", "place", data).code == 1
    assert run("backup", "create", "--to", tmp_path / "absent").code == 1


def test_what_is_not_there(run: Run, backup: str) -> None:
    told = run("backup", "restore", "another")
    assert (told.code, told.out) == (1, "")
    assert "no such backup" in told.err
    assert "no version before" in run("backup", "rollback").err


def test_going_back_to_the_version_before(
    run: Run,
    family: None,
    data: Path,
    open_desk: Callable[[], Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from visit_app.vault import migrations

    now = migrations.STEPS
    later = (*now, ("CREATE TABLE later (text TEXT)",))
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", later)
        patch.setattr(migrations.check_ours, "__defaults__", (later,))
        patch.setattr(migrations.migrate, "__defaults__", (later,))
        _add(open_desk, "later")
        told = run("backup", "rollback")
        assert told.code == 0, told.err
        assert "Newer there: family (later)" in told.out
        assert "version 0.1.0" in told.out
    assert families(open_desk) == {"nowak"}


def test_the_report_for_support_holds_nothing_of_anybody(
    run: Run, backup: str, data: Path, tmp_path: Path
) -> None:
    (data / f"letter to {NAME}.pdf").write_text("x")
    spoil(data / "vault.db")
    out = tmp_path / "report.json"
    told = run("support-report", "--out", out, "--json")
    assert told.code == 0
    text = out.read_text(encoding="utf-8")
    assert json.loads(text) == told.data
    for word in (NAME, "Nowak", "Priya", "Nair", "nowak", str(data), str(tmp_path)):
        assert word not in text
    assert told.data["backups"][0]["as_written"] is True
    assert "another file" in {f["name"] for f in told.data["files"]}
    assert told.data["key_file"]["whole"] is True
    assert run("support-report", "--out", tmp_path / "no" / "r.json").code == 1


def test_without_its_key_files_the_backup_has_them(
    run: Run, backup: str, data: Path, open_desk: Callable[[], Desk]
) -> None:
    place = Place(data)
    place.slots.unlink()
    place.slots_copy.write_bytes(b"")
    assert families(open_desk) == {"nowak"}
    assert place.slots.exists()


@pytest.fixture
def stick(tmp_path: Path, run: Run, family: None) -> Path:
    """Backups of these records, and newer ones of somebody else's."""
    stick = tmp_path / "stick"
    stick.mkdir()
    assert run("backup", "create", "--to", stick).code == 0
    clock = FixedClock()
    clock.forward(days=2)
    other = RecordsFolder(tmp_path / "other", clock, cost=FLOOR)
    lena = Practitioner(id="lena", name="Lena Novak")
    with other.make("other plain words", lena).desk.vault as vault:
        made = vault.backups()
        assert made is not None
        with made:
            made.choose_second(str(stick))
            made.make()
    return stick


def test_somebody_elses_backups_on_the_stick_are_no_broken_ones(
    run: Run, stick: Path
) -> None:
    listed = run("backup", "list", "--from", stick, "--json").data
    verified = run("backup", "verify", "--from", stick, "--json")
    assert verified.code == 0, verified.err
    assert [(b["name"], b["ok"]) for b in verified.data] == [(listed[0]["name"], True)]


def test_the_laptop_is_lost_and_the_stick_is_anothers_too(
    run: Run, stick: Path, data: Path, open_desk: Callable[[], Desk]
) -> None:
    """Nothing is written there either: it may not allow it."""
    shutil.rmtree(data)
    before = {path: path.stat().st_mtime_ns for path in stick.rglob("*")}
    assert len(run("backup", "verify", "--from", stick, "--json").data) == 1
    told = run("backup", "restore", "--from", stick, "--json")
    assert told.code == 0, told.err
    assert told.data["erasures_known"] is False
    assert {path: path.stat().st_mtime_ns for path in stick.rglob("*")} == before
    assert families(open_desk) == {"nowak"}


def test_a_backup_under_an_earlier_key_is_called_one(
    run: Run, backup: str, tmp_path: Path, passphrase_file: Path, data: Path
) -> None:
    new = tmp_path / "new"
    new.write_text("entirely other words here", encoding="utf-8")
    assert run("keys", "rekey", "--new-passphrase-file", new).code == 0
    passphrase_file.write_text(new.read_text(encoding="utf-8"), encoding="utf-8")
    verified = run("backup", "verify", backup)
    assert verified.code == 0, verified.err
    assert "under an earlier key" in verified.out
    assert "got a new key" in run("backup", "restore", backup).err
    spoil(data / "backups" / backup / "vault.db")
    assert run("backup", "verify", backup).code == 1
