"""The keys of one laptop in a team, and wrapping a secret for another laptop."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from secrets import token_bytes

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from visit_app.sync.errors import Untrusted

KEY_BYTES = 32
SIGNATURE_BYTES = 64
_ZERO_NONCE = bytes(12)  # every key made by `derive` seals one message only


def _suite() -> Suite:
    # A hybrid: a child's record must stay closed for decades, quantum computers or not.
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class PublicKeys:
    """What colleagues know of a laptop: 32, 1184 and 32 bytes."""

    sign: bytes
    mlkem: bytes
    x25519: bytes

    def to_json(self) -> dict[str, str]:
        """As base64 texts."""
        return {
            "sign": encode(self.sign),
            "mlkem": encode(self.mlkem),
            "x25519": encode(self.x25519),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> "PublicKeys":
        """From base64 texts; raises Untrusted when they are not keys."""
        try:
            keys = cls(*(decode(data[name]) for name in ("sign", "mlkem", "x25519")))
            keys._verifier, keys._kem  # noqa: B018 - both raise for what is no key
        except (KeyError, TypeError, ValueError):
            raise Untrusted("A laptop's keys are not valid.") from None
        return keys

    @cached_property
    def _verifier(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.sign)

    @cached_property
    def _kem(self) -> MLKEM768X25519PublicKey:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.mlkem),
            X25519PublicKey.from_public_bytes(self.x25519),
        )

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether this laptop signed these bytes."""
        try:
            self._verifier.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def wrap(self, secret: bytes, info: bytes) -> bytes:
        """The secret for this laptop alone; `info` is bound in and has to be known."""
        return _suite().encrypt(secret, self._kem, info=info)


@dataclass(frozen=True, repr=False)
class DeviceKeys:
    """A laptop's secret keys: 32, 64 and 32 random bytes; never in a log or a repr."""

    sign_seed: bytes
    mlkem_seed: bytes
    x25519_seed: bytes

    @classmethod
    def generate(cls) -> "DeviceKeys":
        """Fresh keys."""
        return cls(token_bytes(32), token_bytes(64), token_bytes(32))

    @classmethod
    def from_bytes(cls, data: bytes) -> "DeviceKeys":
        """From what `to_bytes` gave."""
        if len(data) != 128:
            raise Untrusted("These are not a laptop's keys.")
        return cls(data[:32], data[32:96], data[96:])

    def to_bytes(self) -> bytes:
        """128 bytes, to be kept encrypted."""
        return self.sign_seed + self.mlkem_seed + self.x25519_seed

    @cached_property
    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.sign_seed)

    @cached_property
    def _mlkem(self) -> MLKEM768PrivateKey:
        return MLKEM768PrivateKey.from_seed_bytes(self.mlkem_seed)

    @cached_property
    def _x25519(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.x25519_seed)

    @cached_property
    def public(self) -> PublicKeys:
        """What colleagues may know."""
        return PublicKeys(
            self._signer.public_key().public_bytes_raw(),
            self._mlkem.public_key().public_bytes_raw(),
            self._x25519.public_key().public_bytes_raw(),
        )

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes."""
        return self._signer.sign(message)

    def unwrap(self, wrapped: bytes, info: bytes) -> bytes:
        """The secret wrapped for this laptop; raises Untrusted."""
        private = MLKEM768X25519PrivateKey(self._mlkem, self._x25519)
        try:
            return _suite().decrypt(wrapped, private, info=info)
        except (InvalidTag, ValueError):
            raise Untrusted("A key for this laptop cannot be opened.") from None


def derive(key: bytes, salt: bytes, info: bytes, length: int = KEY_BYTES) -> bytes:
    """HKDF-SHA256."""
    return HKDF(hashes.SHA256(), length, salt, info).derive(key)


def seal(key: bytes, data: bytes, aad: bytes) -> bytes:
    """AES-256-GCM with nonce zero: only for a key that is used this once."""
    return AESGCM(key).encrypt(_ZERO_NONCE, data, aad)


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The data; raises Untrusted when key, data or `aad` do not fit."""
    try:
        return AESGCM(key).decrypt(_ZERO_NONCE, sealed, aad)
    except (InvalidTag, ValueError):
        raise Untrusted("A parcel does not open with the team's key.") from None


def encode(data: bytes) -> str:
    """Base64 text."""
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """Bytes of base64 text; raises ValueError."""
    return base64.b64decode(text, validate=True)
