"""What the vault costs: an answer to disk, and a caseload far larger than any real one.

Each function builds what it needs in the folder it is given and returns its figures.
Times are milliseconds of wall clock unless the name says otherwise; ratios compare with
something measured in the same run, turn by turn.
"""

import os
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import ParamSpec

from visit_app.records import (
    Encounter,
    EncounterStatus,
    Family,
    Observation,
    Patient,
    Practitioner,
    QuestionnaireResponse,
    new_id,
)
from visit_app.records.clock import FixedClock
from visit_app.vault.data_key import DataKey
from visit_app.vault.kdf import FLOOR
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault, create

P = ParamSpec("P")
PASSPHRASE = "bench passphrase"
TARGETS = {
    "answer_ratio_p50": 2.0,
    "open_to_today_ms": 300.0,
    "search_p95_ms": 16.0,
    "family_p95_ms": 50.0,
}
_GIVEN = "Amira Bethan Chioma Dorota Elena Farah Grace Halina Iman Jelena Kasia Łucja"
_FAMILY = "Ashdown Brzozowski Cwmdare Dănilă Evans Farouk Głowacka Hughes Ionescu Jones"
_START = datetime(2021, 1, 4, 9, tzinfo=UTC)


def answer_to_disk(folder: Path, answers: int = 400) -> dict[str, float]:
    """One answer of a running visit beside one commit of bare sqlite3 (WAL, FULL).

    Both write a body of the same size, unique each time: SQLite skips equal pages.
    """
    folder.mkdir(parents=True)
    bare = bare_database(folder / "bare.sqlite")
    vault = new_vault(folder / "vault")
    try:
        response = _running_visit(vault)
        ours, theirs, busy = [], [], 0.0
        for number in range(answers):
            response = response.answered(f"/item-{number % 30}", f"answer {number}")
            body = f"{number} " + "x" * 1500
            # Turn about, so that a slow moment of the disk meets both.
            before = time.process_time()
            ours.append(ms(vault.put, response))
            busy += time.process_time() - before
            theirs.append(ms(bare_commit, bare, body))
    finally:
        vault.close()
        bare.close()
    return {
        "flush_ms_p50": flush_ms(folder),
        "answer_cpu_ms_mean": busy * 1000 / answers,
        "answer_ms_p50": statistics.median(ours),
        "answer_ms_p95": p95(ours),
        "bare_ms_p50": statistics.median(theirs),
        "bare_ms_p95": p95(theirs),
        "answer_ratio_p50": statistics.median(ours) / statistics.median(theirs),
    }


def large_caseload(
    folder: Path, families: int = 10_000, visits: int = 100_000
) -> dict[str, float]:
    """Open to Today, search per keystroke and a family page, with a huge caseload."""
    built = ms(build, folder, families, visits)
    clock = FixedClock()
    key = unlock(folder, PASSPHRASE, clock)
    opening = [_opened_to_today(folder, key, clock) for _ in range(5)]
    with Vault.open(folder, key, clock) as vault:
        searches = [ms(vault.search, text) for text in _typed()]
        ids = [row.id for row in vault.search(limit=200)]
        pages = [ms(_family_page, vault, family_id) for family_id in ids]
    return {
        "build_s": built / 1000,
        "database_mb": (folder / "vault.db").stat().st_size / 1e6,
        "open_to_today_ms": statistics.median(opening),
        "search_p50_ms": statistics.median(searches),
        "search_p95_ms": p95(searches),
        "search_max_ms": max(searches),
        "family_p50_ms": statistics.median(pages),
        "family_p95_ms": p95(pages),
    }


def build(folder: Path, families: int, visits: int, seed: int = 1) -> None:
    """A caseload of invented families through the vault's own verbs, 500 at a time."""
    chance = random.Random(seed)
    vault = new_vault(folder)
    slice_size = 500
    try:
        for start in range(0, families, slice_size):
            with vault.transaction():
                for number in range(start, min(start + slice_size, families)):
                    share = (
                        visits * (number + 1) // families - visits * number // families
                    )
                    _build_family(vault, chance, number, share)
        for family in vault.search(limit=20):
            vault.put(_encounter(family.id, "p", datetime.now(UTC), draft=True))
    finally:
        vault.close()


def new_vault(folder: Path) -> Vault:
    """An empty vault with a passphrase of the lowest permitted cost."""
    practitioner = Practitioner(id=new_id(), name="Invented Practitioner")
    return create(folder, PASSPHRASE, practitioner, FixedClock(), cost=FLOOR).vault


