"""A journal file: sealed entries one behind the other, written so that they stay.

Each file belongs to one open session and has its own key, made from the vault's journal
key and the salt at its beginning, so that no nonce is ever used twice, not even when an
older copy of the vault is worked on again. Room is taken ahead in whole chunks of
zeros: then waiting for the disk means waiting for the data alone.
"""

import errno
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from visit_app.vault.data_key import hkdf
from visit_app.vault.durable import sync_folder
from visit_app.vault.journal_entry import Entry, parse

MAGIC = b"VISITJ1\n"
SALT_BYTES = 16
HEADER_BYTES = len(MAGIC) + SALT_BYTES
CHUNK_BYTES = 256 * 1024
_LENGTH_BYTES = 4


class Sealer:
    """Seals the entries of one file."""

    def __init__(self, key: bytearray) -> None:
        self.header = MAGIC + secrets.token_bytes(SALT_BYTES)
        self._cipher = _cipher(key, self.header)
        self._count = 0

    def seal(self, content: bytes) -> bytes:
        """The next frame of the file."""
        nonce, self._count = _nonce(self._count), self._count + 1
        sealed = self._cipher.encrypt(nonce, content, self.header)
        return len(sealed).to_bytes(_LENGTH_BYTES) + sealed


class JournalFile:
    """The file of the session under way; made when something is first written."""

    def __init__(self, path: Path, header: bytes) -> None:
        self._path, self._header = path, header
        self._file: io.FileIO | None = None
        self._end = self._size = 0

    def append(self, frames: bytes) -> None:
        """Put these frames on disk; raises OSError, and can be called again then."""
        file = self._file or self._begin()
        if self._end + len(frames) + _LENGTH_BYTES > self._size:
            self._grow(file, len(frames))
        _write_at(file, self._end, frames)
        _wait_for_disk(file.fileno())
        self._end += len(frames)

    def close(self) -> None:
        """Give back the room that was taken ahead."""
        file, self._file = self._file, None
        if file is None:
            return
        with file:
            file.truncate(self._end)

    def _begin(self) -> io.FileIO:
        """The file with its header on disk; nothing is left of one without it."""
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        file = io.FileIO(os.open(self._path, _NEW_FILE, 0o600), "r+")
        try:
            _write_at(file, 0, self._header + bytes(CHUNK_BYTES))
            os.fsync(file.fileno())
            sync_folder(self._path.parent)
        except BaseException:
            file.close()
            with suppress(OSError):
                self._path.unlink()
            raise
        self._file, self._end = file, len(self._header)
        self._size = self._end + CHUNK_BYTES
        return file

    def _grow(self, file: io.FileIO, needed: int) -> None:
        room = max(CHUNK_BYTES, needed + _LENGTH_BYTES)
        _write_at(file, self._size, bytes(room))
        os.fsync(file.fileno())
        self._size += room


_NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds; `whole` is false when its end is cut off or garbled."""

    entries: tuple[Entry, ...]
    whole: bool


def read(path: Path, key: bytearray) -> Found:
    """The entries that can be opened, up to the first that cannot; raises OSError."""
    data = path.read_bytes()
    header = data[:HEADER_BYTES]
    if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
        # a file that was made but got no first entry before the power went
        return Found((), not data.strip(b"\0"))
    cipher, place = _cipher(key, header), HEADER_BYTES
    entries: list[Entry] = []
    for frame in _frames(data):
        try:
            content = cipher.decrypt(
                _nonce(len(entries)), frame[_LENGTH_BYTES:], header
            )
            entries.append(parse(content, frame))
        except (InvalidTag, ValueError):
            return Found(tuple(entries), whole=False)
        place += len(frame)
    return Found(tuple(entries), not data[place:].strip(b"\0"))


def _frames(data: bytes) -> Iterator[bytes]:
    place = HEADER_BYTES
    while length := int.from_bytes(data[place : place + _LENGTH_BYTES]):
        frame = data[place : place + _LENGTH_BYTES + length]
        if len(frame) < _LENGTH_BYTES + length:
            return
        yield frame
        place += len(frame)


def _cipher(key: bytearray, header: bytes) -> AESGCM:
    salt = header[len(MAGIC) :].hex()
    return AESGCM(hkdf(f"journal/v1/{salt}").derive(key))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12)


def _write_at(file: io.FileIO, place: int, data: bytes) -> None:
    if _put(file, place, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _put_in_one(file: io.FileIO, place: int, data: bytes) -> int:
    return os.pwrite(file.fileno(), data, place)


def _put_in_two(file: io.FileIO, place: int, data: bytes) -> int | None:
    file.seek(place)
    return file.write(data)


# each call lets go of Python's lock and has to wait for it again
_put = _put_in_one if hasattr(os, "pwrite") else _put_in_two  # Windows has none
_wait_for_disk = getattr(os, "fdatasync", os.fsync)
