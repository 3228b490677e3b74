"""Unlocking: from a passphrase or a recovery code to the data key.

Cryptography only, no database, so that the unlock window can use it at once. Run it
off the GUI thread: one guess takes about half a second by design.
"""

import hmac
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from visit_app.records.clock import Clock
from visit_app.vault import attempts, rekeyed
from visit_app.vault.data_key import DataKey
from visit_app.vault.durable import replace_whole, write_whole
from visit_app.vault.errors import (
    Damaged,
    DiskFull,
    NotWritten,
    VaultError,
    WrongSecret,
)
from visit_app.vault.kdf import STANDARD, Cost
from visit_app.vault.place import Place
from visit_app.vault.recovery import NotACode, looks_like_code, new_code
from visit_app.vault.recovery import read as read_code
from visit_app.vault.slot import (
    Slot,
    open_slot,
    seal_passphrase,
    seal_recovery_code,
)
from visit_app.vault.slot_file import SlotFile, read_candidates, read_one, write_both


def unlock(folder: Path, secret: str, clock: Clock) -> DataKey:
    """The data key, by the passphrase or the recovery code, whichever this is.

    Raises WrongSecret, SlowDown after several of those, Damaged when the key file and
    its copy are missing or edited, NewerVersion.
    """
    place = Place(folder)
    rekeyed.finish(place)
    candidates = read_candidates(place)
    key, file = _tried(place, candidates, secret, clock)
    _mend(place, file, candidates)
    return key


def unlock_by(
    files: Sequence[SlotFile], folder: Path, secret: str, clock: Clock
) -> DataKey:
    """The data key by one of these key files, those of backups; raises as `unlock`.

    A wrong attempt counts for the records in the folder, once for all the files.
    """
    return _tried(Place(folder), files, secret, clock)[0]


def _tried(
    place: Place, files: Sequence[SlotFile], secret: str, clock: Clock
) -> tuple[DataKey, SlotFile]:
    """The key, and the file that gave it."""
    before = attempts.check(place, clock)
    with suppress(DiskFull, NotWritten):  # a full disk must not keep anybody out
        attempts.count(place, before, clock)
    for file in files:
        key = _open_any(file, secret)
        if key:
            with suppress(DiskFull, NotWritten):
                attempts.clear(place, clock)
            last = before.at.isoformat() if before.failed else ""
            return DataKey(key.reveal(), key.opened_with, before.failed, last), file
    raise _wrong(secret)


def verify(folder: Path, key: DataKey) -> bool:
    """Whether this key belongs to the vault in the folder."""
    return any(belongs(file, key) for file in read_candidates(Place(folder)))


def create_slots(
    folder: Path,
    key: DataKey,
    passphrase: str,
    cost: Cost,
    *,
    instead_of: SlotFile | None = None,
) -> str:
    """Write the key file of a new vault; returns the recovery code, shown once.

    `instead_of` is that of the same vault under the key it had before.
    """
    _usable(passphrase)
    before = instead_of or SlotFile(secrets.token_hex(16), 0, "", ())
    vault_id, code = before.vault_id, new_code()
    slots = (
        seal_passphrase(key, passphrase, vault_id, cost),
        seal_recovery_code(key, code, vault_id),
    )
    file = SlotFile(vault_id, before.generation + 1, _check_text(key), slots)
    write_checked(Place(folder), file, key, ((slots[0], passphrase), (slots[1], code)))
    return code


def change_passphrase(
    folder: Path, key: DataKey, new: str, *, cost: Cost = STANDARD
) -> None:
    """Let a new passphrase open the vault instead of the old one.

    The records are not rewritten: only the slot changes.
    """
    _usable(new)
    file = current(folder, key)
    slot = seal_passphrase(key, new, file.vault_id, cost)
    write_checked(Place(folder), file.with_slot(slot), key, ((slot, new),))


