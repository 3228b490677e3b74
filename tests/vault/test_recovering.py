"""A vault that will not open: a snapshot and the journal give it back whole."""

import errno
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.vault.prepared import LAST, Kept, back_up, everything, prepare
from tests.vault.sample_records import HASSAN, PHQ_9, VISIT

from visit_app.records import Encounter, QuestionnaireResponse
from visit_app.vault import journal, recovering, replay, swapping
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Damaged, DiskFull, InUse, NewerVersion, VaultError
from visit_app.vault.journal import Chain
from visit_app.vault.journal_entry import Entry
from visit_app.vault.recovering import Prepared
from visit_app.vault.snapshot import Snapshot


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def kept(original: Kept, tmp_path: Path) -> Kept:
    return original.copy_to(tmp_path / "vault")


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def damage(kept: Kept) -> None:
    """The log is torn off, and one bit of every page is another one."""
    kept.place.log()[0].write_bytes(b"")
    content = bytearray(kept.place.database.read_bytes())
    for place in range(100, len(content), 4096):
        content[place] ^= 1
    kept.place.database.write_bytes(content)
    with pytest.raises(Damaged):
        kept.open()


def restored(kept: Kept, **options: tuple[Snapshot, ...]) -> Prepared:
    prepared = recovering.prepare(kept.folder, kept.data_key(), **options)
    swapping.confirm(prepared, kept.clock)
    return prepared


def number_in(kept: Kept) -> object:
    with kept.open() as vault:
        vault.check()
        return vault.get(QuestionnaireResponse, "phq-9").first("/number")


def test_a_damaged_vault_comes_back_with_every_acknowledged_write(kept: Kept) -> None:
    whole = everything(kept)
    damage(kept)
    damaged = kept.place.database.read_bytes()

    prepared = recovering.prepare(kept.folder, kept.data_key())
    assert kept.place.database.read_bytes() == damaged
    assert prepared.complete
    assert prepared.until == kept.clock.moment
    assert prepared.entries == 11
    assert prepared.newer is None  # it cannot be read

    aside = swapping.confirm(prepared, kept.clock)
    assert everything(kept) == whole
    assert (aside / "vault.db").read_bytes() == damaged
    assert sorted(p.name for p in aside.iterdir()) == [
        "journal",
        "keyslots.json",
        "keyslots.json.bak",
        "vault.db",
        "vault.db-shm",
        "vault.db-wal",
    ]
    assert number_in(kept) == LAST


def test_search_and_new_writes_work_in_it(kept: Kept) -> None:
    damage(kept)
    restored(kept)
    with kept.open() as vault:
        assert [row.parent_given_name for row in vault.search("hass")] == ["Amira"]
        vault.put(PHQ_9.answered("/number", 99))
        assert vault.family("hassan").parents == HASSAN.parents
    assert number_in(kept) == 99


def test_the_audit_says_so_once(kept: Kept) -> None:
    damage(kept)
    prepared = restored(kept)
    for _ in range(2):
        with kept.open() as vault:
            entries = [e for e in vault.audit_entries() if e.action == "restore"]
            assert vault.verify_audit().holds
    (entry,) = entries
    assert entry.about["snapshot"] == prepared.snapshot.name
    assert entry.about["entries"] == 11


def test_the_database_is_gone(kept: Kept) -> None:
    whole = everything(kept)
    kept.place.database.unlink()
    for path in kept.place.log():
        path.unlink()
    assert restored(kept).complete
    assert everything(kept) == whole


def test_a_snapshot_that_does_not_hold_is_passed_over(kept: Kept) -> None:
    whole = everything(kept)
    damage(kept)
    newest, _ = kept.snapshots()
    flip(newest.database, -3000)

    prepared = restored(kept)
    assert prepared.passed_over == (newest.name,)
    assert prepared.entries > 20
    assert prepared.complete
    assert everything(kept) == whole


def test_without_its_journal_it_says_up_to_when_it_is_complete(kept: Kept) -> None:
    damage(kept)
    shutil.rmtree(kept.place.journal)
    newest, _ = kept.snapshots()

    prepared = restored(kept)
    assert (prepared.entries, prepared.complete) == (0, False)
    assert prepared.until == newest.made
    assert number_in(kept) == 19


