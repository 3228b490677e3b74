from dataclasses import replace

import pytest
from tests.letters.sample_letters import (
    CONCERN,
    PLAIN,
    PRIYA,
    asking,
    of_amira,
    text,
)

from visit_app.letters import compose, draft_text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Re: Amira Hassan, born 14 March 1995, NHS number 999 012 3454"),
        ({"birth_date": None}, "date of birth not recorded"),
        ({"nhs_number": ""}, "NHS number not recorded"),
        (
            {"nhs_number": "", "nhs_number_absent_reason": "new to the country"},
            "NHS number not known (new to the country)",
        ),
        ({"given_name": "", "family_name": ""}, "Re: name not recorded,"),
    ],
)
def test_the_re_line(fields: dict[str, object], expected: str) -> None:
    assert expected in compose(of_amira(**fields)).reference[0]


def test_the_foot_of_each_page_says_the_same_without_re() -> None:
    letter = compose(PLAIN)
    assert letter.reference[0] == f"Re: {letter.running}"


@pytest.mark.parametrize(
    ("role", "role_text", "pin", "expected"),
    [
        ("health-visitor", "", "99A0000X", "Health visitor, professional PIN 99A0000X"),
        ("fnp-nurse", "", "", "Family Nurse Partnership nurse"),
        ("other", "Nursery nurse", "", "Nursery nurse"),
        ("other", "", "99A0000X", "Professional PIN 99A0000X"),
    ],
)
def test_who_signs(role: str, role_text: str, pin: str, expected: str) -> None:
    who = replace(PRIYA, role=role, role_text=role_text, registration_pin=pin)
    signature = compose(replace(PLAIN, practitioner=who)).signature
    assert signature == ("Priya Nair", expected, "Telephone 01632 960 077")


def test_nothing_is_put_where_nothing_is_recorded_of_the_practitioner() -> None:
    who = replace(PRIYA, role="other", organization="", phone="", registration_pin="")
    letter = compose(replace(PLAIN, practitioner=who))
    assert letter.signature == ("Priya Nair",)
    assert letter.sender == ("Priya Nair",)


@pytest.mark.parametrize(
    ("copies", "home", "expected"),
    [
        ((), None, ()),
        (("Dr Osei",), None, ("Copies to", "Dr Osei")),
        ((), True, ("Copies to", "Amira Hassan, at home")),
        ((), False, ("Do not send a copy of this letter to the home.",)),
    ],
)
def test_copies(copies: tuple[str, ...], home: bool | None, expected: object) -> None:
    letter = compose(asking(copies=copies, copy_to_home=home))
    assert letter.copies == expected
    assert bool(letter.warning) == (home is False)


def test_a_recipient_is_always_named() -> None:
    assert compose(asking(performer="")).recipient[0] == "Recipient not recorded"


def test_a_practice_letter_is_marked() -> None:
    marked = compose(replace(PLAIN, practice=True))
    assert (marked.watermark, marked.banner) == (
        "PRACTICE",
        "Practice: this family is invented",
    )
    assert compose(PLAIN).watermark == compose(PLAIN).banner == ""
    assert draft_text(marked).startswith(marked.banner)


def test_braces_in_the_record_are_words_like_others() -> None:
    assert text(asking(reason="{name} {0}"), "reason") == "{name} {0}"
    assert "“{said}”" in text(
        replace(PLAIN, issues=(replace(CONCERN, said="{said}"),)), "safety"
    )
