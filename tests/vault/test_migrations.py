from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

from visit_app.vault import migrations, opening, recipe
from visit_app.vault.database import Database
from visit_app.vault.errors import Damaged, Foreign, NewerVersion
from visit_app.vault.recipe import Connection
from visit_app.vault.tables import METADATA

KEY = bytearray(range(32))
FIRST = (
    "CREATE TABLE family (id INTEGER PRIMARY KEY, name TEXT)",
    "CREATE TABLE visit (id INTEGER PRIMARY KEY, family INTEGER NOT NULL"
    " REFERENCES family (id) ON DELETE CASCADE)",
    "CREATE TABLE log (text TEXT)",
    "CREATE INDEX family_name ON family (name)",
    "CREATE TRIGGER family_log AFTER INSERT ON family"
    " BEGIN INSERT INTO log VALUES (NEW.name); END",
)
REBUILD = (
    "CREATE TABLE family_new (id INTEGER PRIMARY KEY, name TEXT, phone TEXT)",
    "INSERT INTO family_new SELECT id, name, '' FROM family",
    "DROP TABLE family",
    "ALTER TABLE family_new RENAME TO family",
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = recipe.connect(tmp_path / "vault.db", KEY, create=True)
    migrations.create(connection, (FIRST,))
    connection.execute("INSERT INTO family VALUES (1, 'Hassan')")
    connection.executemany("INSERT INTO visit VALUES (?, 1)", [(n,) for n in range(50)])
    yield connection
    connection.close()


def visits(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM visit").fetchone()[0])


def test_a_rebuilt_table_keeps_its_children_and_gets_its_index_back(
    connection: Connection,
) -> None:
    step = (*REBUILD, FIRST[3], FIRST[4])
    migrations.migrate(connection, (FIRST, step))

    assert visits(connection) == 50
    assert migrations.version(connection) == 2
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert ("trigger", "family_log") in migrations.names(connection)


def test_a_step_that_forgets_a_trigger_is_undone(connection: Connection) -> None:
    with pytest.raises(Damaged) as caught:
        migrations.migrate(connection, (FIRST, REBUILD))

    assert caught.value.detail == "migration lost family_log, family_name"
    assert migrations.version(connection) == 1
    assert visits(connection) == 50
    assert ("trigger", "family_log") in migrations.names(connection)


def test_what_a_step_drops_by_name_may_go(connection: Connection) -> None:
    step = ("DROP TRIGGER family_log", "DROP TABLE log")
    migrations.migrate(connection, (FIRST, step))

    assert ("table", "log") not in migrations.names(connection)


def test_a_step_that_leaves_children_behind_is_undone(connection: Connection) -> None:
    with pytest.raises(Damaged, match="damaged") as caught:
        migrations.migrate(connection, (FIRST, ("DELETE FROM family",)))

    assert caught.value.detail == "foreign_key_check"
    assert visits(connection) == 50


def test_a_step_that_fails_half_way_is_undone(connection: Connection) -> None:
    step = ("UPDATE family SET name = 'x'", "CREATE TABLE visit (id INTEGER)")
    with pytest.raises(recipe.driver.OperationalError):
        migrations.migrate(connection, (FIRST, step))

    assert connection.execute("SELECT name FROM family").fetchone() == ("Hassan",)
    assert migrations.version(connection) == 1


def test_steps_that_were_done_are_not_done_again(connection: Connection) -> None:
    second = ("CREATE TABLE setting (name TEXT)",)
    migrations.migrate(connection, (FIRST, second))
    migrations.migrate(connection, (FIRST, second))

    assert migrations.version(connection) == 2


def test_a_newer_vault_is_refused(connection: Connection) -> None:
    connection.execute("PRAGMA user_version = 2")
    with pytest.raises(NewerVersion):
        migrations.check_ours(connection, (FIRST,))


def test_other_files_are_told_apart(connection: Connection, tmp_path: Path) -> None:
    migrations.check_ours(connection, (FIRST,))
    connection.execute("PRAGMA application_id = 1")
    with pytest.raises(Foreign):
        migrations.check_ours(connection, (FIRST,))

    empty = recipe.connect(tmp_path / "empty.db", KEY, create=True)
    with pytest.raises(Damaged):
        migrations.check_ours(empty)
    empty.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    with pytest.raises(Damaged):
        migrations.check_ours(empty)
    empty.close()


def test_the_tables_in_python_are_the_tables_in_the_file() -> None:
    database: Database = opening.database_in_memory()
    with database.reading() as connection:
        found = inspect(connection)
        for table in METADATA.sorted_tables:
            there = {c["name"]: str(c["type"]) for c in found.get_columns(table.name)}
            assert there == {c.name: str(c.type) for c in table.columns}
            keys = found.get_pk_constraint(table.name)["constrained_columns"]
            assert keys == [c.name for c in table.primary_key]
    database.close()
