"""Fills two databases, reads them, closes them, and waits at each step to be looked at.

    python tests/faults/text_holder.py FOLDER FIRST SECOND

The last two are texts for the one and the other; the engine joins them to "FIRST text
N", so that what is looked for never stands in a text of Python's. It says its step, and
goes on at each line it is sent. Keys: 32 bytes 0x41 and 0x42.
"""

import sys
import threading
from pathlib import Path

from visit_app.vault import recipe

ROWS = 400


def main(folder: Path, first: str, second: str) -> None:
    """Both open; one closed; both closed; one again, in a thread; closed."""
    one = _filled(folder / "one.db", b"\x41", first)
    two = _filled(folder / "two.db", b"\x42", second)
    _tell("both open")
    one.close()
    _tell("one closed")
    two.close()
    _tell("both closed")
    thread = threading.Thread(target=_again, args=(folder / "one.db",))
    thread.start()
    thread.join()
    _tell("closed again")


def _filled(path: Path, byte: bytes, word: str) -> recipe.Connection:
    connection = recipe.connect(path, bytearray(byte * 32), create=True)
    connection.execute("CREATE TABLE note (body TEXT)")
    connection.execute("CREATE INDEX by_body ON note (body)")
    row = "INSERT INTO note VALUES (? || ' text ' || ? || hex(randomblob(700)))"
    connection.executemany(row, [(word, number) for number in range(ROWS)])
    connection.execute("DELETE FROM note WHERE rowid % 2")
    _read(connection)
    return connection


def _read(connection: recipe.Connection) -> None:
    query = "SELECT length(body || 'x') FROM note ORDER BY substr(body, 5) DESC"
    rows = connection.execute(query)
    for _ in range(ROWS // 4):  # and leave it in the middle
        rows.fetchone()
    del rows


def _again(path: Path) -> None:
    connection = recipe.connect(path, bytearray(b"\x41" * 32))
    _read(connection)
    _tell("open again")
    connection.close()


def _tell(step: str) -> None:
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
