"""A backup from before an erasure does not bring the family back."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from tests.vault.prepared import Kept, back_up, prepare

from visit_app.records import Family
from visit_app.vault import erased_before, recovering, swapping
from visit_app.vault.errors import DiskFull, NotFound
from visit_app.vault.rekeying import DATABASE_LABEL
from visit_app.vault.snapshot import Snapshot
from visit_app.vault.vault import Vault


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def kept(original: Kept, tmp_path: Path) -> Kept:
    """A snapshot with the family in it, and a vault from which it was erased since."""
    kept = original.copy_to(tmp_path / "vault")
    with kept.open() as vault:
        back_up(vault, kept.clock)
        vault.erasing.erase("hassan", {"reason": "past"})
    return kept


def last(kept: Kept) -> Snapshot:
    return max(kept.snapshots(), key=lambda one: one.position)


def is_gone(vault: Vault) -> bool:
    with pytest.raises(NotFound):
        vault.family("hassan")
    return vault.erasing.pages_wait is False


def test_going_back_to_it_erases_the_family_again(kept: Kept) -> None:
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), last(kept))
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert is_gone(vault)
        erased = [e for e in vault.audit_entries("hassan") if e.action == "erase"]
        assert [e.about["reason"] for e in erased] == ["restored"]
        assert vault.verify_audit().holds
        before = len(vault.audit_entries("hassan"))
    with kept.open() as vault:  # once is enough
        assert len(vault.audit_entries("hassan")) == before


def test_an_erasure_that_is_in_the_log_only_counts_too(
    kept: Kept, tmp_path: Path
) -> None:
    """The laptop stopped after the erasure, before its log was taken in."""
    with kept.open() as vault:
        vault.save_family(Family(id="evans"), "Priya Nair")
        before = back_up(vault, kept.clock)
        vault.erasing.erase("evans", {"reason": "past"})
        stopped = kept.copy_to(tmp_path / "stopped")
    assert stopped.place.log()[0].stat().st_size > 0
    snapshot = next(s for s in stopped.snapshots() if s.name == before.name)
    prepared = recovering.prepare_from(stopped.folder, stopped.data_key(), snapshot)
    swapping.confirm(prepared, stopped.clock)
    with stopped.open() as vault, pytest.raises(NotFound):
        vault.family("evans")


def test_where_the_vault_cannot_be_read_the_journal_repeats_it(kept: Kept) -> None:
    content = bytearray(kept.place.database.read_bytes())
    for place in range(100, len(content), 4096):
        content[place] ^= 1
    kept.place.database.write_bytes(content)
    prepared = recovering.prepare(kept.folder, kept.data_key())
    assert prepared.complete
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert is_gone(vault)


def test_where_the_vault_is_gone_the_journal_tells(kept: Kept) -> None:
    """Going back to an earlier backup exactly as it was made."""
    kept.place.database.unlink()
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), last(kept))
    assert prepared.erasures_known
    assert not (kept.place.restoring / "stands-in").exists()
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert is_gone(vault)


def test_where_vault_and_journal_are_gone_a_newer_backup_tells(kept: Kept) -> None:
    chosen = last(kept)
    with kept.open() as vault:
        back_up(vault, kept.clock)
        damaged = back_up(vault, kept.clock)
    damaged.database.write_bytes(b"")
    kept.place.database.unlink()
    shutil.rmtree(kept.place.journal)
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), chosen)
    assert not prepared.erasures_known  # the journal might tell of more
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert is_gone(vault)


def test_where_nothing_tells_of_it_that_is_said(kept: Kept) -> None:
    kept.place.database.unlink()
    shutil.rmtree(kept.place.journal)
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), last(kept))
    assert not prepared.erasures_known
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert vault.family("hassan")


def test_restoring_twice_before_it_is_opened_forgets_nothing(kept: Kept) -> None:
    """The first copy was told, and never opened: the second has to hear of it."""
    for _ in range(2):
        prepared = recovering.prepare_from(kept.folder, kept.data_key(), last(kept))
        assert prepared.erasures_known
        swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert is_gone(vault)


def test_a_copy_that_was_told_before_still_knows(kept: Kept) -> None:
    with kept.open() as vault:
        vault.save_family(Family(id="evans"), "Priya Nair")
        vault.save_family(Family(id="byrne"), "Priya Nair")
    key = kept.data_key().derive(DATABASE_LABEL)
    for name in ("evans", "byrne"):
        erased_before.remember(frozenset({name}), kept.place.database, key)
    with kept.open() as vault:
        gone = {e.family_id for e in vault.audit_entries() if e.action == "erase"}
        assert gone == {"hassan", "evans", "byrne"}


def test_a_full_disk_is_not_taken_for_a_vault_that_cannot_be_read(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be restored without a word of what it had erased."""
    copyfile = shutil.copyfile

    def full(source: Path, target: Path) -> None:
        if target.parent.name == "looked-at":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        copyfile(source, target)

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(DiskFull):
        recovering.prepare_from(kept.folder, kept.data_key(), last(kept))


def test_a_family_that_was_never_in_the_copy_needs_nothing(kept: Kept) -> None:
    first = min(kept.snapshots(), key=lambda one: one.position)
    with kept.open() as vault:
        assert is_gone(vault)
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), first)
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert vault.setting("erasure/again", "none") == "none"
