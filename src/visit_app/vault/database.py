"""Connections and transactions over one vault file.

Any thread may read or write. Writers take turns (a fair Python lock, so that none
polls the file); readers in the file never wait for a writer. A long job writes in
short transactions, because the GUI thread writes too. In memory there is one
connection, so readers wait there as well.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, event

from visit_app.vault import connections, recipe
from visit_app.vault.connections import Connections
from visit_app.vault.data_key import wipe
from visit_app.vault.errors import Damaged, VaultError
from visit_app.vault.journal import SET_STATE, Journal
from visit_app.vault.journal_entry import Written
from visit_app.vault.sql_errors import REFUSALS, as_vault_error, translated

_FREE = nullcontext()
_TOLD = (Damaged, *REFUSALS)


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
        self._connections = Connections(connect, in_memory=in_memory)
        event.listen(self._connections.engine, "after_cursor_execute", self._executed)
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
        try:
            if current:
                yield current.connection
            else:
                with self._turn if self._in_memory else _FREE:
                    yield from self._lent()
            return
        except _TOLD as problem:
            refused = self._told(problem)
        raise refused from None

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction; inside another one of this thread, a part of that one.

        When a part fails, the whole is undone, even if the failure is caught on the
        way: savepoints would let half of an action through (and make FTS5 write its
        index at each).
        """
        current = self._current()
        try:
            if current:
                yield from self._joined(current)
            else:
                with self._turn:
                    yield from self._alone()
            return
        except _TOLD as problem:
            refused = self._told(problem)
        raise refused from None

    def compact(self) -> bool:
        """Write the file anew without its empty pages; empty the log and idle memory.

        False when somebody was still reading an older state: the log keeps it then.
        """
        with translated(), self._turn:
            connection = self._connections.take()
            try:
                own = connections.in_engine(connection)
                own.execute("VACUUM").close()
                log = own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return str(log[0]) == "0"
            finally:
                self._connections.give_back(connection)
                self._connections.close_idle()  # they remember what they have read

    def _told(self, problem: BaseException) -> VaultError:
        """The refusal as a VaultError; of a page that cannot be read somebody is told.

        It is raised outside of the handler: what the engine raises holds the values.
        """
        error = problem if isinstance(problem, Damaged) else as_vault_error(problem)
        if isinstance(error, Damaged):
            self.on_damage()
        return error

    def close(self) -> None:
        """Close every connection and wipe the key; reading and writing raise Locked."""
        with self._turn:
            journal, self.journal = self.journal, None
            self._connections.close()
            if journal:
                journal.close()
            wipe(self._key)

    def _lent(self) -> Iterator[Connection]:
        connection = self._connections.take()
        try:
            yield connection
        finally:
            self._connections.give_back(connection)

    def _joined(self, current: Transaction) -> Iterator[Transaction]:
        try:
            yield current
        except BaseException:
            current.failed = True
            raise

    def _alone(self) -> Iterator[Transaction]:
        with self._journaled():
            connection = self._connections.take()
            transaction = Transaction(connection)
            try:
                yield from self._begun(transaction)
            finally:  # whatever went wrong before it was kept is undone by this
                self._connections.give_back(connection)
        for act in transaction.on_commit:
            act()

    def _begun(self, transaction: Transaction) -> Iterator[Transaction]:
        connections.begin_writing(transaction.connection)
        self._here.transaction = transaction
        try:
            yield transaction
            self._complete(transaction)
        finally:
            self._here.transaction = None
        connections.commit(transaction.connection)

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
                lambda state: connections.in_engine(transaction.connection).execute(
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
            self._connections.check_open()
            return bytearray(self._key)

    @property
    def in_transaction(self) -> bool:
        """Whether this thread has one open: what it reads may never be committed."""
        return self._current() is not None

    def _current(self) -> Transaction | None:
        return getattr(self._here, "transaction", None)


_READS = ("SELECT", "PRAGMA", "BEGIN", "EXPLAIN")


@lru_cache(maxsize=1000)
def _changes(statement: str) -> bool:
    return not statement.lstrip().upper().startswith(_READS)
