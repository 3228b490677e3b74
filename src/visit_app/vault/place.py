"""What lies where in the folder of one vault."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """The files of one practitioner's vault."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted records."""
        return self.folder / "vault.db"

    @property
    def slots(self) -> Path:
        """The key file: not secret, but without it nothing opens."""
        return self.folder / "keyslots.json"

    @property
    def slots_copy(self) -> Path:
        """The same key file once more."""
        return self.folder / "keyslots.json.bak"

    @property
    def attempts(self) -> Path:
        """How many wrong attempts there were, and when."""
        return self.folder / "attempts.json"

    @property
    def audit_head(self) -> Path:
        """The newest signed head of the audit, written when the vault is closed."""
        return self.folder / "audit-head.json"

    @property
    def lock(self) -> Path:
        """Held by the window that has the vault open."""
        return self.folder / "lock"

    @property
    def creating(self) -> Path:
        """Where a new vault is put together before it is moved into place."""
        return self.folder / "creating"

    @property
    def rekeying(self) -> Path:
        """Where the vault is put together under a new key; until `rekeyed`, nothing."""
        return self.folder / "rekeying"

    @property
    def rekeyed(self) -> Path:
        """The vault under its new key, whole: it takes the old one's place."""
        return self.folder / "rekeyed"

    @property
    def backups(self) -> Path:
        """Verified copies made before a migration."""
        return self.folder / "backups"


def holds_vault(folder: Path) -> bool:
    """Whether there is anything of a vault here: if so, none is ever made anew."""
    place = Place(folder)
    if is_unfinished(place):
        return False
    return any(p.exists() for p in (place.database, place.slots, place.slots_copy))


def is_unfinished(place: Place) -> bool:
    """The laptop stopped while a vault was being made: nothing is in it yet.

    The database is moved into place last, so it still lies where it was made.
    """
    return Place(place.creating).database.exists() and not place.database.exists()
