"""Who did what and when: an append-only chain in which every entry vouches for the one
before it.

Entries hold ids, never content. Saving a draft on every keystroke leaves one "change"
entry per record and open session. Signing the newest entry with the device key, so that
cutting off the end shows too, belongs to backups and sync.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from visit_app.records.clock import Clock
from visit_app.vault.database import Transaction
from visit_app.vault.rows import time_text
from visit_app.vault.tables import AUDIT

START = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry as stored; `about` holds ids and counts."""

    sequence: int
    at: str
    action: str
    family_id: str
    about: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be entered when the transaction commits."""

    action: str
    family_id: str = ""
    record: str = ""  # "<type>/<id>"
    about: Mapping[str, Any] = field(default_factory=dict)


class Audit:
    """Writes the entries of one open session."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: set[str] = set()
        self._owed: list[Note] = []

    def owe(self, note: Note) -> None:
        """Enter this with the next transaction that reaches the disk."""
        self._owed.append(note)

    def add(self, transaction: Transaction, notes: Iterable[Note]) -> None:
        """Note these; not a further change of a record this session has changed."""
        transaction.noted += [
            note
            for note in notes
            if note.action != "change" or note.record not in self._seen
        ]

    def write(self, transaction: Transaction) -> None:
        """Enter what was noted, one entry per action and family."""
        notes: list[Note] = [*self._owed, *transaction.noted]
        if not notes:
            return
        at = time_text(self._clock.now())
        rows = _chained(_last(transaction.connection), _grouped(notes), at)
        transaction.connection.execute(insert(AUDIT), rows)
        transaction.on_commit.append(lambda: self._entered(notes))

    def _entered(self, notes: Iterable[Note]) -> None:
        self._owed.clear()
        self._seen.update(note.record for note in notes if note.record)


def entries(connection: Connection, family_id: str = "") -> tuple[AuditEntry, ...]:
    """All entries, oldest first; of one family when given."""
    query = select(AUDIT).order_by(AUDIT.c.sequence)
    if family_id:
        query = query.where(AUDIT.c.family_id == family_id)
    return tuple(_entry(dict(row._mapping)) for row in connection.execute(query))


def first_broken(chain: Iterable[AuditEntry]) -> int | None:
    """The sequence number at which the chain does not hold, or None when it does."""
    previous = START
    for sequence, entry in enumerate(chain, start=1):
        row = _unhashed(entry)
        if (entry.sequence, entry.previous) != (sequence, previous):
            return sequence
        if entry.hash != _hash(row):
            return sequence
        previous = entry.hash
    return None


def _grouped(notes: Iterable[Note]) -> list[Note]:
    records: dict[tuple[str, str], dict[str, None]] = {}
    out: list[Note] = []
    for note in notes:
        if note.record:
            records.setdefault((note.action, note.family_id), {})[note.record] = None
        else:
            out.append(note)
    for (action, family_id), names in records.items():
        out.append(Note(action, family_id, about={"records": list(names)}))
    return out


def _last(connection: Connection) -> tuple[int, str]:
    query = select(AUDIT.c.sequence, AUDIT.c.hash).order_by(AUDIT.c.sequence.desc())
    row = connection.execute(query.limit(1)).first()
    return (row.sequence, row.hash) if row else (0, START)


def _chained(last: tuple[int, str], notes: list[Note], at: str) -> list[dict[str, Any]]:
    sequence, previous = last
    rows: list[dict[str, Any]] = []
    for note in notes:
        sequence += 1
        row = {
            "sequence": sequence,
            "at": at,
            "action": note.action,
            "family_id": note.family_id,
            "about": _json(note.about),
            "previous": previous,
        }
        previous = _hash(row)
        rows.append({**row, "hash": previous})
    return rows


def _unhashed(entry: AuditEntry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "at": entry.at,
        "action": entry.action,
        "family_id": entry.family_id,
        "about": _json(entry.about),
        "previous": entry.previous,
    }


def _hash(row: Mapping[str, Any]) -> str:
    return sha256(_json(row).encode()).hexdigest()


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(row: Mapping[str, Any]) -> AuditEntry:
    return AuditEntry(**{**row, "about": json.loads(row["about"])})
