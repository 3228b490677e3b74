import pytest

from visit_app.records.source import CHECKED, Source, is_unsure, source_of


@pytest.mark.parametrize("verified", ["unverified", "", "verifed", "surely"])
def test_whatever_is_not_a_check_is_to_be_confirmed_locally(verified: str) -> None:
    assert Source("a page", verified=verified).confirm_locally


@pytest.mark.parametrize("verified", CHECKED)
def test_what_was_checked_is_not(verified: str) -> None:
    assert not Source("a page", verified=verified).confirm_locally


def test_nothing_said_is_unsure() -> None:
    assert Source("a page").confirm_locally
    assert is_unsure(None)


def test_each_part_comes_from_the_nearest_that_has_it() -> None:
    inner, outer = {"source": "here"}, {"source": "there", "verified": "own"}
    assert source_of(inner, outer) == Source("here", "", "own")
    assert source_of({}) == Source("", "", "")
