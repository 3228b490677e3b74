"""Memory for the engine in one block for each connection, not piece by piece.

With `cipher_memory_security` SQLCipher locks each piece of memory it gets and wipes and
unlocks it when it gives it back: forty pieces for a record that is received. SQLite can
take what statements and rows need from a block of the connection ("lookaside"); that
block comes from the same allocator, is locked once, and wiped as a whole when the
connection closes. Its size can only be set before the first connection, through the
engine's own functions: the driver does not offer it, but its compiled file shows them
on Linux and macOS. Figures: docs/decisions/0102.
"""

import ctypes

SLOT_BYTES = 2400  # a record of 2 KB and what belongs to it
SLOTS = 300  # SQLite cuts most of them into small ones; the driver keeps 128 statements
_OK = 0
_CONFIG_LOOKASIDE = 13  # sqlite3.h
_NEEDED = ("sqlite3_shutdown", "sqlite3_config", "sqlite3_initialize")


def set_aside(extension: str | None, version: str) -> bool:
    """Give each later connection its block; False where the engine is left as it is.

    `extension` is the driver's compiled file, `version` what it says SQLite's is. Call
    it while no connection exists. A file that does not show the engine's functions
    works as before, only slower.
    """
    engine = _engine(extension, version)
    if engine is None or engine.sqlite3_shutdown() != _OK:
        return False
    # Only what is not variadic is declared: the others go another way on Apple's arm64.
    engine.sqlite3_config.argtypes = [ctypes.c_int]
    size, count = ctypes.c_int(SLOT_BYTES), ctypes.c_int(SLOTS)
    done = engine.sqlite3_config(_CONFIG_LOOKASIDE, size, count)
    return bool(engine.sqlite3_initialize() == _OK and done == _OK)


def _engine(extension: str | None, version: str) -> ctypes.CDLL | None:
    """The engine in this file, if it can be reached and is the driver's own."""
    if extension is None:
        return None
    try:
        engine = ctypes.CDLL(extension)
        engine.sqlite3_libversion.restype = ctypes.c_char_p
        same = engine.sqlite3_libversion() == version.encode()
        return engine if same and all(hasattr(engine, n) for n in _NEEDED) else None
    except (OSError, AttributeError):
        return None
