"""A report for support: versions, sizes, ages and checks. Nothing of anybody in it.

Names of files are the app's own or are left out; the folder's path is not told.
"""

import platform
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from visit_app import __version__
from visit_app.records.clock import Clock
from visit_app.vault import journal, migrations, recipe, second_place, snapshot
from visit_app.vault.attempts import read as read_attempts
from visit_app.vault.errors import VaultError
from visit_app.vault.place import Place
from visit_app.vault.slot_file import read_one

_OURS = re.compile(
    r"vault\.db(-wal|-shm)?|keyslots\.json(\.bak|\.damaged-\w+)?|attempts\.json|lock"
    r"|audit-head\.json|preferences\.json|restored\.json|(journal|backups|restoring)"
    r"|set-aside-[\dTZ-]+|unfinished-\w+|creating|rekeying|rekeyed"
)


def report(folder: Path, clock: Clock, problem: VaultError | None = None) -> Any:
    """What can be said without a key, as JSON values."""
    place, now = Place(folder), clock.now()
    return {
        "written": now.isoformat(),
        "versions": _versions(),
        "problem": _about(problem),
        "files": [_file(path, now) for path in _listed(folder)],
        "key_file": _slots(place),
        "journal": _journal(place),
        "backups": [_snapshot(found) for found in snapshot.found_in(place.backups)],
        "second_place": bool(second_place.read_status(place).name),
    }


def _versions() -> Mapping[str, str]:
    return {
        "app": __version__,
        "schema": str(len(migrations.STEPS)),
        "sqlite": recipe.driver.sqlite_version,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def _about(problem: VaultError | None) -> Mapping[str, str]:
    if problem is None:
        return {}
    return {"kind": type(problem).__name__, "detail": problem.detail}


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _file(path: Path, now: datetime) -> Mapping[str, Any]:
    name = path.name if _OURS.fullmatch(path.name) else "another file"
    try:
        about = path.stat()
    except OSError as problem:
        return {"name": name, "refused": type(problem).__name__}
    parts = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else []
    size = sum(p.stat().st_size for p in parts) if path.is_dir() else about.st_size
    age_s = round(now.timestamp() - about.st_mtime)
    return {"name": name, "bytes": size, "files": len(parts), "age_s": age_s}


def _slots(place: Place) -> Mapping[str, Any]:
    first, copy = _readable(place.slots), _readable(place.slots_copy)
    return {"whole": first, "copy_whole": copy, "failed": read_attempts(place).failed}


def _readable(path: Path) -> bool:
    try:
        return read_one(path) is not None
    except VaultError:
        return False


def _journal(place: Place) -> list[Mapping[str, Any]]:
    return [
        {"name": path.name, "bytes": path.stat().st_size}
        for path in journal.files(place.journal)
    ]


def _snapshot(found: snapshot.Snapshot) -> Mapping[str, Any]:
    try:
        same = snapshot.digest(found.database) == found.digest
    except OSError:
        same = False
    return {
        "name": found.name,
        "app": found.app,
        "schema": found.schema,
        "position": found.position,
        "bytes": found.size,
        "as_written": same,
    }
