"""How many rows a statement may give, written into the statement.

SQLite plans for the value of a bound LIMIT, so it compiles the statement anew each time
one is bound, even the same one: 0.2 ms for two tables, more than most statements take.
"""

from sqlalchemy import ColumnElement, literal_column


def number_in_sql(limit: int) -> ColumnElement[int]:
    """The number as a part of the statement; only for the few that are used often."""
    return literal_column(f"{limit:d}")
