"""A vault that was written under a new key takes the place of the old one.

The whole of it lies in one folder first (rekeying.py). Renaming that folder is the
moment from which the new key counts; whatever stops the laptop after that, the rest is
done before the vault is opened next.
"""

import shutil

from visit_app.vault import lock
from visit_app.vault.durable import replace_whole, sync_folder
from visit_app.vault.os_errors import as_vault_error
from visit_app.vault.place import Place


def finish(place: Place) -> None:
    """Put the vault under its new key in place, if one waits; raises InUse and more.

    Safe to call again after it was interrupted at any point.
    """
    if not place.rekeyed.exists():
        return
    held = lock.take(place.lock)
    try:
        finish_locked(place)
    finally:
        held.release()


def finish_locked(place: Place) -> None:
    """The same while this window holds the lock."""
    made = Place(place.rekeyed)
    if not place.rekeyed.exists():
        return
    _remove_old_log(place)
    for source, target in (
        (made.database, place.database),
        (made.slots, place.slots),
        (made.slots_copy, place.slots_copy),
    ):
        if source.exists():
            replace_whole(source, target)
    try:
        # Sealed with the old key, and all of it is in the vault: rekeying.py looked.
        shutil.rmtree(place.journal, ignore_errors=True)
        shutil.rmtree(made.folder)  # all of the vault was moved out of it
        sync_folder(place.folder)
    except OSError as problem:
        raise as_vault_error(problem) from None


def _remove_old_log(place: Place) -> None:
    """The log of the old key: it was emptied into the file before that was copied.

    Only while the old file is still there: a log of the new key is never touched.
    """
    if not Place(place.rekeyed).database.exists():
        return
    try:
        for suffix in ("-wal", "-shm"):
            log = place.database.with_name(place.database.name + suffix)
            log.unlink(missing_ok=True)
    except OSError as problem:
        raise as_vault_error(problem) from None
