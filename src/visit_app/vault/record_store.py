"""Putting records in and getting them out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, and_, bindparam, insert, or_, select, update

from visit_app.vault import frozen, outbox
from visit_app.vault.audit import Note
from visit_app.vault.database import Transaction
from visit_app.vault.errors import Immutable, NotFound
from visit_app.vault.outbox import Pending
from visit_app.vault.rows import COLUMNS, record_from_body, record_row
from visit_app.vault.tables import RECORD

T = TypeVar("T")
Key = tuple[str, str]
_CHUNK = 500
_HERE = and_(RECORD.c.type == bindparam("t"), RECORD.c.id == bindparam("i"))
_GET = select(RECORD.c.body).where(_HERE)
_READ = ("type", "id", *COLUMNS, "version", "body")


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it is to be written, and as it was; `old` is None for a new record."""

    row: Mapping[str, Any]
    old: Row[Any] | None

    def alters(self, *columns: str) -> bool:
        """Whether one of these columns is new or different."""
        return self.old is None or any(
            self.row[name] != getattr(self.old, name) for name in columns
        )


def put(
    transaction: Transaction, records: Sequence[Any], saved_at: str
) -> list[Change]:
    """Write what is new or different; returns what was written, visits last.

    An unchanged record leaves no trace. Raises Immutable for a change of what has been
    signed off.
    """
    rows = {(row["type"], row["id"]): row for row in _rows(records)}
    keys = list(rows)
    written: list[Change] = []
    for start in range(0, len(keys), _CHUNK):
        chunk = [rows[key] for key in keys[start : start + _CHUNK]]
        written += _put_chunk(transaction, chunk, saved_at)
    return written


def get(connection: Connection, kind: type[T], record_id: str) -> T:
    """The record; raises NotFound."""
    body = connection.execute(_GET, {"t": kind.__name__, "i": record_id}).scalar()
    if body is None:
        raise NotFound(detail=kind.__name__)
    return record_from_body(kind, body)


def find(
    connection: Connection, kind: type[T], where: Mapping[str, str], limit: int | None
) -> tuple[T, ...]:
    """The records whose columns have these values, newest first."""
    query = select(RECORD.c.body).where(RECORD.c.type == kind.__name__)
    for column, value in where.items():
        query = query.where(RECORD.c[column] == value)
    query = query.order_by(RECORD.c.at.desc(), RECORD.c.number.desc()).limit(limit)
    bodies = connection.execute(query).scalars()
    return tuple(record_from_body(kind, body) for body in bodies)


def _rows(records: Sequence[Any]) -> Iterator[dict[str, str]]:
    """The rows, a visit after its parts: signing off and its results are one put."""
    rows = [record_row(record) for record in records]
    yield from (row for row in rows if row["type"] != "Encounter")
    yield from (row for row in rows if row["type"] == "Encounter")


def _put_chunk(
    transaction: Transaction, rows: Sequence[Mapping[str, str]], saved_at: str
) -> list[Change]:
    here = _existing(transaction.connection, rows)
    changes = [_change(row, here.get(_key(row)), saved_at) for row in rows]
    changes = [change for change in changes if change.alters("body")]
    for change in changes:
        _check(transaction, change, here)
    if changes:
        _write(transaction.connection, changes)
        transaction.noted += [_note(change) for change in changes]
        transaction.signing_off |= {c.row["id"] for c in changes if _signs_off(c)}
    return changes


def _change(row: Mapping[str, str], old: Row[Any] | None, saved_at: str) -> Change:
    """A record without a time of its own keeps the time it was first saved."""
    at = row["at"] or (old.at if old else saved_at)
    return Change({**row, "at": at, "version": old.version + 1 if old else 1}, old)


def _key(row: Mapping[str, str]) -> Key:
    return row["type"], row["id"]


def _write(connection: Connection, changes: Sequence[Change]) -> None:
    new = [change.row for change in changes if change.old is None]
    if new:
        connection.execute(insert(RECORD), new)
    for change in changes:
        if change.old is not None:
            _update(connection, change)
    rows = (change.row for change in changes)
    outbox.add(connection, (Pending(r["type"], r["id"], r["version"]) for r in rows))


def _update(connection: Connection, change: Change) -> None:
    """Only the columns that differ, so that every other index page stays as it is."""
    names = ("body", "version", *(n for n in COLUMNS if change.alters(n)))
    statement = update(RECORD).where(_HERE).values({n: bindparam(n) for n in names})
    values = {name: change.row[name] for name in names}
    key = {"t": change.row["type"], "i": change.row["id"]}
    connection.execute(statement, {**values, **key})


def _existing(
    connection: Connection, rows: Sequence[Mapping[str, str]]
) -> dict[Key, Row[Any]]:
    """What is stored under the keys of these rows and of their visits."""
    ids: dict[str, set[str]] = {}
    for row in rows:
        ids.setdefault(row["type"], set()).add(row["id"])
        if row["type"] in frozen.PARTS_OF_A_VISIT:
            ids.setdefault("Encounter", set()).add(row["encounter_id"])
    groups = [and_(RECORD.c.type == t, RECORD.c.id.in_(sorted(ids[t]))) for t in ids]
    query = select(*(RECORD.c[name] for name in _READ)).where(or_(*groups))
    return {(row.type, row.id): row for row in connection.execute(query)}


def _check(
    transaction: Transaction, change: Change, here: Mapping[Key, Row[Any]]
) -> None:
    """Raises Immutable for what may not be added or changed any more."""
    row, old = change.row, change.old
    signed_off = _belongs_to_signed_off(row, here)
    if old is None:
        if signed_off and row["encounter_id"] not in transaction.signing_off:
            raise Immutable(detail=row["type"])
    elif signed_off or frozen.by_itself(row["type"], old.status):
        frozen.check_change(row["type"], json.loads(old.body), json.loads(row["body"]))


def _belongs_to_signed_off(
    row: Mapping[str, str], here: Mapping[Key, Row[Any]]
) -> bool:
    if row["type"] not in frozen.PARTS_OF_A_VISIT:
        return False
    encounter = here.get(("Encounter", row["encounter_id"]))
    return encounter is not None and encounter.status == "finished"


def _note(change: Change) -> Note:
    row = change.row
    action = "add" if change.old is None else "change"
    if row["type"] == "Amendment":
        action = "amend"
    if _signs_off(change):
        action = "finish"
    return Note(action, row["family_id"], f"{row['type']}/{row['id']}")


def _signs_off(change: Change) -> bool:
    row = change.row
    finished = row["type"] == "Encounter" and row["status"] == "finished"
    return finished and change.alters("status")
