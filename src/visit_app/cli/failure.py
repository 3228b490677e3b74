"""When a command cannot do its job."""

from pathlib import Path


class Failure(Exception):
    """A job that failed; `str()` is one sentence saying why and what to do."""


def bytes_of(path: Path, what: str) -> bytes:
    """The bytes of a file that was named; raises Failure, saying what it was to be."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Failure(f"The {what} cannot be read: {problem.strerror}.") from None
