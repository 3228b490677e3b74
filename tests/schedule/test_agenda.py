from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.schedule import (
    FNP,
    Agenda,
    ContactDue,
    DueState,
    Held,
    Programme,
    chip,
    load_programme,
    phase_of,
    planned,
)

TODAY = date(2026, 11, 23)
PROGRAMME = load_programme()
FAMILY_NURSE = load_programme(FNP)
BOTH = ("whooley", "gad-2")


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def contacts_due(
    programme: Programme, today: date, **about: object
) -> tuple[ContactDue, ...]:
    return Agenda(programme, today).due(**about)  # type: ignore[arg-type]


def held(code: str, days_ago: int, *asked: str) -> Held:
    return Held(code, ago(days_ago), frozenset(asked))


def states(**about: object) -> dict[str, str]:
    found = contacts_due(PROGRAMME, TODAY, **about)
    return {due.code: str(due.state) for due in found}


@pytest.mark.parametrize(
    ("expected", "state"),
    [
        (ago(-84), None),  # 28 weeks to the day
        (ago(-83), "due"),  # more than 28 weeks
        (ago(0), "due"),
        (ago(1), "overdue"),
        (ago(28), "overdue"),
        (ago(29), "missed"),
    ],
)
def test_the_antenatal_contact_is_due_after_28_weeks(
    expected: date, state: str | None
) -> None:
    # gov.uk statistics: more than 28 weeks pregnant
    assert states(expected=expected).get("antenatal") == state


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (6, None),
        (7, "due"),
        (14, "due"),
        (15, "overdue"),
        (30, "overdue"),
        (31, "missed"),
        (90, "missed"),
        (91, None),
    ],
)
def test_the_new_birth_visit(age: int, state: str | None) -> None:
    # gov.uk statistics: 1 to 2 weeks, target 14 days, counted to 30
    assert states(born=ago(age)).get("new-birth") == state


@pytest.mark.parametrize(
    ("age", "state"),
    [(41, None), (42, "due"), (56, "due"), (57, "overdue"), (93, "missed")],
)
def test_the_6_to_8_week_review(age: int, state: str | None) -> None:
    assert states(born=ago(age)).get("6-8-weeks") == state


@pytest.mark.parametrize(
    ("born", "code", "state"),
    [
        (date(2026, 2, 24), "12-months", None),
        (date(2026, 2, 23), "12-months", "due"),
        (date(2025, 8, 23), "12-months", "due"),
        (date(2025, 8, 22), "12-months", "overdue"),
        (date(2025, 5, 22), "12-months", "missed"),
        (date(2024, 11, 24), "2-years", None),
        (date(2024, 11, 23), "2-years", "due"),
        (date(2024, 5, 23), "2-years", "due"),
        (date(2024, 5, 22), "2-years", "overdue"),
        (date(2023, 11, 22), "2-years", "missed"),
    ],
)
def test_reviews_of_the_first_and_third_year(
    born: date, code: str, state: str | None
) -> None:
    # gov.uk statistics: 9 to 15 months, 24 to 30 months
    assert states(born=born).get(code) == state


@pytest.mark.parametrize(
    ("born", "code", "state"),
    [
        (date(2026, 8, 24), "3-4-months", None),
        (date(2026, 8, 23), "3-4-months", "suggested"),
        (date(2026, 7, 23), "3-4-months", "suggested"),
        (date(2026, 7, 22), "3-4-months", None),
        (date(2026, 5, 23), "6-months", "suggested"),
        (date(2026, 4, 22), "6-months", None),
    ],
)
def test_suggested_contacts_are_offered_and_never_late(
    born: date, code: str, state: str | None
) -> None:
    assert states(born=born).get(code) == state


def test_what_took_place_is_not_due() -> None:
    assert "new-birth" in states(born=ago(10))
    assert "new-birth" not in states(born=ago(10), held=[held("new-birth", 0, *BOTH)])


def test_what_took_place_for_an_older_child_is_due_again() -> None:
    older = [held(c.code, 730 - 20 * n) for n, c in enumerate(PROGRAMME.contacts)]
    assert states(born=ago(10), held=older) == states(born=ago(10))
    assert states(expected=ago(-40), held=older) == states(expected=ago(-40))


@pytest.mark.parametrize(
    ("code", "days_old", "taken_at"),
    [("new-birth", 10, 0), ("6-8-weeks", 50, 1), ("12-months", 300, 220)],
)
def test_a_contact_held_early_counts(code: str, days_old: int, taken_at: int) -> None:
    early = held(code, days_old - taken_at, *BOTH)
    assert code in states(born=ago(days_old))
    assert code not in states(born=ago(days_old), held=[early])


def test_an_older_childs_review_is_not_the_babys() -> None:
    """A review of the first year, while the next baby is six months old."""
    review = held("12-months", 120)
    assert states(born=ago(300), held=[review])["12-months"] == "due"


