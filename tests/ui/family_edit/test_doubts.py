"""What stands in the way of saving: errors stay, questions can be answered."""

from dataclasses import replace
from datetime import date

import pytest
from tests.ui.desks import HASSAN

from visit_app.records import Family
from visit_app.ui.family_edit.doubts import Problem, problems
from visit_app.ui.family_edit.form import (
    EXPECTED,
    HOME,
    FamilyForm,
    PersonForm,
    form_of,
)

TODAY = date(2026, 11, 23)
AMIRA_S = "9990000018"


def nobody(_: str) -> str:
    return ""


def found(form: FamilyForm) -> list[Problem]:
    return [p for p in problems(form, TODAY, nobody) if p.name != "nhs_number"]


def whole() -> FamilyForm:
    return form_of(HASSAN, TODAY)


def test_a_right_form_has_no_problem() -> None:
    assert found(whole()) == []


@pytest.mark.parametrize(
    ("where", "name", "text", "asks", "words"),
    [
        ("idris", "birth_date", "3 March 2027", True, "not born yet"),
        ("idris", "birth_date", "3 March 2016", True, "10 years old"),
        ("amira", "birth_date", "14 March 2023", True, "3 years old"),
        (HOME, EXPECTED, "3 March 2028", True, "more than 10 months ahead"),
        (HOME, EXPECTED, "3 March 2026", True, "Has the baby been born"),
        ("amira", "birth_date", "3 f", False, "could not be read"),
        ("amira", "communication_checked_on", "32 May", False, "no such day"),
        ("yonis", "given_name", " ", False, "Write a first name"),
    ],
)
def test_dates_are_questioned_and_errors_said(
    where: str, name: str, text: str, asks: bool, words: str
) -> None:
    form = whole().with_value(where, name, text)
    (problem,) = found(form)
    assert (problem.where, problem.name, problem.asks) == (where, name, asks)
    assert words in problem.text
    answered = replace(form, confirmed=(problem.key,))
    assert found(answered) == ([] if asks else [problem])


def test_an_expected_date_gone_by_is_not_asked_about_beside_the_baby() -> None:
    form = whole().with_value(HOME, EXPECTED, "1 October 2026")
    assert found(form) == []
    assert len(found(form.with_value("idris", "birth_date", ""))) == 1
    typing = form.with_value("idris", "birth_date", "10 Oc")
    assert [p.where for p in found(typing)] == ["idris", HOME]


def test_a_changed_value_is_asked_about_again() -> None:
    form = whole().with_value("amira", "birth_date", "14 March 2023")
    form = replace(form, confirmed=(found(form)[0].key,))
    again = form.with_value("amira", "birth_date", "15 March 2023")
    assert [p.asks for p in found(again)] == [True]


@pytest.mark.parametrize(
    ("typed", "asks", "words"),
    [
        ("123", False, "has 10 digits"),
        ("999 000 0017", False, "does not add up"),
        ("111 111 1111", True, "All ten digits are the same"),
        ("999 000 0018", True, "never issued"),
    ],
)
def test_nhs_numbers(typed: str, asks: bool, words: str) -> None:
    form = whole().with_value("amira", "nhs_number", "")
    form = form.with_value("yonis", "nhs_number", typed)
    problem = problems(form, TODAY, nobody)[0]
    assert (problem.where, problem.asks) == ("yonis", asks)
    assert words in problem.text


def test_a_number_somebody_else_has_is_questioned() -> None:
    form = whole().with_value("yonis", "nhs_number", AMIRA_S)
    texts = [p.text for p in problems(form, TODAY, lambda _: "Kasia Wisniewska")]
    assert "Yonis has the same number here. Is it right?" in texts
    assert "Kasia Wisniewska has this number already. Is it right?" in texts


def test_a_family_needs_a_parent_and_a_baby_needs_something() -> None:
    (problem,) = found(form_of(Family(id="new"), TODAY))
    assert (problem.where, problem.text[:12]) == ("", "Add a parent")
    baby = PersonForm("second", "baby")
    (problem,) = found(whole().with_person(baby))
    assert problem.text.startswith("Write a name or a date of birth")
    gone = replace(baby, removed=True)
    assert found(whole().with_person(gone)) == []
