"""The schema, step by step; each step is one transaction that is checked before it is
kept.

A step is a tuple of SQL statements; step n takes the schema from version n to n + 1.
Steps of a release are never edited afterwards.
"""

from collections.abc import Sequence

from visit_app.vault import (
    audit_schema,
    frozen_schema,
    journal_schema,
    schema,
    sync_index_schema,
    sync_state_schema,
)
from visit_app.vault.errors import Damaged, Foreign, NewerVersion
from visit_app.vault.recipe import Connection

Step = Sequence[str]
STEPS: tuple[Step, ...] = (
    schema.VERSION_1,
    audit_schema.STEP,
    journal_schema.STEP,
    sync_index_schema.STEP,
    sync_state_schema.STEP,
    frozen_schema.STEP,
)
APPLICATION_ID = 0x56495341  # "VISA": the file says whose it is, once decrypted


def version(connection: Connection) -> int:
    """The schema version of the file."""
    return _number(connection, "user_version")


def create(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Make the schema in a new, empty file."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for number in range(len(steps)):
        _run(connection, number, steps[number])


def check_ours(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Raises Foreign, Damaged or NewerVersion for a file this version must not use."""
    if _number(connection, "application_id") != APPLICATION_ID:
        raise Damaged(detail="empty") if _is_empty(connection) else Foreign()
    if version(connection) > len(steps):
        raise NewerVersion(detail=f"schema {version(connection)}")
    if version(connection) < 1:
        raise Damaged(detail="schema 0")


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Run the steps the file has not seen; the caller has made a verified backup."""
    for number in range(version(connection), len(steps)):
        _run(connection, number, steps[number])


def names(connection: Connection) -> set[tuple[str, str]]:
    """Every table, index, trigger and view as (type, name)."""
    rows = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    return {(str(kind), str(name)) for kind, name in rows}


def _run(connection: Connection, number: int, step: Step) -> None:
    # A table that is rebuilt is dropped first, and with foreign keys on that would
    # delete every child row without an error. Inside a transaction the PRAGMA does
    # nothing, so it stands before it.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = names(connection)
        for statement in step:
            connection.execute(statement)
        _check_step(connection, before, step)
        connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _check_step(
    connection: Connection, before: set[tuple[str, str]], step: Step
) -> None:
    """A rebuilt table takes its triggers and indexes with it: notice that here."""
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged(detail="foreign_key_check")
    dropped = {s.split()[-1] for s in step if s.upper().startswith("DROP ")}
    gone = {name for _, name in before - names(connection)} - dropped
    if gone:
        raise Damaged(detail="migration lost " + ", ".join(sorted(gone)))


def _is_empty(connection: Connection) -> bool:
    return not names(connection)


def _number(connection: Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