def test_questions_still_open_after_a_visit_are_named() -> None:
    took_place = [held("antenatal", 60), held("new-birth", 0, "gad-2")]
    (due,) = contacts_due(PROGRAMME, TODAY, born=ago(10), held=took_place)
    assert due.state == DueState.SCREENING_OPEN
    assert due.screening == ("whooley",)
    assert chip(due, TODAY) == "Questions still open"


def test_questions_are_not_asked_for_when_the_visit_has_closed() -> None:
    took_place = [held("antenatal", 90), held("new-birth", 30)]
    assert states(born=ago(40), held=took_place) == {}


def test_an_antenatal_contact_is_missed_once_the_baby_is_born() -> None:
    assert states(born=ago(3))["antenatal"] == "missed"
    assert "antenatal" not in states(born=ago(3), held=[held("antenatal", 60)])
    assert "antenatal" not in states(born=ago(61))


def test_nothing_is_missed_from_before_the_family_was_known() -> None:
    born = ago(45)
    assert states(born=born)["new-birth"] == "missed"
    assert "new-birth" not in states(born=born, known_from=ago(10))
    assert states(born=born, known_from=ago(15))["new-birth"] == "missed"
    assert "antenatal" not in states(born=born, known_from=ago(44))


def test_without_a_date_nothing_is_due() -> None:
    assert contacts_due(PROGRAMME, TODAY) == ()
    assert contacts_due(PROGRAMME, TODAY, born=ago(-5)) == ()


def test_a_leap_day_is_a_birthday_too() -> None:
    born = date(2024, 2, 29)
    two = contacts_due(PROGRAMME, date(2026, 2, 28), born=born)
    assert [due.code for due in two if due.state == DueState.DUE] == ["2-years"]
    before = contacts_due(PROGRAMME, date(2026, 2, 27), born=born)
    assert "2-years" not in [due.code for due in before]


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (ago(16), "2 days late"),
        (ago(15), "1 day late"),
        (ago(14), "Today"),
        (ago(11), "By Thu 26 Nov"),
        (ago(7), "By 30 November"),
        (ago(31), "Missed"),
    ],
)
def test_what_the_chip_says(born: date, says: str) -> None:
    due = next(
        due
        for due in contacts_due(PROGRAMME, TODAY, born=born)
        if due.code == "new-birth"
    )
    assert chip(due, TODAY) == says


def test_a_chip_names_the_year_only_when_it_could_be_mistaken() -> None:
    assert chip(planned("x", "X", date(2027, 4, 2), TODAY), TODAY) == "By 2 April"
    assert chip(planned("x", "X", date(2027, 11, 2), TODAY), TODAY) == (
        "By 2 November 2027"
    )


@given(st.dates(date(2021, 1, 1), date(2027, 9, 1)), st.dates(date(2024, 1, 1)))
def test_days_late_and_states_agree_with_the_dates(anchor: date, today: date) -> None:
    today = min(today, date(2030, 1, 1))
    for due in contacts_due(PROGRAMME, today, born=anchor):
        assert due.opens <= today
        late = max((today - due.by).days, 0)
        assert due.days_late == (late if due.state == DueState.OVERDUE else 0)
        if due.state == DueState.DUE:
            assert today <= due.by
        if due.state == DueState.OVERDUE:
            assert late > 0


def test_a_planned_visit_is_late_after_its_date() -> None:
    assert planned("fnp-pregnancy", "FNP, pregnancy", TODAY, TODAY) == ContactDue(
        "fnp-pregnancy", "FNP, pregnancy", DueState.DUE, TODAY, TODAY
    )
    late = planned("fnp-pregnancy", "FNP, pregnancy", ago(2), TODAY)
    assert (late.state, late.days_late) == (DueState.OVERDUE, 2)


@pytest.mark.parametrize(
    ("born", "expected", "code"),
    [
        (None, None, None),
        (None, ago(-100), "fnp-pregnancy"),
        (ago(-3), None, "fnp-pregnancy"),  # an expected date written as a birth
        (TODAY, None, "fnp-infancy"),
        (date(2025, 11, 24), None, "fnp-infancy"),
        (date(2025, 11, 23), None, "fnp-toddlerhood"),
        (date(2024, 11, 24), None, "fnp-toddlerhood"),
        (date(2024, 11, 23), None, None),
    ],
)
def test_phases_of_the_family_nurse_partnership(
    born: date | None, expected: date | None, code: str | None
) -> None:
    # fnp.nhs.uk: pregnancy, infancy, toddlerhood, to the second birthday
    phase = phase_of(FAMILY_NURSE, TODAY, born=born, expected=expected)
    assert (phase.code if phase else None) == code


def test_the_family_nurse_partnership_has_no_timetable() -> None:
    assert contacts_due(FAMILY_NURSE, TODAY, born=ago(10)) == ()
