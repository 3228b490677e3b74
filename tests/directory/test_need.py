from dataclasses import replace
from datetime import date

from tests.directory.sample_needs import (
    AMIRA,
    FAMILY,
    IDRIS,
    NEED,
    TODAY,
    YUSUF,
    expecting,
)


def test_the_youngest_baby_is_the_one_born_last() -> None:
    older = replace(IDRIS, id="older", birth_date=date(2024, 1, 1))
    unknown = replace(IDRIS, id="unknown", birth_date=None)
    family = replace(FAMILY, babies=(older, IDRIS, unknown))
    assert replace(NEED, family=family).youngest() == IDRIS
    assert expecting(None).youngest() is None


def test_an_expected_date_is_due_until_the_baby_is_born() -> None:
    due = date(2027, 2, 3)
    assert expecting(due).due(TODAY) == due
    late = date(2026, 11, 20)
    assert expecting(late).due(TODAY) == late
    assert NEED.due(TODAY) is None


def test_the_date_of_the_baby_that_is_here_is_not_another_pregnancy() -> None:
    early = replace(FAMILY, expected_date_of_delivery=date(2026, 12, 20))
    assert replace(NEED, family=early).due(TODAY) is None
    past = replace(FAMILY, expected_date_of_delivery=date(2026, 10, 3))
    assert replace(NEED, family=past).due(TODAY) is None


def test_another_pregnancy_is_due() -> None:
    next_one = replace(FAMILY, expected_date_of_delivery=date(2027, 8, 1))
    assert replace(NEED, family=next_one).due(TODAY) == date(2027, 8, 1)


def test_who_is_spoken_of() -> None:
    assert NEED.name == "Amira"
    assert NEED.is_mother
    assert not replace(NEED, subject=YUSUF).is_mother
    assert replace(NEED, subject=replace(AMIRA, given_name="")).name == "the parent"
