"""The organisation's key slot: the data key, sealed to a public key of its policy.

HPKE (RFC 9180) with the hybrid MLKEM768-X25519: a child's record has to stay closed for
decades, quantum computers or not. HPKE's one-shot form takes no associated data, so the
slot's header is bound in as its `info`.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from visit_app.vault.data_key import KEY_BYTES, DataKey
from visit_app.vault.slot import BadSlot

TYPE = "escrow"
PRIVATE_BYTES = 64 + 32  # the seeds of ML-KEM-768 and of X25519
PUBLIC_BYTES = 1184 + 32
_SEALED_BYTES = 1088 + 32 + KEY_BYTES + 16
_SUITE = "mlkem768-x25519/hkdf-sha256/aes-256-gcm"


@dataclass(frozen=True, slots=True)
class EscrowKey:
    """The organisation's public key: 1184 bytes of ML-KEM-768, 32 of X25519."""

    public: bytes

    def __post_init__(self) -> None:
        if len(self.public) != PUBLIC_BYTES:
            raise ValueError("an escrow key has 1216 bytes")
        self.hpke()

    @property
    def id(self) -> str:
        """32 hex digits that name the key; a slot says for which one it was made."""
        return sha256(b"visit-app/escrow-key/v1" + self.public).hexdigest()[:32]

    @property
    def text(self) -> str:
        """The key as it stands in a policy: base64."""
        return b64encode(self.public).decode("ascii")

    @classmethod
    def from_text(cls, text: str) -> "EscrowKey":
        """From base64; raises ValueError when it is not one."""
        return cls(b64decode(text, validate=True))

    def hpke(self) -> MLKEM768X25519PublicKey:
        """The key for HPKE; raises ValueError when it is not one."""
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.public[:-32]),
            X25519PublicKey.from_public_bytes(self.public[-32:]),
        )


@dataclass(frozen=True, repr=False)
class EscrowPrivateKey:
    """What only the organisation has: two seeds, 64 and 32 random bytes."""

    seeds: bytes

    @classmethod
    def generate(cls) -> "EscrowPrivateKey":
        """A fresh key."""
        return cls(secrets.token_bytes(PRIVATE_BYTES))

    @property
    def public(self) -> EscrowKey:
        """The key that goes into the policy."""
        mlkem, x25519 = self._pair()
        return EscrowKey(
            mlkem.public_key().public_bytes_raw()
            + x25519.public_key().public_bytes_raw()
        )

    def hpke(self) -> MLKEM768X25519PrivateKey:
        """The key for HPKE."""
        return MLKEM768X25519PrivateKey(*self._pair())

    def _pair(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        return (
            MLKEM768PrivateKey.from_seed_bytes(self.seeds[:64]),
            X25519PrivateKey.from_private_bytes(self.seeds[64:]),
        )


@dataclass(frozen=True, slots=True)
class EscrowSlot:
    """The data key, sealed to the organisation; `key_id` says to which of its keys."""

    vault_id: str
    key_id: str
    sealed: bytes

    def header(self) -> dict[str, Any]:
        """What the seal vouches for."""
        return {
            "type": TYPE,
            "vault": self.vault_id,
            "key": self.key_id,
            "suite": _SUITE,
        }

    def to_json(self) -> dict[str, Any]:
        """The slot as it stands in the key file."""
        sealed = b64encode(self.sealed).decode("ascii")
        return {"header": self.header(), "sealed": sealed}


def seal_escrow(key: DataKey, to: EscrowKey, vault_id: str) -> EscrowSlot:
    """A slot that only the holder of the private key opens."""
    empty = EscrowSlot(vault_id, to.id, b"")
    sealed = _suite().encrypt(bytes(key.reveal()), to.hpke(), info=_info(empty))
    return EscrowSlot(vault_id, to.id, sealed)


def open_escrow(slot: EscrowSlot, private: EscrowPrivateKey) -> DataKey | None:
    """The data key, or None when this private key does not open this slot."""
    try:
        found = _suite().decrypt(slot.sealed, private.hpke(), info=_info(slot))
    except (InvalidTag, ValueError):
        return None
    return DataKey(found, TYPE)


def from_json(data: Mapping[str, Any]) -> EscrowSlot:
    """The slot of a key file; raises BadSlot for anything out of the ordinary."""
    try:
        header = data["header"]
        sealed = b64decode(data["sealed"], validate=True)
        slot = EscrowSlot(str(header["vault"]), str(header["key"]), sealed)
    except (KeyError, TypeError, ValueError) as problem:
        raise BadSlot("not a slot") from problem
    if slot.header() != header or len(sealed) != _SEALED_BYTES:
        raise BadSlot("unknown escrow slot")
    return slot


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _info(slot: EscrowSlot) -> bytes:
    header = slot.header()
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
