"""What the disk and SQLCipher alone take to keep a caseload: no target can lie below.

Each record is written as sync keeps what arrives: the record with the change it came
in, and the segment, in the vault's own tables and settings, with nothing else: no JSON,
no compression, no keys, no journal, no Python but the driver's loop.
"""

import os
import random
import string
from pathlib import Path
from secrets import token_bytes, token_hex
from time import perf_counter

from visit_app.vault import migrations, recipe

_RECORD = (
    "INSERT INTO record (type, id, family_id, encounter_id, subject_id, status, at,"
    " version, body, origin)"
    " VALUES ('QuestionnaireResponse', ?, ?, ?, 'm', '', ?, 1, ?, ?)"
)
_SEGMENT = "INSERT INTO sync_segment (device, number, raw) VALUES ('d', ?, ?)"
_SEALED_BYTES = 1000  # what is left of a record in a segment
_AT_ONCE = 512  # as sync takes them over


def cpu_s() -> float:
    """CPU seconds of this process so far, in the kernel as well."""
    times = os.times()
    return times.user + times.system


def floor(folder: Path, records: int) -> dict[str, float]:
    """Seconds for this many records of 2 KB."""
    folder.mkdir(parents=True)
    connection = recipe.connect(
        folder / "floor.db", bytearray(token_bytes(32)), create=True
    )
    migrations.create(connection)
    chance = random.Random(3)
    bodies = [
        "".join(chance.choices(string.ascii_lowercase + " ", k=2000))
        for _ in range(100)
    ]
    begun, cpu = perf_counter(), cpu_s()
    for start in range(0, records, _AT_ONCE):
        some = [(n, bodies[n % 100]) for n in range(start, start + _AT_ONCE)]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            _RECORD,
            [
                (
                    f"r{n}",
                    f"f{n // 50}",
                    f"v{n // 10}",
                    f"{n:09}",
                    body,
                    token_hex(80),
                )
                for n, body in some
            ],
        )
        raw = token_bytes(_SEALED_BYTES * _AT_ONCE)
        connection.execute(_SEGMENT, (start, raw))
        connection.execute("COMMIT")
    took = {"floor_s": perf_counter() - begun, "floor_cpu_s": cpu_s() - cpu}
    connection.close()
    return took
