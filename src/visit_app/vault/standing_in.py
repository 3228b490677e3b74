"""What the present vault had erased, where it cannot be read any more.

Its newest backup that opens stands in for it, with the journal put back onto that.
"""

import shutil
from dataclasses import dataclass

from visit_app.vault import erased_before, migrations, recipe, replay, snapshot
from visit_app.vault.errors import DiskFull, ReadOnly, VaultError
from visit_app.vault.journal import Chain
from visit_app.vault.os_errors import as_vault_errors
from visit_app.vault.place import Place
from visit_app.vault.snapshot import Snapshot
from visit_app.vault.sql_errors import translated


@dataclass(frozen=True, slots=True)
class Erased:
    """Families that were erased; `known` is false when there may have been others."""

    families: frozenset[str] = frozenset()
    known: bool = False


def erased(place: Place, key: bytearray, chain: Chain) -> Erased:
    """As far as backups and journal tell; raises DiskFull and ReadOnly."""
    for candidate in snapshot.in_line(snapshot.found_in(place.backups)):
        try:
            with as_vault_errors(), translated():
                return _told_by(candidate, place, key, chain)
        except (DiskFull, ReadOnly):
            raise
        except VaultError:
            continue  # an older one may open
    return Erased()


def _told_by(candidate: Snapshot, place: Place, key: bytearray, chain: Chain) -> Erased:
    copy = Place(place.restoring / "stands-in")
    copy.folder.mkdir()
    try:
        shutil.copyfile(candidate.database, copy.database)
        connection = recipe.connect(copy.database, key)
        try:
            migrations.check_ours(connection)
            replayed = replay.put_back(
                connection, chain.after(replay.state_of(connection).head)
            )
            last = chain.ends_with(replay.state_of(connection))
            known = last and not replayed.stopped
            return Erased(erased_before.families(connection), known)
        finally:
            connection.close()
    finally:
        shutil.rmtree(copy.folder, ignore_errors=True)
