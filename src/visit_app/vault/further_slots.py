"""Slots beside the practitioner's own two: the organisation's, and the keychain's.

Neither is ever the only one: the passphrase and the recovery code stay.
"""

from pathlib import Path

from visit_app.vault import keyslots, rekeyed
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import VaultError
from visit_app.vault.escrow import EscrowKey, EscrowPrivateKey, open_escrow, seal_escrow
from visit_app.vault.keychain import Keychain, KeychainMissing
from visit_app.vault.place import Place
from visit_app.vault.slot import BadSlot, open_slot, seal_keychain
from visit_app.vault.slot_file import SlotFile, read_candidates


class NoEscrow(VaultError):
    """The organisation's key opens nothing here."""

    sentence = (
        "That key does not open these records: they were never opened under a policy"
        " with this escrow key. Nothing was changed. Try an older key, if there is one."
    )


# --- the organisation ----------------------------------------------------------------


def put_escrow(folder: Path, key: DataKey, to: EscrowKey | None) -> bool:
    """Let the organisation's key open the vault, or none of its keys any more.

    Returns whether that is a change. Raises VaultError; the slots then stay as before.
    """
    file = keyslots.current(folder, key)
    wanted = to.id if to else ""
    if (file.escrow.key_id if file.escrow else "") == wanted:
        return False
    slot = seal_escrow(key, to, file.vault_id) if to else None
    keyslots.write_checked(Place(folder), file.with_escrow(slot), key, ())
    return True


def escrow_key_id(folder: Path) -> str:
    """Which key of the organisation opens the vault; "" for none."""
    slots = [file.escrow for file in read_candidates(Place(folder)) if file.escrow]
    return slots[0].key_id if slots else ""


def unlock_for_organisation(folder: Path, private: EscrowPrivateKey) -> DataKey:
    """The data key, by the organisation's private key; raises NoEscrow, Damaged."""
    rekeyed.finish(Place(folder))
    for file in read_candidates(Place(folder)):
        key = open_escrow(file.escrow, private) if file.escrow else None
        if key and keyslots.belongs(file, key):
            return key
    raise NoEscrow


# --- the keychain --------------------------------------------------------------------


def has_keychain_slot(folder: Path) -> bool:
    """Whether the computer's keychain may open the vault; False without key file."""
    try:
        return any(file.of("keychain") for file in read_candidates(Place(folder)))
    except VaultError:
        return False


def put_keychain(folder: Path, key: DataKey, keychain: Keychain) -> None:
    """Let the computer's keychain open the vault too; raises VaultError."""
    file = keyslots.current(folder, key)
    device_key = keychain.keep_new(file.vault_id)
    slot = seal_keychain(key, device_key, file.vault_id)
    opener = ((slot, device_key),)
    keyslots.write_checked(Place(folder), file.with_slot(slot), key, opener)


def remove_keychain(folder: Path, key: DataKey, keychain: Keychain | None) -> bool:
    """Take the keychain's slot away, then its device key; whether there was one.

    Without its slot the device key opens nothing, so the slot goes first.
    """
    file = keyslots.current(folder, key)
    if not file.of("keychain"):
        return False
    keyslots.write_checked(Place(folder), file.without("keychain"), key, ())
    if keychain:
        keychain.forget(file.vault_id)
    return True


def unlock_by_keychain(folder: Path, keychain: Keychain | None) -> DataKey:
    """The data key, by this computer's keychain; raises KeychainMissing, Damaged.

    Wrong attempts do not count here: 256 random bits are not guessed.
    """
    if keychain is None:
        raise KeychainMissing(detail="none")
    rekeyed.finish(Place(folder))
    for file in read_candidates(Place(folder)):
        key = _by_keychain(file, keychain)
        if key and keyslots.belongs(file, key):
            return key
    raise KeychainMissing(detail="does not open")


def _by_keychain(file: SlotFile, keychain: Keychain) -> DataKey | None:
    slots = file.of("keychain")
    device_key = keychain.device_key(file.vault_id) if slots else None
    try:
        return open_slot(slots[0], device_key) if device_key else None
    except (ValueError, BadSlot):  # something else stands under our name
        return None
