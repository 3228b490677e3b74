"""Every page of a SQLCipher file and its log, decrypted: free pages and old ones too.

SQLCipher 4 with its defaults: pages of 4096 bytes that end with 16 bytes of IV and 64
of HMAC; the first begins with the salt. What SQL can no longer reach is seen here.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVE = 80
SALT = 16
LOG_HEADER = 32
FRAME_HEADER = 24


def pages(database: Path, key: bytes | bytearray) -> Iterator[bytes]:
    """The content of each page of the file, then of each frame of its log."""
    whole = database.read_bytes()
    for start in range(0, len(whole), PAGE):
        yield _decrypted(whole[start : start + PAGE], key, first=start == 0)
    log = database.with_name(f"{database.name}-wal")
    if log.exists():
        yield from _frames(log.read_bytes(), key)


def _frames(log: bytes, key: bytes | bytearray) -> Iterator[bytes]:
    step = FRAME_HEADER + PAGE
    for start in range(LOG_HEADER, len(log) - step + 1, step):
        number = int.from_bytes(log[start : start + 4])
        page = log[start + FRAME_HEADER : start + step]
        yield _decrypted(page, key, first=number == 1)


def _decrypted(page: bytes, key: bytes | bytearray, *, first: bool) -> bytes:
    iv = page[PAGE - RESERVE : PAGE - RESERVE + 16]
    body = page[SALT if first else 0 : PAGE - RESERVE]
    work = Cipher(algorithms.AES(bytes(key)), modes.CBC(iv)).decryptor()
    return work.update(body) + work.finalize()


def holds(database: Path, key: bytes | bytearray, text: str) -> bool:
    """Whether the text stands in any page, as it is stored."""
    return any(text.encode() in page for page in pages(database, key))
