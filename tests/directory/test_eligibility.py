from dataclasses import replace
from datetime import date

import pytest
from tests.directory.sample_needs import (
    AMIRA,
    NEED,
    TODAY,
    YUSUF,
    expecting,
    with_baby,
)

from visit_app.directory import Eligibility, Need, Speaks
from visit_app.directory.eligibility import reason


def asked(rule: str, need: Need, **values: int) -> tuple[str, str]:
    stated = Eligibility(
        rule=rule, text="As stated.", values=values, source="L1", verified="verified"
    )
    found = reason(stated, need, TODAY)
    assert found.source == "L1"
    return found.speaks.value, found.text


def aged(born: date | None, need: Need = NEED) -> Need:
    return replace(need, subject=replace(AMIRA, birth_date=born))


@pytest.mark.parametrize("rule", ["everyone", "self-referral", "professional"])
def test_what_is_open_speaks_for_it(rule: str) -> None:
    assert asked(rule, NEED) == ("for", "As stated.")


@pytest.mark.parametrize("rule", ["ask", "a-rule-of-a-newer-version"])
def test_what_cannot_be_worked_out_is_asked(rule: str) -> None:
    assert asked(rule, NEED) == ("ask", "As stated.")


def test_for_mothers() -> None:
    assert asked("mothers", NEED) == ("for", "For mothers.")
    father = replace(NEED, subject=YUSUF)
    assert asked("mothers", father) == ("against", "For mothers: Yusuf is the father.")
    other = replace(NEED, subject=replace(YUSUF, role="other"))
    assert asked("mothers", other)[1] == "For mothers: Yusuf is another carer."


# Born so that the age at the last period (3 January 2026) is on either side.
@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2007, 1, 2), ("for", "As stated. Amira is 19.")),
        (date(2006, 1, 4), ("for", "As stated. Amira is 20.")),
        (date(2006, 1, 3), ("ask", "As stated. Amira is 20: ask.")),
        (date(2001, 1, 4), ("ask", "As stated. Amira is 25: ask.")),
        (date(2001, 1, 3), ("against", "As stated. Amira is 25.")),
        (date(1995, 3, 14), ("against", "As stated. Amira is 31.")),
        (None, ("ask", "As stated. Date of birth is not recorded.")),
    ],
)
def test_for_young_mothers_by_the_age_at_the_last_period(
    born: date | None, expected: tuple[str, str]
) -> None:
    assert asked("young-mothers", aged(born), usual_to=19, some_to=24) == expected


def test_without_a_stated_limit_the_age_is_told_and_the_rest_asked() -> None:
    assert asked("young-mothers", NEED) == (
        "ask",
        "As stated. Amira is 31. No age limit is recorded: ask.",
    )


def test_age_is_counted_today_where_no_pregnancy_is_known() -> None:
    born = date(2007, 11, 23)
    need = aged(born, expecting(None))
    assert asked("young-mothers", need, usual_to=19)[0] == "for"
    older = aged(date(2006, 11, 23), expecting(None))
    assert asked("young-mothers", older, usual_to=19)[0] == "against"


def test_a_father_is_asked_not_refused_by_the_age_rule() -> None:
    father = replace(NEED, subject=YUSUF)
    assert asked("young-mothers", father, usual_to=19) == ("ask", "As stated.")


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (NEED, ("for", "As stated. Idris is 6 weeks 2 days.")),
        (
            with_baby(birth_date=date(2024, 11, 24)),
            ("for", "As stated. Idris is 23 months."),
        ),
        (
            with_baby(birth_date=date(2024, 11, 23)),
            ("ask", "As stated. Idris is 2 years: ask."),
        ),
        (
            with_baby(birth_date=date(2023, 11, 23), given_name=""),
            ("against", "As stated. The baby is 3 years."),
        ),
        (
            expecting(date(2027, 2, 3)),
            ("for", "As stated. The baby is due on 3 February 2027."),
        ),
        (
            expecting(None),
            ("ask", "As stated. No date of birth or expected date is recorded."),
        ),
    ],
)
def test_by_the_age_of_the_child(need: Need, expected: tuple[str, str]) -> None:
    assert asked("child-age", need, months=24, perhaps_to=36) == expected


def test_without_a_grey_zone_the_limit_is_the_limit() -> None:
    two = with_baby(birth_date=date(2024, 11, 23))
    assert asked("child-age", two, months=24)[0] == "against"


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (expecting(date(2027, 2, 16)), ("for", "As stated. 27 weeks pregnant.")),
        (expecting(date(2027, 2, 15)), ("against", "As stated. 28 weeks pregnant.")),
        (NEED, ("against", "As stated. The baby is born.")),
        (expecting(None), ("ask", "As stated. No expected date is recorded.")),
    ],
)
def test_early_in_pregnancy(need: Need, expected: tuple[str, str]) -> None:
    assert asked("early-pregnancy", need, before_weeks=28) == expected


def test_what_nobody_verified_never_speaks_against() -> None:
    stated = Eligibility(rule="mothers", text="", source="hearsay")
    father = replace(NEED, subject=YUSUF)
    found = reason(stated, father, TODAY)
    assert found.speaks == Speaks.ASK
    assert found.text == "For mothers: Yusuf is the father. (confirm locally)"
    assert reason(stated, NEED, TODAY).speaks == Speaks.FOR


@pytest.mark.parametrize("rule", ["child-age", "early-pregnancy"])
@pytest.mark.parametrize("need", [NEED, expecting(date(2027, 2, 3))])
def test_a_limit_without_its_number_is_asked(rule: str, need: Need) -> None:
    """A directory of another laptop may lack it."""
    said = reason(Eligibility(rule=rule, text="As stated."), need, TODAY)
    assert (said.speaks, said.text[:10]) == (Speaks.ASK, "As stated.")
