import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from visit_app.vault import migrations, opening, recipe
from visit_app.vault.connections import in_engine
from visit_app.vault.database import Database
from visit_app.vault.errors import Locked, VaultError

SAVE = text("INSERT INTO setting VALUES (:name, '1')")
COUNT = text("SELECT count(*) FROM setting")


@pytest.fixture(params=["file", "memory"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    in_memory = request.param == "memory"
    database = opening.database_in_memory() if in_memory else on_disk(tmp_path)
    yield database
    database.close()


def on_disk(folder: Path) -> Database:
    key, path = bytearray(range(32)), folder / "vault.db"
    connection = recipe.connect(path, key, create=True)
    migrations.create(connection)
    connection.close()
    return Database(lambda: recipe.connect(path, key), key)


def save(database: Database, name: str) -> None:
    with database.writing() as transaction:
        transaction.connection.execute(SAVE, {"name": name})


def count(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(COUNT).scalar_one())


def test_what_is_written_is_read(database: Database) -> None:
    save(database, "a")
    assert count(database) == 1


def test_compacting_wipes_what_idle_connections_have_read(tmp_path: Path) -> None:
    """They keep it in memory until they close: what was erased must not stay there."""
    database = on_disk(tmp_path)
    with database.reading() as one, database.reading() as two:
        before = [in_engine(one), in_engine(two)]
    assert database.compact()

    for connection in before:
        with pytest.raises(recipe.driver.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
    save(database, "a")
    assert count(database) == 1
    database.close()


def test_compacting_leaves_whoever_reads_and_what_is_there(database: Database) -> None:
    save(database, "a")
    database.compact()
    assert count(database) == 1
    if not database._in_memory:
        with database.reading() as connection:
            database.compact()
            assert connection.execute(COUNT).scalar_one() == 1


def test_an_error_undoes_the_whole(database: Database) -> None:
    def whole() -> None:
        with database.writing():
            save(database, "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        whole()
    assert count(database) == 0
    save(database, "a")


def test_a_transaction_reads_what_it_wrote(database: Database) -> None:
    with database.writing():
        save(database, "a")
        assert count(database) == 1


def test_a_failure_that_was_caught_still_undoes_the_whole(database: Database) -> None:
    def part() -> None:
        with database.writing():
            raise ZeroDivisionError

    def whole() -> None:
        with database.writing():
            save(database, "a")
            with suppress(ZeroDivisionError):
                part()

    with pytest.raises(VaultError, match="none of it was"):
        whole()
    assert count(database) == 0
    save(database, "a")


def test_what_waits_for_the_commit_is_called_after_it(database: Database) -> None:
    called: list[int] = []
    with database.writing() as transaction:
        transaction.on_commit.append(lambda: called.append(count(database)))
        save(database, "a")
        assert called == []
    assert called == [1]


def test_nothing_is_called_when_the_commit_fails(database: Database) -> None:
    called: list[int] = []

    def refuse(_: object) -> None:
        raise ZeroDivisionError

    database.before_commit = refuse
    with pytest.raises(ZeroDivisionError), database.writing() as transaction:
        transaction.on_commit.append(lambda: called.append(1))
    assert called == []


def test_threads_take_turns(database: Database) -> None:
    def work(name: str) -> None:
        for number in range(25):
            with database.writing():
                before = count(database)
                save(database, f"{name}-{number}")
                assert count(database) == before + 1

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(database) == 100


def test_a_reader_of_the_file_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    database = on_disk(tmp_path)
    seen: list[int] = []
    with database.writing():
        save(database, "a")
        reader = threading.Thread(target=lambda: seen.append(count(database)))
        reader.start()
        reader.join(timeout=10)
    assert seen == [0]
    database.close()


def test_closing_wipes_the_key_and_locks(tmp_path: Path) -> None:
    database = on_disk(tmp_path)
    save(database, "a")
    key = database._key
    database.close()
    database.close()

    assert key == bytes(32)
    with pytest.raises(Locked):
        count(database)
    with pytest.raises(Locked):
        save(database, "b")


def test_values_never_show_in_an_error(database: Database) -> None:
    save(database, "marmalade")
    with pytest.raises(VaultError) as caught:
        save(database, "marmalade")

    shown = f"{caught.value!r} {caught.value} {caught.value.detail}"
    assert "marmalade" not in shown
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
