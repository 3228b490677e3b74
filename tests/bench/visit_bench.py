"""What a visit costs: an answer to disk, the questionnaire worked out, a letter, and
all of it in a caseload far larger than any real one.

Times are milliseconds of wall clock unless the name says otherwise; ratios compare with
something measured in the same run, turn by turn.
"""

import statistics
import time
from pathlib import Path

from tests.bench.page_bench import family_pages
from tests.bench.vault_bench import (
    PASSPHRASE,
    bare_commit,
    bare_database,
    flush_ms,
    ms,
    new_vault,
    p95,
)

from visit_app import visits
from visit_app.cli.demo_data import invent
from visit_app.questionnaires import state
from visit_app.records import Encounter, Family, ServiceRequest
from visit_app.records.clock import FixedClock
from visit_app.resources import resource_folder
from visit_app.screening import assess
from visit_app.screening.gather import gather
from visit_app.ui import due
from visit_app.ui.today.presenter import TodayPresenter
from visit_app.vault.data_key import DataKey
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault
from visit_app.visits import Desk
from visit_app.visits.opening import open_desk

TARGETS = {
    "visit_answer_ratio_p50": 2.0,
    "recompute_phq9_ms_p50": 3.0,
    "letter_ms_p50": 150.0,
    "unlocked_to_today_ms": 300.0,
    "search_ms_p95": 16.0,
    "family_data_ms_p95": 50.0,
    "family_page_ms_p95": 50.0,
    "assess_visit_ms_p50": 5.0,
    "contacts_due_pure_ms": 100.0,
}
_WORDS = "slept well and smiled at the cat "


def answers(folder: Path, count: int = 300) -> dict[str, float]:
    """`visits.answer` of typed text beside one commit of bare sqlite3 (WAL, FULL).

    The text grows and is unique each time, as it is while somebody types; the bare
    commit writes 1.5 kB.
    """
    folder.mkdir(parents=True)
    bare = bare_database(folder / "bare.sqlite")
    with new_vault(folder / "vault") as vault:
        desk = open_desk(vault, FixedClock())
        invent(desk, families=1, visits=0, seed=1)
        family = next(desk.vault.families())
        visit = visits.start(desk, family.id, family.parents[0].id)
        ours, theirs, busy = [], [], 0.0
        for number in range(count):
            told = f"{_WORDS * (1 + number % 12)}{number}"
            before = time.process_time()
            ours.append(ms(visits.answer, desk, visit.id, "conversation", "joy", told))
            busy += time.process_time() - before
            theirs.append(ms(bare_commit, bare, f"{number} " + "x" * 1500))
    bare.close()
    return {
        "flush_ms_p50": flush_ms(folder),
        "visit_answer_cpu_ms_mean": busy * 1000 / count,
        "visit_answer_ms_p50": statistics.median(ours),
        "visit_answer_ms_p95": p95(ours),
        "bare_commit_ms_p50": statistics.median(theirs),
        "visit_answer_ratio_p50": statistics.median(ours) / statistics.median(theirs),
    }


def recompute(folder: Path, count: int = 300) -> dict[str, float]:
    """Every condition, sum and error of PHQ-9, as after each answer."""
    del folder  # nothing is written
    from visit_app.questionnaires import Catalogue

    clock = FixedClock()
    form = Catalogue.load(resource_folder() / "questionnaires").get("phq-9")
    given = {i: ("LA6569-3",) for i, item in form.by_link_id.items() if item.required}
    state(form, given, clock)
    spent = [ms(state, form, given, clock) for _ in range(count)]
    return {
        "recompute_phq9_ms_p50": statistics.median(spent),
        "recompute_phq9_ms_p95": p95(spent),
    }


def caseload(
    folder: Path, families: int = 10_000, visits_made: int = 100_000
) -> dict[str, float]:
    """Unlock to Today, search per keystroke, open a family, a letter; huge caseload."""
    started = time.perf_counter()
    with new_vault(folder) as vault:
        invent(open_desk(vault, FixedClock()), families, visits_made, seed=1)
    spent = time.perf_counter() - started
    return {"invented_visits_per_s": visits_made / spent, **in_caseload(folder)}


