"""A family's own content key: delete it everywhere and the family cannot be read."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from secrets import token_bytes

from visit_app.sync.errors import Untrusted
from visit_app.sync.keys import KEY_BYTES, derive, seal, unseal

MAGIC = b"VAFK"
VERSION = 1
SALT_BYTES = 32
_HEADER_BYTES = 4 + 2 + 16 + 4 + SALT_BYTES
_KEYED = b"visit_app/family-key/1"


@dataclass(frozen=True, repr=False)
class FamilyKey:
    """A key for the records of one family, made in one epoch.

    `tag` is the family's 16 bytes in the store; `key_id` is a digest of the key, so
    that a swapped key is noticed.
    """

    tag: bytes
    epoch: int
    key: bytes

    @classmethod
    def generate(cls, tag: bytes, epoch: int) -> "FamilyKey":
        """A fresh key."""
        return cls(tag, epoch, token_bytes(KEY_BYTES))

    @cached_property
    def key_id(self) -> bytes:
        """16 bytes that name the key and commit to it."""
        return sha256(b"visit_app/family-key-id/1" + self.key).digest()[:16]


def wrap_family_key(key: FamilyKey, epoch_key: bytes, salt: bytes = b"") -> bytes:
    """The key object: magic, version, tag, epoch, salt, then the sealed key."""
    salt = salt or token_bytes(SALT_BYTES)
    header = (
        MAGIC
        + VERSION.to_bytes(2, "big")
        + key.tag
        + key.epoch.to_bytes(4, "big")
        + salt
    )
    return header + seal(derive(epoch_key, salt, _KEYED + header), key.key, header)


def unwrap_family_key(
    data: bytes, tag: bytes, epoch: int, epoch_key: bytes
) -> FamilyKey:
    """The key in a key object of this family and epoch; raises Untrusted."""
    header, sealed = data[:_HEADER_BYTES], data[_HEADER_BYTES:]
    expected = MAGIC + VERSION.to_bytes(2, "big") + tag + epoch.to_bytes(4, "big")
    if header[: len(expected)] != expected or len(sealed) != KEY_BYTES + 16:
        raise Untrusted("A family's key is not valid.")
    salt = header[-SALT_BYTES:]
    key = unseal(derive(epoch_key, salt, _KEYED + header), sealed, header)
    return FamilyKey(tag, epoch, key)
