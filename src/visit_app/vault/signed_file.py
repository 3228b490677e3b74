"""A file that an organisation has signed: licence packs, and its policy.

The signature lies beside the file, in JSON, and covers the purpose it was made for and
the file's bytes exactly as they are: made for one kind of file it is worth nothing on
another. Ed25519 (RFC 8032). Whether the key is one to trust is for the caller to say.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from visit_app.vault.errors import VaultError
from visit_app.vault.recovery import ALPHABET, plain

ALGORITHM = "ed25519"
PUBLIC_KEY_BYTES = 32
SIGNATURE_FILE_BYTES = 4096  # a signature file is some 250 bytes; no more is read
_FINGERPRINT_BYTES = 20
_GROUP = 4


class NotSigned(VaultError):
    """The signature is missing, of another kind, or not of these bytes."""

    sentence = (
        "The signature does not belong to this file: the file was changed after it was"
        " signed, or damaged on its way. It was not used and nothing was changed."
        " Ask the organisation that signed it for a fresh copy."
    )


class NotAKey(VaultError):
    """The file is no signing key, or the passphrase does not open it."""

    sentence = (
        "This is not a signing key that can be used, or the passphrase is not the one"
        " it was made with. Nothing was changed. Check both and try again."
    )


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An organisation's public key: 32 bytes; raises NotAKey for anything else."""

    raw: bytes

    def __post_init__(self) -> None:
        """Refuse what is not a key at once."""
        if len(self.raw) != PUBLIC_KEY_BYTES:
            raise NotAKey(detail="wrong length")

    @classmethod
    def from_text(cls, text: str) -> "PublicKey":
        """From base64; raises NotAKey."""
        try:
            return cls(b64decode(text.strip(), validate=True))
        except ValueError:
            raise NotAKey(detail="not base64") from None

    def to_text(self) -> str:
        """As base64."""
        return b64encode(self.raw).decode("ascii")

    @property
    def fingerprint(self) -> str:
        """What two people compare aloud: 32 characters in 8 groups of 4 (160 bits)."""
        digest = sha256(b"visit-app/signing-key/v1" + self.raw).digest()
        number = int.from_bytes(digest[:_FINGERPRINT_BYTES])
        places = reversed(range(_FINGERPRINT_BYTES * 8 // 5))
        text = "".join(ALPHABET[number >> 5 * place & 31] for place in places)
        return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))

    def is_known_as(self, fingerprint: str) -> bool:
        """Whether this is its fingerprint, however it was typed."""
        return plain(fingerprint) == plain(self.fingerprint)


class SigningKey:
    """An organisation's secret key; kept by the organisation, never on a laptop."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def generate(cls) -> "SigningKey":
        """A fresh key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes, passphrase: str) -> "SigningKey":
        """From an encrypted PKCS #8 PEM file; raises NotAKey."""
        try:
            key = load_pem_private_key(pem, passphrase.encode() or None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise NotAKey from None
        if not isinstance(key, Ed25519PrivateKey):
            raise NotAKey(detail="not an Ed25519 key")
        return cls(key)

    def to_pem(self, passphrase: str) -> bytes:
        """As an encrypted PKCS #8 PEM file; raises NotAKey for an empty passphrase."""
        if not passphrase:
            raise NotAKey("A signing key needs a passphrase. Nothing was made.")
        lock = BestAvailableEncryption(passphrase.encode())
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)

    @property
    def public(self) -> PublicKey:
        """What everybody may know of it."""
        return PublicKey(self._key.public_key().public_bytes_raw())

    def sign(self, content: bytes, purpose: str) -> bytes:
        """The signature file of this content, for this purpose only."""
        signature = self._key.sign(_signed_bytes(content, purpose))
        fields = {
            "algorithm": ALGORITHM,
            "purpose": purpose,
            "publicKey": self.public.to_text(),
            "signature": b64encode(signature).decode("ascii"),
        }
        return json.dumps(fields, indent=2).encode() + b"\n"


def signer_of(content: bytes, signature_file: bytes, purpose: str) -> PublicKey:
    """Whose valid signature of this content this is; raises NotSigned."""
    if len(signature_file) > SIGNATURE_FILE_BYTES:
        raise NotSigned(detail="too long")
    try:
        fields = json.loads(signature_file)
        if (fields["algorithm"], fields["purpose"]) != (ALGORITHM, purpose):
            raise NotSigned(detail="another kind of signature")
        key = PublicKey.from_text(fields["publicKey"])
        signature = b64decode(fields["signature"], validate=True)
        verifier = Ed25519PublicKey.from_public_bytes(key.raw)
        verifier.verify(signature, _signed_bytes(content, purpose))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, NotAKey):
        raise NotSigned(detail="not a signature file") from None
    except InvalidSignature:
        raise NotSigned from None
    return key


def _signed_bytes(content: bytes, purpose: str) -> bytes:
    return b"visit-app/" + purpose.encode() + b"/v1\0" + content
