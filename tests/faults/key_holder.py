"""Unlocks a vault, works, locks, and waits while its parent looks through its memory.

    python tests/faults/key_holder.py FOLDER

The secret is the first line of stdin. It says "open" while the vault is open and
"locked" once it is closed, and goes on at each line it is sent.
"""

import gc
import sys
from pathlib import Path

from visit_app.records.clock import SystemClock
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault


def main(folder: Path) -> None:
    """Open, look and write, say so; close, say so."""
    with unlock(folder, sys.stdin.readline().strip(), SystemClock()) as key:
        vault = Vault.open(folder, key, SystemClock())
    for number in range(20):
        vault.set_setting("number", number)
        vault.search("am")
    _tell("open")
    vault.close()
    del vault
    gc.collect()
    _tell("locked")


def _tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
