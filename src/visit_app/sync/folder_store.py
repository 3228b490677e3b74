"""The embedded default: a folder, local, shared, in OneDrive, or on a USB stick."""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from visit_app.sync.errors import (
    Full,
    Misconfigured,
    NotThere,
    Offline,
    Refused,
    StoreError,
    Taken,
)
from visit_app.sync.publishing import WAYS, Way, place
from visit_app.sync.store import check_size

T = TypeVar("T")

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*")
_TEMPORARY = "~hv"  # with .tmp behind it OneDrive does not upload the file
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_MISSING = {errno.ENOENT, errno.ENOTDIR}

_AWAY = (
    "The team folder is not there at the moment: the stick is not in, or the network "
    "drive is not connected. Your work is saved on this laptop and is sent when it "
    "is back."
)


class FolderStore:
    """A Store in a folder that exists; published without replacing, and on disk."""

    def __init__(self, root: Path, ways: tuple[Way, ...] = WAYS) -> None:
        self._root = root
        self._ways = ways

    def __repr__(self) -> str:
        return f"FolderStore({str(self._root)!r})"

    def create(self, name: str, data: bytes) -> None:
        """Keep these bytes under a name; raises Taken when the name exists."""
        path = self._path(name)
        self._tried(lambda: self._create(path, data), name)

    def get(self, name: str) -> bytes:
        """The bytes under a name; raises NotThere."""
        path = self._path(name)
        return self._tried(lambda: _read(path), name)

    def list(self, prefix: str, after: str = "") -> Sequence[str]:
        """Full names under a prefix, sorted, those above `after`; no temporary ones."""
        self._check_root()
        folder = self._root.joinpath(*prefix.rstrip("/").split("/"))
        found = self._tried(lambda: list(_files(folder)), prefix)
        names = (path.relative_to(self._root).as_posix() for path in found)
        return tuple(sorted(name for name in names if name > after))

    def delete(self, name: str) -> None:
        """Delete a file, for erasure; one that is not there is fine."""
        path = self._path(name)
        self._tried(lambda: path.unlink(missing_ok=True), name)
        self._tried(lambda: _sync_folder(path.parent), name)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise Misconfigured("This is not the name of a parcel.")
        return self._root.joinpath(*name.split("/"))

    def _create(self, path: Path, data: bytes) -> None:
        self._check_root()
        _make_folder(path.parent)
        temporary = path.parent / f"{_TEMPORARY}{token_hex(8)}.tmp"
        try:
            _write(temporary, data)
            place(temporary, path, self._ways)
            _sync_folder(path.parent)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _check_root(self) -> None:
        if not self._root.is_dir():
            raise Offline(_AWAY)

    def _tried(self, work: Callable[[], T], name: str) -> T:
        try:
            return work()
        except FileExistsError:
            raise Taken(name) from None
        except OSError as problem:
            raise self._in_words(problem, name) from None

    def _in_words(self, problem: OSError, name: str) -> StoreError:
        if problem.errno in _FULL:
            return Full()
        if problem.errno in _REFUSED:
            return Refused(
                "This laptop may not use the team folder as it needs to. Your work is "
                "saved here. Ask IT for the right to read and add files there."
            )
        if problem.errno in _MISSING and self._root.is_dir():
            return NotThere(name)
        return Offline(_AWAY)


def _read(path: Path) -> bytes:
    check_size(path.stat().st_size)
    return path.read_bytes()


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            elif not entry.name.startswith(_TEMPORARY):
                yield Path(entry.path)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # a folder cannot be opened there; NTFS journals the name itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
