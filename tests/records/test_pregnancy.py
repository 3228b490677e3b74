from datetime import date, timedelta

import pytest

from visit_app.records import Family, Patient
from visit_app.records.pregnancy import still_expected

DUE = date(2027, 2, 3)


@pytest.mark.parametrize("days", [-21, 0, 80, 140])
def test_a_baby_born_then_is_the_one_who_was_expected(days: int) -> None:
    assert still_expected([DUE - timedelta(days)], DUE) is None


@pytest.mark.parametrize("days", [141, 300, 3000])
def test_an_older_child_is_not(days: int) -> None:
    assert still_expected([DUE - timedelta(days), None], DUE) == DUE


def test_the_youngest_counts() -> None:
    assert still_expected([date(2024, 1, 1), DUE], DUE) is None


def test_a_date_gone_by_is_still_expected_until_a_birth_is_written() -> None:
    older = Patient(id="b", role="baby", birth_date=date(2024, 1, 1))
    family = Family(id="f", babies=(older,), expected_date_of_delivery=DUE)
    assert family.due == DUE
    born = Patient(id="c", role="baby", birth_date=DUE + timedelta(9))
    assert family.with_person(born).due is None


def test_a_family_may_have_only_a_baby_on_the_way() -> None:
    family = Family(id="f", expected_date_of_delivery=DUE)
    assert family.has_only_unborn
    assert not Family(id="f").has_only_unborn
    assert not family.with_person(Patient(id="b", role="baby")).has_only_unborn


def test_nobody_is_expected_without_a_date() -> None:
    assert still_expected([], None) is None
    assert still_expected([DUE], None) is None
