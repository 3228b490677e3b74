"""What has changed on this laptop and has not been sent: one row per record.

Written in the transaction of the change itself. A row is taken away only if the record
has not changed again since: its version says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from visit_app.vault.tables import OUTBOX


@dataclass(frozen=True, slots=True)
class Pending:
    """A record, a family revision, that has to be sent; `version` as it was read."""

    type: str
    id: str
    version: int


def add(connection: Connection, pending: Iterable[Pending]) -> None:
    """Remember that these have changed."""
    statement = insert(OUTBOX)
    statement = statement.on_conflict_do_update(
        index_elements=["type", "id"], set_={"version": statement.excluded.version}
    )
    rows = [{"type": p.type, "id": p.id, "version": p.version} for p in pending]
    connection.execute(statement, rows)


def waiting(connection: Connection, limit: int) -> tuple[Pending, ...]:
    """Some of what has to be sent."""
    query = select(OUTBOX.c.type, OUTBOX.c.id, OUTBOX.c.version).limit(limit)
    return tuple(Pending(*row) for row in connection.execute(query))


def count(connection: Connection) -> int:
    """How many records have to be sent."""
    return int(
        connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one()
    )


def sent(connection: Connection, pending: Iterable[Pending]) -> None:
    """Forget these, except those that have changed again meanwhile."""
    for p in pending:
        same = and_(
            OUTBOX.c.type == p.type, OUTBOX.c.id == p.id, OUTBOX.c.version == p.version
        )
        connection.execute(delete(OUTBOX).where(same))
