"""Putting a prepared vault in place, and keeping the one that was there.

The moves are written down before the first of them, so that a laptop that stops half
way goes on with them the next time the vault is opened. Nothing is deleted.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from visit_app.records.clock import Clock
from visit_app.vault import lock, snapshot
from visit_app.vault.durable import (
    copy_synced,
    replace_whole,
    sync_folder,
    wait_for,
    write_whole,
)
from visit_app.vault.os_errors import as_vault_errors
from visit_app.vault.place import Place
from visit_app.vault.recovering import Prepared
from visit_app.vault.slot_file import read_one

_RESTORED = "restored.json"


def confirm(prepared: Prepared, clock: Clock) -> Path:
    """Put the prepared vault in place; returns the folder the old one is kept in."""
    place = Place(prepared.folder)
    held = lock.take(place.lock)
    try:
        with as_vault_errors():
            aside = place.new_aside(clock.now())
            _keep_slots(place, prepared)
            newer = _made_later(place, prepared)
            plan = {"aside": aside.name, "backups": newer, **_about(prepared)}
            wait_for(Place(place.restoring).database)
            sync_folder(place.restoring)
            write_whole(place.swap, json.dumps(plan).encode())
        finish(place)
    finally:
        held.release()
    return aside


def forget(prepared: Prepared) -> None:
    """Do not restore: the prepared copy goes, everything else is as it was.

    Once it was confirmed it stays: what was there may be set aside already.
    """
    if Place(prepared.folder).swap.exists():
        return
    shutil.rmtree(Place(prepared.folder).restoring, ignore_errors=True)


def finish(place: Place) -> None:
    """Do what is left of a confirmed swap; nothing when none is under way."""
    with as_vault_errors():
        plan = _read(place.swap)
        if plan is None:
            return
        aside, made = Place(place.folder / plan["aside"]), Place(place.restoring)
        if made.database.exists():  # else what was there is set aside already
            _set_aside(place, aside, plan["backups"])
            replace_whole(made.database, place.database)
        if made.slots.exists():
            copy_synced(made.slots, place.slots_copy)
            replace_whole(made.slots, place.slots)
        told = {name: plan[name] for name in ("snapshot", "entries", "until", "aside")}
        write_whole(place.folder / _RESTORED, json.dumps(told).encode())
        place.swap.unlink()
        shutil.rmtree(place.restoring, ignore_errors=True)


def finish_waiting(place: Place) -> None:
    """The same with the lock taken for it; raises InUse."""
    if not place.swap.is_file():
        return
    held = lock.take(place.lock)
    try:
        finish(place)
    finally:
        held.release()


def restored(place: Place) -> Mapping[str, Any] | None:
    """What the last swap did, until `told` says that it stands in the audit."""
    return _read(place.folder / _RESTORED)


def told(place: Place) -> None:
    """The audit says so now."""
    (place.folder / _RESTORED).unlink(missing_ok=True)


def _about(prepared: Prepared) -> dict[str, Any]:
    until: datetime = prepared.until
    return {
        "snapshot": prepared.snapshot.name,
        "entries": prepared.entries,
        "until": until.isoformat(),
    }


def _keep_slots(place: Place, prepared: Prepared) -> None:
    """The key file that is there stays; one that cannot be read is replaced."""
    if read_one(place.slots) is None and read_one(place.slots_copy) is None:
        source = Place(prepared.snapshot.folder).slots
        copy_synced(source, Place(place.restoring).slots)


def _made_later(place: Place, prepared: Prepared) -> list[str]:
    """Snapshots of what is set aside: they go with it, so that time has one line."""
    if prepared.entries or prepared.complete:
        return []
    there, base = snapshot.found_in(place.backups), prepared.snapshot
    later = (s for s in there if s.made > base.made or s.position > base.position)
    return [s.name for s in later]


def _set_aside(place: Place, aside: Place, backups: Iterable[str]) -> None:
    aside.folder.mkdir(mode=0o700, exist_ok=True)
    for path in (place.slots, place.slots_copy):
        if path.exists():
            copy_synced(path, aside.folder / path.name)
    for path in (*place.log(), place.journal, place.database):
        if path.exists():
            replace_whole(path, aside.folder / path.name)
    for name in backups:
        if (place.backups / name).exists():
            aside.backups.mkdir(exist_ok=True)
            replace_whole(place.backups / name, aside.backups / name)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found
