"""One numbered, immutable parcel of a feed: header, ciphertext, signature.

The layout is in docs/sync-format.md. The bytes are signed, never a re-serialised
form, and nothing is decrypted before the signature over it has been verified.
"""

import struct
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from secrets import token_bytes

from visit_app.sync.errors import NewerVersion, Untrusted
from visit_app.sync.keys import (
    SIGNATURE_BYTES,
    DeviceKeys,
    PublicKeys,
    derive,
    seal,
    unseal,
)

MAGIC = b"VASG"
VERSION = 1
NOTHING = bytes(32)  # "the digest of the segment before the first"
PADDING_BYTES = 256

# What every version shares, so that an older reader can follow the chain.
_STEM = struct.Struct(">4sHH16s16sQ32s")
_REST = struct.Struct(">II32s32s32sI")
HEADER_BYTES = _STEM.size + _REST.size
_SIGNED = b"visit_app/segment/1"
_KEYED = b"visit_app/segment-key/1"


@dataclass(frozen=True, slots=True)
class Stem:
    """The part of a header that no version changes; ids are 32 hexadecimal digits."""

    team: str
    device: str
    number: int
    previous: bytes  # SHA-256 of the whole segment before


@dataclass(frozen=True, slots=True)
class Header:
    """What a segment says about itself in clear; all of it is signed and is the AAD.

    `roster_number` and `roster_digest` name the newest roster entry its author knew.
    """

    stem: Stem
    epoch: int
    roster_number: int
    roster_digest: bytes
    salt: bytes
    commitment: bytes
    length: int  # of the ciphertext, bytes

    def to_bytes(self) -> bytes:
        """The header's bytes."""
        stem = self.stem
        ids = bytes.fromhex(stem.team), bytes.fromhex(stem.device)
        first = (MAGIC, VERSION, HEADER_BYTES, *ids, stem.number, stem.previous)
        rest = (self.epoch, self.roster_number, self.roster_digest)
        secret = (self.salt, self.commitment, self.length)
        return _STEM.pack(*first) + _REST.pack(*rest, *secret)


def digest_of(raw: bytes) -> bytes:
    """What the next segment chains to: SHA-256 of the whole segment."""
    return sha256(raw).digest()


def seal_segment(
    payload: bytes,
    stem: Stem,
    *,
    epoch: int,
    epoch_key: bytes,
    roster_number: int,
    roster_digest: bytes,
    keys: DeviceKeys,
    salt: bytes = b"",
) -> bytes:
    """The signed bytes of a segment; only a test vector sets the salt."""
    salt = salt or token_bytes(32)
    key, commitment = _keys(epoch_key, salt, stem, epoch)
    padded = pad(payload)
    length = len(padded) + 16
    header = Header(
        stem, epoch, roster_number, roster_digest, salt, commitment, length
    ).to_bytes()
    body = header + seal(key, padded, header)
    return body + keys.sign(_SIGNED + body)


def read_stem(raw: bytes) -> Stem:
    """The part every version shares, not verified; raises Untrusted."""
    if len(raw) < _STEM.size + SIGNATURE_BYTES:
        raise Untrusted("The parcel is cut short.")
    magic, _, _, team, device, number, previous = _STEM.unpack_from(raw)
    if magic != MAGIC:
        raise Untrusted("This is not a parcel of this app.")
    return Stem(team.hex(), device.hex(), number, previous)


def verify(raw: bytes, author: PublicKeys) -> Stem:
    """The stem, once the author's signature over the bytes holds; raises Untrusted."""
    stem = read_stem(raw)
    body, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if not author.verify(signature, _SIGNED + body):
        raise Untrusted("The parcel is damaged, or another hand wrote it.")
    return stem


def read_header(raw: bytes) -> Header:
    """The header of a verified segment; raises NewerVersion, Untrusted."""
    _, version, size, *_ = _STEM.unpack_from(raw)
    if version != VERSION:
        raise NewerVersion
    if size != HEADER_BYTES or len(raw) < HEADER_BYTES + SIGNATURE_BYTES:
        raise Untrusted("The parcel's label is not valid.")
    rest = _REST.unpack_from(raw, _STEM.size)
    header = Header(read_stem(raw), *rest)
    if header.length != len(raw) - HEADER_BYTES - SIGNATURE_BYTES:
        raise Untrusted("The parcel's length is not what its label says.")
    return header


def open_segment(raw: bytes, header: Header, epoch_key: bytes) -> bytes:
    """The payload of a verified segment; raises Untrusted."""
    key, commitment = _keys(epoch_key, header.salt, header.stem, header.epoch)
    if not compare_digest(commitment, header.commitment):
        raise Untrusted("The parcel was closed with another key than it says.")
    ciphertext = raw[HEADER_BYTES:-SIGNATURE_BYTES]
    return unpad(unseal(key, ciphertext, raw[:HEADER_BYTES]))


def pad(payload: bytes) -> bytes:
    """Length, payload and zeros up to a multiple of 256 bytes."""
    framed = len(payload).to_bytes(4, "big") + payload
    return framed + bytes(-len(framed) % PADDING_BYTES)


def unpad(padded: bytes) -> bytes:
    """The payload; raises Untrusted."""
    length = int.from_bytes(padded[:4], "big")
    if len(padded) % PADDING_BYTES or length > len(padded) - 4:
        raise Untrusted("The parcel's padding is not valid.")
    return padded[4 : 4 + length]


def _keys(epoch_key: bytes, salt: bytes, stem: Stem, epoch: int) -> tuple[bytes, bytes]:
    ids = bytes.fromhex(stem.team) + bytes.fromhex(stem.device)
    info = _KEYED + ids + struct.pack(">QI", stem.number, epoch)
    both = derive(epoch_key, salt, info, 64)
    return both[:32], both[32:]