def new_recovery_code(folder: Path, key: DataKey) -> str:
    """Make a new recovery code, shown once; the old one opens nothing any more."""
    file, code = current(folder, key), new_code()
    slot = seal_recovery_code(key, code, file.vault_id)
    write_checked(Place(folder), file.with_slot(slot), key, ((slot, code),))
    return code


def _open_any(file: SlotFile, secret: str) -> DataKey | None:
    for slot in _worth_trying(file, secret):
        key = open_slot(slot, secret)
        if key and belongs(file, key):
            return key
    return None


def _worth_trying(file: SlotFile, secret: str) -> Iterable[Slot]:
    if _is_code(secret):
        yield from file.of("recovery-code")
    yield from file.of("passphrase")


def _is_code(secret: str) -> bool:
    try:
        read_code(secret)
    except NotACode:
        return False
    return True


def _wrong(secret: str) -> WrongSecret:
    if looks_like_code(secret) and not _is_code(secret):
        return WrongSecret(
            "There is a slip in that recovery code. Nothing was changed."
            " Compare it with your copy, four characters at a time, and try again."
        )
    return WrongSecret()


def _mend(place: Place, good: SlotFile, candidates: tuple[SlotFile, ...]) -> None:
    """Write the file that opened over one that did not; a full disk can wait."""
    try:
        whole = place.slots.read_bytes() == place.slots_copy.read_bytes()
    except OSError:
        whole = False
    if whole and len(candidates) == 1:
        return
    with suppress(OSError, VaultError):
        _set_aside(place, good)
        write_both(place, good)


def _set_aside(place: Place, good: SlotFile) -> None:
    """Keep key files that are not the good one: nothing is deleted.

    But for an older one of the same key: it may hold a passphrase that was changed.
    """
    kept = {good.to_bytes()}
    for path in (place.slots, place.slots_copy):
        content = path.read_bytes() if path.exists() else good.to_bytes()
        if content in kept or _is_older(read_one(path), good):
            continue
        name = f"keyslots.json.damaged-{secrets.token_hex(4)}"
        write_whole(path.with_name(name), content)
        kept.add(content)


def _is_older(file: SlotFile | None, good: SlotFile) -> bool:
    if file is None or file.check != good.check:
        return False
    return file.generation < good.generation


def current(folder: Path, key: DataKey) -> SlotFile:
    """The key file to change; raises Damaged when it is not this key's."""
    for file in read_candidates(Place(folder)):
        if belongs(file, key):
            return file
    raise Damaged(
        "The key file in this folder belongs to other records. Nothing was changed."
        " Put back the key file of these records from a backup.",
        detail="keyslots",
    )


def write_checked(
    place: Place, file: SlotFile, key: DataKey, openers: tuple[tuple[Slot, str], ...]
) -> None:
    """Open every new slot, as read back from the disk, before the old file goes."""
    trial = place.slots.with_name("keyslots.json.new")
    write_whole(trial, file.to_bytes())
    written = read_one(trial)
    if written != file or not all(
        _opens(slot, secret, key) for slot, secret in openers
    ):
        raise Damaged(
            "The new key could not be read back from the disk, so the old one stays."
            " Nothing was changed. Try again, and have the disk checked if it fails.",
            detail="keyslots",
        )
    replace_whole(trial, place.slots)
    write_whole(place.slots_copy, file.to_bytes())


def _opens(slot: Slot, secret: str, key: DataKey) -> bool:
    opened = open_slot(slot, secret)
    return opened is not None and opened.reveal() == key.reveal()


def belongs(file: SlotFile, key: DataKey) -> bool:
    """Whether the key file is one of the vault with this data key."""
    return hmac.compare_digest(file.check.encode(), _check_text(key).encode())


def _check_text(key: DataKey) -> str:
    return bytes(key.derive("key-check/v1", 16)).hex()


def _usable(passphrase: str) -> None:
    if not passphrase.strip():
        raise VaultError("The passphrase is empty. Nothing was changed. Type one.")
