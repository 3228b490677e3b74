"""Who did what and when: an append-only chain in which every entry vouches for the one
before it.

Entries hold ids, never content. Saving a draft on every keystroke leaves one "change"
entry per record and open session. The transaction that enters something also signs the
new end of the chain with the device key (audit_head.py, docs/decisions/0055), so there
is never an entry that no signed head covers.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from visit_app.records.clock import Clock
from visit_app.vault import audit_head
from visit_app.vault.audit_head import AuditHead, Signer
from visit_app.vault.database import Transaction
from visit_app.vault.limits import number_in_sql
from visit_app.vault.rows import time_text
from visit_app.vault.statement import Statement
from visit_app.vault.tables import AUDIT

START = "0" * 64
BACKUP = "backup"
DEVICE_KEY = "device-key"
FAILED_UNLOCK = "failed-unlock"
GAP = "gap"  # the app found that the end of its chain was not what it had signed
RESTORE = "restore"
UNLOCK = "unlock"
VIEW = "view"
FIELDS = ("sequence", "at", "action", "family_id", "about", "previous")
_END = Statement(
    select(AUDIT.c.sequence, AUDIT.c.hash)
    .order_by(AUDIT.c.sequence.desc())
    .limit(number_in_sql(1))
)
_ADD = Statement(insert(AUDIT))
OPENING = (GAP, RESTORE, FAILED_UNLOCK, UNLOCK)  # how a session begins, in order


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
    """Writes and signs the entries of one open session."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: set[str] = set()
        self._owed: list[Note] = []
        self._signer: Signer | None = None

    def owe(self, *notes: Note) -> None:
        """Enter these with the next transaction that reaches the disk."""
        self._owed += notes

    def add(self, transaction: Transaction, notes: Iterable[Note]) -> None:
        """Note these; not a further change of a record this session has changed."""
        transaction.noted += [
            note
            for note in notes
            if note.action != "change" or note.record not in self._seen
        ]

    def write(self, transaction: Transaction) -> None:
        """Enter what was noted, one entry per action and family, and sign the end."""
        owed = len(self._owed)  # more may be owed before this is on disk
        notes: list[Note] = [*self._owed[:owed], *transaction.noted]
        if not notes:
            return
        connection, at = transaction.connection, time_text(self._clock.now())
        last = _last(connection)
        signer = self._signer or audit_head.signer(connection)
        if signer is None:
            signer = audit_head.make_signer(connection)
            first = [Note(DEVICE_KEY, about={"public": signer.public})]
        else:
            first = _gap(audit_head.stored(connection), last)
        rows = _chained(last, [*first, *_grouped(notes)], at)
        for row in rows:
            _ADD.write(transaction, row)
        end = rows[-1]
        audit_head.keep(transaction, signer.sign(end["sequence"], end["hash"], at))
        transaction.on_commit.append(lambda: self._entered(notes, owed, signer))

    def forget(self) -> None:
        """The vault is closed: let the key go."""
        self._signer = None

    def _entered(self, notes: Iterable[Note], owed: int, signer: Signer) -> None:
        del self._owed[:owed]
        self._signer = signer
        self._seen.update(note.record for note in notes if note.record)


def entries(
    connection: Connection,
    family_id: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[AuditEntry, ...]:
    """All entries, oldest first; of one family, from a time on, before another."""
    query = select(AUDIT).order_by(AUDIT.c.sequence)
    if family_id:
        query = query.where(AUDIT.c.family_id == family_id)
    if since:
        query = query.where(AUDIT.c.at >= time_text(since))
    if until:
        query = query.where(AUDIT.c.at < time_text(until))
    return tuple(_entry(dict(row._mapping)) for row in connection.execute(query))


def first_broken(chain: Iterable[AuditEntry]) -> int | None:
    """The sequence number at which the chain does not hold, or None when it does."""
    previous = START
    for sequence, entry in enumerate(chain, start=1):
        if (entry.sequence, entry.previous) != (sequence, previous):
            return sequence
        if entry.hash != _hash(entry):
            return sequence
        previous = entry.hash
    return None


def entry_hash(values: Sequence[Any]) -> str:
    """What an entry vouches for itself and, through `previous`, for all before it.

    The values are those of FIELDS, `about` as the text that is stored.
    """
    return sha256(_json(dict(zip(FIELDS, values, strict=True))).encode()).hexdigest()


def _gap(head: AuditHead | None, last: tuple[int, str]) -> list[Note]:
    """Say for good that the end of the chain is not the one that was signed."""
    if head is not None and (head.sequence, head.hash) == last:
        return []
    signed = {"signed": head.sequence, "hash": head.hash} if head else {"signed": 0}
    return [Note(GAP, about={**signed, "found": last[0]})]


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
    for sequence, digest in _END.read(connection, {}).fetchall():
        return sequence, digest
    return 0, START


def _chained(last: tuple[int, str], notes: list[Note], at: str) -> list[dict[str, Any]]:
    sequence, previous = last
    rows: list[dict[str, Any]] = []
    for note in notes:
        sequence += 1
        about = _json(note.about)
        values = (sequence, at, note.action, note.family_id, about, previous)
        previous = entry_hash(values)
        row = dict(zip(FIELDS, values, strict=True))
        rows.append({**row, "hash": previous})
    return rows


def _hash(entry: AuditEntry) -> str:
    about = _json(entry.about)
    values = (entry.sequence, entry.at, entry.action, entry.family_id, about)
    return entry_hash((*values, entry.previous))


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(row: Mapping[str, Any]) -> AuditEntry:
    return AuditEntry(**{**row, "about": json.loads(row["about"])})
