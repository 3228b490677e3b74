"""What had happened to the files before an unlock, and what the audit says of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from visit_app.vault import audit_anchor, snapshot, swapping
from visit_app.vault.audit import BACKUP, FAILED_UNLOCK, RESTORE, UNLOCK, Note
from visit_app.vault.data_key import DataKey
from visit_app.vault.place import Place
from visit_app.vault.replay import Replayed
from visit_app.vault.tables import AUDIT


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the journal put back on opening, and the restore that came before it.

    `failed` is how many wrong attempts there were, the last of them at `failed_last`
    (ISO 8601).

    `restored` has the texts "snapshot", "until" (ISO 8601) and "aside", the folder that
    holds what was there; it is None when nothing was restored since the last unlock.
    """

    put_back: Replayed = field(default_factory=Replayed)
    restored: Mapping[str, Any] | None = None
    failed: int = 0
    failed_last: str = ""


def of(place: Place, put_back: Replayed, key: DataKey) -> Arrival:
    """How the vault in this place came to be open."""
    restored = swapping.restored(place)
    return Arrival(put_back, restored, key.failed_before, key.failed_last)


def notes(
    connection: Connection, place: Place, key: DataKey, arrival: Arrival
) -> list[Note]:
    """The audit's entries of opening this vault."""
    head = audit_anchor.read_file(place.audit_head)
    return [
        *audit_anchor.missing_end(connection, head),
        *_restored(arrival),
        *_unlocked(key),
        *_backed_up(connection, place),
    ]


def _restored(arrival: Arrival) -> Iterator[Note]:
    if arrival.put_back.entries:
        yield Note(RESTORE, about={"journal": arrival.put_back.entries})
    if arrival.restored:
        yield Note(RESTORE, about=arrival.restored)


def _unlocked(key: DataKey) -> Iterator[Note]:
    if key.failed_before:
        failed = {"count": key.failed_before, "last": key.failed_last}
        yield Note(FAILED_UNLOCK, about=failed)
    about = {"slot": key.opened_with, "failed": key.failed_before}
    yield Note(UNLOCK, about=about)


def _backed_up(connection: Connection, place: Place) -> Iterator[Note]:
    """Backups since the last that was entered: many are made while all is locked."""
    found = snapshot.in_line(snapshot.found_in(place.backups))
    if not found:
        return  # nor is the whole audit searched for one
    query = select(AUDIT.c.about).where(AUDIT.c.action == BACKUP)
    last = connection.execute(query.order_by(AUDIT.c.sequence.desc()).limit(1)).scalar()
    known = json.loads(last)["newest"] if last else ""
    names = [one.name for one in found]
    new = names[: names.index(known)] if known in names else names
    if new:
        yield Note(BACKUP, about={"newest": new[0], "count": len(new)})
