"""Opening the encrypted file: the only place where sqlcipher3 is imported.

Plain sqlite3 is never used, not even as a fallback: a vault that cannot be encrypted
is not opened. Measurements and reasons: docs/decisions/0010.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from sqlcipher3 import _sqlite3 as _extension
from sqlcipher3 import dbapi2 as sqlcipher

from visit_app.vault import engine_memory
from visit_app.vault.data_key import wipe
from visit_app.vault.errors import VaultError

OLDEST_SQLITE = (3, 53, 3)  # fixes the WAL-reset corruption and two FTS5 CVEs of 2026
TIMEOUT_S = 15
_HEX = b"0123456789abcdef"

_SETTINGS = (
    "temp_store = MEMORY",  # FILE writes plaintext to temporary files
    "foreign_keys = ON",
    "recursive_triggers = ON",  # so that REPLACE cannot pass by a delete trigger
    "secure_delete = ON",
    "cache_size = -65536",
    "trusted_schema = OFF",
    "synchronous = FULL",  # NORMAL in WAL is not durable per commit
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
)

Connection: TypeAlias = Any  # sqlcipher3 ships no types
Cursor: TypeAlias = Any
driver = sqlcipher
EXTENSION: str | None = getattr(_extension, "__file__", None)
# Here, because nobody can have a connection before this file has been imported.
IN_BLOCKS = engine_memory.set_aside(EXTENSION, sqlcipher.sqlite_version)


class _Connection(sqlcipher.Connection):  # type: ignore[misc]
    """Ends a transaction by a statement that is compiled once.

    The driver compiles it for each: 15 µs and dozens of allocations, all of them locked
    into memory.
    """

    def commit(self) -> None:
        """End the transaction, if there is one, and keep what it wrote."""
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        """End the transaction, if there is one, and undo what it wrote."""
        if self.in_transaction:
            self.execute("ROLLBACK")


def check_engine() -> None:
    """Refuse an engine that is too old or that cannot encrypt; raises VaultError."""
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise VaultError(
            "This installation has an outdated database engine, so your records stay"
            " closed. They are safe. Ask for the app to be installed again.",
            detail=f"sqlite {sqlcipher.sqlite_version}",
        )


def connect(path: Path, key: bytearray, *, create: bool = False) -> Connection:
    """A keyed connection with every setting of the recipe; the key has 32 bytes.

    Raises the driver's DatabaseError when the key does not open the file.
    """
    mode = "rwc" if create else "rw"
    return _ready(f"{path.absolute().as_uri()}?mode={mode}", key, "WAL")


def connect_to_read(path: Path, key: bytearray) -> Connection:
    """A keyed connection to a file that nobody writes to; nothing appears beside it."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = _ready(uri, key, "OFF")
    read_once(connection)
    return connection


def read_once(connection: Connection) -> None:
    """Keep few pages at hand: giving many back at the end stops every thread of Python.

    64 MB of them are wiped in 0.3 to 0.8 s, 2 MB that were written in 17 ms, and the
    driver holds the GIL meanwhile. Reading each page once is no slower with 256 kB.
    """
    connection.execute("PRAGMA cache_size = -256").fetchall()


def connect_to_fill(path: Path, key: bytearray) -> Connection:
    """A new file to be filled and then waited for as a whole, without a log."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        _unlock(connection, key)
        connection.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.execute("PRAGMA synchronous = OFF").fetchall()
        read_once(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_in_memory(key: bytearray) -> Connection:
    """The same for a database that is never on disk."""
    return _ready("file::memory:", key, "MEMORY")


def _ready(uri: str, key: bytearray, journal: str) -> Connection:
    connection = sqlcipher.connect(
        uri,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=TIMEOUT_S,
        factory=_Connection,
    )
    try:
        _unlock(connection, key)
        connection.execute(f"PRAGMA journal_mode = {journal}").fetchall()
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: Connection, key: bytearray) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    literal = _key_literal(key)
    connection.set_key(literal)  # not PRAGMA key: that would show in SQL traces
    wipe(literal)
    connection.execute("PRAGMA cipher_memory_security = ON").fetchall()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    version = connection.execute("PRAGMA cipher_version").fetchone()
    status = connection.execute("PRAGMA cipher_status").fetchone()
    check_encrypts(version, status)


def check_encrypts(version: Sequence[Any] | None, status: Sequence[Any] | None) -> None:
    """The rows of cipher_version and cipher_status, once keyed; raises VaultError."""
    if not version or not version[0] or not status or str(status[0]) != "1":
        raise VaultError(
            "This installation cannot encrypt, so your records stay closed. They are"
            " safe. Ask for the app to be installed again.",
            detail="cipher",
        )


def _key_literal(key: bytearray) -> bytearray:
    """The x'…' form in memory that can be wiped; bytes.hex() would leave a copy."""
    out = bytearray(b"x'")
    for byte in key:
        out.append(_HEX[byte >> 4])
        out.append(_HEX[byte & 15])
    out += b"'"
    return out
