"""A vault on disk with records, snapshots and what was written since, to be copied."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.vault.sample_records import HASSAN, LETTER, PHQ_9, PRIYA, REFERRAL, VISIT

from visit_app.records.clock import FixedClock
from visit_app.vault import kdf, recipe
from visit_app.vault.data_key import DataKey
from visit_app.vault.keyslots import unlock
from visit_app.vault.place import Place
from visit_app.vault.snapshot import Snapshot, found_in
from visit_app.vault.vault import Vault, create

PASSPHRASE = "a passphrase"
LAST = 29  # the number of the last answer that was acknowledged


@dataclass(frozen=True)
class Kept:
    """A vault's folder and its key."""

    folder: Path
    key: bytes
    clock: FixedClock

    @property
    def place(self) -> Place:
        return Place(self.folder)

    def data_key(self) -> DataKey:
        return DataKey(self.key)

    def open(self) -> Vault:
        return Vault.open(self.folder, self.data_key(), self.clock)

    def copy_to(self, folder: Path) -> "Kept":
        shutil.copytree(self.folder, folder)
        return Kept(folder, self.key, FixedClock(self.clock.moment))

    def snapshots(self) -> tuple[Snapshot, ...]:
        return found_in(self.place.backups)


def prepare(folder: Path) -> Kept:
    """Two snapshots, ten answers after each; the laptop stops without closing.

    What lies in the returned folder is what a disk holds at that moment: the last
    answers are in the log and in the journal only.
    """
    live, clock = folder / "live", FixedClock()
    create(live, PASSPHRASE, PRIYA, clock, cost=kdf.FLOOR).vault.close()
    kept = Kept(live, bytes(unlock(live, PASSPHRASE, clock).reveal()), clock)
    with kept.open() as vault:
        vault.save_family(HASSAN, "Priya Nair")
        vault.put(VISIT, REFERRAL, LETTER)
        vault.attach(b"%PDF-1.7 a letter" * 3000)
        for number in range(LAST + 1):
            if number in {10, 20}:
                back_up(vault, clock)
            clock.forward(minutes=1)
            vault.put(PHQ_9.answered("/number", number))
        vault.set_setting("local_number", {"phone": "01632 960077"})
        return kept.copy_to(folder / "kept")


def back_up(vault: Vault, clock: FixedClock) -> Snapshot:
    """One snapshot, on its own connection, as the app takes it."""
    clock.forward(minutes=61)
    backups = vault.backups()
    assert backups is not None
    with backups:
        return backups.make().snapshot


def everything(kept: Kept) -> dict[str, list[Any]]:
    """Every row of every table, through a copy, so that nothing is touched."""
    looked_at = kept.copy_to(kept.folder.with_name(f"{kept.folder.name}-looked-at"))
    rows = rows_of(looked_at)
    shutil.rmtree(looked_at.folder)
    return rows


def rows_of(looked_at: Kept) -> dict[str, list[Any]]:
    """The same of a vault that may change by it."""
    connection = recipe.connect(
        looked_at.place.database, looked_at.data_key().derive("database/v1")
    )
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE"
        " '%VIRTUAL%' AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    rows = {
        name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
        for (name,) in names
    }
    connection.close()
    return rows
