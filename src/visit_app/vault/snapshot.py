"""Snapshots: whole encrypted copies of a vault, read back before they count.

A snapshot is a folder with the database, the key file and `snapshot.json`, which says
when it was made and holds nothing personal. It appears under its name in one step.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from visit_app import __version__
from visit_app.records.clock import Clock
from visit_app.vault import lock, migrations, recipe, replay
from visit_app.vault.durable import (
    copy_synced,
    replace_whole,
    sync_folder,
    wait_for,
    write_synced,
    write_whole,
)
from visit_app.vault.errors import Damaged, DiskFull
from visit_app.vault.os_errors import as_vault_error, as_vault_errors
from visit_app.vault.place import Place, free_name
from visit_app.vault.recipe import Connection
from visit_app.vault.slot_file import MAKING, SlotFile, read_candidates, read_one
from visit_app.vault.sql_errors import translated

ROUTINE, ASKED, BEFORE_UPDATE = "routine", "asked", "before-update"
_FORMAT = 1
_ABOUT = "snapshot.json"
_SPARE_BYTES = 16 * 1024 * 1024  # saving answers needs the room more than a copy does
_TURN_S = 120
_ANOTHER = (
    "Another backup of these records is being made. Your records are safe. Wait a"
    " moment, then try again."
)
_COUNTED = ("record", "family", "family_revision", "attachment", "audit", "setting")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot, as its folder and `snapshot.json` describe it."""

    folder: Path
    made: datetime
    kind: str
    schema: int
    position: int  # of the journal
    size: int  # bytes of the database
    digest: str  # SHA-256 of the database
    vault_id: str
    app: str

    @property
    def name(self) -> str:
        """What it is called in lists and commands."""
        return self.folder.name

    @property
    def database(self) -> Path:
        """Its encrypted database."""
        return Place(self.folder).database


def take(
    place: Place, key: bytearray, clock: Clock, kind: str, *, quickly: bool = True
) -> Snapshot:
    """Copy the vault into its backups folder, read the copy back, publish it.

    `quickly` leaves out the check of the structure behind the pages, which are each
    verified in any case. Writers are not held up. Raises Damaged when vault or copy
    cannot be read, Busy when another goes on being made, DiskFull and the like.
    """
    with my_turn(place, "making"):
        size = place.database.stat().st_size
        with _half_made(place.backups, size) as making:
            slots = read_candidates(place)[0]  # before: a new key may come in meanwhile
            copy = Place(making)
            with translated():
                held = _copied(place.database, copy.database, key)
                _check_copy(copy.database, key, held, quickly=quickly)
            write_synced(copy.slots, slots.to_bytes())
            made = clock.now()
            about = _about(copy, kind, made, held, slots)
            write_synced(making / _ABOUT, json.dumps(about, indent=1).encode())
            name = f"{made:%Y%m%dT%H%M%SZ}-{kind}"
            return _described(_published(making, place.backups, name), about)


@contextmanager
def my_turn(place: Place, what: str) -> Iterator[None]:
    """One at a time does this with the backups of a vault; raises Busy."""
    with as_vault_errors():
        place.backups.mkdir(mode=0o700, exist_ok=True)
        with lock.turn(place.backups / f"{what}.lock", _TURN_S, _ANOTHER):
            yield


def found_in(backups: Path) -> tuple[Snapshot, ...]:
    """The snapshots of a folder, newest first; what describes itself badly is left out.

    They are not opened here: `check` does that.
    """
    try:
        folders = [path for path in backups.iterdir() if (path / _ABOUT).is_file()]
    except OSError:
        return ()
    read = (_read(path) for path in folders if not path.name.startswith(MAKING))
    found = [snapshot for snapshot in read if snapshot is not None]
    return tuple(
        sorted(found, key=lambda s: (s.made, s.position, s.name), reverse=True)
    )


