"""Putting a restored vault in place: whatever stops it, the next opening goes on."""

import os
from pathlib import Path

import pytest
from tests.vault.prepared import LAST, Kept, everything, prepare
from tests.vault.test_recovering import damage, number_in

from visit_app.vault import durable, recovering, swapping
from visit_app.vault.errors import VaultError
from visit_app.vault.recovering import Prepared


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def kept(original: Kept, tmp_path: Path) -> Kept:
    return original.copy_to(tmp_path / "vault")


MOVES = 5  # of files, while the vaults are swapped


def test_as_many_files_are_moved_as_the_laptop_stops_at_below(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(kept)
    prepared = recovering.prepare(kept.folder, kept.data_key())
    moved, move = list[Path](), durable.replace_whole

    def noted(source: Path, target: Path) -> None:
        moved.append(target)
        move(source, target)

    monkeypatch.setattr(swapping, "replace_whole", noted)
    swapping.confirm(prepared, kept.clock)
    assert len(moved) == MOVES


@pytest.mark.parametrize("moves", range(1, MOVES + 1))
def test_the_laptop_stops_while_the_vaults_are_swapped(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """At the n-th move of a file; the next opening goes on from there."""
    whole = everything(kept)
    damage(kept)
    prepared = recovering.prepare(kept.folder, kept.data_key())
    left, move = [moves], durable.replace_whole

    def moved(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(swapping, "replace_whole", moved)
        with pytest.raises(KeyboardInterrupt):
            swapping.confirm(prepared, kept.clock)
    swapping.finish(kept.place)
    assert everything(kept) == whole
    assert number_in(kept) == LAST


def interrupted(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, prepared: Prepared, moves: int
) -> None:
    """The laptop stops at the n-th move of a file."""
    left, move = [moves], durable.replace_whole

    def moved(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(swapping, "replace_whole", moved)
        with pytest.raises(KeyboardInterrupt):
            swapping.confirm(prepared, kept.clock)


@pytest.mark.parametrize("moves", range(1, 6))
def test_a_swap_that_was_interrupted_is_not_prepared_over(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    whole = everything(kept)
    damage(kept)
    prepared = recovering.prepare(kept.folder, kept.data_key())
    interrupted(kept, monkeypatch, prepared, moves)
    with pytest.raises(VaultError, match="Unlock again: it goes on by itself"):
        recovering.prepare(kept.folder, kept.data_key())
    swapping.forget(prepared)
    assert (kept.place.restoring / "vault.db").exists()
    with kept.open() as vault:
        assert vault.arrival.restored is not None
    assert everything(kept)["record"] == whole["record"]


def test_what_is_put_in_place_is_on_disk_before(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut right after the moves may not find empty files."""
    damage(kept)
    kept.place.slots.unlink()
    kept.place.slots_copy.write_bytes(b"damaged")
    waited, fsync, move = set[int](), os.fsync, durable.replace_whole
    moved: list[str] = []

    def wait(handle: int) -> None:
        waited.add(os.fstat(handle).st_ino)
        fsync(handle)

    def move_checked(source: Path, target: Path) -> None:
        if source.parent == kept.place.restoring:
            assert source.stat().st_ino in waited
            moved.append(target.name)
        move(source, target)

    prepared = recovering.prepare(kept.folder, kept.data_key())
    monkeypatch.setattr(os, "fsync", wait)
    monkeypatch.setattr(swapping, "replace_whole", move_checked)
    aside = swapping.confirm(prepared, kept.clock)
    assert moved == ["vault.db", "keyslots.json"]
    copies = (kept.place.slots_copy, aside / "keyslots.json.bak")
    assert all(copy.stat().st_ino in waited for copy in copies)
