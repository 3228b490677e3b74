"""What lies where in the folder of one vault."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the first paint needs this module, and no dates
    from datetime import datetime

FURTHER = "practitioners"
"""The folder of every practitioner of this laptop but the first."""


class Place(NamedTuple):
    """The files of one practitioner's vault.

    A named tuple, because the first paint asks whether there is a vault.
    """

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
        """Verified snapshots, one folder each."""
        return self.folder / "backups"

    @property
    def journal(self) -> Path:
        """What was written since, entry by entry."""
        return self.folder / "journal"

    @property
    def restoring(self) -> Path:
        """Where a restored or updated vault is prepared before it takes its place."""
        return self.folder / "restoring"

    @property
    def swap(self) -> Path:
        """The moves of a confirmed restore; while it is there, some wait."""
        return self.restoring / "swap.json"

    def log(self) -> tuple[Path, Path]:
        """The two files the database engine keeps beside the database."""
        name = self.database.name
        return self.folder / f"{name}-wal", self.folder / f"{name}-shm"

    def new_aside(self, moment: "datetime") -> Path:
        """A folder that is not there yet, for what is set aside at this moment."""
        stem = f"set-aside-{moment:%Y%m%dT%H%M%SZ}"
        return free_name(self.folder, stem)


def free_name(folder: Path, stem: str) -> Path:
    """This name in the folder, with a number when it is taken."""
    path, number = folder / stem, 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}"
    return path


def is_only_one(root: Path) -> bool:
    """Whether one practitioner, and no other, has records in this data folder."""
    return holds_vault(root) and not (root / FURTHER).exists()


def holds_vault(folder: Path) -> bool:
    """Whether there is anything of a vault here: if so, none is ever made anew."""
    place = Place(folder)
    if is_unfinished(place):
        return False
    files = (place.database, place.slots, place.slots_copy, place.restoring)
    return any(p.exists() for p in files) or any(place.backups.glob("*/vault.db"))


def is_unfinished(place: Place) -> bool:
    """The laptop stopped while a vault was being made: nothing is in it yet.

    The database is moved into place last, so it still lies where it was made.
    """
    return Place(place.creating).database.exists() and not place.database.exists()
