"""Putting a finished file under its name without ever replacing another.

One way per platform and file system, tried in order. Measured: exFAT under FUSE knows
neither renameat2 nor links, so the last way writes under the final name; a reader may
then see part of a file, which the signature over its content shows.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Way = Callable[[Path, Path], None]

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_RENAME_EXCL = 4
_UNSUPPORTED = {
    errno.EINVAL,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EPERM,
    errno.EXDEV,
}
_ABANDONED_S = 60.0


class Unsupported(Exception):
    """This file system has no such operation."""


def rename_without_replacing(temporary: Path, final: Path) -> None:
    """Linux renameat2, macOS renamex_np, Windows rename; raises FileExistsError."""
    if sys.platform == "win32":
        temporary.rename(final)
        return
    failure = _rename_exclusively(os.fsencode(temporary), os.fsencode(final))
    _raise_for(failure, final)


def link(temporary: Path, final: Path) -> None:
    """A hard link under the final name; raises FileExistsError."""
    try:
        os.link(temporary, final)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError) as problem:
        _raise_for(getattr(problem, "errno", None) or errno.ENOSYS, final)
    temporary.unlink()


def write_exclusively(temporary: Path, final: Path) -> None:
    """Write under the final name itself; raises FileExistsError.

    A crash leaves part of a file under the name. Whoever comes back with the same
    bytes finishes it; a young part is left alone, somebody may still be writing it.
    """
    data = temporary.read_bytes()
    try:
        handle = os.open(final, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _binary())
    except FileExistsError:
        if not _is_abandoned_part(temporary, final, data):
            raise
        handle = os.open(final, os.O_WRONLY | _binary())
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.unlink()


WAYS: tuple[Way, ...] = (rename_without_replacing, link, write_exclusively)


def place(temporary: Path, final: Path, ways: tuple[Way, ...] = WAYS) -> None:
    """Move by the first way this file system knows; raises FileExistsError."""
    for way in ways:
        with suppress(Unsupported):
            way(temporary, final)
            return
    raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))


def _is_abandoned_part(temporary: Path, final: Path, data: bytes) -> bool:
    # Both times come from the file system, so no clock of ours is asked.
    age_s = temporary.stat().st_mtime - final.stat().st_mtime
    part = final.read_bytes()
    return age_s > _ABANDONED_S and len(part) < len(data) and part == data[: len(part)]


def _rename_exclusively(source: bytes, target: bytes) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    ctypes.set_errno(0)
    try:
        if sys.platform == "darwin":
            failed = libc.renamex_np(source, target, _RENAME_EXCL)
        else:
            failed = libc.renameat2(
                _AT_FDCWD, source, _AT_FDCWD, target, _RENAME_NOREPLACE
            )
    except AttributeError:
        return errno.ENOSYS
    return ctypes.get_errno() if failed else 0


def _raise_for(failure: int, final: Path) -> None:
    if failure in _UNSUPPORTED:
        raise Unsupported
    if failure:
        raise OSError(failure, os.strerror(failure), str(final))


def _binary() -> int:
    return getattr(os, "O_BINARY", 0)
