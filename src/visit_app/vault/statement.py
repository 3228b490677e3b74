"""The few statements that go with every answer, given to the engine directly.

SQLAlchemy writes them, once. To run one through it costs 50 to 100 µs of Python, more
than the engine takes for it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.expression import ClauseElement

from visit_app.vault.connections import in_engine
from visit_app.vault.database import Transaction
from visit_app.vault.journal_entry import Written
from visit_app.vault.recipe import Cursor

_DIALECT = sqlite.dialect(paramstyle="qmark")


class Statement:
    """A statement of SQLAlchemy as text, and the order of its values.

    Running it raises KeyError when a value is missing.
    """

    def __init__(self, element: ClauseElement) -> None:
        compiled = element.compile(dialect=_DIALECT)
        self.sql = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())  # type: ignore[attr-defined]
        # what stands in the statement itself; the rest has no value before it is run
        fixed = compiled.params.items()
        self._fixed = {name: value for name, value in fixed if value is not None}

    def read(self, connection: Connection, values: Mapping[str, Any]) -> Cursor:
        """Its rows, to be fetched to the end at once; by itself it needs no BEGIN."""
        return in_engine(connection).execute(self.sql, self._in_order(values))

    def write(self, transaction: Transaction, values: Mapping[str, Any]) -> None:
        """Run it, and keep it for the journal."""
        given = self._in_order(values)
        in_engine(transaction.connection).execute(self.sql, given)
        transaction.written.append(Written(self.sql, many=False, values=given))

    def _in_order(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        given = {**self._fixed, **values}
        return tuple(given[name] for name in self._names)
