"""From a folder and a key to a database that is known to be this vault.

Nothing here ever makes a new file where an old one is expected.
"""

import secrets
from pathlib import Path

from visit_app.vault import (
    backup,
    folders,
    keyslots,
    lock,
    migrations,
    recipe,
    rekeyed,
    rekeying,
)
from visit_app.vault.data_key import DataKey
from visit_app.vault.database import Database
from visit_app.vault.durable import replace_whole, sync_folder
from visit_app.vault.errors import AlreadyThere, Damaged, Foreign
from visit_app.vault.kdf import Cost
from visit_app.vault.os_errors import as_vault_error
from visit_app.vault.place import Place, holds_vault
from visit_app.vault.rekeying import DATABASE_LABEL
from visit_app.vault.sql_errors import translated

_PLAIN_SQLITE = b"SQLite format 3\0"
_PAGE_BYTES = 4096  # the first one is on disk since the vault was made


def check_before_opening(folder: Path) -> None:
    """What can be said before the lock is taken; raises VaultError."""
    recipe.check_engine()
    folders.check_suitable(folder)
    _check_file(Place(folder).database)


def open_database(folder: Path, key: DataKey) -> Database:
    """The vault's database, brought to this version; raises VaultError."""
    path = Place(folder).database
    rekeyed.finish_locked(Place(folder))
    rekeying.discard_unfinished(Place(folder))
    database_key = key.derive(DATABASE_LABEL)
    with translated():
        connection = recipe.connect(path, database_key)
        try:
            migrations.check_ours(connection)
            if migrations.version(connection) < len(migrations.STEPS):
                backup.copy_before_migration(connection, Place(folder), database_key)
                migrations.migrate(connection)
        finally:
            connection.close()
    return Database(lambda: recipe.connect(path, database_key), database_key)


def database_in_memory() -> Database:
    """An empty database that is never on disk."""
    recipe.check_engine()
    key = DataKey.random().derive(DATABASE_LABEL)
    connection = recipe.connect_in_memory(key)
    migrations.create(connection)
    return Database(lambda: connection, key, in_memory=True)


def make(folder: Path, key: DataKey, passphrase: str, cost: Cost) -> str:
    """Put a new vault together and move it into the folder; returns its recovery code.

    Raises AlreadyThere. If the laptop stops half way, the next call starts again and
    keeps the unfinished parts aside.
    """
    place = Place(folder)
    folders.check_suitable(folder)
    recipe.check_engine()
    _make_folder(folder)
    held = lock.take(place.lock)
    try:
        if holds_vault(folder):
            raise AlreadyThere
        _set_unfinished_aside(place)
        _make_folder(place.creating)
        code = keyslots.create_slots(place.creating, key, passphrase, cost)
        _make_database(Place(place.creating), key)
        _move_into_place(place)
    finally:
        held.release()
    return code


def _check_file(path: Path) -> None:
    """Tell a file that is missing, cut short or plain SQLite from one to try.

    SQLite takes a file shorter than a page for a new database, and would write to it.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_PAGE_BYTES)
        whole_pages = path.stat().st_size % _PAGE_BYTES == 0 or _has_log(path)
    except FileNotFoundError:
        raise Damaged(
            "The file with your records, vault.db, is not in its folder any more. No"
            " new one was made. Put it back, or restore a backup.",
            detail="missing",
        ) from None
    except OSError as problem:
        raise as_vault_error(problem) from None
    if head.startswith(_PLAIN_SQLITE):
        raise Foreign(detail="plain sqlite")
    if len(head) < _PAGE_BYTES or not whole_pages:
        raise Damaged(detail="cut short")


def _has_log(path: Path) -> bool:
    """A power cut may leave half a page at the end; then the log holds the whole."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)
    except OSError as problem:
        raise as_vault_error(problem) from None


def _make_database(place: Place, key: DataKey) -> None:
    with translated():
        database_key = key.derive(DATABASE_LABEL)
        connection = recipe.connect(place.database, database_key, create=True)
        try:
            migrations.create(connection)
        finally:
            connection.close()  # the last one: the WAL goes into the file


def _move_into_place(place: Place) -> None:
    """The database last: until it is there, no vault is."""
    made = Place(place.creating)
    replace_whole(made.slots_copy, place.slots_copy)
    replace_whole(made.slots, place.slots)
    replace_whole(made.database, place.database)
    place.creating.rmdir()


def _set_unfinished_aside(place: Place) -> None:
    """Keep what an interrupted start left, its key file too: nothing is deleted."""
    if not place.creating.exists():
        return
    aside = place.folder / f"unfinished-{secrets.token_hex(4)}"
    replace_whole(place.creating, aside)
    for path in (place.slots, place.slots_copy):
        if path.exists():
            replace_whole(path, aside / f"placed-{path.name}")
