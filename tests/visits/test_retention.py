from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.visits.conftest import HASSAN, IDRIS

from visit_app.records import Encounter, EncounterStatus, Family
from visit_app.vault.rows import BabyRow, FamilyRow
from visit_app.visits import (
    Desk,
    NotPossible,
    RetentionRule,
    retention,
    retention_rule,
    save_family,
    set_retention_rule,
)
from visit_app.visits.retention import kept_until

BORN = date(2000, 2, 29)
VISITED = datetime(2010, 5, 6, 12, tzinfo=UTC)


def row(
    *born: date | None, visited: datetime | None = None, due: date | None = None
) -> FamilyRow:
    babies = tuple(BabyRow("Idris", day) for day in born)
    return FamilyRow("hassan", "Amira", "Hassan", babies, due, "", "", visited)


BIRTHDAY = RetentionRule(birthday=25)
VISIT = RetentionRule(years_after_visit=8)
BOTH = RetentionRule(25, 8)


@pytest.mark.parametrize(
    ("found", "rule", "until"),
    [
        (row(BORN), BIRTHDAY, date(2025, 2, 28)),
        (row(BORN, date(2003, 1, 2)), BIRTHDAY, date(2028, 1, 2)),
        (row(BORN, None), BIRTHDAY, None),
        (row(None), BIRTHDAY, None),
        (row(), BIRTHDAY, None),
        (row(due=date(2001, 1, 1)), BIRTHDAY, date(2026, 1, 1)),
        (row(BORN, due=date(2001, 1, 1)), BIRTHDAY, date(2026, 1, 1)),
        (row(BORN, visited=VISITED), VISIT, date(2018, 5, 6)),
        (row(BORN), VISIT, None),
        (row(BORN, visited=VISITED), BOTH, date(2025, 2, 28)),
        (row(BORN, visited=VISITED), RetentionRule(10, 8), date(2018, 5, 6)),
        (row(visited=VISITED), BOTH, date(2018, 5, 6)),
        (row(None, visited=VISITED), BOTH, None),
        (row(BORN), BOTH, date(2025, 2, 28)),
        (row(BORN, visited=VISITED), RetentionRule(), None),
    ],
)
def test_until_when_a_record_is_kept(
    found: FamilyRow, rule: RetentionRule, until: date | None
) -> None:
    assert kept_until(found, rule) == until


def test_nobody_is_past_anything_before_a_rule_is_settled(desk: Desk) -> None:
    save_family(desk, HASSAN)
    assert not retention_rule(desk).is_set
    assert retention(desk).past == ()
    assert retention(desk).undated == ()


def family(number: int, born: date | None) -> Family:
    baby = replace(IDRIS, id=f"baby {number}", birth_date=born)
    return replace(HASSAN, id=f"family {number}", babies=(baby,))


def test_who_is_past_it_longest_first(desk: Desk) -> None:
    today = desk.clock.today()
    for number, born in enumerate(
        (date(2001, 11, 23), date(1990, 1, 1), date(2001, 11, 24), None)
    ):
        save_family(desk, family(number, born))
    set_retention_rule(desk, BIRTHDAY)
    found = retention(desk)

    assert [kept.family_id for kept in found.past] == ["family 1", "family 0"]
    assert found.past[1].until == today
    assert [undated.id for undated in found.undated] == ["family 3"]


def test_the_last_visit_counts_but_not_one_that_was_cancelled(desk: Desk) -> None:
    save_family(desk, HASSAN)
    set_retention_rule(desk, VISIT)
    visit = Encounter(
        id="v", family_id="hassan", subject_id="amira", period_start=VISITED
    )
    desk.vault.put(replace(visit, status=EncounterStatus.CANCELLED))
    assert len(retention(desk).undated) == 1
    desk.vault.put(replace(visit, id="w", status=EncounterStatus.FINISHED))
    assert [kept.until for kept in retention(desk).past] == [date(2018, 5, 6)]


def test_settling_is_entered_in_the_audit_once(desk: Desk) -> None:
    set_retention_rule(desk, BOTH)
    set_retention_rule(desk, BOTH)
    set_retention_rule(desk, RetentionRule())
    entries = [e for e in desk.vault.audit_entries() if e.action == "retention-rule"]
    assert [dict(e.about) for e in entries] == [
        {"birthday": 25, "years_after_visit": 8},
        {"birthday": 0, "years_after_visit": 0},
    ]
    assert retention_rule(desk) == RetentionRule()


@pytest.mark.parametrize("rule", [RetentionRule(0), RetentionRule(None, 101)])
def test_years_that_make_no_sense(desk: Desk, rule: RetentionRule) -> None:
    with pytest.raises(NotPossible, match="1 to 100"):
        set_retention_rule(desk, rule)
