"""A vault that will not open is never recreated and never touched, and says why."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.vault.sample_records import HASSAN, PHQ_9, PRIYA, VISIT

from visit_app.records import Encounter, Practitioner, QuestionnaireResponse
from visit_app.records.clock import FixedClock
from visit_app.vault import durable, kdf, migrations, opening, recipe
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import (
    AlreadyThere,
    Damaged,
    Foreign,
    InUse,
    NewerVersion,
    VaultError,
    WrongSecret,
)
from visit_app.vault.keyslots import unlock
from visit_app.vault.place import Place, holds_vault
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()
NOT_CONTENT = {"lock", "attempts.json"}


@dataclass
class Kept:
    """A closed vault with a few records in it."""

    folder: Path
    key: bytes

    @property
    def place(self) -> Place:
        return Place(self.folder)

    def files(self) -> dict[str, bytes]:
        paths = (p for p in self.folder.rglob("*") if p.is_file())
        return {
            str(p.relative_to(self.folder)): p.read_bytes()
            for p in paths
            if p.name not in NOT_CONTENT
        }

    def open(self) -> Vault:
        return Vault.open(self.folder, DataKey(self.key), CLOCK)

    def refused(self, kind: type[VaultError]) -> VaultError:
        """The error of opening it; nothing in the folder may have changed."""
        before = self.files()
        with pytest.raises(kind) as caught:
            self.open().close()
        assert self.files() == before
        with pytest.raises(AlreadyThere):
            create(self.folder, "another", PRIYA, CLOCK, cost=kdf.FLOOR)
        assert self.files() == before
        return caught.value


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    folder = tmp_path / "vault"
    with create(folder, "a passphrase", PRIYA, CLOCK, cost=kdf.FLOOR).vault as vault:
        vault.save_family(HASSAN, "Priya Nair")
        vault.put(VISIT)
        for number in range(60):
            vault.put(PHQ_9.answered("/note", f"{number} " + "word " * 300))
    return Kept(folder, bytes(unlock(folder, "a passphrase", CLOCK).reveal()))


def everything(vault: Vault) -> list[object]:
    return [
        vault.find(Encounter),
        vault.find(QuestionnaireResponse),
        vault.find(Practitioner),
        vault.search(),
        vault.search("amira"),
        vault.revisions("hassan"),
        vault.audit_entries()[:5],
    ]


def test_the_database_is_gone(kept: Kept) -> None:
    kept.place.database.unlink()
    error = kept.refused(Damaged)

    assert "vault.db" in str(error)
    assert "No new one was made" in str(error)


@pytest.mark.parametrize("keep", [0.0, 0.1, 0.5, 0.9])
def test_the_database_is_cut_at_a_page(kept: Kept, keep: float) -> None:
    content = kept.place.database.read_bytes()
    pages = int(len(content) / 4096 * keep)
    kept.place.database.write_bytes(content[: pages * 4096])

    assert "damaged" in str(kept.refused(Damaged))


@pytest.mark.parametrize("cut", [1, 100, 4095])
def test_the_last_bytes_are_gone(kept: Kept, cut: int) -> None:
    content = kept.place.database.read_bytes()
    kept.place.database.write_bytes(content[:-cut])

    kept.refused(Damaged)


@pytest.mark.parametrize("size", [1, 15, 16, 512, 4000])
def test_only_the_beginning_is_there(kept: Kept, size: int) -> None:
    content = kept.place.database.read_bytes()
    kept.place.database.write_bytes(content[:size])

    kept.refused(Damaged)


def test_no_flipped_bit_is_ever_shown_as_content(kept: Kept) -> None:
    """80 flips: each is noticed, or lies where nothing is read and nothing is wrong."""
    chance = random.Random(11)
    whole = kept.place.database.read_bytes()
    with kept.open() as vault:
        before = everything(vault)
    noticed = 0
    for _ in range(80):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        kept.place.database.write_bytes(flipped)
        noticed += _is_noticed(kept, before)
        kept.place.database.write_bytes(whole)
    assert noticed == 80


def _is_noticed(kept: Kept, before: list[object]) -> bool:
    try:
        vault = kept.open()
    except Damaged:
        return True
    with vault:
        try:
            assert everything(vault) == before
            vault.check()
        except Damaged:
            return True
    return False


def test_a_torn_write_ahead_log_loses_only_its_end(kept: Kept, tmp_path: Path) -> None:
    """60 copies of a vault whose log was cut or garbled at a random place."""
    live = tmp_path / "live"
    with kept.open() as vault:
        for number in range(30):
            vault.put(PHQ_9.answered("/number", number))
        shutil.copytree(kept.folder, live)
    chance = random.Random(12)
    log = (live / "vault.db-wal").read_bytes()
    assert len(log) > 30 * 4096
    for _ in range(60):
        _tear(live / "vault.db-wal", log, chance)
        torn = tmp_path / "torn"
        shutil.copytree(live, torn)
        with Vault.open(torn, DataKey(kept.key), CLOCK) as vault:
            vault.check()
            kept_number = vault.get(QuestionnaireResponse, "phq-9").first("/number")
            assert kept_number in (None, *range(30))
            vault.put(PHQ_9.answered("/number", 99))
        shutil.rmtree(torn)


def _tear(path: Path, log: bytes, chance: random.Random) -> None:
    place = chance.randrange(len(log))
    if chance.random() < 0.5:
        path.write_bytes(log[:place])
    else:
        path.write_bytes(log[:place] + chance.randbytes(512) + log[place + 512 :])


def test_a_plain_database_in_its_place(kept: Kept) -> None:
    kept.place.database.unlink()
    plain = sqlite3.connect(kept.place.database)
    plain.execute("CREATE TABLE holiday (photo BLOB)")
    plain.close()

    assert "not a vault of this app" in str(kept.refused(Foreign))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" * 900, b"\0" * 9000, b"PK\x03\x04"])
def test_another_file_in_its_place(kept: Kept, content: bytes) -> None:
    kept.place.database.write_bytes(content)
    kept.refused(Damaged)


def test_the_database_of_another_vault(kept: Kept, tmp_path: Path) -> None:
    other = tmp_path / "other"
    create(other, "other words", PRIYA, CLOCK, cost=kdf.FLOOR).vault.close()
    shutil.copy(Place(other).database, kept.place.database)

    kept.refused(Damaged)


def test_an_encrypted_database_of_another_app(kept: Kept) -> None:
    key = DataKey(kept.key).derive("database/v1")
    kept.place.database.unlink()
    connection = recipe.connect(kept.place.database, key, create=True)
    connection.execute("CREATE TABLE word (text TEXT)")
    connection.close()

    kept.refused(Foreign)


def test_a_newer_vault(kept: Kept) -> None:
    key = DataKey(kept.key).derive("database/v1")
    connection = recipe.connect(kept.place.database, key)
    connection.execute(f"PRAGMA user_version = {len(migrations.STEPS) + 1}")
    connection.close()

    assert "newer version" in str(kept.refused(NewerVersion))


def test_the_key_files_are_gone(kept: Kept) -> None:
    kept.place.slots.unlink()
    kept.place.slots_copy.unlink()
    before = kept.files()

    with pytest.raises(Damaged, match="key file"):
        unlock(kept.folder, "a passphrase", CLOCK)
    with pytest.raises(AlreadyThere):
        create(kept.folder, "another", PRIYA, CLOCK, cost=kdf.FLOOR)
    assert kept.files() == before


def test_the_key_file_was_edited(kept: Kept) -> None:
    text = kept.place.slots.read_text()
    kept.place.slots.write_text(text.replace('"passes": 2', '"passes": 3'))

    with unlock(kept.folder, "a passphrase", CLOCK) as key:
        assert bytes(key.reveal()) == kept.key
    assert kept.place.slots.read_text() == text


def test_both_key_files_were_edited(kept: Kept) -> None:
    for path in (kept.place.slots, kept.place.slots_copy):
        path.write_text(path.read_text().replace('"passes": 2', '"passes": 3'))
    before = kept.files()

    with pytest.raises(WrongSecret):
        unlock(kept.folder, "a passphrase", CLOCK)
    assert kept.files() == before


def test_two_windows_on_one_vault(kept: Kept) -> None:
    with kept.open() as first:
        with pytest.raises(InUse, match="another window"):
            kept.open()
        first.put(PHQ_9.answered("/note", "still works"))
    kept.open().close()


def test_a_wrong_key_opens_nothing_and_changes_nothing(kept: Kept) -> None:
    before = kept.files()
    with pytest.raises(Damaged):
        Vault.open(kept.folder, DataKey.random(), CLOCK)
    assert kept.files() == before
    kept.open().close()


def test_a_folder_without_a_vault(tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        Vault.open(tmp_path / "absent", DataKey.random(), CLOCK)
    with pytest.raises(Damaged):
        unlock(tmp_path / "absent", "a passphrase", CLOCK)
    assert not (tmp_path / "absent").exists()


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The laptop stops at the n-th move of a file, n being put into the list."""
    left: list[int] = []
    move = durable.replace_whole

    def moved(source: Path, target: Path) -> None:
        if left:
            left[0] -= 1
            if left[0] == 0:
                left.clear()
                raise KeyboardInterrupt
        move(source, target)

    monkeypatch.setattr(opening, "replace_whole", moved)
    yield left
    left.clear()


@pytest.mark.parametrize("moves", [1, 2, 3])
def test_the_laptop_stops_while_a_vault_is_made(
    tmp_path: Path, stopping: list[int], moves: int
) -> None:
    folder = tmp_path / "vault"
    stopping.append(moves)
    with pytest.raises(KeyboardInterrupt):
        create(folder, "a passphrase", PRIYA, CLOCK, cost=kdf.FLOOR)
    assert not holds_vault(folder)

    with create(folder, "another", PRIYA, CLOCK, cost=kdf.FLOOR).vault as vault:
        assert vault.practitioner() == PRIYA
    assert holds_vault(folder)
    (aside,) = folder.glob("unfinished-*")
    assert (aside / "vault.db").exists()
    with unlock(folder, "another", CLOCK) as key:
        Vault.open(folder, key, CLOCK).close()


def test_a_lost_database_is_not_taken_for_an_unfinished_start(kept: Kept) -> None:
    """Even if something called "creating" lies there."""
    kept.place.creating.mkdir()
    kept.place.database.rename(kept.folder / "vault.db.moved-by-support")

    kept.refused(Damaged)
