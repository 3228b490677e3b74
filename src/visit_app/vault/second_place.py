"""A second place for backups: a stick, or a folder the practitioner chose.

A stick that was taken out is nothing bad: the vault's own folder on it says whether it
is there, so that nothing is ever written where only its name is left.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from visit_app.records.clock import Clock
from visit_app.vault import retention, snapshot
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import Away, UnsuitableFolder, VaultError
from visit_app.vault.os_errors import as_vault_errors
from visit_app.vault.place import Place
from visit_app.vault.slot_file import SlotFile
from visit_app.vault.snapshot import Snapshot

SETTING = "backup_place"
"""The vault's setting with the folder's path; "" for none."""
_FOLDER = "visit-app-backups"
_STATUS = "second-place.json"


@dataclass(frozen=True, slots=True)
class SecondStatus:
    """When the second place last got a copy, and what is in the way of the next one."""

    at: datetime | None = None
    name: str = ""
    problem: str = ""


def choose(folder: Path, place: Place, vault_id: str) -> None:
    """Make the place for this vault's backups there; raises VaultError."""
    inside = place.folder.resolve()
    if folder.resolve() == inside or inside in folder.resolve().parents:
        raise UnsuitableFolder(
            "This folder is the one your records are in, so a copy there would be lost"
            " with them. Nothing was changed. Choose a stick or another folder.",
            detail="inside",
        )
    if not folder.is_dir():
        raise Away(detail="folder")
    with as_vault_errors():
        _own(folder, vault_id).mkdir(parents=True, exist_ok=True)


def backups_in(folder: Path, vault_id: str) -> Path:
    """The folder of this vault's snapshots there; raises Away when it is not there."""
    own = _own(folder, vault_id)
    if not own.is_dir():
        raise Away(detail="second place")
    return own


def carry_over(
    local: Iterable[Snapshot], folder: Path, slots: SlotFile, clock: Clock
) -> SecondStatus:
    """Copy the newest snapshot there if it is not there yet, and tidy up there.

    Raises Away, DiskFull and the like; what is there already stays.
    """
    own = backups_in(folder, slots.vault_id)
    newest = next(iter(local), None)
    if newest is None:
        return SecondStatus()
    there = {found.name for found in snapshot.found_in(own)}
    if newest.name not in there:
        snapshot.carry(newest, own)
    for old in retention.dropped(snapshot.found_in(own), clock.now()):
        snapshot.remove(old)
    for kept in snapshot.found_in(own):
        snapshot.refresh_slots(kept, slots)
    return SecondStatus(clock.now(), newest.name)


def every_vault_in(folder: Path) -> tuple[Snapshot, ...]:
    """All snapshots in a folder somebody points at, whichever way it is laid out."""
    roots = [folder, folder / "backups", *(folder / _FOLDER).glob("*")]
    found = [one for root in roots for one in snapshot.found_in(root)]
    return tuple(sorted(found, key=lambda s: (s.made, s.position), reverse=True))


def read_status(place: Place) -> SecondStatus:
    """How the last copy went; nothing when there was none."""
    try:
        data = json.loads((place.backups / _STATUS).read_bytes())
        at = datetime.fromisoformat(data["at"]).astimezone(UTC) if data["at"] else None
        return SecondStatus(at, str(data["name"]), str(data["problem"]))
    except (OSError, ValueError, KeyError, TypeError):
        return SecondStatus()


def write_status(place: Place, status: SecondStatus) -> None:
    """Remember how the copy went; a full disk can do without."""
    at = status.at.isoformat() if status.at else ""
    data = {"at": at, "name": status.name, "problem": status.problem}
    with suppress(VaultError, OSError):
        write_whole(place.backups / _STATUS, json.dumps(data).encode())


def _own(folder: Path, vault_id: str) -> Path:
    return folder / _FOLDER / vault_id[:12]