def test_a_journal_cut_short_gives_what_comes_before(kept: Kept) -> None:
    damage(kept)
    path = journal.files(kept.place.journal)[-1]
    content = path.read_bytes().rstrip(b"\0")
    path.write_bytes(content[: len(content) - 1500])

    prepared = restored(kept)
    assert not prepared.complete
    assert 0 < prepared.entries < 11
    assert prepared.until < kept.clock.moment
    assert number_in(kept) == 19 + prepared.entries


def test_what_the_present_vault_has_beyond_it_is_named(kept: Kept) -> None:
    newest, older = kept.snapshots()
    with kept.open() as vault:
        moved = replace(vault.family("hassan"), postcode="NN16 0AB")
        vault.save_family(moved, "Priya Nair")
        vault.put(replace(VISIT, id="later"))

    prepared = recovering.prepare_from(kept.folder, kept.data_key(), older)
    assert prepared.newer is not None
    assert {(n.kind, n.id, n.title) for n in prepared.newer} == {
        ("visit", "visit", "Amira H."),
        ("visit", "later", "Amira H."),
        ("family", "hassan", "Amira H."),
    }
    assert (prepared.until, prepared.complete) == (older.made, False)

    aside = swapping.confirm(prepared, kept.clock)
    assert number_in(kept) == 9
    assert kept.snapshots() == (older,)
    with Kept(aside, kept.key, kept.clock).open() as vault:
        assert vault.get(Encounter, "later").id == "later"
    assert [s.name for s in Kept(aside, kept.key, kept.clock).snapshots()] == [
        newest.name
    ]


def test_what_was_set_aside_can_be_restored_again(kept: Kept) -> None:
    _, older = kept.snapshots()
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), older)
    aside = Kept(swapping.confirm(prepared, kept.clock), kept.key, kept.clock)
    again = recovering.prepare(kept.folder, kept.data_key(), more=aside.snapshots())
    assert again.snapshot.name == aside.snapshots()[0].name


def test_preparing_can_be_given_up(kept: Kept) -> None:
    damage(kept)
    before = {p: p.read_bytes() for p in kept.folder.rglob("*") if p.is_file()}
    swapping.forget(recovering.prepare(kept.folder, kept.data_key()))

    assert {p: p.read_bytes() for p in kept.folder.rglob("*") if p.is_file()} == before


