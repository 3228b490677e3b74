from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visit_app.records.dates import (
    MONTHS,
    add_months,
    age_text,
    doubts_baby_birth,
    doubts_expected_date,
    doubts_parent_birth,
    gestation_days,
    gestation_text,
    parse_date,
    spoken_date,
    whole_months,
    whole_years,
)

TODAY = date(2026, 11, 23)  # a Monday
DAYS = st.dates(date(1932, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "3 feb 26",
        "03/02/2026",
        "3.2.26",
        "2026-02-03",
        "3-2-26",
        "3 2 26",
        "3 February 2026",
        "3rd of February, 2026",
        "3feb26",
        "feb 3 2026",
        "030226",
        "03022026",
        "Tue 3 Feb 2026",
        "Tuesday, 3 February 26",
        " 3\u00a0feb\u201326 ",
    ],
)
def test_every_way_of_writing_the_same_day(typed: str) -> None:
    assert parse_date(typed, TODAY) == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("typed", "back", "ahead"),
    [
        ("today", TODAY, TODAY),
        ("Yesterday", date(2026, 11, 22), date(2026, 11, 22)),
        ("tomorrow", date(2026, 11, 24), date(2026, 11, 24)),
        ("monday", TODAY, TODAY),
        ("fri", date(2026, 11, 20), date(2026, 11, 27)),
        ("last friday", date(2026, 11, 20), date(2026, 11, 20)),
        ("last monday", date(2026, 11, 16), date(2026, 11, 16)),
        ("next mon", date(2026, 11, 30), date(2026, 11, 30)),
        ("next friday", date(2026, 11, 27), date(2026, 11, 27)),
        ("2 weeks ago", date(2026, 11, 9), date(2026, 11, 9)),
        ("in 2 weeks", date(2026, 12, 7), date(2026, 12, 7)),
        ("in 3 months", date(2027, 2, 23), date(2027, 2, 23)),
        ("3 dec", date(2025, 12, 3), date(2026, 12, 3)),
        ("3/11", date(2026, 11, 3), date(2027, 11, 3)),
        ("23 nov", TODAY, TODAY),
        ("29 feb", date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_words_and_dates_without_a_year(typed: str, back: date, ahead: date) -> None:
    assert parse_date(typed, TODAY) == back
    assert parse_date(typed, TODAY, ahead=True) == ahead


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("14/3/95", 1995),
        ("14/3/26", 2026),
        ("14/3/27", 2027),
        ("14/3/31", 2031),
        ("14/3/32", 1932),
    ],
)
def test_two_digit_years_are_births_or_near_dates(typed: str, year: int) -> None:
    assert parse_date(typed, TODAY).year == year


def test_two_digit_years_near_the_end_of_a_century() -> None:
    assert parse_date("1/1/02", date(2098, 1, 1)).year == 2102
    assert parse_date("1/1/99", date(2098, 1, 1)).year == 2099


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "no date yet"),
        ("   ", "no date yet"),
        ("soon", "could not be read"),
        ("2 weeks", "could not be read"),
        ("in 2 weeks ago", "could not be read"),
        ("march", "could not be read"),
        ("ma 3 2026", "could not be read"),
        ("1995", "could not be read"),
        ("3/2/2026/1", "could not be read"),
        ("02/28/2026", "12 months"),
        ("1/0/26", "12 months"),
        ("31 feb 2026", "no such day"),
        ("31/4", "no such day"),
        ("29 feb 2026", "no such day"),
        ("0 feb 2026", "no such day"),
        ("3/2/926", "2 or 4 digits"),
        ("3/2/0026", "Check the year"),
        ("3/2/2926", "Check the year"),
        ("Mon 3 Feb 2026", "is a Tuesday"),
        ("Mon 23", "could not be read"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_date(typed, TODAY)


def test_a_refusal_never_repeats_what_was_typed() -> None:
    with pytest.raises(ValueError, match="could not be read") as refusal:
        parse_date("Amira 0712345", TODAY)
    assert "Amira" not in str(refusal.value)


@given(DAYS)
def test_every_written_form_reads_back(day: date) -> None:
    month = MONTHS[day.month - 1]
    for form in (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year % 100:02}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day:%d%m%Y}",
        spoken_date(day),
        spoken_date(day, weekday=True),
    ):
        assert parse_date(form, TODAY) == day


