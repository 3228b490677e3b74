"""One window per vault: the operating system holds the lock, so kill -9 frees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from visit_app.vault.errors import Busy, InUse
from visit_app.vault.os_errors import as_vault_error


def take(path: Path) -> FileLock:
    """Take the lock; raises InUse when another window has it."""
    try:
        return _taken(path, 0)
    except Timeout:
        raise InUse from None


@contextmanager
def turn(path: Path, wait_s: float, sentence: str) -> Iterator[None]:
    """Take turns with other threads and windows; raises Busy with the sentence."""
    try:
        held = _taken(path, wait_s)
    except Timeout:
        raise Busy(sentence, detail="turn") from None
    try:
        yield
    finally:
        held.release()


def _taken(path: Path, wait_s: float) -> FileLock:
    lock = FileLock(
        path,
        timeout=wait_s,
        thread_local=False,  # a vault may be closed from another thread
        fallback_to_soft=False,  # a lock file without the system's lock could stay
        preserve_lock_file=True,
    )
    try:
        lock.acquire()
    except Timeout:
        raise
    except OSError as problem:
        raise as_vault_error(problem) from None
    return lock
