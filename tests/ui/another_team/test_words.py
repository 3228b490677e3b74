from dataclasses import replace
from datetime import date

import pytest
from tests.visits.two_teams import CORBY

from visit_app.ui.another_team.words import (
    agreement_words,
    code_spoken,
    handed_words,
    holding_words,
    mark_words,
    taken_words,
    unfinished,
)
from visit_app.visits import HandOver, Holding

TODAY = date(2026, 11, 23)
DONE = replace(CORBY, on="2026-11-20T09:00:00+00:00", sender="Priya Nair")
UNREADABLE = HandOver(on="", team="")
NOTHING = Holding(0, 0, 0, 0, 0, 0)


def test_what_a_file_holds() -> None:
    holding = Holding(1, 2, 1, 0, 3, 0)
    assert holding_words(holding) == "1 parent or carer, 2 babies, 1 visit, 3 letters."
    assert holding_words(NOTHING) == "Their names, and no visit yet."


def test_what_is_not_finished_comes_with_what_to_do() -> None:
    holding = replace(NOTHING, drafts=2, open_concerns=1)
    concern, drafts = unfinished(holding, sending=True)
    assert concern.startswith("1 concern is open")
    assert concern.endswith("by telephone.")
    assert drafts.startswith("2 visits are not signed off. What is written goes")
    concern, drafts = unfinished(holding, sending=False)
    assert concern.endswith("about it today.")
    assert drafts.startswith("2 visits are not signed off.")
    assert list(unfinished(NOTHING, sending=True)) == []


def test_where_a_family_went_and_came_from() -> None:
    assert handed_words(DONE, TODAY) == (
        "Handed over to Corby health visiting on 20 November; file written."
    )
    assert taken_words(DONE, TODAY) == (
        "Taken over from Priya Nair; written on 20 November."
    )
    assert handed_words(UNREADABLE, TODAY) == (
        "Handed over to another team; file written."
    )
    assert taken_words(UNREADABLE, TODAY) == "Taken over from another team."
    assert "long ago" in handed_words(replace(DONE, on="long ago"), TODAY)


@pytest.mark.parametrize(
    ("agreement", "sentence"),
    [
        ("agreed", "The parent agreed."),
        ("told", "The parent was told. Lawful basis: Public task"),
        ("not-asked", "The parent was not asked: Public task"),
    ],
)
def test_what_the_parent_said(agreement: str, sentence: str) -> None:
    done = replace(DONE, agreement=agreement, reason="Public task")
    assert agreement_words(done) == sentence


def test_a_mark_as_one_of_two_versions() -> None:
    assert mark_words([DONE.to_json()]) == (
        "Corby health visiting, Joanne Reid, 01632 960011, 20 November 2026"
    )
    assert mark_words(None) == "It is here"
    assert mark_words("?") == "Another team"


def test_a_code_is_read_out_letter_by_letter() -> None:
    assert code_spoken("7QK2-M4XZ") == "Group 1: 7 Q K 2. Group 2: M 4 X Z."
