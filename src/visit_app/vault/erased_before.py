"""What was erased stays erased when an earlier copy is restored.

The copy is told, inside its own encrypted file, which families the vault it replaces
had erased; they are erased from it when it is first opened.
"""

import json
from pathlib import Path

from visit_app.vault import migrations, recipe
from visit_app.vault.recipe import Connection

SETTING = "erasure/again"
_ERASED = "SELECT DISTINCT family_id FROM audit WHERE action = 'erase'"
_HERE = "SELECT id FROM family UNION SELECT family_id FROM record"
_REMEMBER = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"


def families(present: Connection) -> frozenset[str]:
    """The families that a vault says it has erased."""
    if ("table", "audit") not in migrations.names(present):
        return frozenset()
    return frozenset(row[0] for row in present.execute(_ERASED).fetchall())


def remember(erased: frozenset[str], restored: Path, key: bytearray) -> None:
    """Note in a restored copy those of these families that it holds."""
    if not erased:
        return
    connection = recipe.connect(restored, key)
    try:
        here = {row[0] for row in connection.execute(_HERE).fetchall()}
        again = sorted(erased & here)
        if again:
            connection.execute(_REMEMBER, (SETTING, json.dumps(again)))
    finally:
        connection.close()
