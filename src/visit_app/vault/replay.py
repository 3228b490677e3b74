"""Putting journaled transactions back into a database that lacks them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from visit_app.vault import journal, migrations
from visit_app.vault.journal import State
from visit_app.vault.journal_entry import Entry
from visit_app.vault.recipe import Connection, driver

_AT_ONCE = 500  # entries in one transaction


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many entries were put back, and when the last of them was written.

    `stopped` says that a further entry did not fit, so that nothing after it is there.
    """

    entries: int = 0
    until: datetime | None = None
    stopped: bool = False

    def then(self, later: "Replayed") -> "Replayed":
        """Both together, one after the other."""
        entries = self.entries + later.entries
        return Replayed(entries, later.until or self.until, later.stopped)


def state_of(connection: Connection) -> State:
    """How far the database has come; the start for one that never kept a journal."""
    if ("table", "journal") not in migrations.names(connection):
        return State()
    position, head = connection.execute(journal.READ_STATE).fetchone()
    return State(int(position), bytes(head))


def put_back(connection: Connection, entries: Iterable[Entry]) -> Replayed:
    """Apply the entries that follow the database's state, oldest first.

    Entries of a newer schema are applied once the database has been brought there.
    """
    done = Replayed()
    for batch in _batches(entries):
        applied = _apply_batch(connection, batch)
        if applied:
            done = Replayed(done.entries + applied, batch[applied - 1].at)
        if applied < len(batch):
            return Replayed(done.entries, done.until, stopped=True)
    return done


def _batches(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    batch: list[Entry] = []
    for entry in entries:
        if batch and (batch[-1].schema != entry.schema or len(batch) >= _AT_ONCE):
            yield batch
            batch = []
        batch.append(entry)
    if batch:
        yield batch


def _apply_batch(connection: Connection, batch: Sequence[Entry]) -> int:
    """How many were applied: all at once, else one by one up to the one that fails."""
    schema = batch[0].schema
    if schema > len(migrations.STEPS):
        return 0  # a newer version of the app wrote these
    migrations.migrate(connection, migrations.STEPS[:schema])
    if _apply(connection, batch):
        return len(batch)
    for number, entry in enumerate(batch):
        if not _apply(connection, [entry]):
            return number
    return len(batch)


def _apply(connection: Connection, batch: Sequence[Entry]) -> bool:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for entry in batch:
            _run(connection, entry)
        last = batch[-1]
        connection.execute(journal.SET_STATE, (last.position, last.head))
        connection.execute("COMMIT")
    except driver.Error:
        connection.execute("ROLLBACK")
        return False
    return True


def _run(connection: Connection, entry: Entry) -> None:
    for written in entry.written():
        if written.many:
            connection.executemany(written.sql, written.values)
        else:
            connection.execute(written.sql, written.values)
