import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.vault.test_keychain import MemoryKeyring

from visit_app.records import Encounter, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.vault import recipe, rekeyed, rekeying
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Damaged, InUse, VaultError, WrongSecret
from visit_app.vault.escrow import EscrowPrivateKey
from visit_app.vault.further_slots import (
    NoEscrow,
    has_keychain_slot,
    put_escrow,
    put_keychain,
    unlock_for_organisation,
)
from visit_app.vault.kdf import FLOOR
from visit_app.vault.keychain import Keychain
from visit_app.vault.keyslots import unlock
from visit_app.vault.place import Place
from visit_app.vault.rekeying import rekey
from visit_app.vault.slot_file import read_candidates
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()
OLD, NEW = "the old words", "the new words"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, DataKey]:
    folder = tmp_path_factory.mktemp("rekeying") / "data"
    who = Practitioner(id="priya", name="Priya Nair")
    made = create(folder, OLD, who, CLOCK, cost=FLOOR)
    made.vault.put(
        Encounter(id="v", family_id="f", subject_id="p", period_start=CLOCK.now())
    )
    made.vault.close()
    return folder, made.recovery_code, unlock(folder, OLD, CLOCK)


@pytest.fixture
def code(template: tuple[Path, str, DataKey]) -> str:
    return template[1]


@pytest.fixture
def key(template: tuple[Path, str, DataKey]) -> DataKey:
    return DataKey(template[2].reveal())


@pytest.fixture
def folder(tmp_path: Path, template: tuple[Path, str, DataKey]) -> Path:
    shutil.copytree(template[0], tmp_path / "data")
    return tmp_path / "data"


def test_only_the_new_passphrase_and_the_new_code_open_it(
    folder: Path, key: DataKey, code: str
) -> None:
    new, new_code = rekey(folder, key, NEW, cost=FLOOR, settings={"seen": True})

    for secret in (OLD, code):
        with pytest.raises(WrongSecret):
            unlock(folder, secret, CLOCK)
    for secret in (NEW, new_code):
        assert unlock(folder, secret, CLOCK).reveal() == new.reveal()
    with Vault.open(folder, new, CLOCK) as vault:
        vault.check()
        assert vault.get(Encounter, "v").subject_id == "p"
        assert vault.setting("seen", default=False) is True
    assert not [p for p in folder.iterdir() if "rekey" in p.name]


def test_the_old_key_opens_not_one_page(folder: Path, key: DataKey) -> None:
    rekey(folder, key, NEW, cost=FLOOR)
    with pytest.raises(recipe.driver.DatabaseError):
        recipe.connect(Place(folder).database, key.derive(rekeying.DATABASE_LABEL))
    with pytest.raises(VaultError):
        Vault.open(folder, key, CLOCK)


