"""A new key for the whole vault: for when somebody may have seen the passphrase typed.

Changing the passphrase alone would not do: whoever copied the folder before, and knows
the old passphrase, has the key of everything that is saved later too.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from visit_app.vault import (
    further_slots,
    journal,
    keyslots,
    lock,
    recipe,
    rekeyed,
    replay,
    updating,
)
from visit_app.vault.data_key import DataKey
from visit_app.vault.durable import replace_whole, sync_folder
from visit_app.vault.errors import Damaged, VaultError
from visit_app.vault.escrow import EscrowKey
from visit_app.vault.journal import Chain
from visit_app.vault.kdf import STANDARD, Cost
from visit_app.vault.os_errors import as_vault_error
from visit_app.vault.place import Place
from visit_app.vault.recipe import Connection
from visit_app.vault.sql_errors import translated

DATABASE_LABEL = "database/v1"
_PAGES_AT_ONCE = 2000


def rekey(
    folder: Path,
    old: DataKey,
    passphrase: str,
    *,
    escrow: EscrowKey | None = None,
    settings: Mapping[str, Any] | None = None,
    cost: Cost = STANDARD,
) -> tuple[DataKey, str]:
    """Write a locked vault under a new key; returns that and the new recovery code.

    The organisation's slot is made anew for `escrow`; the keychain's is not. `settings`
    are kept in the vault with it. Nothing of the old passphrase, code or keychain opens
    the vault afterwards; copies made before still open with what they hold themselves.
    Raises InUse, DiskFull, Damaged and the like: then the vault is as it was.
    """
    place = Place(folder)
    rekeyed.finish(place)
    held = lock.take(place.lock)
    try:
        new = DataKey.random()
        code = _prepare(place, old, new, passphrase, cost)
        made = Place(place.rekeying)
        if escrow:
            further_slots.put_escrow(made.folder, new, escrow)
        with translated():
            _copy(place, made, old, new, settings or {})
        _sync(made.folder)
        replace_whole(place.rekeying, place.rekeyed)  # from here on the new key counts
        rekeyed.finish_locked(place)
    except BaseException:
        discard_unfinished(place)
        raise
    finally:
        held.release()
    return new, code


def discard_unfinished(place: Place) -> None:
    """Remove a copy under a new key that was not completed: the vault itself is whole.

    The caller holds the lock. The copy is no record of its own, and its key was shown
    to nobody.
    """
    shutil.rmtree(place.rekeying, ignore_errors=True)


def _prepare(
    place: Place, old: DataKey, new: DataKey, passphrase: str, cost: Cost
) -> str:
    before = keyslots.current(place.folder, old)
    discard_unfinished(place)
    try:
        place.rekeying.mkdir(mode=0o700)
    except OSError as problem:
        raise as_vault_error(problem) from None
    return keyslots.create_slots(
        place.rekeying, new, passphrase, cost, instead_of=before
    )


def _copy(
    place: Place, made: Place, old: DataKey, new: DataKey, settings: Mapping[str, Any]
) -> None:
    """Every page, sealed anew, read back and compared."""
    new_key = new.derive(DATABASE_LABEL)
    with closing(recipe.connect(place.database, old.derive(DATABASE_LABEL))) as source:
        # Nothing may be left in a log of the old key: it is removed with the old file.
        _check_journal(place, source, old)
        busy, _, _ = source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Damaged(detail="checkpoint")
        with closing(recipe.connect(made.database, new_key, create=True)) as target:
            source.backup(target, pages=_PAGES_AT_ONCE)
        with closing(recipe.connect(made.database, new_key)) as target:
            if _outline(target) != _outline(source) or not _is_whole(target):
                raise Damaged(
                    "Your records were written under a new key, but could not be read"
                    " back, so the old key stays. Nothing was changed. Have the disk"
                    " checked, then try again.",
                    detail="rekey",
                )
            _put(target, settings)
    updating.settle(made.database, new_key)


def _check_journal(place: Place, source: Connection, old: DataKey) -> None:
    """The journal of the old key goes: all of it has to be in the vault."""
    state = replay.state_of(source)
    chain = Chain(place.journal, old.derive(journal.LABEL), until=state.head)
    if next(iter(chain.after(state.head)), None) is not None:
        raise VaultError(
            "Something saved last still waits to be put back. Nothing was changed. Lock"
            " and unlock your records once, then try again.",
            detail="journal",
        )


def _outline(connection: Connection) -> list[Any]:
    """What two copies of one vault have in common: version, size, end of the audit."""
    asked = (
        "PRAGMA user_version",
        "PRAGMA application_id",
        "SELECT count(*) FROM sqlite_master",
        "SELECT count(*) FROM record",
        "SELECT count(*), max(hash) FROM audit",
    )
    return [connection.execute(question).fetchall() for question in asked]


def _is_whole(connection: Connection) -> bool:
    bad_page = connection.execute("PRAGMA cipher_integrity_check").fetchone()
    structure = connection.execute("PRAGMA integrity_check").fetchall()
    return bad_page is None and structure == [("ok",)]


def _put(connection: Connection, settings: Mapping[str, Any]) -> None:
    for name, value in settings.items():
        connection.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
            (name, json.dumps(value, ensure_ascii=False)),
        )


def _sync(folder: Path) -> None:
    """Wait until every file of the folder is on disk, and the folder too."""
    try:
        for path in folder.iterdir():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        sync_folder(folder)
        sync_folder(folder.parent)
    except OSError as problem:
        raise as_vault_error(problem) from None
