"""The sealed file in which a family goes to another team: header, ciphertext, digest.

docs/sync-format.md describes it byte by byte. The digest at the end finds what was
damaged on the way before any code is asked for; only the key says that nobody changed
it.
"""

import secrets
import struct
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from visit_app.vault import file_code
from visit_app.vault.errors import VaultError
from visit_app.vault.kdf import CEILING, FLOOR, STANDARD, Cost, stretch
from visit_app.vault.recovery import NotACode

ENDING = "visitfamily"
MAGIC = b"VAHO"
VERSION = 1
PADDING_BYTES = 4096
LARGEST_BYTES = 64 * 1024 * 1024

_STEM = struct.Struct(">4sHH")
_REST = struct.Struct(">III32s32sI")
HEADER_BYTES = _STEM.size + _REST.size
_DIGEST_BYTES = 32
_TAG_BYTES = 16
_SALT_BYTES = 32
_ZERO_NONCE = bytes(12)  # the salt is fresh, so each key seals one text only
_KEYED = b"visit_app/family-file/1"
_LEVEL = 3


class NotAFamilyFile(VaultError):
    """The file is something else."""

    sentence = (
        "This is not a file with a family in it, or only its beginning arrived."
        " Nothing was changed. Choose the file that was written for you."
    )


class CutShort(VaultError):
    """The end of the file is missing."""

    sentence = (
        "This file was cut short on its way. Nothing was taken from it and nothing was"
        " changed. Copy it once more, or ask for another one."
    )


class Changed(VaultError):
    """The file is not as it was written."""

    sentence = (
        "This file was changed or damaged on its way. Nothing was taken from it and"
        " nothing was changed. Copy it once more, or ask for another one."
    )


class NewerFile(VaultError):
    """A newer version of the app wrote it."""

    sentence = (
        "A newer version of the app wrote this file. Nothing was taken from it and"
        " nothing was changed. Update the app on this laptop, then open it again."
    )


class WrongCode(VaultError):
    """The code does not open the file."""

    sentence = (
        "That code does not open this file. Nothing was changed. Compare it with"
        " whoever told it to you: each file has a code of its own."
    )


class SlipInCode(VaultError):
    """What was typed is no code, or has a slip in it."""

    sentence = (
        "There is a slip in this code. Nothing was changed. It has 4 groups of 4"
        " letters and digits: have it read out to you once more."
    )


class TooLarge(VaultError):
    """There is more than a file may hold."""

    sentence = (
        "This record is too large for one file, so none was written. The record is safe"
        " and was not changed. Ask support how to hand it over."
    )


@dataclass(frozen=True, slots=True)
class _Header:
    cost: Cost
    salt: bytes
    commitment: bytes
    length: int  # of the ciphertext, bytes

    def to_bytes(self) -> bytes:
        cost = (self.cost.memory_kib, self.cost.passes, self.cost.lanes)
        rest = _REST.pack(*cost, self.salt, self.commitment, self.length)
        return _STEM.pack(MAGIC, VERSION, HEADER_BYTES) + rest


def seal(
    content: bytes, code: str, cost: Cost = STANDARD, *, salt: bytes = b""
) -> bytes:
    """The file's bytes; raises TooLarge. Only a test vector sets the salt.

    Takes about 0.2 s of CPU at STANDARD.
    """
    if len(content) > LARGEST_BYTES:
        raise TooLarge
    salt = salt or secrets.token_bytes(_SALT_BYTES)
    key, commitment = _keys(code, salt, cost)
    padded = _pad(zstandard.ZstdCompressor(level=_LEVEL).compress(content))
    length = len(padded) + _TAG_BYTES
    header = _Header(cost, salt, commitment, length).to_bytes()
    sealed = header + AESGCM(key).encrypt(_ZERO_NONCE, padded, header)
    return sealed + sha256(sealed).digest()


def check(file: bytes) -> None:
    """Look at everything that needs no code.

    Raises NotAFamilyFile, NewerFile, CutShort, Changed.
    """
    _header(file)


def unseal(file: bytes, code: str) -> bytes:
    """What was sealed; raises what `check` raises, SlipInCode and WrongCode."""
    header = _header(file)
    key, commitment = _keys(code, header.salt, header.cost)
    if not compare_digest(commitment, header.commitment):
        raise WrongCode
    body = file[HEADER_BYTES:-_DIGEST_BYTES]
    try:
        padded = AESGCM(key).decrypt(_ZERO_NONCE, body, file[:HEADER_BYTES])
    except InvalidTag:
        raise Changed from None
    return _unfold(padded)


def _header(file: bytes) -> _Header:
    if len(file) < _STEM.size or not file.startswith(MAGIC):
        raise NotAFamilyFile
    _, version, size = _STEM.unpack_from(file)
    if version > VERSION:
        raise NewerFile
    if len(file) < HEADER_BYTES:
        raise CutShort
    memory, passes, lanes, *rest = _REST.unpack_from(file, _STEM.size)
    header = _Header(Cost(memory, passes, lanes), *rest)
    whole = HEADER_BYTES + header.length + _DIGEST_BYTES
    if len(file) < whole:
        raise CutShort
    digest = sha256(file[:-_DIGEST_BYTES]).digest()
    if len(file) != whole or digest != file[-_DIGEST_BYTES:]:
        raise Changed
    known = (version, size) == (VERSION, HEADER_BYTES)
    cost = header.cost
    if not (known and cost.at_least(FLOOR) and cost.at_most(CEILING)):
        raise Changed  # a cost edited down, or so high that it would hang the app
    return header


def _keys(code: str, salt: bytes, cost: Cost) -> tuple[bytes, bytes]:
    """The key, and what commits the file to it."""
    try:
        secret = stretch(file_code.read(code), salt, cost)
    except NotACode:
        raise SlipInCode from None
    both = HKDF(hashes.SHA256(), 64, salt, _KEYED).derive(secret)
    return both[:32], both[32:]


def _pad(frame: bytes) -> bytes:
    """Length, frame and zeros up to a multiple of 4096 bytes."""
    framed = len(frame).to_bytes(4) + frame
    return framed + bytes(-len(framed) % PADDING_BYTES)


def _unfold(padded: bytes) -> bytes:
    frame = padded[4 : 4 + int.from_bytes(padded[:4])]
    try:
        size = zstandard.get_frame_parameters(frame).content_size
        if size > LARGEST_BYTES:  # also when the frame does not say: 2**64 - 1
            raise Changed
        return zstandard.ZstdDecompressor().decompress(frame)
    except zstandard.ZstdError:
        raise Changed from None
