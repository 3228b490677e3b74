"""Putting records in and getting them out.

The statements are made once: building them again for each answer would take longer
than the disk does.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    insert,
    literal,
    select,
    update,
)

from visit_app.vault import frozen, outbox
from visit_app.vault.audit import Note
from visit_app.vault.database import Transaction
from visit_app.vault.errors import Immutable, NotFound
from visit_app.vault.rows import COLUMNS, record_from_body, record_row
from visit_app.vault.tables import OUTBOX, RECORD

T = TypeVar("T")
_VISIT = RECORD.alias("visit")
_HERE = and_(RECORD.c.type == bindparam("t"), RECORD.c.id == bindparam("i"))
_ITS_VISIT = and_(_VISIT.c.type == "Encounter", _VISIT.c.id == bindparam("e"))
_ONE = select(literal(1).label("one")).subquery()
_GET = select(RECORD.c.body).where(_HERE)
_WAITING = and_(OUTBOX.c.type == RECORD.c.type, OUTBOX.c.id == RECORD.c.id)
# Always one row: the record as it is stored, if it is, whether it waits to be sent
# already, and the state of its visit.
_LOOK = select(
    RECORD.c.number,
    *(RECORD.c[name] for name in COLUMNS),
    RECORD.c.version,
    RECORD.c.body,
    OUTBOX.c.id.label("waiting"),
    _VISIT.c.status.label("visit_status"),
).select_from(
    _ONE.outerjoin(RECORD, _HERE)
    .outerjoin(OUTBOX, _WAITING)
    .outerjoin(_VISIT, _ITS_VISIT)
)
_INSERT = insert(RECORD)
# Columns that did not change are not named, so that their indexes are not rewritten.
_CHANGE_BODY = (
    update(RECORD)
    .where(RECORD.c.number == bindparam("n"))
    .values(body=bindparam("body"), version=bindparam("version"))
)
_CHANGE_ALL = _CHANGE_BODY.values({name: bindparam(name) for name in COLUMNS})


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it is to be written, and what was found in its place."""

    row: Mapping[str, Any]
    look: Any

    @property
    def old(self) -> Any:
        """What is stored; None for a new record."""
        return None if self.look.number is None else self.look

    def alters(self, *columns: str) -> bool:
        """Whether one of these columns is new or different."""
        return self.old is None or any(
            self.row[name] != getattr(self.old, name) for name in columns
        )

    @property
    def signs_off(self) -> bool:
        """A visit that is finished by this change."""
        row = self.row
        finished = row["type"] == "Encounter" and row["status"] == "finished"
        return finished and self.alters("status")

    def note(self) -> Note:
        """What the audit says of it."""
        row = self.row
        action = "add" if self.old is None else "change"
        if row["type"] == "Amendment":
            action = "amend"
        if self.signs_off:
            action = "finish"
        return Note(action, row["family_id"], f"{row['type']}/{row['id']}")


def put(
    transaction: Transaction, records: Sequence[Any], saved_at: str
) -> list[Change]:
    """Write what is new or different; returns what was written, visits last.

    An unchanged record leaves no trace. Raises Immutable for a change of what has been
    signed off.
    """
    connection = transaction.connection
    rows = {(row["type"], row["id"]): row for row in _rows(records)}
    changes = [_change(connection, row, saved_at) for row in rows.values()]
    changes = [change for change in changes if change.alters("body")]
    for change in changes:
        _check(transaction, change)
    _write(connection, changes)
    transaction.signing_off |= {c.row["id"] for c in changes if c.signs_off}
    return changes


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
    query, values = _found_by(tuple(where)), {"t": kind.__name__, **where}
    bodies = connection.execute(
        query, {**values, "most": -1 if limit is None else limit}
    )
    return tuple(record_from_body(kind, body) for body in bodies.scalars())


@lru_cache(maxsize=16)  # the columns that can be asked for, in every combination
def _found_by(columns: tuple[str, ...]) -> Select[Any]:
    query = select(RECORD.c.body).where(RECORD.c.type == bindparam("t"))
    for column in columns:
        query = query.where(RECORD.c[column] == bindparam(column))
    newest = (RECORD.c.at.desc(), RECORD.c.number.desc())
    return query.order_by(*newest).limit(bindparam("most"))


def _rows(records: Sequence[Any]) -> Iterator[dict[str, str]]:
    """The rows, a visit after its parts: signing off and its results are one put."""
    rows = [record_row(record) for record in records]
    yield from (row for row in rows if row["type"] != "Encounter")
    yield from (row for row in rows if row["type"] == "Encounter")


def _change(connection: Connection, row: Mapping[str, str], saved_at: str) -> Change:
    key = {"t": row["type"], "i": row["id"], "e": row["encounter_id"]}
    look = connection.execute(_LOOK, key).one()
    values = {**row, "at": _at(row, look, saved_at), "version": (look.version or 0) + 1}
    return Change(values, look)


def _at(row: Mapping[str, str], look: Any, saved_at: str) -> str:
    """The record's own time, else when it was first saved.

    Answers stay where they were begun: `authored` moves with every keystroke, and four
    indexes would move with it.
    """
    if look.at and (not row["at"] or row["type"] == "QuestionnaireResponse"):
        return str(look.at)
    return row["at"] or saved_at


def _check(transaction: Transaction, change: Change) -> None:
    """Raises Immutable for what may not be added or changed any more."""
    row, old = change.row, change.old
    part = row["type"] in frozen.PARTS_OF_A_VISIT
    signed_off = part and change.look.visit_status == "finished"
    if old is None:
        later = row["type"] in frozen.ADDED_LATER
        with_it = row["encounter_id"] in transaction.signing_off
        if signed_off and not later and not with_it:
            raise Immutable(detail=row["type"])
    elif signed_off or frozen.by_itself(row["type"], old.status):
        frozen.check_change(row["type"], json.loads(old.body), json.loads(row["body"]))


def _write(connection: Connection, changes: Sequence[Change]) -> None:
    new = [change.row for change in changes if change.old is None]
    if new:
        connection.execute(_INSERT, new)
    for change in changes:
        if change.old is not None:
            _update(connection, change.row, change.old)
    unsent = (change.row for change in changes if not change.look.waiting)
    outbox.add(connection, ((row["type"], row["id"]) for row in unsent))


def _update(connection: Connection, row: Mapping[str, Any], old: Any) -> None:
    here = {"n": old.number, "body": row["body"], "version": row["version"]}
    columns = {name: row[name] for name in COLUMNS}
    if all(columns[name] == getattr(old, name) for name in COLUMNS):
        connection.execute(_CHANGE_BODY, here)
    else:
        connection.execute(_CHANGE_ALL, {**here, **columns})
