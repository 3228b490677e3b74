"""Putting records in and getting them out.

The statements are made once: building them again for each answer would take longer
than the disk does.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    insert,
    literal,
    literal_column,
    select,
    update,
)

from visit_app.vault import change_rows, frozen, outbox
from visit_app.vault.audit import Note
from visit_app.vault.database import Transaction
from visit_app.vault.errors import Immutable, NotFound
from visit_app.vault.limits import number_in_sql
from visit_app.vault.rows import COLUMNS, record_from_body, record_row
from visit_app.vault.statement import Statement
from visit_app.vault.tables import OUTBOX, RECORD

T = TypeVar("T")
_VISIT = RECORD.alias("visit")
_HERE = and_(RECORD.c.type == bindparam("t"), RECORD.c.id == bindparam("i"))
_ITS_VISIT = and_(_VISIT.c.type == "Encounter", _VISIT.c.id == bindparam("e"))
_ONE = select(literal(1).label("one")).subquery()
_GET = Statement(select(RECORD.c.body).where(_HERE))
_WAITING = and_(OUTBOX.c.type == RECORD.c.type, OUTBOX.c.id == RECORD.c.id)
# Always one row: the record as it is stored, if it is, whether it waits to be sent
# already, and the state of its visit.
_LOOK = Statement(
    select(
        RECORD.c.number,
        *(RECORD.c[name] for name in COLUMNS),
        RECORD.c.version,
        RECORD.c.body,
        OUTBOX.c.id,
        _VISIT.c.status,
    ).select_from(
        _ONE.outerjoin(RECORD, _HERE)
        .outerjoin(OUTBOX, _WAITING)
        .outerjoin(_VISIT, _ITS_VISIT)
    )
)
_INSERT = insert(RECORD)
# Columns that did not change are not named, so that their indexes are not rewritten.
# OR FAIL: one row is changed, so that no page need be copied to undo a part of it.
_CHANGE = update(RECORD).where(RECORD.c.number == bindparam("n")).prefix_with("OR FAIL")
_BODY = ("body", "version")
# change_rows.settle has put aside what change it came in
_SETTLED: dict[str, Any] = {"origin": literal_column("''")}
_CHANGE_BODY = Statement(
    _CHANGE.values({name: bindparam(name) for name in _BODY} | _SETTLED)
)
_CHANGE_ALL = Statement(
    _CHANGE.values({name: bindparam(name) for name in (*_BODY, *COLUMNS)} | _SETTLED)
)


class Look(NamedTuple):
    """A record as it is stored; of a new one only the last field can say anything."""

    number: int | None
    family_id: str
    encounter_id: str
    subject_id: str
    status: str
    at: str
    version: int | None
    body: str
    waiting: str | None
    visit_status: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it is to be written, and what was found in its place."""

    row: Mapping[str, Any]
    look: Look

    @property
    def old(self) -> Look | None:
        """What is stored; None for a new record."""
        return None if self.look.number is None else self.look

    def alters(self, *columns: str) -> bool:
        """Whether one of these columns is new or different."""
        old = self.old
        return old is None or any(
            self.row[name] != getattr(old, name) for name in columns
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
    _write(transaction, changes)
    transaction.signing_off |= {c.row["id"] for c in changes if c.signs_off}
    return changes


def get(connection: Connection, kind: type[T], record_id: str) -> T:
    """The record; raises NotFound."""
    asked = {"t": kind.__name__, "i": record_id}
    for (body,) in _GET.read(connection, asked).fetchall():
        return record_from_body(kind, body)
    raise NotFound(detail=kind.__name__)


def find(
    connection: Connection, kind: type[T], where: Mapping[str, str], limit: int | None
) -> tuple[T, ...]:
    """The records whose columns have these values, newest first."""
    query, asked = _found_by(tuple(where), limit), {"t": kind.__name__, **where}
    rows = query.read(connection, asked).fetchall()
    return tuple(record_from_body(kind, body) for (body,) in rows)


@lru_cache(maxsize=64)  # the columns and limits that are asked for
def _found_by(columns: tuple[str, ...], limit: int | None) -> Statement:
    query = select(RECORD.c.body).where(RECORD.c.type == bindparam("t"))
    for column in columns:
        query = query.where(RECORD.c[column] == bindparam(column))
    query = query.order_by(RECORD.c.at.desc(), RECORD.c.number.desc())
    return Statement(query if limit is None else query.limit(number_in_sql(limit)))


def _rows(records: Sequence[Any]) -> Iterator[dict[str, str]]:
    """The rows, a visit after its parts: signing off and its results are one put."""
    rows = [record_row(record) for record in records]
    yield from (row for row in rows if row["type"] != "Encounter")
    yield from (row for row in rows if row["type"] == "Encounter")


def _change(connection: Connection, row: Mapping[str, str], saved_at: str) -> Change:
    key = {"t": row["type"], "i": row["id"], "e": row["encounter_id"]}
    look = Look(*_LOOK.read(connection, key).fetchall()[0])
    values = {**row, "at": _at(row, look, saved_at), "version": (look.version or 0) + 1}
    return Change(values, look)


def _at(row: Mapping[str, str], look: Look, saved_at: str) -> str:
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


def _write(transaction: Transaction, changes: Sequence[Change]) -> None:
    connection = transaction.connection
    new = [change.row for change in changes if change.old is None]
    if new:
        connection.execute(_INSERT, new)
    for change in changes:
        if change.old is not None:
            if not change.look.waiting:  # since its change was made
                old = change.old
                key = change.row["type"], change.row["id"]
                change_rows.settle(connection, *key, old.body)
            _update(transaction, change.row, change.old)
    unsent = (change.row for change in changes if not change.look.waiting)
    outbox.add(connection, ((row["type"], row["id"]) for row in unsent))


def _update(transaction: Transaction, row: Mapping[str, Any], old: Look) -> None:
    same = all(row[name] == getattr(old, name) for name in COLUMNS)
    change = _CHANGE_BODY if same else _CHANGE_ALL
    change.write(transaction, {**row, "n": old.number})
