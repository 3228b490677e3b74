"""The open connections to one database, kept between uses.

To take one from SQLAlchemy's pool, begin and end a transaction with it and give it back
costs 90 µs of Python, more than an answer's own statement. So those that SQLAlchemy
hands out are kept, and transactions begin and end in the engine.
"""

import threading
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool, StaticPool

from visit_app.vault import recipe
from visit_app.vault.errors import Locked

_KEPT = 2  # the GUI's and one more; others are closed after use


class Connections:
    """Hands out connections, the last one given back first: its pages are at hand."""

    def __init__(
        self, connect: Callable[[], recipe.Connection], *, in_memory: bool
    ) -> None:
        self.engine: Engine = create_engine(
            "sqlite://",
            module=recipe.driver,
            creator=connect,
            hide_parameters=True,  # exception texts would hold what people said
            poolclass=StaticPool if in_memory else NullPool,
        )
        event.listen(self.engine, "begin", _begin)
        self._idle: list[Connection] = []
        self._changing = threading.Lock()
        self._closed = False

    def take(self) -> Connection:
        """One that nobody else uses; give it back. Raises Locked once closed."""
        with self._changing:
            self.check_open()
            if self._idle:
                return self._idle.pop()
        return self.engine.connect()

    def give_back(self, connection: Connection) -> None:
        """Undo what was not kept, and have it at hand for the next one."""
        if _undone(connection):
            with self._changing:
                if not self._closed and len(self._idle) < _KEPT:
                    self._idle.append(connection)
                    return
        _drop(connection)

    def check_open(self) -> None:
        """Raises Locked once closed."""
        if self._closed:
            raise Locked

    def close(self) -> None:
        """Close those that nobody uses; the others are closed when they come back."""
        with self._changing:
            self._closed = True
        self.close_idle()
        self.engine.dispose()

    def close_idle(self) -> None:
        """Close those that nobody uses: it wipes what they have read.

        One in memory stays open until `close`.
        """
        with self._changing:
            idle, self._idle = self._idle, []
        for connection in idle:
            _drop(connection)


def in_engine(connection: Connection) -> recipe.Connection:
    """The engine's own connection, for what goes with every answer."""
    return connection.connection.dbapi_connection


def begin_writing(connection: Connection) -> None:
    """Wait until nobody else writes, and keep others from writing."""
    in_engine(connection).execute("BEGIN IMMEDIATE")


def commit(connection: Connection) -> None:
    """Keep what was written."""
    in_engine(connection).commit()
    connection.commit()  # for SQLAlchemy, if it took part: there is nothing left to do


def _undone(connection: Connection) -> bool:
    """Whether nothing is open in it any more; an engine in trouble may not manage."""
    try:
        in_engine(connection).rollback()
        connection.rollback()
    except (SQLAlchemyError, recipe.driver.Error):
        return False
    return True


def _begin(connection: Connection) -> None:
    """SQLAlchemy takes part in a transaction with the first statement given to it."""
    own = in_engine(connection)
    if not own.in_transaction:
        own.execute("BEGIN")


def _drop(connection: Connection) -> None:
    """Close it; what it had not kept is undone by that."""
    with suppress(SQLAlchemyError, recipe.driver.Error):
        connection.close()
