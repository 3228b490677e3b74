"""Connections are kept for the next one, and nothing stays open in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from visit_app.vault import connections, recipe
from visit_app.vault.connections import Connections, begin_writing, commit, in_engine
from visit_app.vault.errors import Locked

KEY = bytearray(range(32))
COUNT = "SELECT count(*) FROM kept"


class Opened:
    """Connections to one file, and the engine's own that were opened for them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engines: list[Any] = []
        self.all = Connections(self._open, in_memory=False)

    def _open(self) -> Any:
        self.engines.append(recipe.connect(self.path, KEY))
        return self.engines[-1]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    path = tmp_path / "vault.db"
    made = recipe.connect(path, KEY, create=True)
    made.execute("CREATE TABLE kept (one INTEGER)")
    made.close()
    opened = Opened(path)
    yield opened
    opened.all.close()


def count(opened: Opened) -> int:
    connection = opened.all.take()
    found = in_engine(connection).execute(COUNT).fetchone()[0]
    opened.all.give_back(connection)
    return int(found)


def is_closed(engine: Any) -> bool:
    try:
        engine.execute("SELECT 1").fetchall()
    except recipe.driver.ProgrammingError:
        return True
    return False


def test_the_last_one_given_back_is_the_next(opened: Opened) -> None:
    first, second = opened.all.take(), opened.all.take()
    opened.all.give_back(first)
    opened.all.give_back(second)
    assert opened.all.take() is second
    assert opened.all.take() is first
    assert len(opened.engines) == 2


def test_no_more_than_two_are_kept(opened: Opened) -> None:
    for connection in [opened.all.take() for _ in range(4)]:
        opened.all.give_back(connection)
    assert [is_closed(engine) for engine in opened.engines] == [False] * 2 + [True] * 2


@pytest.mark.parametrize("through", ["engine", "sqlalchemy"])
def test_what_was_not_kept_is_undone(opened: Opened, through: str) -> None:
    connection = opened.all.take()
    begin_writing(connection)
    if through == "engine":
        in_engine(connection).execute("INSERT INTO kept VALUES (1)")
    else:
        connection.execute(text("INSERT INTO kept VALUES (1)"))
    opened.all.give_back(connection)
    assert not in_engine(connection).in_transaction
    assert not connection.in_transaction()
    assert count(opened) == 0


def test_both_hands_write_in_one_transaction(opened: Opened) -> None:
    connection = opened.all.take()
    begin_writing(connection)
    connection.execute(text("INSERT INTO kept VALUES (1)"))
    in_engine(connection).execute("INSERT INTO kept VALUES (2)")
    commit(connection)
    assert not connection.in_transaction()
    opened.all.give_back(connection)
    assert count(opened) == 2


def test_reading_begins_one_of_its_own(opened: Opened) -> None:
    connection = opened.all.take()
    connection.execute(text(COUNT)).all()
    assert in_engine(connection).in_transaction
    opened.all.give_back(connection)
    assert not in_engine(connection).in_transaction


def test_one_that_cannot_undo_is_not_used_again(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Any) -> None:
        raise recipe.driver.OperationalError

    connection = opened.all.take()
    with monkeypatch.context() as patch:
        patch.setattr(recipe._Connection, "rollback", refuse)
        opened.all.give_back(connection)
    assert opened.all.take() is not connection


def test_one_in_use_is_closed_when_it_comes_back(opened: Opened) -> None:
    lent, idle = opened.all.take(), opened.all.take()
    opened.all.give_back(idle)
    opened.all.close()
    assert [is_closed(engine) for engine in opened.engines] == [False, True]
    with pytest.raises(Locked):
        opened.all.take()
    opened.all.give_back(lent)
    assert is_closed(opened.engines[0])


def test_nothing_is_begun_where_nothing_is_asked(opened: Opened) -> None:
    connection = opened.all.take()
    assert not connections.in_engine(connection).in_transaction
    opened.all.give_back(connection)