def test_nothing_that_opens_is_there(kept: Kept) -> None:
    damage(kept)
    shutil.rmtree(kept.place.backups)
    with pytest.raises(Damaged, match="No backup of these records"):
        recovering.prepare(kept.folder, kept.data_key())
    assert kept.place.database.exists()


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EIO, Damaged)]
)
def test_a_full_disk_is_not_taken_for_a_bad_snapshot(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, number: int, error: type[VaultError]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    damage(kept)
    monkeypatch.setattr(shutil, "copyfile", refuse)
    with pytest.raises(error):
        recovering.prepare(kept.folder, kept.data_key())


def test_an_open_vault_is_not_restored_under_a_window(kept: Kept) -> None:
    with kept.open(), pytest.raises(InUse):
        recovering.prepare(kept.folder, kept.data_key())


def test_another_key_opens_no_snapshot(kept: Kept) -> None:
    damage(kept)
    with pytest.raises(Damaged):
        recovering.prepare(kept.folder, DataKey.random())


def test_without_an_update_there_is_nothing_to_go_back_to(kept: Kept) -> None:
    with pytest.raises(VaultError, match="no version before"):
        recovering.prepare_rollback(kept.folder, kept.data_key())


def test_the_version_before_is_under_an_earlier_key(kept: Kept) -> None:
    """The records got a new key after the update."""
    newest, _ = kept.snapshots()
    for name, old, new in (
        ("snapshot.json", '"routine"', '"before-update"'),
        ("keyslots.json", '"check": "', '"check": "0'),
    ):
        path = newest.folder / name
        path.write_text(path.read_text().replace(old, new))
    with pytest.raises(VaultError, match="got a new key"):
        recovering.prepare_rollback(kept.folder, kept.data_key())


def test_backups_under_another_key_are_not_taken_for_broken(
    kept: Kept, tmp_path: Path
) -> None:
    """Another practitioner's on the same stick, or from before a new key."""
    (tmp_path / "more").mkdir()
    other = prepare(tmp_path / "more")
    with other.open() as vault:
        other.clock.forward(days=2)
        newest = back_up(vault, other.clock)
    damage(kept)
    prepared = recovering.prepare(kept.folder, kept.data_key(), more=other.snapshots())
    assert prepared.passed_over == ()
    assert prepared.complete
    with pytest.raises(VaultError, match="got a new key, or of other records"):
        recovering.prepare_from(kept.folder, kept.data_key(), newest)


def test_a_journal_that_does_not_fit_is_not_passed_over_without_a_word(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply, position = replay._apply, kept_position(kept) - 2
    kept.place.log()[0].write_bytes(b"")

    def refuse(connection: object, batch: Sequence[Entry]) -> bool:
        fits = all(entry.position != position for entry in batch)
        return fits and apply(connection, batch)

    with monkeypatch.context() as patch:
        patch.setattr(replay, "_apply", refuse)
        with pytest.raises(Damaged, match="is in the journal") as caught:
            kept.open()
        assert caught.value.detail == "journal"
        prepared = recovering.prepare(kept.folder, kept.data_key())
    assert not prepared.complete
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        assert vault.position == position


def kept_position(kept: Kept) -> int:
    copy = kept.copy_to(kept.folder.with_name("position"))
    with copy.open() as vault:
        return vault.position


def test_a_journal_of_a_newer_version_asks_for_that_version(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.place.log()[0].write_bytes(b"")
    newer = Entry(1, b"", b"", kept.clock.moment, 99, False, b"[]")
    monkeypatch.setattr(Chain, "after", lambda *_: iter([newer]))
    with pytest.raises(NewerVersion):
        kept.open()


def test_a_snapshot_after_a_restore_covers_the_restored_line(kept: Kept) -> None:
    """Going back, working on, and losing the file again."""
    _, older = kept.snapshots()
    prepared = recovering.prepare_from(kept.folder, kept.data_key(), older)
    swapping.confirm(prepared, kept.clock)
    with kept.open() as vault:
        vault.put(PHQ_9.answered("/number", 50))
        back_up(vault, kept.clock)
        vault.put(PHQ_9.answered("/number", 51), VISIT)
    whole = everything(kept)
    damage(kept)
    assert restored(kept).complete
    assert everything(kept) == whole
    assert number_in(kept) == 51


def test_a_clock_that_was_set_back_hides_no_newer_snapshot(kept: Kept) -> None:
    """Found by the fuzzer: snapshots went by the clock, the journal by position."""
    with kept.open() as vault:
        back_up(vault, kept.clock)
    for number in range(4):
        kept.clock.forward(days=-2)
        with kept.open() as vault:
            vault.put(PHQ_9.answered("/number", 100 + number))
            back_up(vault, kept.clock)
    with kept.open() as vault:
        vault.put(PHQ_9.answered("/number", 200))
        backups = vault.backups()
        assert backups is not None
        with backups:
            assert backups.found()[0].position == max(
                one.position for one in kept.snapshots()
            )
    content = bytearray(kept.place.database.read_bytes())
    for place in range(100, len(content), 4096):
        content[place] ^= 1
    kept.place.database.write_bytes(content)
    prepared = restored(kept)
    assert prepared.complete
    assert number_in(kept) == 200


def test_after_a_restore_a_backup_is_due_at_once(kept: Kept) -> None:
    """The journal begins anew: until then a second damage would find a hole."""
    damage(kept)
    restored(kept)
    with kept.open() as vault:
        backups = vault.backups()
        assert backups is not None
        with backups:
            assert backups.is_due(vault.position)
            backups.make()
            assert not backups.is_due(vault.position)
    content = bytearray(kept.place.database.read_bytes())
    for place in range(100, len(content), 4096):
        content[place] ^= 1
    kept.place.database.write_bytes(content)
    assert restored(kept).complete
    assert number_in(kept) == LAST
