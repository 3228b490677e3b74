"""The one random key of a vault, and every key that is derived from it."""

import secrets
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


class DataKey:
    """256 random bits that open the vault; `wipe` clears them from memory.

    `opened_with` is the slot type that gave the key ("passphrase", "recovery-code",
    "created"), `failed_before` the number of wrong attempts before it and `failed_last`
    the time of the last of them: they go into the audit entries of the unlock.
    """

    __slots__ = ("_key", "failed_before", "failed_last", "opened_with")

    def __init__(
        self,
        key: bytes | bytearray,
        opened_with: str = "",
        failed_before: int = 0,
        failed_last: str = "",
    ) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._key = bytearray(key)
        self.opened_with = opened_with
        self.failed_before = failed_before
        self.failed_last = failed_last

    @classmethod
    def random(cls) -> Self:
        """A new key from the system's random source."""
        return cls(secrets.token_bytes(KEY_BYTES), "created")

    def derive(self, label: str, size_bytes: int = KEY_BYTES) -> bytearray:
        """The key for one purpose (HKDF-SHA256, RFC 5869); the label names it."""
        out = bytearray(size_bytes)
        hkdf(label, size_bytes).derive_into(self.reveal(), out)
        return out

    def reveal(self) -> bytearray:
        """The key itself, for a slot to seal; raises ValueError once wiped."""
        if not self._key:
            raise ValueError("this key has been wiped")
        return self._key

    def wipe(self) -> None:
        """Overwrite the key; it can derive nothing afterwards."""
        wipe(self._key)
        self._key = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "DataKey(wiped)" if not self._key else "DataKey(...)"


def hkdf(label: str, size_bytes: int = KEY_BYTES) -> HKDF:
    """HKDF-SHA256 for one labelled purpose; no salt, the input is a uniform key."""
    return HKDF(SHA256(), size_bytes, None, f"visit-app/{label}".encode())


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place."""
    secret[:] = bytes(len(secret))
