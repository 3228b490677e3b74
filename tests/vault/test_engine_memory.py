import _ctypes
import ctypes
import gc
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from visit_app.vault import engine_memory, recipe

KEY = bytearray(range(32))
VERSION = recipe.driver.sqlite_version
BLOCK = engine_memory.SLOT_BYTES * engine_memory.SLOTS
in_blocks = pytest.mark.skipif(
    not recipe.IN_BLOCKS, reason="this driver's file does not show the engine"
)


@pytest.fixture
def used() -> Callable[[], int]:
    """How many bytes the engine has from its allocator."""
    gc.collect()  # what other tests left open does not go meanwhile
    engine = ctypes.CDLL(recipe.EXTENSION)
    engine.sqlite3_memory_used.restype = ctypes.c_int64
    return lambda: int(engine.sqlite3_memory_used())


@pytest.mark.skipif(sys.platform != "linux", reason="said of the wheels for Linux")
def test_linux_wheels_show_the_engine() -> None:
    assert recipe.IN_BLOCKS


@in_blocks
def test_each_connection_has_a_block_and_gives_it_back(
    used: Callable[[], int], tmp_path: Path
) -> None:
    before = used()
    one = recipe.connect(tmp_path / "a.db", KEY, create=True)
    after_one = used()
    two = recipe.connect(tmp_path / "a.db", KEY)
    after_two = used()
    one.close()
    two.close()

    assert BLOCK < after_one - before < 2 * BLOCK
    assert BLOCK < after_two - after_one < 2 * BLOCK
    assert used() == before


@in_blocks
def test_a_text_of_2_kb_is_in_the_block(used: Callable[[], int]) -> None:
    """While a statement runs it holds its values; that takes nothing beside it."""
    connection = recipe.connect_in_memory(KEY)
    connection.execute("SELECT ? || 'b'", ("a",)).fetchall()
    before = used()
    running = connection.execute("SELECT ? || 'b'", ("x" * 2000,))
    during = used()
    assert running.fetchone() == ("x" * 2000 + "b",)
    connection.close()

    assert during == before


def test_threads_open_and_close_at_once(
    used: Callable[[], int], tmp_path: Path
) -> None:
    def work(number: int) -> list[tuple[str]]:
        connection = recipe.connect(tmp_path / f"{number}.db", KEY, create=True)
        connection.execute("CREATE TABLE word (text TEXT)")
        rows = [(f"{number} {row}",) for row in range(200)]
        connection.executemany("INSERT INTO word VALUES (?)", rows)
        found: list[tuple[str]] = connection.execute("SELECT * FROM word").fetchall()
        connection.close()
        return found

    before = used() if recipe.IN_BLOCKS else 0
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(work, range(12)))
    assert found == [[(f"{n} {row}",) for row in range(200)] for n in range(12)]
    if recipe.IN_BLOCKS:
        assert used() == before


@pytest.mark.parametrize("extension", [None, "absent.so", __file__, _ctypes.__file__])
def test_a_file_that_does_not_show_the_engine_is_left_alone(
    extension: str | None,
) -> None:
    assert not engine_memory.set_aside(extension, VERSION)


def test_an_engine_of_another_version_is_left_alone() -> None:
    """Another SQLite in this process is not ours to shut down."""
    connection = recipe.connect_in_memory(KEY)
    assert not engine_memory.set_aside(recipe.EXTENSION, "3.0.0")
    assert connection.execute("PRAGMA cipher_memory_security").fetchone() == ("1",)
    connection.close()


HIDDEN = """
from visit_app.vault import engine_memory
engine_memory._NEEDED = ("sqlite3_that_is_hidden",)
"""
OPENS = """
from visit_app.vault import recipe
def opens():
    connection = recipe.connect_in_memory(bytearray(32))
    connection.execute("CREATE TABLE word (text TEXT)")
    connection.execute("INSERT INTO word VALUES ('a')")
    secure = connection.execute("PRAGMA cipher_memory_security").fetchone()
    assert connection.execute("SELECT * FROM word").fetchall() == [("a",)]
    connection.close()
    return secure == ("1",)
"""


def said(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_without_the_functions_it_opens_as_before() -> None:
    assert said(f"{HIDDEN}{OPENS}print(recipe.IN_BLOCKS, opens())") == "False True"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_a_process_that_was_forked_opens_its_own() -> None:
    fork = "import os\nassert opens()\nchild = os.fork()\nassert opens()\n"
    end = "if child:\n    print(os.waitpid(child, 0)[1])\n"
    assert said(f"{OPENS}{fork}{end}") == "0"
