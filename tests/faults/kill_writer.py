"""Kills a writer at random moments, again and again, and looks at what is left.

    python tests/faults/kill_writer.py FOLDER KILLS SEED

The child opens the vault with its raw key (no Argon2) and gives answers; it tells its
parent the number of each one after `put` has returned. The parent kills it with SIGKILL
(TerminateProcess on Windows) and opens the vault again. Prints one line of JSON.

`os.fork` makes a child in a few milliseconds; where there is none a child is spawned.
"""

import json
import multiprocessing
import os
import random
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from visit_app.records import (
    Encounter,
    Observation,
    Practitioner,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.vault import kdf
from visit_app.vault.audit import first_broken
from visit_app.vault.data_key import DataKey
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault, create

MARKER = "Zdzisława-Marmalade"
PASSPHRASE = "a passphrase"
LONGEST_LIFE_S = 0.06
PATIENCE_S = 60
ITEMS = 40  # answers go round, so that the two responses stay of a typical size


@dataclass
class Found:
    """What all the kills together did; everything but the first four must stay 0."""

    kills: int = 0
    before_the_first_answer: int = 0
    acknowledged: int = 0
    kept_unacknowledged: int = 0
    lost: int = 0
    torn: int = 0
    damaged: int = 0
    audit_broken: int = 0
    leaks: int = 0


def main(folder: Path, kills: int, seed: int) -> Found:
    """Make a vault, kill its writer so many times, and count."""
    chance, found = random.Random(seed), Found()
    key = _new_vault(folder)
    last = 0
    for kill in range(kills):
        # Every second life is counted from its first answer, so that many are met
        # writing however slow the computer is; the others may end while opening.
        life_s, writing = chance.uniform(0, LONGEST_LIFE_S), bool(kill % 2)
        acknowledged = _one_life(folder, key, last, life_s, writing)
        found.kills += 1
        found.before_the_first_answer += acknowledged == last
        found.acknowledged += acknowledged - last
        last = _look(folder, key, acknowledged, found)
    with Vault.open(folder, DataKey(key), FixedClock()) as vault:
        there = {score.id for score in vault.find(Observation)}
        found.lost += len({f"score-{n}" for n in range(last + 1)} - there)
    return found


def _new_vault(folder: Path) -> bytes:
    practitioner = Practitioner(id="practitioner", name=MARKER)
    clock = FixedClock()
    create(folder, PASSPHRASE, practitioner, clock, cost=kdf.FLOOR).vault.close()
    key = bytes(unlock(folder, PASSPHRASE, clock).reveal())
    with Vault.open(folder, DataKey(key), clock) as vault:
        vault.put(_visit(), *_answers(0))
    return key


def _one_life(folder: Path, key: bytes, last: int, life_s: float, writing: bool) -> int:
    """Let a child write for this long, kill it, and return the last it acknowledged."""
    start = "fork" if hasattr(os, "fork") else "spawn"
    context: Any = multiprocessing.get_context(start)  # its type knows no Process
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_write, args=(folder, key, last, theirs))
    child.start()
    theirs.close()
    if writing and not ours.poll(PATIENCE_S):
        raise TimeoutError("the child gave no answer")
    time.sleep(life_s)  # the moment of the kill: nothing is waited for
    child.kill()
    child.join()
    acknowledged = last
    with suppress(EOFError, OSError):
        while True:
            acknowledged = int.from_bytes(ours.recv_bytes())
    ours.close()
    return acknowledged


def _write(folder: Path, key: bytes, last: int, told: Connection) -> None:
    vault = Vault.open(folder, DataKey(key), FixedClock())
    with vault._database.reading() as connection:
        # A checkpoint every few answers, so that kills meet checkpoints too.
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 20")
    number = last
    while True:
        number += 1
        vault.put(*_answers(number))
        told.send_bytes(number.to_bytes(8))


def _look(folder: Path, key: bytes, acknowledged: int, found: Found) -> int:
    """Open the vault, count what is wrong, and return the last answer that is there."""
    found.leaks += _readable(folder)
    with Vault.open(folder, DataKey(key), FixedClock()) as vault:
        try:
            vault.check()
        except Exception:  # noqa: BLE001 - whatever it is, it is a finding
            found.damaged += 1
        first = vault.get(QuestionnaireResponse, "first")
        second = vault.get(QuestionnaireResponse, "second")
        there = int(first.text("/number"))
        score = vault.find(Observation, limit=1)[0]
        found.torn += (first, second, score) != _answers(there)
        found.lost += there < acknowledged
        found.kept_unacknowledged += there > acknowledged
        found.audit_broken += first_broken(vault.audit_entries()) is not None
    return there


def _readable(folder: Path) -> int:
    """How many files hold the marker in the clear."""
    forms = [MARKER.encode(), MARKER.encode("utf-16-le"), b"Marmalade"]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(any(form in path.read_bytes() for form in forms) for path in files)


def _visit() -> Encounter:
    start = FixedClock().now()
    return Encounter(id="visit", family_id="f", subject_id="p", period_start=start)


def _answers(
    number: int,
) -> tuple[QuestionnaireResponse, QuestionnaireResponse, Observation]:
    """Two changed records and a new one of one transaction, all saying one number."""
    response = QuestionnaireResponse(
        id="first",
        questionnaire="http://example.org/notes|1.0",
        family_id="f",
        encounter_id="visit",
        subject_id="p",
        answers={
            "/number": (str(number),),
            f"/item-{number % ITEMS}": (f"{MARKER} said {number}",),
        },
    )
    score = Observation(
        id=f"score-{number}",
        family_id="f",
        encounter_id="visit",
        subject_id="p",
        code="notes",
        title=MARKER,
        effective=FixedClock().now(),
    )
    return response, replace(response, id="second"), score


if __name__ == "__main__":
    result = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(result)))
