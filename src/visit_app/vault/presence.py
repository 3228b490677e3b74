"""Whether the vault's file still lies where it was opened.

The system lets a program write to a file that was deleted, or whose disk was taken away
and put back as another one: what is written there is gone when the app ends.
"""

import os
from pathlib import Path

from visit_app.vault.errors import Vanished


class Presence:
    """The file as it was when the vault was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _identity(path)

    def check(self) -> None:
        """Raises Vanished when the file is not there, or another one is."""
        if _identity(self._path) != self._file:
            raise Vanished(detail="vanished")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
