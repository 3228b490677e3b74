"""What the disk and SQLCipher alone take to keep a caseload: no target can lie below.

Each record is written twice, as sync keeps it (the record, and the change it came in),
in the vault's own tables and settings, with nothing else: no JSON, no compression, no
keys, no journal, no Python but the driver's loop.
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
    " version, body) VALUES ('QuestionnaireResponse', ?, ?, ?, 'm', '', ?, 1, ?)"
)
_CHANGE = (
    "INSERT INTO sync_change (type, id, family_id, encounter_id, revision, at, sent,"
    " body) VALUES ('QuestionnaireResponse', ?, ?, ?, ?, ?, -1, ?)"
)
_AT_ONCE = 256  # as sync takes them over


def cpu_s() -> float:
    """CPU seconds of this process so far, in the kernel as well."""
    times = os.times()
    return times.user + times.system


def floor(folder: Path, records: int) -> dict[str, float]:
    """Seconds for this many records of 2 KB; the change has half of that."""
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
            [(f"r{n}", f"f{n // 50}", f"v{n // 10}", f"{n:09}", b) for n, b in some],
        )
        connection.executemany(
            _CHANGE,
            [
                (
                    f"r{n}",
                    f"f{n // 50}",
                    f"v{n // 10}",
                    token_hex(16),
                    "",
                    b[:1000].encode(),
                )
                for n, b in some
            ],
        )
        connection.execute("COMMIT")
    took = {"floor_s": perf_counter() - begun, "floor_cpu_s": cpu_s() - cpu}
    connection.close()
    return took
