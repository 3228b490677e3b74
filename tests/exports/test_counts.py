"""The tables of a caseload, and the golden one of an invented caseload."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports.caseloads import BOOKS, answers, result, seen, visit

from visit_app.cli.demo_data import invent
from visit_app.exports.counts import (
    Cell,
    Outcomes,
    Table,
    Tally,
    count,
    outcomes,
    tally,
)
from visit_app.exports.outcome_files import to_csv
from visit_app.exports.period import Period
from visit_app.exports.seen import Seen
from visit_app.exports.suppression import rounded
from visit_app.records import Absent, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.vault.vault import Vault
from visit_app.visits.opening import open_desk

GOLDEN = Path(__file__).parents[1] / "golden" / "outcomes.csv"
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


@cache
def invented() -> tuple[Seen, ...]:
    """Everybody seen in the third quarter of an invented caseload."""
    with Vault.in_memory(FixedClock()) as vault:
        vault.put(Practitioner(id="priya", name="Priya Nair"))
        invent(open_desk(vault, FixedClock()), 120, 900, 1)
        return tuple(vault.caseload.seen(QUARTER.since, QUARTER.until))


@cache
def tallies() -> tuple[Tally, ...]:
    """What each of them adds."""
    return tuple(tally(each, BOOKS) for each in invented())


def together(parts: Iterable[Tally]) -> Tally:
    whole = Tally(Counter(), Counter())
    for part in parts:
        whole.add(part)
    return whole


def table(found: Outcomes, id: str) -> Table:
    return next(t for t in found.tables if t.measure.id == id)


def values(found: Table) -> dict[str, int | float | None]:
    return {cell.row: cell.value for cell in found.cells}


def units(caseload: tuple[Seen, ...]) -> Iterator[tuple[str, int]]:
    """How much there is of each unit that is counted, worked out on its own."""
    encounters = [e for each in caseload for e in each.encounters]
    yield "families", len({e.family_id for e in encounters})
    yield "people", len({e.subject_id for e in encounters})
    yield "visits", len(encounters)


def test_every_row_counted_is_a_row_of_its_table() -> None:
    """Nothing is counted that no table shows."""
    whole = together(tallies())
    found = outcomes(whole, BOOKS)
    shown = {(t.measure.id, cell.row) for t in found.tables for cell in t.cells}
    assert whole.counts
    assert set(whole.counts) <= shown


def test_rows_add_up_to_what_there_is() -> None:
    whole = together(tallies())
    there = dict(units(invented()))
    assert min(there.values()) > 50
    every = [m for m in BOOKS.definitions.measures if m.id != "contacts"]
    checked = [m for m in every if m.group in {"who", "asked"}]
    for measure in checked:
        counted = sum(n for (id, _), n in whole.counts.items() if id == measure.id)
        assert counted == there[measure.unit], measure.id
    assert len(checked) >= 9


@given(st.lists(st.sampled_from(range(100)), max_size=40, unique=True))
def test_parts_of_a_caseload_add_up(chosen: list[int]) -> None:
    every = tallies()
    some = [every[n] for n in chosen if n < len(every)]
    rest = [part for n, part in enumerate(every) if n not in chosen]
    one = together(some)
    one.add(together(rest))
    assert one == together(every)


def test_a_small_caseload_shows_no_small_number() -> None:
    found = count([seen()], BOOKS)
    shown = [c.value for t in found.tables for c in (*t.cells, t.total) if c]
    assert set(shown) <= {0, None}


def test_eight_of_a_kind_are_shown() -> None:
    eight = [
        seen(visit(f"v{n}"), family=replace(seen().family, id=f"f{n}"))
        for n in range(8)
    ]
    found = count(eight, BOOKS)
    assert values(table(found, "families")) == {"seen": 10}
    whole = table(found, "conversation")
    assert values(whole)["not-begun"] == 10
    assert whole.total is not None
    assert whole.total.value == 10


def test_what_one_table_hides_another_of_the_same_visits_does_not_tell() -> None:
    """Four rows of 7 would be known from a total of 30 anywhere."""
    said = (
        {"words_1": "tired", "joy": "his smile", "fear": "none"},
        {"joy": "his smile"},
        {"joy": Absent("asked-declined")},
        {"joy": Absent("not-asked")},
    )
    caseload = [
        seen(
            visit(f"v{n}"),
            family=replace(seen().family, id=f"f{n}"),
            responses=(answers("conversation", f"v{n}", **said[n % 4]),),
        )
        for n in range(28)
    ]
    found = count(caseload, BOOKS)
    assert set(values(table(found, "conversation")).values()) == {None, 0}
    for id in ("whooley", "gad-2", "interpreter"):
        assert set(values(table(found, id)).values()) == {None, 0}
        assert table(found, id).total == Cell("total", "All of them", None)


@pytest.mark.parametrize(("people", "shown"), [(7, None), (8, 20.5)])
def test_means_are_shown_from_eight_people_on(people: int, shown: float | None) -> None:
    caseload = []
    for n in range(people):
        sums = [{"Warmth": 30, "Invasion": n}, {"Warmth": 20 + n % 2, "Invasion": 3}]
        old = result("mors-sf", None, "a", -90, missing=(), component=sums[0])
        new = result("mors-sf", None, "visit", 0, missing=(), component=sums[1])
        caseload.append(seen(observations=(old, new)))
    found = table(count(caseload, BOOKS), "mors-sf")
    assert values(found)["warmth-last"] == shown
    assert values(found)["people"] == rounded(people)
    assert found.total is None
    assert {c.statistic for c in found.cells[1:]} == {"mean"}


def test_a_service_has_a_row_once_it_was_used() -> None:
    titles = {c.title for c in table(count([], BOOKS), "referrals-by-service").cells}
    assert titles == {"A service that is not in the directory"}


def test_the_counts_of_an_invented_caseload() -> None:
    """Golden: a change of what is counted shows here, and has to be meant."""
    found = to_csv(count(invented(), replace(BOOKS, period=QUARTER)))
    assert found.decode("utf-8-sig").replace("\r\n", "\n") == GOLDEN.read_text(
        encoding="utf-8"
    )