@given(st.text(max_size=20))
def test_anything_typed_is_a_date_or_a_sentence(text: str) -> None:
    try:
        found: date | str = parse_date(text, TODAY)
    except ValueError as refusal:
        found = str(refusal)
    assert isinstance(found, date) or found.endswith(".")


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2026, 11, 24), "not born yet"),
        (TODAY, "born today"),
        (date(2026, 11, 22), "1 day"),
        (date(2026, 11, 7), "16 days"),
        (date(2026, 10, 27), "27 days"),
        (date(2026, 10, 26), "4 weeks"),
        (date(2026, 10, 10), "6 weeks 2 days"),
        (date(2026, 10, 11), "6 weeks 1 day"),
        (date(2026, 7, 24), "17 weeks 3 days"),
        (date(2026, 7, 23), "4 months"),
        (date(2026, 1, 23), "10 months"),
        (date(2024, 11, 24), "23 months"),
        (date(2024, 11, 23), "2 years"),
        (date(2024, 8, 1), "2 years 3 months"),
        (date(2021, 11, 24), "4 years 11 months"),
        (date(2021, 11, 23), "5"),
        (date(1995, 3, 14), "31"),
        (date(1995, 11, 24), "30"),
    ],
)
def test_ages_in_words(born: date, age: str) -> None:
    assert age_text(born, TODAY) == age


def test_a_birthday_on_29_february() -> None:
    assert whole_years(date(2004, 2, 29), date(2026, 2, 27)) == 21
    assert whole_years(date(2004, 2, 29), date(2026, 2, 28)) == 22


@given(DAYS, st.integers(-600, 600))
def test_months_added_are_months_counted(day: date, months: int) -> None:
    assert whole_months(day, add_months(day, months)) == months


@pytest.mark.parametrize(
    ("ahead", "says"),
    [
        (112, "24 weeks pregnant"),
        (113, "23 weeks pregnant"),
        (106, "24 weeks pregnant"),
        (273, "1 week pregnant"),
        (280, "due 30 August 2027"),
        (1, "39 weeks pregnant"),
        (0, "due today"),
        (-1, "due 1 day ago"),
        (-3, "due 3 days ago"),
    ],
)
def test_how_far_a_pregnancy_is(ahead: int, says: str) -> None:
    assert gestation_text(TODAY + timedelta(ahead), TODAY) == says


def test_the_expected_date_is_forty_weeks() -> None:
    assert gestation_days(TODAY, TODAY) == 40 * 7


def test_a_birth_in_the_future_is_questioned() -> None:
    assert "future" in doubts_baby_birth(date(2026, 11, 24), TODAY)[0]
    assert doubts_baby_birth(TODAY, TODAY) == ()


def test_a_baby_of_five_is_questioned() -> None:
    assert "5 years old" in doubts_baby_birth(date(2021, 11, 23), TODAY)[0]
    assert doubts_baby_birth(date(2021, 11, 24), TODAY) == ()


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (date(2023, 3, 1), "3 years old"),
        (date(2025, 3, 1), "1 year old"),
        (date(2026, 3, 1), "less than a year old"),
        (date(2014, 11, 24), "11 years old"),
        (date(1955, 11, 23), "71 years old"),
        (date(2027, 1, 1), "future"),
    ],
)
def test_a_parent_too_young_or_old_is_questioned(born: date, says: str) -> None:
    (question,) = doubts_parent_birth(born, TODAY)
    assert says in question
    assert question.endswith("?")


@pytest.mark.parametrize("born", [date(2014, 11, 23), date(1955, 11, 24)])
def test_a_possible_parent_is_not(born: date) -> None:
    assert doubts_parent_birth(born, TODAY) == ()


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        (date(2027, 9, 24), "10 months ahead"),
        (date(2026, 10, 25), "Has the baby been born"),
    ],
)
def test_an_expected_date_out_of_reach_is_questioned(expected: date, says: str) -> None:
    assert says in doubts_expected_date(expected, TODAY)[0]


@pytest.mark.parametrize("expected", [date(2027, 9, 23), TODAY, date(2026, 10, 26)])
def test_an_expected_date_in_reach_is_not(expected: date) -> None:
    assert doubts_expected_date(expected, TODAY) == ()


@pytest.mark.parametrize("days", [-140, 0, 28])
def test_a_date_gone_by_is_right_when_the_baby_is_here(days: int) -> None:
    expected = date(2026, 10, 1)
    births = [date(2020, 1, 1), None, expected + timedelta(days)]
    assert doubts_expected_date(expected, TODAY, births) == ()


@pytest.mark.parametrize("days", [-141, 29])
def test_an_older_or_later_baby_does_not_answer_for_it(days: int) -> None:
    expected = date(2026, 10, 1)
    born = expected + timedelta(days)
    assert len(doubts_expected_date(expected, TODAY, [born])) == 1


def test_dates_in_words() -> None:
    assert spoken_date(TODAY, TODAY) == "23 November"
    assert spoken_date(TODAY, TODAY, weekday=True) == "Monday 23 November"
    assert spoken_date(date(1995, 3, 14), TODAY) == "14 March 1995"
    assert spoken_date(TODAY) == "23 November 2026"
