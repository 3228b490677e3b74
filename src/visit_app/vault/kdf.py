"""Argon2id: from a passphrase to a key, slow on purpose."""

import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from visit_app.vault.data_key import KEY_BYTES


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, and lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def at_least(self, floor: "Cost") -> bool:
        """No weaker than the floor in memory and in passes."""
        return self.memory_kib >= floor.memory_kib and self.passes >= floor.passes

    def at_most(self, ceiling: "Cost") -> bool:
        """Within what any laptop can do, so that an edited file cannot hang the app."""
        return (
            self.memory_kib <= ceiling.memory_kib
            and self.passes <= ceiling.passes
            and 1 <= self.lanes <= ceiling.lanes
        )


STANDARD = Cost(64 * 1024, 3, 4)  # RFC 9106, second recommended option
FLOOR = Cost(19 * 1024, 2, 1)  # OWASP Password Storage Cheat Sheet
CEILING = Cost(1024 * 1024, 16, 16)


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    """32 bytes from a passphrase (NFKC, UTF-8), in about 0.2 s of CPU at STANDARD."""
    text = unicodedata.normalize("NFKC", passphrase).encode()
    out = bytearray(KEY_BYTES)
    Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive_into(text, out)
    return out
