"""The sealed file of a family: what is said of every way in which it can be wrong."""

import struct
from hashlib import sha256

import pytest
import zstandard
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from visit_app.vault import family_file
from visit_app.vault.errors import VaultError
from visit_app.vault.family_file import (
    HEADER_BYTES,
    Changed,
    CutShort,
    NewerFile,
    NotAFamilyFile,
    SlipInCode,
    TooLarge,
    WrongCode,
    check,
    seal,
    unseal,
)
from visit_app.vault.file_code import write
from visit_app.vault.kdf import FLOOR

CODE, OTHER = write(12345678901234567890), write(1)
CONTENT = b'{"name": "Amira"}' * 100
FILE = seal(CONTENT, CODE, FLOOR)


def again(file: bytes) -> bytes:
    """The same with a digest that fits: somebody changed it who knows how."""
    return file[:-32] + sha256(file[:-32]).digest()


def put(file: bytes, place: int, data: bytes) -> bytes:
    return file[:place] + data + file[place + len(data) :]


def test_what_is_sealed_is_opened() -> None:
    check(FILE)
    assert unseal(FILE, CODE.lower()) == CONTENT
    assert b"Amira" not in FILE
    assert len(FILE) == HEADER_BYTES + 4096 + 16 + 32


def test_two_files_of_one_record_have_nothing_in_common() -> None:
    two = seal(CONTENT, CODE, FLOOR)
    assert two[20:52] != FILE[20:52]
    assert two[HEADER_BYTES:] != FILE[HEADER_BYTES:]


def test_another_code_and_one_with_a_slip() -> None:
    with pytest.raises(WrongCode):
        unseal(FILE, OTHER)
    with pytest.raises(SlipInCode):
        unseal(FILE, CODE.replace(CODE[0], "0" if CODE[0] != "0" else "1", 1))
    with pytest.raises(SlipInCode):
        unseal(FILE, "")


def test_every_flip_is_refused() -> None:
    for place in range(0, len(FILE), 7):
        flipped = bytes([FILE[place] ^ 1 << place % 8])
        with pytest.raises((NotAFamilyFile, NewerFile, CutShort, Changed)):
            check(put(FILE, place, flipped))


def test_every_cut_is_refused() -> None:
    for length in [*range(HEADER_BYTES + 2), *range(HEADER_BYTES, len(FILE), 61)]:
        with pytest.raises((NotAFamilyFile, CutShort)):
            check(FILE[:length])
    with pytest.raises(CutShort):
        check(FILE[:-1])
    with pytest.raises(Changed):
        check(FILE + b"\0")


def test_whoever_mends_the_digest_is_found_by_the_key() -> None:
    for place in range(20, len(FILE) - 32, 211):
        changed = again(put(FILE, place, bytes([FILE[place] ^ 4])))
        with pytest.raises((WrongCode, Changed, CutShort)):
            unseal(changed, CODE)


@pytest.mark.parametrize("cost", [(1024, 1, 1), (2**31, 3, 4), (65536, 3, 0)])
def test_a_cost_that_is_out_of_range_is_not_tried(cost: tuple[int, int, int]) -> None:
    with pytest.raises(Changed):
        unseal(again(put(FILE, 8, struct.pack(">III", *cost))), CODE)


def test_a_newer_version_is_told_apart() -> None:
    newer = put(FILE, 4, struct.pack(">H", 2))
    for file in (newer, newer[:40], newer + b"and more"):
        with pytest.raises(NewerFile):
            check(file)


def test_something_else_is_told_apart() -> None:
    for file in (b"", b"VA", b"%PDF-1.7" * 50, b"VASG" + FILE[4:]):
        with pytest.raises(NotAFamilyFile):
            check(file)


def sealed_frame(frame: bytes) -> bytes:
    """A file whose sealed content is this frame, as its own author could make it."""
    padded = family_file._pad(frame)
    key, commitment = family_file._keys(CODE, FILE[20:52], FLOOR)
    start = family_file._Header(FLOOR, FILE[20:52], commitment, len(padded) + 16)
    header = start.to_bytes()
    sealed = header + AESGCM(key).encrypt(bytes(12), padded, header)
    return sealed + sha256(sealed).digest()


def test_what_would_fill_the_memory_is_not_unfolded() -> None:
    bomb = zstandard.ZstdCompressor().compress(bytes(family_file.LARGEST_BYTES + 1))
    nameless = zstandard.ZstdCompressor(write_content_size=False).compress(b"x" * 99)
    for frame in (bomb, nameless, b"no frame", b""):
        with pytest.raises(Changed):
            unseal(sealed_frame(frame), CODE)


def test_too_much_for_one_file_is_refused_when_it_is_written() -> None:
    with pytest.raises(TooLarge):
        seal(bytes(family_file.LARGEST_BYTES + 1), CODE, FLOOR)


KINDS = (NotAFamilyFile, CutShort, Changed, NewerFile, WrongCode, SlipInCode, TooLarge)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_sentences(kind: type[VaultError]) -> None:
    text = str(kind())
    assert "changed" in text
    assert text.endswith(".")
    assert text.count(". ") >= 1  # what happened, and what to do
    assert "!" not in text
