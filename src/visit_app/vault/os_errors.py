"""The operating system's refusals as vault errors."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from visit_app.vault.errors import DiskFull, NotWritten, ReadOnly, VaultError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


def as_vault_error(problem: OSError) -> VaultError:
    """The same problem in words for the practitioner, without the path."""
    name = errno.errorcode.get(problem.errno or 0, "OSError")
    if problem.errno in _FULL:
        return DiskFull(detail=name)
    if problem.errno in _READ_ONLY:
        return ReadOnly(detail=name)
    return NotWritten(detail=name)


@contextmanager
def as_vault_errors() -> Iterator[None]:
    """Raise VaultError for what the operating system refuses inside."""
    try:
        yield
    except OSError as problem:
        raise as_vault_error(problem) from None