def _build_family(
    vault: Vault, chance: random.Random, number: int, visits: int
) -> None:
    family = vault.save_family(_family(chance, number), "bench")
    parent = family.parents[0].id
    records: list[object] = []
    for visit in range(visits):
        at = _START + timedelta(days=number % 700 + 60 * visit, minutes=number % 480)
        encounter = _encounter(family.id, parent, at, draft=False)
        response = _response(encounter, chance)
        records += [encounter, response, _result(encounter, response, chance)]
    vault.put(*records)


def _family(chance: random.Random, number: int) -> Family:
    given, name = chance.choice(_GIVEN.split()), chance.choice(_FAMILY.split())
    mother = Patient(
        id=new_id(),
        given_name=given,
        family_name=f"{name}{number % 97}",
        birth_date=date(1995, 1, 1) + timedelta(days=number % 5000),
        nhs_number=f"{9_000_000_000 + number * 7}",
        phone=f"07700 {number:06}",
    )
    baby = Patient(id=new_id(), role="baby", given_name=chance.choice(_GIVEN.split()))
    postcode = f"NN{number % 29 + 1} {number % 9 + 1}{chance.choice('ABDEF')}X"
    return Family(id=new_id(), parents=(mother,), babies=(baby,), postcode=postcode)


def _encounter(family_id: str, parent: str, at: datetime, *, draft: bool) -> Encounter:
    status = EncounterStatus.IN_PROGRESS if draft else EncounterStatus.FINISHED
    return Encounter(
        id=new_id(),
        family_id=family_id,
        subject_id=parent,
        status=status,
        type="6-8-weeks",
        period_start=at,
        location="home",
        instruments=("whooley", "gad-2", "phq-9"),
    )


def _response(encounter: Encounter, chance: random.Random) -> QuestionnaireResponse:
    answers = {f"/4425{i}-9": (chance.choice("0123"),) for i in range(9)}
    return QuestionnaireResponse(
        id=new_id(),
        questionnaire="http://example.org/phq-9|1.0",
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
        authored=encounter.period_start,
        status="completed",
        answers=answers,
    )


def _result(
    encounter: Encounter, response: QuestionnaireResponse, chance: random.Random
) -> Observation:
    return Observation(
        id=new_id(),
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
        code="phq-9",
        title="PHQ-9",
        effective=encounter.period_start,
        value=chance.randrange(28),
        maximum=27,
        derived_from=response.id,
    )


def _running_visit(vault: Vault) -> QuestionnaireResponse:
    """A visit in progress whose response holds a typical number of answers."""
    chance = random.Random(2)
    family = vault.save_family(_family(chance, 1), "bench")
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    encounter = _encounter(family.id, family.parents[0].id, at, draft=True)
    response = replace(_response(encounter, chance), status="in-progress")
    vault.put(encounter, response)
    return response


def _opened_to_today(folder: Path, key: DataKey, clock: FixedClock) -> float:
    """From the key to what Today shows: the drafts and the recent families."""
    started = time.perf_counter()
    vault = Vault.open(folder, DataKey(key.reveal()), clock)
    drafts, recent = vault.drafts(), vault.search(limit=20)
    spent = (time.perf_counter() - started) * 1000
    vault.close()
    if len(drafts) != 20 or len(recent) != 20:
        raise AssertionError("the caseload is not there")
    return spent


def _family_page(vault: Vault, family_id: str) -> None:
    """What the family page reads."""
    vault.family(family_id)
    vault.find(Encounter, family_id=family_id)
    vault.find(Observation, family_id=family_id)
    vault.revisions(family_id)


def _typed() -> Iterator[str]:
    """What stands in the search box after each keystroke."""
    for text in ("łucja głowacka12", "dorota ev", "900 001", "nn14 3", "ionescu"):
        yield from (text[: end + 1] for end in range(len(text)))


def bare_database(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, body TEXT)")
    connection.execute("INSERT INTO answer VALUES (1, '')")
    return connection


def bare_commit(connection: sqlite3.Connection, body: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE answer SET body = ? WHERE id = 1", (body,))
    connection.execute("COMMIT")


def flush_ms(folder: Path, times: int = 100) -> float:
    """How long this disk takes to make 4 kB stay, in a file that has its room already.

    The median. It decides what a ratio to a bare commit says: the faster the disk, the
    more of both is CPU.
    """
    spent, wait = [], getattr(os, "fdatasync", os.fsync)
    with (folder / "flushed").open("w+b", buffering=0) as file:
        file.write(bytes(4096 * times))
        os.fsync(file.fileno())
        file.seek(0)
        for _ in range(times):
            file.write(os.urandom(4096))
            spent.append(ms(wait, file.fileno()))
    return statistics.median(spent)


def ms(work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> float:
    started = time.perf_counter()
    work(*args, **kwargs)
    return (time.perf_counter() - started) * 1000


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
