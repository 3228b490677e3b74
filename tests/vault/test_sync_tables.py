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


def segments(tables: SyncTables) -> list[tuple[str, int, bytes]]:
    with tables._database.reading() as connection:
        query = "SELECT device, number, raw FROM sync_segment ORDER BY device, number"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_a_closed_segment_is_written_once(tables: SyncTables) -> None:
    device, raw = "d" * 32, b"closed" * 2000
    tables.keep_sealed((1, b"before", {}))
    tables.keep_sealed((2, raw, {"told": 1}))
    assert tables.sealed() == (2, raw, {"told": 1})
    assert [found for _, _, found in segments(tables)] == [raw]
    assert tables.segment(device, 2) is None
    tables.file_sealed(device, 2, b"2" * 32)
    assert tables.sealed() is None
    assert segments(tables) == [(device, 2, raw)]


def test_of_a_segment_that_is_dropped_nothing_is_left(tables: SyncTables) -> None:
    tables.keep_sealed((1, b"closed", {}))
    tables.keep_sealed(None)
    assert (tables.sealed(), segments(tables)) == (None, [])


def test_the_first_segment_of_a_number_stays(tables: SyncTables) -> None:
    device = "d" * 32
    tables.add_segments([(device, 1, b"first")], [(device, 1, b"1" * 32)])
    tables.keep_sealed((1, b"second", {}))
    tables.file_sealed(device, 1, b"2" * 32)
    assert segments(tables) == [(device, 1, b"first")]
    assert tables.sealed() is None


def test_a_segment_that_an_older_version_closed_is_sent(tables: SyncTables) -> None:
    with tables._database.writing() as transaction:
        transaction.connection.exec_driver_sql(
            "INSERT INTO sync_sealed (number, raw, about) VALUES (1, x'aa', '{}')"
        )
    assert tables.sealed() == (1, b"\xaa", {})
    tables.file_sealed("d" * 32, 1, b"1" * 32)
    assert segments(tables) == [("d" * 32, 1, b"\xaa")]
    assert tables.sealed() is None
