"""Whether what is saved stands in the journal too, for whoever shows it."""

from visit_app.vault.database import Database
from visit_app.vault.journal import Behind


class SecondCopy:
    """The journal of one open vault, as seen from outside; any thread may ask."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def behind(self) -> Behind | None:
        """Since when it could not be written, and why; None while it is written.

        None too in memory and once the vault is closed.
        """
        journal = self._database.journal
        return journal.behind if journal else None
