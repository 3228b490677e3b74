"""Counting a caseload, and what the audit says of it."""

from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest
from tests.visits.conftest import HASSAN

from visit_app.exports.counts import Outcomes
from visit_app.exports.period import Period
from visit_app.records.family import MERGED_INTO, PRACTITIONER
from visit_app.vault.policy import Policy
from visit_app.visits import (
    Desk,
    NotPossible,
    answer,
    finish,
    note_outcomes,
    outcomes,
    save_family,
    start,
)

PERIOD = Period(date(2026, 10, 1), date(2026, 12, 31))


def of(found: Outcomes, measure: str) -> dict[str, int | float | None]:
    table = next(t for t in found.tables if t.measure.id == measure)
    return {cell.row: cell.value for cell in table.cells}


def seen(desk: Desk, families: int, **extra: str) -> None:
    """So many families, each seen once and asked the Whooley questions."""
    for n in range(families):
        people = [replace(p, id=f"{p.id}{n}") for p in HASSAN.parents]
        family = replace(HASSAN, id=f"f{n}", parents=tuple(people), babies=())
        save_family(desk, replace(family, extra=extra))
        visit = start(desk, family.id, people[0].id)
        for link_id in ("1", "2"):
            answer(desk, visit.id, "whooley", link_id, n % 2 == 0)
        finish(desk, visit.id)


def test_what_was_done_is_counted(desk: Desk) -> None:
    seen(desk, 20)
    found = outcomes(desk, PERIOD)
    assert of(found, "families") == {"seen": 20}
    assert of(found, "whooley")["positive"] == 10
    assert of(found, "whooley")["negative"] == 10
    assert of(
        outcomes(desk, Period(date(2026, 1, 1), date(2026, 3, 31))), "families"
    ) == {"seen": 0}


@pytest.mark.parametrize(
    "extra", [{PRACTITIONER: "somebody-else"}, {MERGED_INTO: "another"}]
)
def test_families_on_another_list_are_counted_there(
    desk: Desk, extra: dict[str, str]
) -> None:
    seen(desk, 9, **extra)
    assert of(outcomes(desk, PERIOD), "families") == {"seen": 0}


def test_own_families_of_a_team_are_counted(desk: Desk) -> None:
    seen(desk, 9, **{PRACTITIONER: desk.practitioner.id})
    assert of(outcomes(desk, PERIOD), "families") == {"seen": 10}


def test_it_stops_when_told_to(desk: Desk) -> None:
    seen(desk, 9)
    stop = Mock(side_effect=[False, True])
    assert of(outcomes(desk, PERIOD, stop), "families") == {"seen": None}


def test_the_audit_has_the_period_and_no_number(desk: Desk) -> None:
    note_outcomes(desk, PERIOD)
    entry = desk.vault.audit_entries()[-1]
    assert (entry.action, entry.family_id) == ("export", "")
    assert entry.about == {
        "what": "counts",
        "first": "2026-10-01",
        "last": "2026-12-31",
    }


def test_a_policy_can_keep_counts_here(desk: Desk) -> None:
    policy = Policy(
        organisation="Example Trust", serial=1, issued=date(2026, 11, 1), exports=()
    )
    strict = replace(desk, policy=policy)
    before = desk.vault.audit_entries()
    with pytest.raises(NotPossible, match="exporting counts"):
        note_outcomes(strict, PERIOD)
    assert desk.vault.audit_entries() == before
    outcomes(strict, PERIOD)  # looking at them is no export
