"""One window per vault: the operating system holds the lock, so kill -9 frees it."""

from pathlib import Path

from filelock import FileLock, Timeout

from visit_app.vault.errors import InUse
from visit_app.vault.os_errors import as_vault_error


def take(path: Path) -> FileLock:
    """Take the lock; raises InUse when another window has it."""
    lock = FileLock(
        path,
        timeout=0,
        thread_local=False,  # a vault may be closed from another thread
        fallback_to_soft=False,  # a lock file without the system's lock could stay
        preserve_lock_file=True,
    )
    try:
        lock.acquire()
    except Timeout:
        raise InUse from None
    except OSError as problem:
        raise as_vault_error(problem) from None
    return lock
