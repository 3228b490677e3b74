"""What a practitioner does with the keys of the records, beyond the passphrase.

Plain Python, slow by design: it runs in the background.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from visit_app.ui.records_folder import RECOVERY_WAITS, Opened, RecordsFolder
from visit_app.vault.errors import VaultError

if TYPE_CHECKING:
    from visit_app.vault.vault import Vault


def rekey(records: RecordsFolder, secret: str, new: str) -> Opened:
    """Write locked records under a new key, and open them; raises VaultError.

    Only the new passphrase and the new recovery code, which is to be shown, open them.
    """
    from visit_app.vault.kdf import STANDARD
    from visit_app.vault.keyslots import unlock
    from visit_app.vault.policy_in_vault import in_force
    from visit_app.vault.rekeying import rekey as write_anew
    from visit_app.vault.vault import Vault

    with unlock(records.folder, secret, records.clock) as old:
        with Vault.open(records.folder, old, records.clock) as vault:
            policy = in_force(vault)
        key, code = write_anew(
            records.folder,
            old,
            new,
            escrow=policy.escrow_key if policy else None,
            settings={RECOVERY_WAITS: True},
            cost=records.cost or STANDARD,
        )
    with key:
        key.opened_with = "rekey"
        opened = records.opened(key, shown=code)
    opened.desk.vault.note("rekey")
    _back_up(opened.desk.vault)
    return opened


def _back_up(vault: "Vault") -> None:
    """One copy under the new key at once: older ones keep the key they have."""
    backups = vault.backups()
    if backups is not None:
        with backups, suppress(VaultError):  # it is tried again within the hour
            backups.make()


def may_open_by_keychain(records: RecordsFolder) -> bool:
    """Whether this computer's keychain opens the records, by choice and by policy."""
    from visit_app.vault.further_slots import has_keychain_slot

    policy = records.policy()
    return (policy is None or policy.keychain) and has_keychain_slot(records.folder)


def open_by_keychain(records: RecordsFolder) -> Opened:
    """Unlock with this computer's keychain; raises KeychainMissing, VaultError."""
    from visit_app.vault.further_slots import unlock_by_keychain
    from visit_app.vault.keychain import system_keychain

    with unlock_by_keychain(records.folder, system_keychain()) as key:
        return records.opened(key)


def keychain_there() -> bool:
    """Whether this computer has a keychain that can be used."""
    from visit_app.vault.keychain import system_keychain

    return system_keychain() is not None


def switch_keychain_on(records: RecordsFolder, secret: str) -> None:
    """Let this computer's keychain open the records, given the passphrase.

    Raises KeychainMissing, VaultError.
    """
    from visit_app.vault.further_slots import put_keychain
    from visit_app.vault.keychain import KeychainMissing, system_keychain
    from visit_app.vault.keyslots import unlock

    keychain = system_keychain()
    if keychain is None:
        raise KeychainMissing(detail="none")
    with unlock(records.folder, secret, records.clock) as key:
        put_keychain(records.folder, key, keychain)


def switch_keychain_off(records: RecordsFolder, secret: str) -> None:
    """Take that away again, given the passphrase; raises VaultError."""
    from visit_app.vault.further_slots import remove_keychain
    from visit_app.vault.keychain import system_keychain
    from visit_app.vault.keyslots import unlock

    with unlock(records.folder, secret, records.clock) as key:
        remove_keychain(records.folder, key, system_keychain())
