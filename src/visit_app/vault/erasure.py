"""Deleting a family for good: the one place where rows of records are deleted.

The triggers that forbid it are taken away and put back in the same transaction, so that
no other hand can use the gap. secure_delete overwrites the pages. The audit keeps ids.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, select, text

from visit_app.vault.tables import (
    FAMILY,
    FAMILY_REVISION,
    OUTBOX,
    RECORD,
    SYNC_CHANGE,
)

_GUARDED = ("record", "family", "family_revision")
_UNINDEX = text("DELETE FROM family_fts WHERE rowid = :number")


def erase_family(connection: Connection, family_id: str) -> None:
    """Delete a family's records, revisions, index entries and what is unsent of it."""
    numbers = select(FAMILY.c.number).where(FAMILY.c.id == family_id)
    for number in connection.execute(numbers).scalars().all():
        connection.execute(_UNINDEX, {"number": number})
    records = select(RECORD.c.id).where(RECORD.c.family_id == family_id)
    revisions = select(FAMILY_REVISION.c.id)
    revisions = revisions.where(FAMILY_REVISION.c.family_id == family_id)
    connection.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(records)))
    connection.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(revisions)))
    connection.execute(delete(SYNC_CHANGE).where(SYNC_CHANGE.c.family_id == family_id))
    with _deletion_allowed(connection):
        for table in (RECORD, FAMILY_REVISION):
            connection.execute(delete(table).where(table.c.family_id == family_id))
        connection.execute(delete(FAMILY).where(FAMILY.c.id == family_id))


@contextmanager
def _deletion_allowed(connection: Connection) -> Iterator[None]:
    query = text(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        " AND tbl_name IN ('record', 'family', 'family_revision')"
        " AND name LIKE '%\\_no\\_delete' ESCAPE '\\'"
    )
    guards = connection.execute(query).all()
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards:
        connection.exec_driver_sql(sql)
