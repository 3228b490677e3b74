"""The policy inside a vault, and bringing the vault and the laptop's file together.

The copy in the vault is encrypted and cannot be edited without its key: whoever deletes
or swaps the file beside the records finds it restored by the next unlock.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from visit_app.vault import policy_file
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import UnsuitableFolder, VaultError
from visit_app.vault.further_slots import put_escrow, remove_keychain
from visit_app.vault.keychain import system_keychain
from visit_app.vault.policy import Policy
from visit_app.vault.policy_file import Installed
from visit_app.vault.vault import Vault

SETTING = "policy"


@dataclass(frozen=True, slots=True)
class Settled:
    """What is in force, and what the practitioner has to be told once.

    `is_new`: another policy than at the last unlock. `restored`: the file beside the
    records was missing, older or not to be trusted, and was put back. `escrow_made`:
    the organisation's key opens the records from now on.
    """

    policy: Policy | None = None
    is_new: bool = False
    restored: bool = False
    escrow_made: bool = False


def in_vault(vault: Vault) -> Installed | None:
    """The policy that the vault holds, signatures checked, or None."""
    kept = vault.setting(SETTING, dict[str, object]())
    if not kept:
        return None
    try:
        return policy_file.from_json(kept)
    except (VaultError, ValueError, KeyError, TypeError):
        return None  # written by a newer app, say: the file beside it may still do


def in_force(vault: Vault) -> Policy | None:
    """The policy of an open vault; None where the practitioner decides everything."""
    kept = in_vault(vault)
    return kept.current.policy if kept else None


def check_backup_place(vault: Vault, folder: Path) -> None:
    """Raises UnsuitableFolder when backups may not go to this folder by policy."""
    policy = in_force(vault)
    if policy is not None and not policy.allows_backup_in(folder):
        raise UnsuitableFolder(
            "Your organisation's policy allows backups only in"
            f" {', '.join(policy.backup_places)}. Nothing was changed. Choose one of"
            " these.",
            detail="policy",
        )


def settle(root: Path, folder: Path, vault: Vault, key: DataKey) -> Settled:
    """Put the newest policy in force, right after unlocking.

    `root` is the laptop's data folder, `folder` this vault's. A disk that cannot be
    written keeps nobody out: what is missing is made up at the next unlock.
    """
    before, in_file = in_vault(vault), _in_file(root)
    now = policy_file.newest(in_file, before)
    if now is None:
        return Settled()
    is_new, restored = now != before, now != in_file
    with suppress(VaultError):
        if is_new:
            _keep(vault, now)
        if restored:
            policy_file.keep(root, now)
            vault.note("policy", what="restored", serial=now.current.policy.serial)
    made = _put_slots_right(folder, vault, key, now.current.policy)
    return Settled(now.current.policy, is_new, restored, made)


def _in_file(root: Path) -> Installed | None:
    try:
        return policy_file.installed(root)
    except VaultError:
        return None


def _keep(vault: Vault, now: Installed) -> None:
    current = now.current
    with vault.transaction():
        vault.set_setting(SETTING, now.to_json())
        vault.note(
            "policy",
            what="in force",
            serial=current.policy.serial,
            key=current.key.fingerprint,
        )


def _put_slots_right(folder: Path, vault: Vault, key: DataKey, policy: Policy) -> bool:
    """Make or remove the organisation's slot; whether one was made."""
    with suppress(VaultError):
        if not policy.keychain and remove_keychain(folder, key, system_keychain()):
            vault.note("keychain", what="removed by policy")
        if put_escrow(folder, key, policy.escrow_key):
            made = policy.escrow_key
            vault.note("escrow", what="made" if made else "removed")
            return made is not None
    return False
