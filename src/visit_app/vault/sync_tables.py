"""What sync keeps of its own in the vault: it knows nothing of teams or cryptography.

`sync.vault_ledger` is the only user. Methods that write join the open transaction of
their thread, or are one of their own. What it does to records is in sync_records.py.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from visit_app.vault.database import Database
from visit_app.vault.statement import Statement
from visit_app.vault.tables import (
    SYNC_FAMILY_KEY,
    SYNC_HEAD,
    SYNC_ROSTER,
    SYNC_SEALED,
    SYNC_SEGMENT,
    SYNC_VALUE,
)

# Made once: a long caseload asks each of these some ten thousand times.
_VALUE = select(SYNC_VALUE.c.value).where(SYNC_VALUE.c.name == bindparam("n"))
_SEGMENT = select(SYNC_SEGMENT.c.raw).where(
    SYNC_SEGMENT.c.device == bindparam("d"), SYNC_SEGMENT.c.number == bindparam("n")
)
_FAMILY_KEYS = Statement(
    select(SYNC_FAMILY_KEY.c.epoch, SYNC_FAMILY_KEY.c.key).where(
        SYNC_FAMILY_KEY.c.tag == bindparam("t")
    )
)
_ADD_SEGMENT = (
    "INSERT OR IGNORE INTO sync_segment (device, number, raw) VALUES (?, ?, ?)"
)
_ADD_FAMILY_KEY = (
    "INSERT OR IGNORE INTO sync_family_key (tag, key_id, epoch, key)"
    " VALUES (?, ?, ?, ?)"
)
# Whose segments the closed one lies among until it is known to be in the store: as long
# as any device's name, so that giving it its own rewrites one page, not all its bytes.
_NOBODY = "0" * 32
_SEALED = text(
    "SELECT s.number, coalesce(g.raw, s.raw), s.about FROM sync_sealed s"
    " LEFT JOIN sync_segment g ON g.device = :nobody AND g.number = s.number"
)
_FILE_SEALED = (
    "UPDATE OR IGNORE sync_segment SET device = ? WHERE device = ? AND number = ?"
)
_FILE_SEALED_BEFORE = (  # an older version kept its bytes in the other table
    "INSERT OR IGNORE INTO sync_segment (device, number, raw)"
    " SELECT ?, number, raw FROM sync_sealed WHERE number = ? AND raw != x''"
)
_DROP_SEALED = "DELETE FROM sync_segment WHERE device = ?"
_MOVE_HEAD = """INSERT INTO sync_head (device, number, digest) VALUES (?, ?, ?)
    ON CONFLICT (device) DO UPDATE SET number = excluded.number,
    digest = excluded.digest WHERE sync_head.number < excluded.number"""


class SyncTables:
    """The tables of sync in one open vault."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._values: dict[str, str | None] = {}  # what is read at every segment
        self._open: set[str] = set()  # set in a transaction that has not ended well
        self._commits = 0
        self._guard = Lock()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction; nothing inside waits for anything but the disk."""
        with self._database.writing():
            yield

    # --- small values

    def value(self, name: str) -> str | None:
        """The JSON text kept under a name; any thread may ask while another writes."""
        with self._guard:
            if name in self._values and name not in self._open:
                return self._values[name]
            commits = self._commits
        with self._database.reading() as connection:
            found = connection.execute(_VALUE, {"n": name}).scalar()
        with self._guard:
            if commits == self._commits and name not in self._open:
                self._values[name] = found
        return found

    def set_value(self, name: str, value: str | None) -> None:
        """Keep a JSON text; None forgets it."""
        with self._database.writing() as transaction:
            here = SYNC_VALUE.c.name == name
            if value is None:
                transaction.connection.execute(delete(SYNC_VALUE).where(here))
            else:
                statement = insert(SYNC_VALUE).values(name=name, value=value)
                statement = statement.on_conflict_do_update(
                    index_elements=["name"], set_={"value": value}
                )
                transaction.connection.execute(statement)
            with self._guard:
                self._open.add(name)
            transaction.on_commit.append(lambda: self._settle(name))

    def _settle(self, name: str) -> None:
        with self._guard:
            self._commits += 1
            self._open.discard(name)
            self._values.pop(name, None)

    # --- roster and segments

    def roster(self) -> tuple[bytes, ...]:
        """The roster's entries, the first one first."""
        query = select(SYNC_ROSTER.c.raw).order_by(SYNC_ROSTER.c.number)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def add_roster_entry(self, raw: bytes) -> None:
        """Keep the next entry."""
        with self._database.writing() as transaction:
            query = select(func.count()).select_from(SYNC_ROSTER)
            number = transaction.connection.execute(query).scalar_one()
            row = {"number": number, "raw": raw}
            transaction.connection.execute(insert(SYNC_ROSTER), row)

    def drop_roster(self) -> None:
        """Forget every entry."""
        with self._database.writing() as transaction:
            transaction.connection.execute(delete(SYNC_ROSTER))

    def heads(self) -> dict[str, tuple[int, bytes]]:
        """Number and digest of the last segment of each feed."""
        query = select(SYNC_HEAD.c.device, SYNC_HEAD.c.number, SYNC_HEAD.c.digest)
        with self._database.reading() as connection:
            rows = connection.execute(query)
            return {device: (number, digest) for device, number, digest in rows}

    def add_segments(
        self,
        segments: Sequence[tuple[str, int, bytes]],
        heads: Sequence[tuple[str, int, bytes]],
    ) -> None:
        """Keep segments as (device, number, raw), and heads with their digests.

        The first of a number stays, a head only moves on.
        """
        newest: dict[str, tuple[str, int, bytes]] = {}
        for head in heads:
            newest[head[0]] = max(head, newest.get(head[0], head), key=_number)
        with self._database.writing() as transaction:
            connection = transaction.connection
            connection.exec_driver_sql(_ADD_SEGMENT, list(segments))
            connection.exec_driver_sql(_MOVE_HEAD, list(newest.values()))

    def segment(self, device: str, number: int) -> bytes | None:
        """A kept segment."""
        here = {"d": device, "n": number}
        with self._database.reading() as connection:
            return connection.execute(_SEGMENT, here).scalar()

    # --- family keys

    def family_keys(self, tag: bytes) -> list[tuple[int, bytes]]:
        """Epoch and key of every key of a family."""
        with self._database.reading() as connection:
            return list(_FAMILY_KEYS.read(connection, {"t": tag}).fetchall())

    def add_family_keys(self, keys: Sequence[tuple[bytes, bytes, int, bytes]]) -> None:
        """Keep keys as (tag, id, epoch, key); one that is there already is fine."""
        if keys:
            with self._database.writing() as transaction:
                transaction.connection.exec_driver_sql(_ADD_FAMILY_KEY, list(keys))

    def drop_family_keys(self, tag: bytes) -> None:
        """Delete a family's keys."""
        with self._database.writing() as transaction:
            here = SYNC_FAMILY_KEY.c.tag == tag
            transaction.connection.execute(delete(SYNC_FAMILY_KEY).where(here))

    def key_names(self) -> list[tuple[bytes, int]]:
        """Tag and epoch of every key."""
        query = select(SYNC_FAMILY_KEY.c.tag, SYNC_FAMILY_KEY.c.epoch).distinct()
        with self._database.reading() as connection:
            return [(tag, epoch) for tag, epoch in connection.execute(query)]

    # --- the closed segment

    def sealed(self) -> tuple[int, bytes, Any] | None:
        """The segment that waits for the store: number, bytes, what is in it."""
        with self._database.reading() as connection:
            row = connection.execute(_SEALED, {"nobody": _NOBODY}).first()
        return (row[0], row[1], json.loads(row[2])) if row else None

    def keep_sealed(self, sealed: tuple[int, bytes, Any] | None) -> None:
        """Keep it before it is offered; None once it is settled."""
        with self._database.writing() as transaction:
            connection = transaction.connection
            _drop_sealed(connection)
            if sealed is not None:
                number, raw, about = sealed
                row = {"number": number, "raw": b"", "about": json.dumps(about)}
                connection.execute(insert(SYNC_SEALED), row)
                connection.exec_driver_sql(_ADD_SEGMENT, (_NOBODY, number, raw))

    def file_sealed(self, device: str, number: int, digest: bytes) -> None:
        """Put it among the segments of its feed, without reading it once more."""
        with self._database.writing() as transaction:
            connection = transaction.connection
            connection.exec_driver_sql(_FILE_SEALED_BEFORE, (device, number))
            connection.exec_driver_sql(_FILE_SEALED, (device, _NOBODY, number))
            connection.exec_driver_sql(_MOVE_HEAD, (device, number, digest))
            _drop_sealed(connection)


def _drop_sealed(connection: Connection) -> None:
    connection.exec_driver_sql(_DROP_SEALED, (_NOBODY,))
    connection.execute(delete(SYNC_SEALED))


def _number(head: tuple[str, int, bytes]) -> int:
    return head[1]
