import re
import sqlite3
from pathlib import Path

import pytest

from visit_app.vault import recipe
from visit_app.vault.errors import VaultError

KEY = bytearray(range(32))
OTHER = bytearray(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a file with space and # and ?.db"
    connection = recipe.connect(path, KEY, create=True)
    connection.execute("CREATE TABLE word (text TEXT)")
    connection.execute("INSERT INTO word VALUES ('marmalade')")
    connection.close()
    return path


def test_what_is_read_or_filled_once_keeps_few_pages(
    path: Path, tmp_path: Path
) -> None:
    """Giving them back stops every thread of Python: 17 ms for 2 MB."""
    reading = recipe.connect_to_read(path, KEY)
    filling = recipe.connect_to_fill(tmp_path / "filled.db", KEY)
    for connection in (reading, filling):
        assert connection.execute("PRAGMA cache_size").fetchone() == (-256,)
        connection.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", "2"),  # FULL
        ("temp_store", "2"),  # MEMORY
        ("foreign_keys", "1"),
        ("recursive_triggers", "1"),
        ("secure_delete", "1"),
        ("trusted_schema", "0"),
        ("cache_size", "-65536"),
        ("fullfsync", "1"),
        ("checkpoint_fullfsync", "1"),
        ("cipher_status", "1"),
        ("cipher_memory_security", "1"),
    ],
)
def test_every_setting_is_in_force(path: Path, pragma: str, value: str) -> None:
    connection = recipe.connect(path, KEY)
    (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
    connection.close()

    assert str(found) == value


def test_the_file_is_not_readable_without_the_key(path: Path) -> None:
    assert b"marmalade" not in path.read_bytes()
    assert not path.read_bytes().startswith(b"SQLite")
    with (
        sqlite3.connect(path) as plain,
        pytest.raises(sqlite3.DatabaseError, match="not a database"),
    ):
        plain.execute("SELECT * FROM word")
    plain.close()


def test_a_wrong_key_is_an_error_and_prints_nothing(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    with pytest.raises(recipe.driver.DatabaseError, match="not a database"):
        recipe.connect(path, OTHER)

    assert capfd.readouterr() == ("", "")
    assert path.read_bytes() == before


def test_a_missing_file_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(recipe.driver.OperationalError):
        recipe.connect(tmp_path / "absent.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_in_memory_is_keyed_too() -> None:
    connection = recipe.connect_in_memory(KEY)
    assert connection.execute("PRAGMA cipher_status").fetchone() == ("1",)
    connection.close()


def test_the_key_stays_as_it_is(path: Path) -> None:
    recipe.connect(path, KEY).close()
    assert bytearray(range(32)) == KEY


def test_an_old_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe.check_engine()
    monkeypatch.setattr(recipe.driver, "sqlite_version_info", (3, 53, 2))
    with pytest.raises(VaultError, match="outdated"):
        recipe.check_engine()


@pytest.mark.parametrize(
    ("version", "status"), [(None, ("1",)), (("",), ("1",)), (("4",), ("0",))]
)
def test_an_engine_that_does_not_encrypt_is_refused(
    version: tuple[str] | None, status: tuple[str] | None
) -> None:
    with pytest.raises(VaultError, match="cannot encrypt"):
        recipe.check_encrypts(version, status)


def test_no_other_file_opens_a_database() -> None:
    """Plain sqlite3 and ATTACH would write what people said in the clear."""
    sources = Path(recipe.__file__).parents[1].rglob("*.py")
    texts = {path.name: path.read_text(encoding="utf-8") for path in sources}

    users = [name for name, text in texts.items() if "sqlcipher3 import" in text]
    assert users == ["recipe.py"]
    assert not [name for name, text in texts.items() if "import sqlite3" in text]
    attach = re.compile(r"\bATTACH\s+(DATABASE\b|[?':{])", re.IGNORECASE)
    assert not [name for name, text in texts.items() if attach.search(text)]
