"""Snapshots: verified, tidied, carried to a second place; and updates by swap."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from tests.vault.prepared import PASSPHRASE, Kept, back_up, everything, prepare
from tests.vault.sample_records import PHQ_9

from visit_app.records import QuestionnaireResponse
from visit_app.vault import (
    audit_head,
    durable,
    journal,
    kdf,
    retention,
    second_place,
    snapshot,
)
from visit_app.vault.backups import Backups
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Away, Busy, Damaged, DiskFull, UnsuitableFolder
from visit_app.vault.keyslots import change_passphrase, create_slots, unlock
from visit_app.vault.place import Place
from visit_app.vault.slot_file import read_candidates
from visit_app.vault.snapshot import Snapshot
from visit_app.vault.vault import Vault


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def kept(original: Kept, tmp_path: Path) -> Kept:
    return original.copy_to(tmp_path / "vault")


@pytest.fixture
def vault(kept: Kept) -> Iterator[Vault]:
    with kept.open() as vault:
        yield vault


@pytest.fixture
def backups(vault: Vault) -> Iterator[Backups]:
    made = vault.backups()
    assert made is not None
    with made:
        yield made


@pytest.fixture
def stick(vault: Vault, kept: Kept, tmp_path: Path) -> Path:
    """A stick that was chosen as the second place."""
    stick = tmp_path / "stick"
    stick.mkdir()
    second_place.choose(stick, kept.place, vault_id(kept))
    vault.set_setting(second_place.SETTING, str(stick))
    return stick


def vault_id(kept: Kept) -> str:
    return read_candidates(kept.place)[0].vault_id


def on(stick: Path, kept: Kept) -> tuple[Snapshot, ...]:
    return snapshot.found_in(second_place.backups_in(stick, vault_id(kept)))


def test_a_snapshot_is_a_vault_of_its_own(vault: Vault, kept: Kept) -> None:
    made = back_up(vault, kept.clock)
    copy = Kept(made.folder, kept.key, kept.clock).copy_to(kept.folder / "elsewhere")
    with (
        unlock(copy.folder, PASSPHRASE, kept.clock) as key,
        Vault.open(copy.folder, key, kept.clock) as opened,
    ):
        assert opened.get(QuestionnaireResponse, "phq-9").first("/number") == 29
    head = audit_head.read((made.folder / "snapshot.json").read_bytes())
    assert head.is_genuine
    assert made.position == vault.position


def test_nothing_personal_is_readable_in_it(vault: Vault, kept: Kept) -> None:
    made = back_up(vault, kept.clock)
    for path in made.folder.iterdir():
        for word in (b"amira", b"hassan", b"priya"):  # three letters come by chance
            assert word not in path.read_bytes().lower()


def test_writers_are_not_held_up_while_it_is_made(
    vault: Vault, backups: Backups
) -> None:
    """Answers go on being saved; the copy is one moment of them, and verified."""
    numbers, stop = iter(range(10_000)), threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            number = next(numbers)
            vault.put(PHQ_9.answered("/number", number))
            written.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            backups.check(backups.make().snapshot)
    finally:
        stop.set()
        writer.join()
    assert written


def test_two_at_once_take_turns(
    backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last of a session that was locked, and the first of the next."""
    monkeypatch.setattr(snapshot, "_TURN_S", 0)
    copied = snapshot._copied

    def meanwhile(source: Path, target: Path, key: bytearray) -> object:
        with ThreadPoolExecutor(1) as thread, pytest.raises(Busy, match="Another"):
            thread.submit(backups.make).result()
        assert target.parent.is_dir()
        return copied(source, target, key)

    monkeypatch.setattr(snapshot, "_copied", meanwhile)
    made = backups.make().snapshot
    backups.check(made)


