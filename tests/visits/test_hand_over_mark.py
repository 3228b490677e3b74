from dataclasses import replace

import pytest
from tests.visits.conftest import HASSAN

from visit_app.records.family import HANDED_OVER, MERGED_FROM, PRACTITIONER
from visit_app.visits.hand_over_mark import (
    HandOver,
    handed_over,
    marked,
    received,
    taken_over,
    unmarked,
)

DONE = HandOver(on="2026-11-27T10:00:00+00:00", team="Corby", agreement="agreed")
JOINED = replace(HASSAN, extra={MERGED_FROM: ["other"]})


def test_a_mark_is_read_as_it_was_set_and_taken_away_again() -> None:
    away = marked(JOINED, DONE)
    assert handed_over(away) == DONE
    assert handed_over(JOINED) is None
    assert unmarked(away) == JOINED


def test_who_took_it_looks_after_it_and_knows_from_whom() -> None:
    mine = received(marked(JOINED, DONE), DONE, "joanne")
    assert handed_over(mine) is None
    assert taken_over(mine) == DONE
    assert mine.extra[PRACTITIONER] == "joanne"
    assert mine.extra[MERGED_FROM] == ["other"]


def test_the_mark_is_one_detail_so_that_two_of_them_never_mix() -> None:
    assert isinstance(marked(HASSAN, DONE).extra[HANDED_OVER], list)


@pytest.mark.parametrize(
    "written", ["Corby", [{}], [{"team": 3, "on": ""}], {"team": "Corby"}, [7]]
)
def test_what_cannot_be_read_is_a_mark_that_can_be_taken_back(written: object) -> None:
    away = replace(HASSAN, extra={HANDED_OVER: written})
    assert handed_over(away) == HandOver(on="", team="")
    assert unmarked(away) == HASSAN


@pytest.mark.parametrize("written", [None, "", [], {}])
def test_what_is_empty_is_no_mark(written: object) -> None:
    assert handed_over(replace(HASSAN, extra={HANDED_OVER: written})) is None


def test_a_newer_version_may_say_more() -> None:
    kept = [{**DONE.to_json(), "by_courier": True}]
    assert handed_over(replace(HASSAN, extra={HANDED_OVER: kept})) == DONE
