"""Remembers that a page could not be read, so that the next opening reads them all.

Most pages are not read on opening: without this, a damaged vault would open again and
again, and fail again where it did.
"""

from contextlib import suppress
from pathlib import Path

from visit_app.vault.database import Database
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import Damaged, VaultError
from visit_app.vault.place import Place
from visit_app.vault.presence import Presence

_ASKED = "SELECT rowid FROM family_fts LIMIT 1"


def watch(database: Database, place: Place) -> None:
    """From now on, note it when a page cannot be read, or the file is gone."""
    database.on_damage = lambda: _note(place)
    database.check_place = Presence(place.database).check


def settle(database: Database, place: Place) -> None:
    """Read every page if there is a suspicion; raises Damaged when it is true."""
    mark = _mark(place)
    if mark.exists():
        check(database)
        with suppress(OSError):
            mark.unlink()


def check(database: Database) -> None:
    """Read and verify every page; raises Damaged. Takes 0.2 s for 100 MB."""
    with database.reading() as connection:
        # The index of names is checked against what this connection remembers of it,
        # which is looked at anew, where another one wrote, only when it is asked.
        connection.exec_driver_sql(_ASKED).all()
        bad_pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check")
        structure = connection.exec_driver_sql("PRAGMA quick_check").scalars()
        if bad_pages.first() is not None or list(structure) != ["ok"]:
            raise Damaged(detail="check")


def _note(place: Place) -> None:
    with suppress(VaultError, OSError):  # the disk may be what is wrong
        if not _mark(place).exists():
            write_whole(_mark(place), b"")


def _mark(place: Place) -> Path:
    return place.folder / "suspect"
