"""The disk of a window that fuzzing uses, at the moment the laptop dies."""

import shutil
from pathlib import Path


def copy_as_it_lies(before: Path, after: Path) -> None:
    """Files may go away meanwhile: threads end a backup, or a piece of the journal."""
    try:
        shutil.copytree(before, after, ignore=shutil.ignore_patterns("lock"))
    except shutil.Error as error:
        if any(Path(source).exists() for source, *_ in error.args[0]):
            raise