def in_caseload(folder: Path) -> dict[str, float]:
    """The figures of a caseload that is there already."""
    key = unlock(folder, PASSPHRASE, FixedClock())
    opened = [_to_today(folder, key) for _ in range(5)]
    found = {
        "database_mb": (folder / "vault.db").stat().st_size / 1e6,
        "unlocked_to_today_ms": statistics.median(opened),
    }
    vault = Vault.open(folder, key, FixedClock())
    desk = open_desk(vault, FixedClock())
    found |= _searches(desk) | _families(desk) | _letters(desk)
    found |= _assessed(desk) | _due(desk)
    ids = [family.id for family in _some(desk, 60)]
    return found | family_pages(desk, folder, ids)


def _to_today(folder: Path, key: DataKey) -> float:
    """From the key to the first screen: records opened, its lists read."""
    started = time.perf_counter()
    vault = Vault.open(folder, DataKey(key.reveal()), FixedClock())
    today = TodayPresenter(open_desk(vault, FixedClock()))
    shown = (
        today.subtitle(),
        today.clock_doubt(),
        today.resumed(surnames=False),
        today.recent(surnames=False),
        today.waiting(surnames=False),
    )
    spent = (time.perf_counter() - started) * 1000
    vault.close()
    if not shown[3]:
        raise AssertionError("the caseload is not there")
    return spent


def _due(desk: Desk) -> dict[str, float]:
    """Contacts due over the whole caseload: by dates alone, and as Today reads them."""
    today, followed = TodayPresenter(desk), due.Followed(desk)
    rows = desk.vault.search("", limit=1_000_000)
    staged = [(followed.agenda(row.id), due.stage_of_row(row)) for row in rows]

    def by_dates() -> None:
        for agenda, stage in staged:
            if agenda is not None:
                due.for_family(agenda, stage)

    return {
        "contacts_due_pure_ms": min(ms(by_dates) for _ in range(3)),
        "contacts_due_ms": min(ms(today.due_contacts) for _ in range(3)),
    }


def _assessed(desk: Desk) -> dict[str, float]:
    """What the pathway says of a whole visit, from its answers on; all data at hand."""
    visit = next(v for v in desk.vault.find(Encounter, limit=500) if v.is_finished)
    record = visits.open_visit(desk, visit.id)
    found = gather(
        encounter=record.encounter,
        family=record.family,
        responses={**record.responses, **record.checklists},
        catalogue=desk.catalogue,
        today=desk.clock.today(),
        checklists=desk.pathway.checklists,
        issues=record.issues,
        concerned=False,
        before={},
    )
    spent = [ms(assess, found, desk.pathway) for _ in range(200)]
    return {"assess_visit_ms_p50": statistics.median(spent)}


def _searches(desk: Desk) -> dict[str, float]:
    people = [f.parents[0] for f in _some(desk, 6)]
    typed = [p.full_name for p in people] + [p.nhs_number for p in people] + ["zz99 3c"]
    texts = [text[: end + 1] for text in typed for end in range(len(text))]
    spent = [ms(desk.vault.search, text) for text in texts]
    return {
        "search_ms_p50": statistics.median(spent),
        "search_ms_p95": p95(spent),
        "search_ms_max": max(spent),
    }


def _families(desk: Desk) -> dict[str, float]:
    spent = [ms(visits.history, desk, family.id) for family in _some(desk, 200)]
    return {
        "family_data_ms_p50": statistics.median(spent),
        "family_data_ms_p95": p95(spent),
    }


def _letters(desk: Desk) -> dict[str, float]:
    """A letter written and set, once everything it needs has been imported."""
    requests = desk.vault.find(ServiceRequest, limit=16)
    spent = [ms(_letter, desk, request.id) for request in requests]
    return {"letter_first_ms": spent[0], "letter_ms_p50": statistics.median(spent[1:])}


def _letter(desk: Desk, request_id: str) -> None:
    visits.pdf(desk, visits.write_letter(desk, request_id).id)


def _some(desk: Desk, count: int) -> list[Family]:
    rows = desk.vault.search(limit=1_000_000)
    return [desk.vault.family(row.id) for row in rows[:: max(1, len(rows) // count)]]