def test_a_copy_made_before_still_opens_with_what_it_holds(
    folder: Path, key: DataKey, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    rekey(folder, key, NEW, cost=FLOOR)

    with Vault.open(
        tmp_path / "copy", unlock(tmp_path / "copy", OLD, CLOCK), CLOCK
    ) as vault:
        assert vault.practitioner().name == "Priya Nair"


def test_it_is_the_same_vault_in_the_key_file(folder: Path, key: DataKey) -> None:
    before = read_candidates(Place(folder))[0]
    rekey(folder, key, NEW, cost=FLOOR)
    (after,) = read_candidates(Place(folder))

    assert after.vault_id == before.vault_id
    assert after.generation == before.generation + 1


def test_the_organisations_slot_is_made_anew_and_the_keychains_is_not(
    folder: Path, key: DataKey
) -> None:
    trust = EscrowPrivateKey.generate()
    put_escrow(folder, key, trust.public)
    put_keychain(folder, key, Keychain(MemoryKeyring()))
    new, _ = rekey(folder, key, NEW, escrow=trust.public, cost=FLOOR)

    assert unlock_for_organisation(folder, trust).reveal() == new.reveal()
    assert not has_keychain_slot(folder)
    last, _ = rekey(folder, new, OLD, cost=FLOOR)
    with pytest.raises(NoEscrow):
        unlock_for_organisation(folder, trust)
    assert last.reveal() != new.reveal()


def test_an_open_vault_is_not_rekeyed(folder: Path, key: DataKey) -> None:
    with Vault.open(folder, key, CLOCK), pytest.raises(InUse):
        rekey(folder, key, NEW, cost=FLOOR)
    assert unlock(folder, OLD, CLOCK).reveal() == key.reveal()


def test_another_vaults_key_changes_nothing(folder: Path) -> None:
    with pytest.raises(Damaged):
        rekey(folder, DataKey.random(), NEW, cost=FLOOR)
    assert unlock(folder, OLD, CLOCK)


def test_a_copy_that_does_not_read_back_is_not_used(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_is_whole", lambda _: False)
    with pytest.raises(Damaged, match="old key stays"):
        rekey(folder, key, NEW, cost=FLOOR)
    assert unlock(folder, OLD, CLOCK).reveal() == key.reveal()
    assert not Place(folder).rekeying.exists()


def test_a_full_disk_leaves_the_vault_as_it_was(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    for name in ("_sync", "_put"):
        with monkeypatch.context() as patch:
            patch.setattr(rekeying, name, full)
            with pytest.raises((VaultError, OSError)):
                rekey(folder, key, NEW, cost=FLOOR)
        with Vault.open(folder, unlock(folder, OLD, CLOCK), CLOCK) as vault:
            vault.check()


def test_a_disk_that_fails_at_the_swap_is_finished_later(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Place) -> None:
        raise VaultError

    with monkeypatch.context() as patch:
        patch.setattr(rekeyed, "finish_locked", broken)
        with pytest.raises(VaultError):
            rekey(folder, key, NEW, cost=FLOOR)
    assert Place(folder).rekeyed.exists()
    assert unlock(folder, NEW, CLOCK)
    assert not Place(folder).rekeyed.exists()


def test_the_journal_of_the_old_key_goes_and_a_new_one_begins(
    folder: Path, key: DataKey
) -> None:
    with Vault.open(folder, key, CLOCK) as vault:
        vault.set_setting("last", "words")
    old_files = set(Place(folder).journal.iterdir())
    assert old_files
    new, _ = rekey(folder, key, NEW, cost=FLOOR)
    assert not Place(folder).journal.exists()
    with Vault.open(folder, new, CLOCK) as vault:
        assert vault.setting("last", "") == "words"
        vault.set_setting("last", "word")
    assert old_files.isdisjoint(Place(folder).journal.iterdir())
    assert not list(folder.glob("set-aside*"))


def test_what_only_the_journal_has_is_never_lost_with_it(
    folder: Path, key: DataKey, tmp_path: Path
) -> None:
    before = tmp_path / "before.db"
    with Vault.open(folder, key, CLOCK):
        pass
    shutil.copyfile(Place(folder).database, before)
    with Vault.open(folder, key, CLOCK) as vault:
        vault.set_setting("last", "words")
    shutil.copyfile(before, Place(folder).database)  # as if the disk had lost it
    with pytest.raises(VaultError, match="put back"):
        rekey(folder, key, NEW, cost=FLOOR)
    with Vault.open(folder, key, CLOCK) as vault:
        assert vault.setting("last", "") == "words"
    new, _ = rekey(folder, key, NEW, cost=FLOOR)
    with Vault.open(folder, new, CLOCK) as vault:
        assert vault.setting("last", "") == "words"


def test_older_backups_keep_the_key_they_were_made_with(
    folder: Path, key: DataKey
) -> None:
    def back_up(vault: Vault) -> None:
        backups = vault.backups()
        assert backups is not None
        with backups:
            backups.make()

    with Vault.open(folder, key, CLOCK) as vault:
        back_up(vault)
    new, _ = rekey(folder, key, NEW, cost=FLOOR)
    with Vault.open(folder, new, CLOCK) as vault:
        vault.note("rekey")
        back_up(vault)
    opened_by = []
    for copy in Place(folder).backups.iterdir():
        if (copy / "keyslots.json").exists():
            for secret in (OLD, NEW):
                try:
                    unlock(copy, secret, CLOCK)
                except WrongSecret:
                    continue
                opened_by.append(secret)
    assert sorted(opened_by) == [NEW, OLD]


def test_a_folder_that_cannot_be_removed_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise OSError(5, "Input/output error")

    Place(folder).rekeyed.mkdir()
    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(VaultError):
        rekeyed.finish(Place(folder))


def test_what_else_lies_in_the_folder_keeps_nobody_out(
    folder: Path, key: DataKey
) -> None:
    """What a file manager or another program leaves in any folder it looks into."""
    Place(folder).rekeyed.mkdir()
    (Place(folder).rekeyed / ".DS_Store").write_bytes(b"x")
    assert unlock(folder, OLD, CLOCK).reveal() == key.reveal()
    assert not Place(folder).rekeyed.exists()


def test_the_settings_are_in_the_file_before_it_is_moved(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program that holds the copy open keeps its log beside it."""
    others, put = list[recipe.Connection](), rekeying._put

    def held_open(connection: recipe.Connection, settings: Mapping[str, Any]) -> None:
        (_, _, path) = connection.execute("PRAGMA database_list").fetchone()
        others.append(recipe.connect(Path(path), keys[-1]))
        put(connection, settings)

    keys, connect = list[bytearray](), recipe.connect

    def noted(path: Path, key: bytearray, *, create: bool = False) -> recipe.Connection:
        keys.append(key)
        return connect(path, key, create=create)

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "_put", held_open)
        patch.setattr(recipe, "connect", noted)
        new, _ = rekey(folder, key, NEW, settings={"kept": True}, cost=FLOOR)
    assert not list(folder.glob("rekey*"))
    with Vault.open(folder, new, CLOCK) as vault:
        assert vault.setting("kept", default=False) is True
    for other in others:
        other.close()


def test_each_step_that_the_disk_refuses_leaves_the_old_key(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(5, "Input/output error")

    for target, name in ((Path, "mkdir"), (rekeying, "sync_folder")):
        with monkeypatch.context() as patch:
            patch.setattr(target, name, refuse)
            with pytest.raises(VaultError):
                rekey(folder, key, NEW, cost=FLOOR)
        assert unlock(folder, OLD, CLOCK).reveal() == key.reveal()
        assert not Place(folder).rekeying.exists()


def test_another_program_that_reads_the_file_is_waited_for(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe, "TIMEOUT_S", 0.5)  # it waits in vain either way
    reader = recipe.connect(Place(folder).database, key.derive(rekeying.DATABASE_LABEL))
    try:
        with Vault.open(folder, key, CLOCK) as vault:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM record").fetchone()
            vault.set_setting("later", "than the reader")
        with pytest.raises(VaultError):
            rekey(folder, key, NEW, cost=FLOOR)
    finally:
        reader.close()
    assert unlock(folder, OLD, CLOCK).reveal() == key.reveal()
    with Vault.open(folder, key, CLOCK) as vault:
        assert vault.setting("later", "") == "than the reader"


def test_a_log_that_cannot_be_removed_is_said_and_tried_again(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(VaultError):
            rekey(folder, key, NEW, cost=FLOOR)
    assert unlock(folder, NEW, CLOCK)
    assert not Place(folder).rekeyed.exists()
