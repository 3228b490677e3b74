"""Bringing an older vault to this version: a copy is changed, checked, and swapped in.

The vault itself is only read until the copy stands in its place, so that a step that
fails, or a laptop that stops, leaves what was there. The snapshot taken before stays,
for going back (docs/decisions/0046).
"""

import shutil
from pathlib import Path

from visit_app.records.clock import Clock
from visit_app.vault import migrations, recipe, snapshot
from visit_app.vault.durable import replace_whole
from visit_app.vault.errors import Damaged, VaultError
from visit_app.vault.os_errors import as_vault_errors
from visit_app.vault.place import Place
from visit_app.vault.recipe import Connection

_NOT_COPIED = (
    "A copy of your records was made before the update, but it could not be read back,"
    " so the update was not done. Your records were not changed. Have the disk checked,"
    " then open the app again."
)
_NOT_DONE = (
    "Your records could not be brought to this version of the app. They were not"
    " changed. Use the version from before, and call support."
)


def bring_up_to_date(place: Place, key: bytearray, clock: Clock) -> None:
    """Migrate what an older version wrote; raises VaultError and changes nothing then.

    Nobody else may have it open.
    """
    before = _copied(place, key, clock)
    with as_vault_errors():
        shutil.rmtree(place.restoring, ignore_errors=True)
        place.restoring.mkdir(mode=0o700)
        made = Place(place.restoring).database
        shutil.copyfile(before.database, made)
    migrate_file(made, key)
    settle(place.database, key)
    replace_whole(made, place.database)
    shutil.rmtree(place.restoring, ignore_errors=True)


def migrate_file(path: Path, key: bytearray) -> None:
    """Bring a database that nobody else uses to this version, and check all of it."""
    connection = recipe.connect(path, key)
    try:
        migrations.check_ours(connection)
        migrations.migrate(connection)
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Damaged(_NOT_DONE, detail="integrity_check")
    finally:
        connection.close()
    settle(path, key)
    snapshot.check_pages(path, key, quickly=True)


def settle(path: Path, key: bytearray) -> None:
    """Have all of it in the file itself: a log left behind would spoil the next."""
    connection = recipe.connect(path, key)
    try:
        _empty_log(connection)
    finally:
        connection.close()
    log = Place(path.parent).log()[0]
    if log.exists() and log.stat().st_size:
        raise VaultError(_NOT_DONE, detail="log")


def _empty_log(connection: Connection) -> None:
    connection.execute("PRAGMA busy_timeout = 1000")  # nobody else should be there
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise VaultError(_NOT_DONE, detail="checkpoint")


def _copied(place: Place, key: bytearray, clock: Clock) -> snapshot.Snapshot:
    try:
        return snapshot.take(place, key, clock, snapshot.BEFORE_UPDATE, quickly=False)
    except Damaged as problem:
        raise Damaged(_NOT_COPIED, detail=problem.detail) from None
