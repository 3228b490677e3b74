"""Opening brings an older vault up to date, with a verified copy first."""

from pathlib import Path

import pytest
from tests.vault.prepared import prepare, rows_of
from tests.vault.sample_records import PRIYA, VISIT

from visit_app.records import Encounter
from visit_app.records.clock import FixedClock
from visit_app.vault import kdf, migrations, opening, recipe, snapshot
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Damaged, NotWritten, VaultError
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()
NEXT = ("ALTER TABLE record ADD COLUMN note TEXT NOT NULL DEFAULT ''",)
NOW = len(migrations.STEPS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    with create(folder, "words", PRIYA, CLOCK, cost=kdf.FLOOR).vault as vault:
        vault.put(VISIT)
    return folder


@pytest.fixture
def key(folder: Path) -> DataKey:
    return unlock(folder, "words", CLOCK)


def later(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    """As if a later version of the app, with one more step, opened it."""
    steps = (*migrations.STEPS, statements)
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations.check_ours, "__defaults__", (steps,))
    monkeypatch.setattr(migrations.migrate, "__defaults__", (steps,))


def schema_version(path: Path, key: DataKey) -> int:
    connection = recipe.connect(path, key.derive("database/v1"))
    number = migrations.version(connection)
    connection.close()
    return number


def test_an_older_vault_is_brought_up_to_date(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, *NEXT)
    with Vault.open(folder, key, CLOCK) as vault:
        assert vault.get(Encounter, "visit") == VISIT

    assert schema_version(folder / "vault.db", key) == NOW + 1
    (before,) = snapshot.found_in(folder / "backups")
    assert (before.kind, before.schema) == ("before-update", NOW)
    assert schema_version(before.database, key) == NOW
    with Vault.open(folder, key, CLOCK) as vault:
        assert vault.drafts() == (VISIT,)
    assert snapshot.found_in(folder / "backups") == (before,)
    assert not (folder / "restoring").exists()


def test_what_the_file_has_lost_is_put_back_before_a_step_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry of the journal fits the schema it was written for."""
    kept = prepare(tmp_path)
    kept.place.log()[0].write_bytes(b"")
    seen = "CREATE TABLE seen AS SELECT value FROM setting WHERE name = 'local_number'"
    later(monkeypatch, seen, *NEXT)
    with kept.open() as vault:
        assert vault.arrival.put_back.entries > 0
        assert vault.arrival.put_back.until == kept.clock.moment
    assert [len(rows) for name, rows in rows_of(kept).items() if name == "seen"] == [1]


def test_a_step_that_fails_leaves_the_vault_as_it_was(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        later(patch, *NEXT, "CREATE TABLE record (id TEXT)")
        with pytest.raises(VaultError):
            Vault.open(folder, key, CLOCK)
    assert schema_version(folder / "vault.db", key) == NOW
    with Vault.open(folder, key, CLOCK) as vault:
        assert vault.drafts() == (VISIT,)


def test_no_step_is_taken_without_a_copy_that_holds(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        later(patch, *NEXT)
        patch.setattr(snapshot, "_numbers", lambda _: object())
        with pytest.raises(Damaged, match="update was not done"):
            Vault.open(folder, key, CLOCK)
    assert schema_version(folder / "vault.db", key) == NOW


def test_no_step_is_taken_when_the_copy_has_no_place(
    folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "backups").write_text("not a folder")
    with monkeypatch.context() as patch:
        later(patch, *NEXT)
        with pytest.raises(NotWritten):
            Vault.open(folder, key, CLOCK)
    assert schema_version(folder / "vault.db", key) == NOW


def test_a_file_stands_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("not a folder")
    with pytest.raises(NotWritten):
        create(tmp_path / "vault" / "deeper", "words", PRIYA, CLOCK, cost=kdf.FLOOR)
    assert (tmp_path / "vault").read_text() == "not a folder"


def test_a_folder_stands_where_the_database_should_be(
    folder: Path, key: DataKey
) -> None:
    (folder / "vault.db").unlink()
    (folder / "vault.db").mkdir()
    with pytest.raises(VaultError):
        Vault.open(folder, key, CLOCK)


def test_in_memory_has_the_same_schema(folder: Path, key: DataKey) -> None:
    connection = recipe.connect(folder / "vault.db", key.derive("database/v1"))
    on_disk = migrations.names(connection)
    connection.close()
    database = opening.database_in_memory()
    with database.reading() as memory:
        rows = memory.exec_driver_sql("SELECT type, name FROM sqlite_master").all()
    database.close()
    assert {(kind, name) for kind, name in rows} == on_disk
