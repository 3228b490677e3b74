"""A backup from before an erasure does not bring the family back."""

from pathlib import Path

import pytest
from tests.vault.prepared import Kept, back_up, prepare

from visit_app.records import Family
from visit_app.vault import recovering, swapping
from visit_app.vault.errors import NotFound
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


def test_on_a_laptop_without_the_vault_nothing_is_known_of_it(
    kept: Kept, tmp_path: Path
) -> None:
    snapshot = last(kept)
    kept.place.database.unlink()
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), snapshot)
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert vault.family("hassan")


def test_a_family_that_was_never_in_the_copy_needs_nothing(kept: Kept) -> None:
    first = min(kept.snapshots(), key=lambda one: one.position)
    with kept.open() as vault:
        assert is_gone(vault)
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), first)
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert vault.setting("erasure/again", "none") == "none"
