"""The engine's refusals as vault errors, without the statement and its values."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from visit_app.vault.errors import (
    Busy,
    Damaged,
    DiskFull,
    Immutable,
    NotWritten,
    ReadOnly,
    VaultError,
)
from visit_app.vault.frozen import REFUSED
from visit_app.vault.recipe import driver

_KINDS: tuple[tuple[str, type[VaultError]], ...] = (
    ("SQLITE_FULL", DiskFull),
    ("SQLITE_READONLY", ReadOnly),
    ("SQLITE_PERM", ReadOnly),
    ("SQLITE_BUSY", Busy),
    ("SQLITE_LOCKED", Busy),
    ("SQLITE_NOTADB", Damaged),
    ("SQLITE_CORRUPT", Damaged),
    ("SQLITE_IOERR", NotWritten),
    ("SQLITE_CANTOPEN", ReadOnly),
)


REFUSALS = (DBAPIError, driver.Error)


@contextmanager
def translated() -> Iterator[None]:
    """Raise VaultError for what the engine raises; the cause is dropped on purpose.

    SQLAlchemy's exceptions carry the parameters, which are what people said.
    """
    try:
        yield
    except REFUSALS as problem:
        error = as_vault_error(problem)
    else:
        return
    raise error from None


def as_vault_error(problem: BaseException) -> VaultError:
    """The same problem, one of REFUSALS, in words for the practitioner."""
    if isinstance(problem, DBAPIError):
        problem = problem.orig or problem
    name = str(getattr(problem, "sqlite_errorname", "") or type(problem).__name__)
    for prefix, kind in _KINDS:
        if name.startswith(prefix):
            return kind(detail=name)
    if name == "SQLITE_CONSTRAINT" and str(problem) == REFUSED:
        return Immutable(detail=name)
    return VaultError(detail=name)
