"""What somebody with the key and a tool for SQLite could do to a vault."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from visit_app.vault import recipe
from visit_app.vault.audit import entry_hash
from visit_app.vault.data_key import DataKey
from visit_app.vault.place import Place

LABEL = "database/v1"
NAMES = "sequence, at, action, family_id, about, previous, hash"
Row = list[Any]


def edit(folder: Path, key: DataKey, change: Callable[[list[Row]], list[Row]]) -> None:
    """Read the whole audit, and write what `change` makes of it in its place."""
    connection = recipe.connect(Place(folder).database, key.derive(LABEL))
    query = f"SELECT {NAMES} FROM audit ORDER BY sequence"
    rows = [list(row) for row in connection.execute(query)]
    connection.execute("BEGIN IMMEDIATE")
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        " AND tbl_name IN ('audit', 'audit_head', 'audit_key')"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DELETE FROM audit")
    connection.executemany(
        f"INSERT INTO audit ({NAMES}) VALUES (?,?,?,?,?,?,?)",
        change(rows),
    )
    for _, sql in guards:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()


def execute(folder: Path, key: DataKey, *statements: str) -> None:
    """Run statements as they are."""
    connection = recipe.connect(Place(folder).database, key.derive(LABEL))
    for statement in statements:
        connection.execute(statement)
    connection.close()


def rechained(rows: list[Row]) -> list[Row]:
    """Numbered and hashed anew, so that the chain by itself holds again."""
    previous, made = "0" * 64, []
    for sequence, row in enumerate(rows, start=1):
        values = [sequence, *row[1:5], previous]
        previous = entry_hash(values)
        made.append([*values, previous])
    return made
