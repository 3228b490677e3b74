"""Whether what is saved stands in the journal too, for whoever shows it."""

from visit_app.vault import snapshot
from visit_app.vault.database import Database
from visit_app.vault.journal import Behind, Journal, reaches_back_to
from visit_app.vault.place import Place


class SecondCopy:
    """The journal of one open vault, as seen from outside; any thread may ask."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reaches = False

    @property
    def behind(self) -> Behind | None:
        """Since when it could not be written, and why; None while it is written.

        None too in memory and once the vault is closed.
        """
        journal = self._database.journal
        if journal is None:
            return None
        return journal.behind or self._lacking(journal)

    def _lacking(self, journal: Journal) -> Behind | None:
        """What an earlier session left unwritten, until a backup holds it."""
        if self._reaches:
            return None  # it is asked at every keystroke
        found = snapshot.found_in(Place(journal.folder.parent).backups)
        for newest in snapshot.in_line(found)[:1]:
            if not _reaches_back(journal, newest.position):
                return Behind(newest.made, None)
        self._reaches = bool(found) or not journal.lacks
        return None


def _reaches_back(journal: Journal, position: int) -> bool:
    if journal.lacks and position < journal.began_at:
        return False
    return reaches_back_to(journal.folder, position)
