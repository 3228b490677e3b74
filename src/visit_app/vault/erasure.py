"""Deleting a family for good: the one place where rows of records are deleted.

The triggers that forbid it are taken away and put back in the same transaction, so that
no other hand can use the gap, and a kill half way leaves everything as it was.
secure_delete overwrites the rows. The audit keeps ids, counts and a proof.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from visit_app.vault.tables import (
    ATTACHMENT,
    FAMILY,
    FAMILY_REVISION,
    OUTBOX,
    RECORD,
    SETTING,
    SYNC_CHANGE,
)

PAGES_WAIT = "erasure/pages_wait"
_UNINDEX = text("DELETE FROM family_fts WHERE rowid = :number")
_LETTERS = select(func.json_extract(RECORD.c.body, "$.sha256")).where(
    RECORD.c.type == "DocumentReference"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What the vault holds of a family, by kind, and a proof of exactly that.

    `proof` is the SHA-256 over kind, id and SHA-256 of each part: whoever has a copy of
    the records can tell that these were the ones, and nobody can read them out of it.
    """

    counts: Mapping[str, int]
    proof: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of this family."""
        return not self.counts


def content_of(connection: Connection, family_id: str) -> Content:
    """Count what there is of a family, and hash it."""
    parts = [*_parts(connection, family_id)]
    counts: dict[str, int] = {}
    for kind, _, _ in parts:
        counts[kind] = counts.get(kind, 0) + 1
    told = "\n".join(" ".join(part) for part in sorted(parts))
    return Content(counts, sha256(told.encode()).hexdigest() if parts else "")


def erase_family(connection: Connection, family_id: str) -> Content:
    """Delete everything of a family; returns what that was.

    Its records, revisions, letters, index entries, half-made forms, and what has not
    been sent of it. The setting PAGES_WAIT says that the emptied pages are still there.
    """
    content = content_of(connection, family_id)
    if content.is_empty:
        return content
    row = {"name": PAGES_WAIT, "value": "true"}
    connection.execute(insert(SETTING).values(row).on_conflict_do_nothing())
    numbers = select(FAMILY.c.number).where(FAMILY.c.id == family_id)
    for number in connection.execute(numbers).scalars().all():
        connection.execute(_UNINDEX, {"number": number})
    records = select(RECORD.c.id).where(RECORD.c.family_id == family_id)
    revisions = select(FAMILY_REVISION.c.id)
    revisions = revisions.where(FAMILY_REVISION.c.family_id == family_id)
    letters = _own_letters(connection, family_id)
    _delete_forms(connection, {family_id, *connection.execute(records).scalars()})
    connection.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(records)))
    connection.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(revisions)))
    connection.execute(delete(SYNC_CHANGE).where(SYNC_CHANGE.c.family_id == family_id))
    with _deletion_allowed(connection):
        for table in (RECORD, FAMILY_REVISION):
            connection.execute(delete(table).where(table.c.family_id == family_id))
        connection.execute(delete(FAMILY).where(FAMILY.c.id == family_id))
        connection.execute(delete(ATTACHMENT).where(ATTACHMENT.c.sha256.in_(letters)))
    return content


def _parts(connection: Connection, family_id: str) -> Iterator[tuple[str, str, str]]:
    """Kind, id and hash of every record, revision and letter."""
    query = select(RECORD.c.type, RECORD.c.id, RECORD.c.body)
    for kind, record_id, body in connection.execute(
        query.where(RECORD.c.family_id == family_id)
    ):
        yield kind, record_id, sha256(body.encode()).hexdigest()
    query = select(FAMILY_REVISION.c.id, FAMILY_REVISION.c.body)
    for record_id, body in connection.execute(
        query.where(FAMILY_REVISION.c.family_id == family_id)
    ):
        yield "Revision", record_id, sha256(body.encode()).hexdigest()
    for digest in _own_letters(connection, family_id):
        yield "Letter", digest, digest


def _own_letters(connection: Connection, family_id: str) -> list[str]:
    """Digests of the PDFs that no other family's letter has too."""
    others = set(_digests(connection, RECORD.c.family_id != family_id))
    own = set(_digests(connection, RECORD.c.family_id == family_id)) - others
    kept = select(ATTACHMENT.c.sha256).where(ATTACHMENT.c.sha256.in_(sorted(own)))
    return list(connection.execute(kept).scalars())


def _digests(connection: Connection, where: Any) -> Iterable[str]:
    return filter(None, connection.execute(_LETTERS.where(where)).scalars())


def _delete_forms(connection: Connection, ids: set[str]) -> None:
    """Half-made forms are settings with the id in their name: "form/family/<id>"."""
    names = connection.execute(select(SETTING.c.name)).scalars().all()
    gone = [name for name in names if ids & set(name.split("/"))]
    if gone:
        connection.execute(delete(SETTING).where(SETTING.c.name.in_(gone)))


@contextmanager
def _deletion_allowed(connection: Connection) -> Iterator[None]:
    query = text(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        " AND tbl_name IN ('record', 'family', 'family_revision', 'attachment')"
        " AND name LIKE '%\\_no\\_delete' ESCAPE '\\'"
    )
    guards = connection.execute(query).all()
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards:
        connection.exec_driver_sql(sql)
