"""What this machine is known by, outside the vault: so that a copy of it is noticed."""

import platform
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

FILE = "machine"


def machine_mark(folder: Path) -> str:
    """32 hexadecimal digits for this folder on this machine; "" when none can be kept.

    A random number that lies beside the vault and is in no backup, mixed with the
    machine's name: a backup restored elsewhere and a copied disk have another mark.
    """
    number = _number(folder / FILE)
    if not number:
        return ""
    return sha256(f"{number}|{platform.node()}".encode()).hexdigest()[:32]


def _number(file: Path) -> str:
    with suppress(OSError), file.open("x", encoding="ascii") as new:
        new.write(token_hex(16))
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