def in_line(snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """Those of one vault's own folder, the one that holds most first.

    The journal's position says so whatever the clock said when they were made. It does
    not compare vaults that went different ways since one was restored.
    """
    return tuple(sorted(snapshots, key=lambda s: (s.position, s.made), reverse=True))


def check(snapshot: Snapshot, key: bytearray, *, quickly: bool = False) -> None:
    """Read every page of a snapshot; raises Damaged when it does not hold."""
    forget_cached(snapshot.database)
    try:
        with translated():
            check_pages(snapshot.database, key, quickly=quickly)
    except OSError as problem:
        raise as_vault_error(problem) from None
    check_bytes(snapshot)


def check_bytes(snapshot: Snapshot) -> None:
    """Whether it is as it was written, which needs no key; raises Damaged."""
    try:
        if digest(snapshot.database) != snapshot.digest:
            raise Damaged(detail="snapshot digest")
    except OSError as problem:
        raise as_vault_error(problem) from None


def check_pages(path: Path, key: bytearray, *, quickly: bool = False) -> None:
    """Verify each page of a database that nobody writes to, and its structure."""
    connection = recipe.connect_to_read(path, key)
    try:
        bad_page = connection.execute("PRAGMA cipher_integrity_check").fetchone()
        if bad_page is not None:
            raise Damaged(detail="copy")
        if not quickly and _structure(connection) != [("ok",)]:
            raise Damaged(detail="copy structure")
    finally:
        connection.close()


def carry(snapshot: Snapshot, backups: Path) -> Snapshot:
    """Copy a snapshot to another folder, and read it back there; raises VaultError.

    The caller has the turn: what an earlier copy left half done there goes.
    """
    with as_vault_errors(), _half_made(backups, snapshot.size) as making:
        for path in sorted(snapshot.folder.iterdir()):
            copy_synced(path, making / path.name)
        copy = Place(making).database
        forget_cached(copy)
        if digest(copy) != snapshot.digest:
            raise Damaged(detail="copy in the second place")
        published = _published(making, backups, snapshot.name)
    found = _read(published)
    if found is None:
        raise Damaged(detail="second place")
    return found


def remove(snapshot: Snapshot) -> None:
    """Let a snapshot go that newer ones stand for: its description first."""
    (snapshot.folder / _ABOUT).unlink(missing_ok=True)
    shutil.rmtree(snapshot.folder, ignore_errors=True)


def refresh_slots(snapshot: Snapshot, slots: SlotFile) -> None:
    """Let the passphrase of today open this snapshot too, and no older one.

    A snapshot that has another key, from before the vault got a new one, keeps its own.
    """
    path = Place(snapshot.folder).slots
    there = read_one(path)
    if there and there != slots and there.check == slots.check:
        write_whole(path, slots.to_bytes())


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    total = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def forget_cached(path: Path) -> None:
    """Have the next reading come from the disk, where the system can be asked to."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _half_made(backups: Path, size: int) -> Iterator[Path]:
    """A folder to put a snapshot together in: what is not published then goes.

    What was left of another, of a stick that was pulled out for instance, goes too.
    """
    for left in backups.glob(f"{MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    _need_room(backups, size)
    making = backups / f"{MAKING}{secrets.token_hex(4)}"
    making.mkdir(mode=0o700)
    try:
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _published(making: Path, backups: Path, name: str) -> Path:
    """Give it its name once every file of it is on disk under its own."""
    sync_folder(making)
    published = free_name(backups, name)
    replace_whole(making, published)
    return published


def _need_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + _SPARE_BYTES:
        raise DiskFull(
            "There is not enough room for a backup. Your records are safe, and earlier"
            " backups stay. Make room on the disk, then back up again.",
            detail="room",
        )


def _copied(source: Path, target: Path, key: bytearray) -> Mapping[str, Any]:
    """Copy the database as it stands at one moment; what it holds, in numbers."""
    reading = recipe.connect(source, key)
    try:
        recipe.read_once(reading)
        filling = recipe.connect_to_fill(target, key)
        try:
            reading.execute("BEGIN")
            held = _numbers(reading)
            reading.backup(filling, pages=-1)
            reading.execute("COMMIT")
        finally:
            filling.close()
    finally:
        reading.close()
    wait_for(target)
    target.chmod(0o600)
    return held


def _check_copy(
    path: Path, key: bytearray, held: Mapping[str, Any], *, quickly: bool
) -> None:
    forget_cached(path)
    check_pages(path, key, quickly=quickly)
    connection = recipe.connect_to_read(path, key)
    try:
        if _numbers(connection) != held:
            raise Damaged(detail="copy numbers")
    finally:
        connection.close()


def _numbers(connection: Connection) -> dict[str, Any]:
    """What both sides must agree on: rows, end of the audit, the journal's state."""
    there = {name for kind, name in migrations.names(connection) if kind == "table"}
    counts: dict[str, Any] = {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - names of ours
        for name in _COUNTED
        if name in there
    }
    newest = "SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1"
    counts["audit head"] = connection.execute(newest).fetchone() if there else None
    if "audit_head" in there:
        signed = connection.execute("SELECT body FROM audit_head").fetchone()
        counts["signed"] = json.loads(signed[0]) if signed else None
    counts["state"] = replay.state_of(connection)
    counts["schema"] = migrations.version(connection)
    return counts


def _structure(connection: Connection) -> list[Any]:
    return list(connection.execute("PRAGMA quick_check").fetchall())


def _about(
    copy: Place, kind: str, made: datetime, held: Mapping[str, Any], slots: SlotFile
) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "made": made.astimezone(UTC).isoformat(),
        "kind": kind,
        "app": __version__,
        "schema": held["schema"],
        "position": held["state"].position,
        "size": copy.database.stat().st_size,
        "digest": digest(copy.database),
        "vault": slots.vault_id,
        "audit_head": held.get("signed"),  # so that a chain cut short can be told
    }


def _read(folder: Path) -> Snapshot | None:
    try:
        return _described(folder, json.loads((folder / _ABOUT).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _described(folder: Path, about: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        folder,
        datetime.fromisoformat(about["made"]).astimezone(UTC),
        str(about["kind"]),
        int(about["schema"]),
        int(about["position"]),
        int(about["size"]),
        str(about["digest"]),
        str(about["vault"]),
        str(about["app"]),
    )
