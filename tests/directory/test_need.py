from dataclasses import replace
from datetime import date

from tests.directory.sample_needs import (
    AMIRA,
    FAMILY,
    IDRIS,
    NEED,
    YUSUF,
    expecting,
)


def test_the_youngest_baby_is_the_one_born_last() -> None:
    older = replace(IDRIS, id="older", birth_date=date(2024, 1, 1))
    unknown = replace(IDRIS, id="unknown", birth_date=None)
    family = replace(FAMILY, babies=(older, IDRIS, unknown))
    assert replace(NEED, family=family).youngest() == IDRIS
    assert expecting(None).youngest() is None


def test_who_is_spoken_of() -> None:
    assert NEED.name == "Amira"
    assert NEED.is_mother
    assert not replace(NEED, subject=YUSUF).is_mother
    assert replace(NEED, subject=replace(AMIRA, given_name="")).name == "the parent"
