"""Connections and transactions over one vault file.

Any thread may read or write. Writers take turns (a fair Python lock, so that none
polls the file); readers in the file never wait for a writer. A long job writes in
short transactions, because the GUI thread writes too. In memory there is one
connection, so readers wait there as well.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from visit_app.vault import recipe
from visit_app.vault.data_key import wipe
from visit_app.vault.errors import Damaged, Locked, VaultError
from visit_app.vault.journal import SET_STATE, Journal
from visit_app.vault.journal_entry import Written
from visit_app.vault.sql_errors import translated


@dataclass
class Transaction:
    """What one unit of work holds until it is on disk.

    `noted` is what the audit will say of it; `signing_off` are the visits it finishes,
    whose results it may still add; `failed` says that a part of it went wrong, so that
    none of it may be kept; `on_commit` is called once it is on disk; `written` is what
    the journal will say of it.
    """

    connection: Connection
    written: list[Written] = field(default_factory=list)
    noted: list[Any] = field(default_factory=list)
    signing_off: set[str] = field(default_factory=set)
    failed: bool = False
    on_commit: list[Callable[[], None]] = field(default_factory=list)


class Database:
    """One keyed database: `reading` and `writing` hand out its connection."""

    def __init__(
        self,
        connect: Callable[[], recipe.Connection],
        key: bytearray,
        *,
        in_memory: bool = False,
    ) -> None:
        self._key = key
        self._in_memory = in_memory
        self._engine: Engine | None = _engine(connect, in_memory)
        event.listen(self._engine, "after_cursor_execute", self._executed)
        self.journal: Journal | None = None
        self._turn = threading.RLock()
        self._here = threading.local()
        self.before_commit: Callable[[Transaction], None] = lambda _: None
        self.on_damage: Callable[[], None] = lambda: None
        self.check_place: Callable[[], None] = lambda: None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with: the open transaction's, if this thread has one."""
        current = self._current()
        with self._told():
            if current:
                yield current.connection
            elif self._in_memory:
                with self._turn, self._open().connect() as connection:
                    yield connection
            else:
                with self._open().connect() as connection:
                    yield connection

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction; inside another one of this thread, a part of that one.

        When a part fails, the whole is undone, even if the failure is caught on the
        way: savepoints would let half of an action through (and make FTS5 write its
        index at each).
        """
        with self._told(), self._turn:
            current = self._current()
            yield from self._joined(current) if current else self._alone()

    def compact(self) -> bool:
        """Write the file anew without its empty pages, and empty the log.

        False when somebody was still reading an older state: the log keeps it then.
        """
        with translated(), self._turn:
            connection = self._open().raw_connection()
            try:
                connection.cursor().execute("VACUUM").close()
                log = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return str(log.fetchone()[0]) == "0"
            finally:
                connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Raise VaultError; when a page cannot be read, somebody wants to know."""
        try:
            with translated():
                yield
        except Damaged:
            self.on_damage()
            raise

    def close(self) -> None:
        """Close every connection and wipe the key; reading and writing raise Locked."""
        with self._turn:
            engine, self._engine = self._engine, None
            journal, self.journal = self.journal, None
            if engine:
                engine.dispose()
            if journal:
                journal.close()
            wipe(self._key)

    def _joined(self, current: Transaction) -> Iterator[Transaction]:
        try:
            yield current
        except BaseException:
            current.failed = True
            raise

    def _alone(self) -> Iterator[Transaction]:
        with self._open().connect().execution_options(writing=True) as connection:
            transaction = Transaction(connection)
            with self._journaled(), connection.begin():
                self._here.transaction = transaction
                try:
                    yield transaction
                    self._complete(transaction)
                finally:
                    self._here.transaction = None
        for act in transaction.on_commit:
            act()

    def _complete(self, transaction: Transaction) -> None:
        if transaction.failed:
            raise VaultError(
                "A part of this could not be saved, so none of it was. Everything"
                " before it is safe. Try again."
            )
        self.check_place()
        self.before_commit(transaction)
        if self.journal and transaction.written:
            written = tuple(transaction.written)
            self.journal.enter(
                written,
                lambda state: driver_connection(transaction.connection).execute(
                    SET_STATE, (state.position, state.head)
                ),
            )

    @contextmanager
    def _journaled(self) -> Iterator[None]:
        """Around the commit: what goes to the journal is there before anybody is told.

        A statement of a transaction that fails leaves at most an entry that is void.
        """
        try:
            yield
        except BaseException:
            if self.journal:
                self.journal.take_back()
            raise
        if self.journal:
            self.journal.settle()

    def _executed(self, *about: Any) -> None:
        """After each statement: keep it for the journal if it changed something."""
        _, _, statement, parameters, _, executemany = about
        transaction = self._current()
        if transaction and self.journal and _changes(statement):
            transaction.written.append(Written(statement, executemany, parameters))

    def key_copy(self) -> bytearray:
        """The key once more, for a connection of somebody else; wipe it after use."""
        with self._turn:
            self._open()
            return bytearray(self._key)

    @property
    def in_transaction(self) -> bool:
        """Whether this thread has one open: what it reads may never be committed."""
        return self._current() is not None

    def _current(self) -> Transaction | None:
        return getattr(self._here, "transaction", None)

    def _open(self) -> Engine:
        if self._engine is None:
            raise Locked
        return self._engine


_READS = ("SELECT", "PRAGMA", "BEGIN", "EXPLAIN")


@lru_cache(maxsize=1000)
def _changes(statement: str) -> bool:
    return not statement.lstrip().upper().startswith(_READS)


def driver_connection(connection: Connection) -> recipe.Connection:
    """The engine's own connection, for what goes with every answer."""
    return connection.connection.driver_connection


def _engine(connect: Callable[[], recipe.Connection], in_memory: bool) -> Engine:
    pool: dict[str, Any] = {"poolclass": StaticPool}
    if not in_memory:
        # last in, first out: the GUI thread keeps the connection with the warm cache
        pool = {"poolclass": QueuePool, "pool_size": 2, "pool_use_lifo": True}
    engine = create_engine(
        "sqlite://",
        module=recipe.driver,
        creator=connect,
        hide_parameters=True,  # exception texts would hold what people said
        **pool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    driver_connection(connection).execute("BEGIN IMMEDIATE" if writing else "BEGIN")
