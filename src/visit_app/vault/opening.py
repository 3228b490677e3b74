"""From a folder and a key to a database that is known to be this vault.

Nothing here ever makes a new file where an old one is expected.
"""

import secrets
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import NoReturn

from visit_app.records.clock import Clock
from visit_app.vault import (
    folders,
    journal,
    keyslots,
    lock,
    migrations,
    recipe,
    rekeyed,
    rekeying,
    replay,
    updating,
)
from visit_app.vault.data_key import DataKey
from visit_app.vault.database import Database
from visit_app.vault.durable import replace_whole, sync_folder
from visit_app.vault.errors import AlreadyThere, Damaged, Foreign, NewerVersion
from visit_app.vault.journal import Chain, Journal, State
from visit_app.vault.journal_entry import Entry
from visit_app.vault.kdf import Cost
from visit_app.vault.os_errors import as_vault_error, as_vault_errors
from visit_app.vault.place import Place, holds_vault
from visit_app.vault.rekeying import DATABASE_LABEL
from visit_app.vault.replay import Replayed
from visit_app.vault.sql_errors import translated

_PLAIN_SQLITE = b"SQLite format 3\0"
_PAGE_BYTES = 4096  # the first one is on disk since the vault was made
_NOT_PUT_BACK = (
    "Something you saved is in the journal but does not go into the file of your"
    " records any more. Nothing was deleted. Unlock again: what can be put together is"
    " shown before anything is changed. Or call support."
)


def check_before_opening(folder: Path) -> None:
    """What can be said before the lock is taken; raises VaultError."""
    recipe.check_engine()
    folders.check_suitable(folder)
    _check_file(Place(folder).database)


@dataclass(frozen=True, slots=True)
class OpenedDatabase:
    """A database that is known to be this vault, and what the journal put back."""

    database: Database
    replayed: Replayed


def open_database(folder: Path, key: DataKey, clock: Clock) -> OpenedDatabase:
    """The vault's database, brought to this version; raises VaultError.

    What the file has lost of what was acknowledged, the end of a torn log for instance,
    is put back from the journal, at the schema it was written for. Raises Damaged when
    a part of it cannot be.
    """
    place = Place(folder)
    rekeyed.finish_locked(place)
    rekeying.discard_unfinished(place)
    database_key, journal_key = key.derive(DATABASE_LABEL), key.derive(journal.LABEL)
    with translated():
        found = _caught_up(place, database_key, journal_key, clock)
        if found.schema < len(migrations.STEPS):
            updating.bring_up_to_date(place, database_key, clock)
            before = found.replayed
            found = _caught_up(place, database_key, journal_key, clock)
            found = replace(found, replayed=before.then(found.replayed))
    database = Database(
        lambda: recipe.connect(place.database, database_key), database_key
    )
    schema = len(migrations.STEPS)
    database.journal = Journal(
        place.journal, journal_key, clock, found.state, schema, lacks=found.lacks
    )
    return OpenedDatabase(database, found.replayed)


@dataclass(frozen=True, slots=True)
class _CaughtUp:
    """How far the file has come once nothing is left to put back at its schema.

    `lacks`: the journal does, of what it holds.
    """

    replayed: Replayed
    state: State
    schema: int
    lacks: bool = False


def _caught_up(
    place: Place, key: bytearray, journal_key: bytearray, clock: Clock
) -> _CaughtUp:
    """Put back what the file lacks; raises Damaged or NewerVersion for what stays out.

    Entries of a later schema wait: its steps are taken on a copy (updating.py).
    """
    with closing(recipe.connect(place.database, key)) as connection:
        migrations.check_ours(connection)
        schema = migrations.version(connection)
        replayed, lacks = Replayed(), False
        if journal.files(place.journal):
            chain = Chain(place.journal, journal_key, replay.state_of(connection).head)
            lacks = _lacks(connection, chain, place, clock)
            entries = chain.after(replay.state_of(connection).head)
            if schema < len(migrations.STEPS):
                entries = takewhile(lambda entry: entry.schema <= schema, entries)
            replayed = replay.put_back(connection, entries)
            if replayed.stopped:
                _refuse(next(chain.after(replay.state_of(connection).head)))
        state = replay.state_of(connection)
        return _CaughtUp(replayed, state, schema, lacks)


def _lacks(
    connection: recipe.Connection, chain: Chain, place: Place, clock: Clock
) -> bool:
    """Whether the database holds more than the journal, which stays of use then.

    The app was killed between the two, or the journal's disk was full. A journal that
    says anything else is another vault's.
    """
    state = replay.state_of(connection)
    if chain.knows(state.head):
        return False
    if 0 < chain.end < state.position:
        return True
    _set_journal_aside(place, clock)
    return False


def _refuse(entry: Entry) -> NoReturn:
    """An entry that does not fit: opening without it would lose it without a word."""
    if entry.schema > len(migrations.STEPS):
        raise NewerVersion(detail=f"journal of schema {entry.schema}")
    raise Damaged(_NOT_PUT_BACK, detail="journal")


def _set_journal_aside(place: Place, clock: Clock) -> None:
    """A journal that does not know this database is of no use to it, and is kept."""
    aside = place.new_aside(clock.now())
    with as_vault_errors():
        aside.mkdir(mode=0o700)
        replace_whole(place.journal, Place(aside).journal)


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