def test_the_key_file_is_that_of_the_key_it_was_copied_with(
    kept: Kept, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The records get a new key while the last backup of a session is made."""
    copied, before = snapshot._copied, read_candidates(kept.place)[0]

    def rekeyed(source: Path, target: Path, key: bytearray) -> object:
        held = copied(source, target, key)
        create_slots(kept.folder, DataKey.random(), "new", kdf.FLOOR, instead_of=before)
        return held

    monkeypatch.setattr(snapshot, "_copied", rekeyed)
    made = backups.make().snapshot
    with unlock(made.folder, PASSPHRASE, kept.clock) as key:
        assert key.reveal() == kept.key


def test_a_copy_that_differs_is_not_published(
    backups: Backups, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.snapshots()
    monkeypatch.setattr(snapshot, "_numbers", lambda _: {"schema": object()})
    with pytest.raises(Damaged):
        backups.make()
    assert kept.snapshots() == before
    assert not list(kept.place.backups.glob("making-*"))


def test_no_room_leaves_the_room_to_the_answers(
    backups: Backups, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(kept.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    with pytest.raises(DiskFull, match="not enough room for a backup"):
        backups.make()


def test_a_flipped_bit_in_a_snapshot_is_found(backups: Backups, kept: Kept) -> None:
    newest, older = kept.snapshots()
    backups.check(newest)
    for place in (100, -3000):
        content = bytearray(newest.database.read_bytes())
        content[place] ^= 1
        newest.database.write_bytes(content)
        with pytest.raises(Damaged):
            backups.check(newest)
    backups.check(older)


def test_a_damaged_vault_makes_no_snapshot(kept: Kept) -> None:
    before = kept.snapshots()
    kept.place.log()[0].write_bytes(b"")
    content = bytearray(kept.place.database.read_bytes())
    content[-3000] ^= 1
    kept.place.database.write_bytes(content)
    key = kept.data_key().derive("database/v1")
    with Backups(kept.place, key, kept.clock) as backups, pytest.raises(Damaged):
        backups.make()
    assert kept.snapshots() == before


def test_it_is_due_an_hour_after_the_last_one_if_something_was_written(
    vault: Vault, backups: Backups, kept: Kept
) -> None:
    backups.make()
    assert not backups.is_due(vault.position)
    vault.put(PHQ_9.answered("/number", 5))
    assert not backups.is_due(vault.position)
    kept.clock.forward(minutes=60)
    assert backups.is_due(vault.position)
    backups.make()
    kept.clock.forward(hours=10)
    assert not backups.is_due(vault.position)
    for found in kept.snapshots():
        snapshot.remove(found)
    assert backups.is_due(vault.position)


def test_hourly_for_a_day_daily_for_a_month_monthly_for_a_year(kept: Kept) -> None:
    one, _ = kept.snapshots()
    from dataclasses import replace

    now = kept.clock.now()
    made = [
        replace(one, made=now - timedelta(minutes=20 * n), folder=Path(str(n)))
        for n in range(3 * 24 * 370)
    ]
    dropped = set(retention.dropped(made, now))
    left = [s.made for s in made if s not in dropped]
    assert 55 <= len(left) <= 72
    assert left[0] == now
    assert sum(now - each <= timedelta(days=1) for each in left) in {25, 26, 27}
    days = {each.date() for each in left if now - each <= timedelta(days=31)}
    assert len(days) == 32
    months = {f"{each:%Y-%m}" for each in left}
    assert len(months) == 13


def test_the_copies_before_updates_are_kept_apart(kept: Kept) -> None:
    from dataclasses import replace

    one, _ = kept.snapshots()
    now = kept.clock.now()
    made = [
        replace(one, kind=kind, made=now - timedelta(days=500 + n))
        for n, kind in enumerate(["routine", "before-update"] * 4)
    ]
    dropped = set(retention.dropped(made, now))
    left = [s for s in made if s not in dropped]
    assert [s.kind for s in left] == ["routine", "before-update"] * 2


def test_the_journal_goes_back_to_the_second_newest_snapshot(kept: Kept) -> None:
    for number in range(3):
        with kept.open() as vault:
            vault.put(PHQ_9.answered("/number", number))
            back_up(vault, kept.clock)
    second = kept.snapshots()[1]
    firsts = [int(p.stem[7:]) for p in journal.files(kept.place.journal)]
    assert firsts == [second.position + 1]


def test_a_changed_passphrase_opens_the_snapshots_and_the_old_one_does_not(
    vault: Vault, backups: Backups, kept: Kept
) -> None:
    change_passphrase(kept.folder, kept.data_key(), "another one", cost=kdf.FLOOR)
    backups.make()
    now = read_candidates(kept.place)[0]
    for found in kept.snapshots():
        assert read_candidates(Place(found.folder))[0] == now


# --- the second place ----------------------------------------------------------------


def test_the_stick_gets_what_the_laptop_has(
    vault: Vault, kept: Kept, stick: Path
) -> None:
    made = back_up(vault, kept.clock)
    (there,) = on(stick, kept)
    assert there.name == made.name
    assert there.database.read_bytes() == made.database.read_bytes()
    assert second_place.read_status(kept.place).name == made.name


def test_a_stick_that_was_taken_out_is_said_calmly_and_caught_up_with(
    vault: Vault, kept: Kept, stick: Path
) -> None:
    back_up(vault, kept.clock)
    stick.rename(stick.with_name("in a pocket"))
    stick.mkdir()  # an empty mount point may stay
    vault.put(PHQ_9.answered("/number", 300))
    made = back_up(vault, kept.clock)
    status = second_place.read_status(kept.place)
    assert "stick may have been taken out" in status.problem
    assert status.name != made.name
    assert list(stick.iterdir()) == []

    stick.rmdir()
    stick.with_name("in a pocket").rename(stick)
    with vault.backups() or pytest.fail("no backups") as again:
        assert again.carry_over().problem == ""
    assert on(stick, kept)[0].name == made.name


def test_what_a_stick_that_was_pulled_out_holds_half_made_goes(
    vault: Vault, kept: Kept, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = second_place.backups_in(stick, vault_id(kept))
    left = there / "making-0a0b0c0d"
    left.mkdir()
    (left / "vault.db").write_bytes(b"the first half")
    synced, sync = list[Path](), durable.sync_folder

    def waited(folder: Path) -> None:
        sync(folder)
        synced.append(folder)

    monkeypatch.setattr(snapshot, "sync_folder", waited)
    made = back_up(vault, kept.clock)
    assert [path.name for path in there.iterdir()] == [made.name]
    assert synced[-1].parent == there  # before it got its name
    assert synced[-1].name.startswith("making-")


def test_a_copy_that_breaks_off_is_not_published(
    vault: Vault, kept: Kept, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.copyfile

    def cut(source: Path, target: Path) -> None:
        real(source, target)
        if Path(target).name == "vault.db":
            Path(target).write_bytes(Path(source).read_bytes()[:-4096])

    monkeypatch.setattr(shutil, "copyfile", cut)
    back_up(vault, kept.clock)
    assert second_place.read_status(kept.place).problem
    assert on(stick, kept) == ()


def test_places_that_are_none(kept: Kept, tmp_path: Path) -> None:
    with pytest.raises(UnsuitableFolder, match="one your records are in"):
        second_place.choose(kept.place.backups, kept.place, "id")
    with pytest.raises(Away):
        second_place.choose(tmp_path / "absent", kept.place, "id")
    with pytest.raises(Away):
        second_place.backups_in(tmp_path, "id")


def test_a_vault_comes_back_from_the_stick_alone(
    vault: Vault, kept: Kept, stick: Path, tmp_path: Path
) -> None:
    """The laptop is lost: an empty folder, the stick, and the passphrase."""
    from visit_app.vault import recovering, swapping

    made = back_up(vault, kept.clock)
    whole = everything(Kept(made.folder, kept.key, kept.clock))
    new = tmp_path / "new laptop"
    new.mkdir()
    (found, *_) = second_place.every_vault_in(stick)
    with unlock(found.folder, PASSPHRASE, kept.clock) as key:
        prepared = recovering.prepare_from(new, key, found)
    swapping.confirm(prepared, kept.clock)
    with unlock(new, PASSPHRASE, kept.clock) as key:
        copy = Kept(new, bytes(key.reveal()), kept.clock)
    assert everything(copy) == whole


def test_backups_are_entered_in_the_audit_by_the_next_unlock(kept: Kept) -> None:
    def entered() -> list[tuple[object, object]]:
        with kept.open() as vault:
            found = [e.about for e in vault.audit_entries() if e.action == "backup"]
            return [(about["newest"], about["count"]) for about in found]

    before = entered()
    with kept.open() as vault:
        first, second = back_up(vault, kept.clock), back_up(vault, kept.clock)
    assert entered() == [*before, (second.name, 2)]
    assert entered() == [*before, (second.name, 2)]
    assert first.name != second.name
