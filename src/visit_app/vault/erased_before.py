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
_TOLD = "SELECT value FROM setting WHERE name = ?"
_REMEMBER = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"


def families(present: Connection) -> frozenset[str]:
    """The families that a vault has erased, or is still to erase again."""
    if ("table", "audit") not in migrations.names(present):
        return frozenset()
    done = frozenset(row[0] for row in present.execute(_ERASED).fetchall())
    return done | _waiting(present)


def remember(erased: frozenset[str], restored: Path, key: bytearray) -> None:
    """Note in a restored copy those of these families that it holds.

    What it was told before, when it was a restored copy itself, it still knows.
    """
    if not erased:
        return
    connection = recipe.connect(restored, key)
    try:
        here = {row[0] for row in connection.execute(_HERE).fetchall()}
        again = sorted((erased & here) | _waiting(connection))
        if again:
            connection.execute(_REMEMBER, (SETTING, json.dumps(again)))
    finally:
        connection.close()


def _waiting(connection: Connection) -> frozenset[str]:
    """Those of an earlier restore that no opening has erased again yet."""
    row = connection.execute(_TOLD, (SETTING,)).fetchone()
    return frozenset(json.loads(row[0])) if row else frozenset()
