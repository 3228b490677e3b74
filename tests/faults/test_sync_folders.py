"""Folders that cannot create only, for everybody: OneDrive, USB sticks."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from tests.faults.test_sync_failures import codes, last_segment
from tests.sync.laptops import Laptop, start_team, team_of

from visit_app.sync import joining
from visit_app.sync.errors import Full, NotThere, Offline, Refused, StoreError, Taken
from visit_app.sync.folder_store import FolderStore
from visit_app.sync.publishing import write_exclusively
from visit_app.sync.recovery import FLOOR


@pytest.fixture(autouse=True)
def cheap_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "COST", FLOOR)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "team").mkdir()
    return tmp_path / "team"


def _if_new(source: str, target: str) -> None:
    if not Path(target).exists():
        shutil.copyfile(source, target)


def test_conflict_copies_of_a_file_service_are_both_read(folder: Path) -> None:
    store = FolderStore(folder)
    lead, asha = team_of(store, "asha")
    lead.sync()
    twin = Laptop("lead", lead.identity, store, lead.ledger.twin())
    twin.count = 1000
    away = folder.with_name("pc2")
    shutil.copytree(folder, away)
    twin.store = FolderStore(away)
    lead.new_family("here")
    twin.new_family("there")
    lead.sync()
    twin.sync()
    name = Path(last_segment(twin))  # what OneDrive makes of two of one name:
    shutil.copyfile(away / name, folder / name.with_name(f"{name.stem}-pc2.seg"))
    shutil.copytree(away, folder, copy_function=_if_new, dirs_exist_ok=True)
    for _ in range(3):
        found = codes(asha, audit=True)
    assert "forked" in found
    assert asha.ledger.families() == ["here", "there"]


def test_a_name_nobody_knows_is_left_alone(folder: Path) -> None:
    store = FolderStore(folder)
    lead, asha = team_of(store, "asha")
    lead.new_family("f1")
    lead.sync()
    feed = (folder / last_segment(lead)).parent
    (feed / "desktop.ini").write_bytes(b"[.ShellClassInfo]")
    (feed / "~hv1234.tmp").write_bytes(b"unfinished")
    assert asha.sync(sweep=True).conditions == ()
    assert asha.ledger.families() == ["f1"]
    assert (feed / "desktop.ini").exists()


def test_a_writer_that_died_half_way_is_finished_by_its_next_run(folder: Path) -> None:
    """Where only writing under the final name works: exFAT."""
    store = FolderStore(folder, (write_exclusively,))
    (folder / "a").mkdir()
    part = folder / "a" / "1"
    part.write_bytes(b"whole"[:2])
    with pytest.raises(Taken):
        store.create("a/1", b"whole")  # it may still be writing
    old = part.stat().st_mtime - 3600
    os.utime(part, (old, old))
    store.create("a/1", b"whole")
    assert store.get("a/1") == b"whole"
    with pytest.raises(Taken):
        store.create("a/1", b"other")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, Full),
        (errno.EDQUOT, Full),
        (errno.EACCES, Refused),
        (errno.EROFS, Refused),
        (errno.EIO, Offline),
    ],
)
def test_what_a_file_system_says_becomes_a_sentence(
    folder: Path, number: int, told: type[StoreError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "")

    monkeypatch.setattr("visit_app.sync.folder_store._write", fail)
    with pytest.raises(told, match="saved"):
        FolderStore(folder).create("a/1", b"one")


def test_a_stick_that_was_pulled_out_is_not_an_empty_team(folder: Path) -> None:
    store = FolderStore(folder)
    lead = start_team(store)
    lead.new_family("f1")
    folder.rename(folder.with_name("pulled"))
    report = lead.sync(sweep=True)
    assert isinstance(report.problem, Offline)
    assert "stick" in str(report.problem)
    with pytest.raises(Offline):
        store.get("a/1")
    folder.with_name("pulled").rename(folder)
    assert lead.sync().waiting.records == 0
    with pytest.raises(NotThere):
        store.get("a/1")
