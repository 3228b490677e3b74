import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.records.codes import code_book
from visit_app.resources import read_json
from visit_app.schedule import FNP, Span, load_programme, read_programme
from visit_app.schedule.programme import in_order

PROGRAMME = load_programme()
DATA = read_json("programmes/healthy-child.json")
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
SPANS = st.builds(Span, st.integers(-40, 40), st.integers(-60, 60))


def test_the_five_reviews_are_mandated_and_two_contacts_suggested() -> None:
    # gov.uk, health visitor service delivery metrics 2024 to 2025
    assert [c.code for c in PROGRAMME.contacts if not c.optional] == [
        *("antenatal", "new-birth", "6-8-weeks", "12-months", "2-years")
    ]
    # Pilot and Feasibility Studies 2022, s40814-022-01195-w, table 1
    assert [c.code for c in PROGRAMME.contacts if c.optional] == [
        *("3-4-months", "6-months")
    ]


def test_its_codes_are_those_of_the_records() -> None:
    types = code_book(read_json("codes/contacts.json"))["type"]
    known = {code.code: code.display for code in types}
    for contact in PROGRAMME.contacts:
        assert known[contact.code] == contact.title
    assert {phase.code for phase in load_programme(FNP).phases} <= set(known)


def test_screening_from_memory_is_to_be_confirmed_locally() -> None:
    unsure = {c.code for c in PROGRAMME.contacts if c.screening_source.confirm_locally}
    assert unsure == {"3-4-months", "12-months", "2-years"}


@given(SPANS, DAYS)
def test_the_latest_start_is_the_latest(span: Span, end: date) -> None:
    start = span.latest_start(end)
    assert span.after(start) <= end
    assert span.after(date.fromordinal(start.toordinal() + 1)) > end


def test_the_order_of_spans_holds_whatever_day_they_are_counted_from() -> None:
    month, days = Span(1), Span(0, 30)
    assert month.after(date(2026, 1, 31)) < days.after(date(2026, 1, 31))
    assert month.after(date(2026, 3, 1)) > days.after(date(2026, 3, 1))
    assert not in_order(month, days)
    assert not in_order(days, month)
    assert in_order(Span(0, 28), month, Span(0, 31))
    assert in_order(Span(9), Span(15), Span(15))


def test_a_programme_that_says_nothing_is_to_be_confirmed_locally() -> None:
    """Nobody says how it was checked: it does not pass for verified."""
    data = {name: part for name, part in DATA.items() if name != "verified"}
    contact = read_programme(data).contacts[1]
    assert "verified" not in data["contacts"][1]
    assert contact.source.confirm_locally


def broken(**change: Any) -> dict[str, Any]:
    data: dict[str, Any] = copy.deepcopy(DATA)
    data["contacts"][1].update(change)
    return data


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"anchor": "christmas"}, "the anchor is one of"),
        ({"by": {"days": 3}}, "in that order"),
        ({"closes": {"days": 13}}, "in that order"),
        ({"from": {"hours": 3}}, "months, weeks and days"),
        ({"screening_source": ""}, "name the source of its screening"),
        ({"code": "antenatal"}, "names a contact twice"),
    ],
)
def test_what_does_not_fit_is_refused(change: Any, says: str) -> None:
    read_programme(broken())
    with pytest.raises(ValueError, match=says):
        read_programme(broken(**change))
