"""From a folder and a key to a database that is known to be this vault, and whole
enough to use. Nothing here ever makes a new file where an old one is expected.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from visit_app.vault import folders, migrations, recipe
from visit_app.vault.data_key import DataKey, wipe
from visit_app.vault.database import Database
from visit_app.vault.durable import replace_whole
from visit_app.vault.errors import AlreadyThere, Damaged, Foreign
from visit_app.vault.os_errors import as_vault_error
from visit_app.vault.place import Place, holds_vault
from visit_app.vault.sql_errors import translated

_PLAIN_SQLITE = b"SQLite format 3\0"
DATABASE_LABEL = "database/v1"


def open_database(folder: Path, key: DataKey) -> Database:
    """The vault's database, brought to this version; raises VaultError."""
    recipe.check_engine()
    folders.check_suitable(folder)
    place = Place(folder)
    _check_file(place.database)
    database_key = key.derive(DATABASE_LABEL)
    with translated():
        connection = recipe.connect(place.database, database_key)
        try:
            migrations.check_ours(connection)
            if migrations.version(connection) < len(migrations.STEPS):
                _back_up(connection, place, database_key)
                migrations.migrate(connection)
        finally:
            connection.close()
    return Database(place.database, database_key)


def database_in_memory() -> Database:
    """An empty database that is never on disk."""
    recipe.check_engine()
    database = Database(None, DataKey.random().derive(DATABASE_LABEL))
    with translated():
        database.prepare(migrations.create)
    return database


def make(folder: Path, key: DataKey, write_slots: Callable[[Path], str]) -> str:
    """Put a new vault together beside its place and move it there, key file first.

    `write_slots` writes the key file into the folder it is given and returns the
    recovery code. Raises AlreadyThere when there is a vault. A power cut leaves either
    no vault or a whole one.
    """
    recipe.check_engine()
    if holds_vault(folder):
        raise AlreadyThere
    place = Place(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(place.creating, ignore_errors=True)
        place.creating.mkdir()
        part = Place(place.creating)
        code = write_slots(part.folder)
        _make_database(part.database, key)
        for name in (place.slots, place.slots_copy, place.database):
            replace_whole(part.folder / name.name, name)
        shutil.rmtree(place.creating, ignore_errors=True)
    except OSError as problem:
        raise as_vault_error(problem) from None
    return code


def _make_database(path: Path, key: DataKey) -> None:
    database_key = key.derive(DATABASE_LABEL)
    with translated():
        connection = recipe.connect(path, database_key, create=True)
        try:
            migrations.create(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
            wipe(database_key)


def _check_file(path: Path) -> None:
    """Raises Damaged or Foreign for what cannot be an encrypted vault."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_SQLITE))
    except FileNotFoundError:
        raise Damaged(
            "The file with your records is not in its folder. Nothing was changed."
            " Look for vault.db in the wastebasket, or restore a backup.",
            detail="no database",
        ) from None
    except OSError as problem:
        raise as_vault_error(problem) from None
    if head == _PLAIN_SQLITE:
        raise Foreign(detail="plain sqlite")
    if len(head) < len(_PLAIN_SQLITE):
        raise Damaged(detail="truncated")


def _back_up(connection: recipe.Connection, place: Place, key: bytearray) -> None:
    """A copy from before the migration, checked page by page; raises Damaged."""
    place.backups.mkdir(exist_ok=True)
    name = f"before-version-{len(migrations.STEPS)}.db"
    copy = place.backups / name
    number = 0
    while copy.exists():
        number += 1
        copy = place.backups / f"{number}-{name}"
    connection.execute("VACUUM INTO ?", (str(copy),))
    check = recipe.connect(copy, key)
    try:
        if check.execute("PRAGMA cipher_integrity_check").fetchall():
            raise Damaged(detail="backup before migration")
    finally:
        check.close()
