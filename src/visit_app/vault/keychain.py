"""The keychain of this computer's user, where the practitioner wants that convenience.

Windows Credential Manager, macOS Keychain, or a Secret Service or KWallet on Linux, by
the library `keyring`. Only one random key of 32 bytes goes in, never a passphrase. Any
program of the same user may read it there: threat-model.md says what that means.
"""

import secrets
from base64 import b64encode
from contextlib import suppress
from importlib import import_module
from typing import Protocol

from visit_app.vault.data_key import KEY_BYTES
from visit_app.vault.errors import VaultError

SERVICE = "visit-app"
TRUSTED = (
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
)
"""Backends that encrypt, by name: no other one is used, least of all one that writes a
file, whatever `keyring` itself is configured to."""


class KeychainMissing(VaultError):
    """There is no keychain here that can be used, or it refused."""

    sentence = (
        "This computer's keychain cannot be used now. Your records are safe and were"
        " not changed. Use your passphrase; it always works."
    )


class Backend(Protocol):
    """What is used of `keyring.backend.KeyringBackend`."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret kept under this name, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret under this name."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret; raises when there is none."""
        ...


class Keychain:
    """One device key per vault, under the vault's id."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def keep_new(self, vault_id: str) -> str:
        """Keep a fresh device key and return it, read back; raises KeychainMissing."""
        made = b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
        try:
            self._backend.set_password(SERVICE, vault_id, made)
        except Exception as problem:  # noqa: BLE001 - each backend has errors of its own
            raise KeychainMissing(detail=type(problem).__name__) from None
        if self.device_key(vault_id) != made:
            raise KeychainMissing(detail="not kept")
        return made

    def device_key(self, vault_id: str) -> str | None:
        """The device key of this vault, or None; raises KeychainMissing."""
        try:
            return self._backend.get_password(SERVICE, vault_id)
        except Exception as problem:  # noqa: BLE001
            raise KeychainMissing(detail=type(problem).__name__) from None

    def forget(self, vault_id: str) -> bool:
        """Remove the device key; False when the keychain did not do it."""
        try:
            if self._backend.get_password(SERVICE, vault_id) is not None:
                self._backend.delete_password(SERVICE, vault_id)
        except Exception:  # noqa: BLE001 - without its slot the key opens nothing
            return False
        return True


def system_keychain() -> Keychain | None:
    """The keychain of this user, or None when there is none that encrypts."""
    for module, name in TRUSTED:
        with suppress(Exception):  # another system's, or a desktop that does not answer
            backend = getattr(import_module(module), name)
            if backend.viable:
                return Keychain(backend())
    return None
