"""The key of some records: by their own key file, else by those of their backups."""

from collections.abc import Iterable
from pathlib import Path

from visit_app.records.clock import Clock
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Damaged, VaultError
from visit_app.vault.keyslots import belongs, unlock, unlock_by
from visit_app.vault.place import Place
from visit_app.vault.slot_file import SlotFile, read_candidates, read_one
from visit_app.vault.snapshot import Snapshot


def key_of(
    folder: Path, secret: str, clock: Clock, backups: Iterable[Snapshot]
) -> DataKey:
    """The data key of the records in the folder; raises as `keyslots.unlock` does.

    Where their key file is gone, one of each vault among the backups is tried, the
    newest first. Nothing is written beside a backup: a stick may not allow it.
    """
    try:
        return unlock(folder, secret, clock)
    except Damaged:
        files = _one_of_each(backups)
        if not files:
            raise
    return unlock_by(files, folder, secret, clock)


def of_these_records(found: Iterable[Snapshot], folder: Path) -> tuple[Snapshot, ...]:
    """The backups of the vault in the folder; all of them where it has no key file."""
    try:
        own = read_candidates(Place(folder))[0].vault_id
    except VaultError:
        return tuple(found)
    return tuple(one for one in found if one.vault_id == own)


def opens(key: DataKey, found: Snapshot) -> bool:
    """Whether a backup is under this key, as far as its key file says.

    One from before the records got a new key is not, nor is another practitioner's.
    """
    file = read_one(Place(found.folder).slots)
    return file is None or belongs(file, key)


def _one_of_each(backups: Iterable[Snapshot]) -> tuple[SlotFile, ...]:
    found: dict[str, SlotFile] = {}
    for each in backups:
        file = read_one(Place(each.folder).slots)
        if file:
            found.setdefault(file.vault_id, file)
    return tuple(found.values())
