"""What has changed on this laptop and has not been sent: one row per record.

Written in the transaction of the change itself, by record_store and family_store, the
only two that write records (a trigger would cost each insert a statement journal,
0.4 ms). A row is taken away only if the record has not changed again since: its version
says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select

from visit_app.vault.tables import OUTBOX, RECORD


@dataclass(frozen=True, slots=True)
class Pending:
    """A record or a family's "Revision" that has to be sent, in this version."""

    type: str
    id: str
    version: int


_ADD = insert(OUTBOX).prefix_with("OR IGNORE")  # what waits already keeps its place
_SAME = and_(RECORD.c.type == OUTBOX.c.type, RECORD.c.id == OUTBOX.c.id)
_VERSION = func.coalesce(RECORD.c.version, 1)  # a revision never changes
_WAITING = select(OUTBOX.c.type, OUTBOX.c.id, _VERSION).select_from(
    OUTBOX.outerjoin(RECORD, _SAME)
)
_VERSION_NOW = select(RECORD.c.version).where(_SAME).correlate(OUTBOX).scalar_subquery()
_SENT = delete(OUTBOX).where(
    OUTBOX.c.type == bindparam("t"),
    OUTBOX.c.id == bindparam("i"),
    func.coalesce(_VERSION_NOW, 1) == bindparam("v"),
)


def add(connection: Connection, keys: Iterable[tuple[str, str]]) -> None:
    """Remember that these records, as (type, id), have changed."""
    rows = [{"type": type_name, "id": record_id} for type_name, record_id in keys]
    if rows:
        connection.execute(_ADD, rows)


def waiting(connection: Connection, limit: int) -> tuple[Pending, ...]:
    """Some of what has to be sent."""
    rows = connection.execute(_WAITING.limit(limit))
    return tuple(Pending(*row) for row in rows)


def count(connection: Connection) -> int:
    """How many records have to be sent."""
    return int(
        connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one()
    )


def sent(connection: Connection, pending: Iterable[Pending]) -> None:
    """Forget these, except those that have changed again meanwhile."""
    for p in pending:
        connection.execute(_SENT, {"t": p.type, "i": p.id, "v": p.version})
