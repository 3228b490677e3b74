"""Small values of sync, read by one thread while another writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from sqlalchemy import Connection

from visit_app.vault.sync_tables import SyncTables
from visit_app.vault.vault import Created


@pytest.fixture
def tables(created: Created) -> SyncTables:
    found = created.vault.sync_tables
    found.set_value("head", "1")
    return found


def read_elsewhere(tables: SyncTables) -> str | None:
    found: list[str | None] = []
    thread = Thread(target=lambda: found.append(tables.value("head")))
    thread.start()
    thread.join()
    return found[0]


def test_another_threads_reading_hides_nothing_from_the_transaction(
    tables: SyncTables,
) -> None:
    with tables.transaction():
        tables.set_value("head", "2")
        assert read_elsewhere(tables) == "1"
        assert tables.value("head") == "2"
    assert read_elsewhere(tables) == tables.value("head") == "2"


def test_a_transaction_that_fails_changes_nothing(tables: SyncTables) -> None:
    def fail() -> None:
        with tables.transaction():
            tables.set_value("head", "2")
            raise ValueError("power cut")

    with pytest.raises(ValueError, match="power"):
        fail()
    assert tables.value("head") == read_elsewhere(tables) == "1"


def test_what_was_read_before_a_commit_is_not_remembered_after_it(
    created: Created, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = created.vault.sync_tables
    tables.set_value("head", "1")
    database = tables._database
    reading = database.reading

    @contextmanager
    def slow() -> Iterator[Connection]:
        with reading() as connection:
            yield connection
        monkeypatch.undo()
        tables.set_value("head", "2")  # committed while the reader holds the old one

    monkeypatch.setattr(database, "reading", slow)
    assert tables.value("head") == "1"
    assert tables.value("head") == "2"
