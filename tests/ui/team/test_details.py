"""Details with two versions, in words."""

import json
from datetime import date

import pytest
from tests.ui.team.colleagues import ALI

from visit_app.records import Family, FamilyRole, Patient
from visit_app.sync.conflicts import Conflict
from visit_app.sync.fields import ABSENT, HERE
from visit_app.sync.merge import Version
from visit_app.ui.team.details import (
    NotReadable,
    Question,
    Reader,
    difference,
    settled_words,
    typed_text,
    value_words,
)

TODAY = date(2026, 11, 23)
READER = Reader({"joanne": "Joanne Reid", "priya": "Priya Nair"}, "priya", TODAY)


def version(value: object, author: str = "priya", depth: int = 2) -> Version:
    text = value if value in (HERE, ABSENT) else json.dumps(value)
    recorded = f"2026-11-2{depth}T09:14:00+00:00"
    return Version(depth, f"{author}-{text}", str(text), author, recorded)


def conflict(path: str, *versions: Version, kind: str = "Family") -> Conflict:
    return Conflict(kind, "ali", "ali", path, versions)


def asked(path: str, *versions: Version, family: Family | None = ALI) -> Question:
    return READER.question(conflict(path, *versions), family, None)


PHONES = version("07700 900318"), version("07700 900381", "joanne", 1)


def test_it_names_the_person_and_asks_which_number_is_right() -> None:
    question = asked("parents/fatima/phone", *PHONES)
    assert question.title == "Fatima A.: which phone number is right?"
    assert question.typed_label == "The right phone number"
    assert question.keep_label == "number"
    assert question.id == "Family/ali/parents/fatima/phone"


def test_the_own_version_comes_first_and_each_says_who_and_when() -> None:
    theirs, mine = PHONES[1], PHONES[0]
    sides = asked("parents/fatima/phone", theirs, mine).sides
    assert [s.label for s in sides] == ["07700 900318", "07700 900381"]
    assert sides[0].note == "You. Sunday 22 November, 09:14."
    assert sides[1].note == "Joanne Reid. Saturday 21 November, 09:14."


def test_two_marks_of_a_family_that_went_are_chosen_between_never_typed() -> None:
    corby = [{"team": "Corby", "on": "2026-11-20T09:00:00+00:00"}]
    question = asked("handed_over", version(corby), version(ABSENT, "joanne", 1))
    assert question.title == "Fatima A.: is this family with another team?"
    assert [s.label for s in question.sides] == [
        "Corby, 20 November 2026",
        "It is here",
    ]
    assert question.typed_label == ""


def test_one_value_said_twice_is_one_version() -> None:
    again = version("07700 900318", "joanne", 1)
    sides = asked("parents/fatima/phone", *PHONES, again).sides
    assert len(sides) == 2
    assert sides[0].who == "Priya Nair"


def test_somebody_not_known_any_more_and_a_broken_clock() -> None:
    odd = Version(1, "r", '"1"', "gone", "yesterday")
    note = asked("postcode", odd, version("2")).sides[1].note
    assert note == "A colleague. At an unknown time."


def test_what_it_was_before_is_said_when_it_is_known() -> None:
    found = conflict("parents/fatima/phone", *PHONES)
    before = READER.question(found, ALI, '"07700 900300"').before
    assert before.startswith("It was 07700 900300 before.")
    assert before.endswith("both stay in the history.")
    assert READER.question(found, ALI, ABSENT).before.startswith("It was Nothing")
    assert asked("postcode", version("1"), version("2")).before.startswith("Whichever")


def test_a_family_detail_names_the_family_and_a_lost_one_nobody() -> None:
    values = version("NN1 1AA"), version("NN2 2BB", "joanne")
    assert asked("postcode", *values).title == "Fatima A.: which postcode is right?"
    assert asked("postcode", *values, family=None).title.startswith("A family:")
    nobody = Family(id="ali", parents=(Patient(id="fatima"),))
    title = asked("parents/fatima/phone", *PHONES, family=nobody).title
    assert title.startswith("Somebody without a name:")


def test_whether_somebody_belongs_there_has_no_third_answer() -> None:
    question = asked("parents/fatima", version(HERE), version(ABSENT, "joanne"))
    assert question.title == "Fatima A.: does this person belong to the family?"
    assert [s.label for s in question.sides] == [
        "Belongs to the family",
        "Was taken out",
    ]
    assert question.typed_label == ""


def test_yes_and_no_have_no_third_answer() -> None:
    path = "parents/fatima/safe_to_leave_message"
    question = asked(path, version(True), version(False, "joanne"))
    assert [s.label for s in question.sides] == ["Yes", "No"]
    assert question.typed_label == ""


def test_a_record_of_another_kind_is_asked_about_plainly() -> None:
    found = conflict("status", version("sent"), version("made"), kind="ServiceRequest")
    question = READER.question(found, ALI, None)
    assert question.title == "Fatima A.: which is right?"
    assert question.keep_label == "version"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("phone", "07700 900318", "07700 900318"),
        ("phone", None, "Nothing"),
        ("phone", "", "Nothing"),
        ("nhs_number", "9990000018", "999 000 0018"),
        ("birth_date", "1995-03-14", "14 March 1995"),
        ("birth_date", "soon", "soon"),
        ("interpreter_needed", True, "Yes"),
        ("interpreter_needed", False, "No"),
        ("steps", [1, "é"], '[1, "é"]'),
    ],
)
def test_values_are_read_as_people_write_them(
    name: str, value: object, words: str
) -> None:
    assert value_words(name, value) == words


@pytest.mark.parametrize(
    ("path", "typed", "text"),
    [
        ("parents/fatima/phone", " 07700 900999 ", '"07700 900999"'),
        ("postcode", "nn160aa", '"NN16 0AA"'),
        ("parents/fatima/birth_date", "14 march 1995", '"1995-03-14"'),
        ("expected_date_of_delivery", "10 feb", '"2027-02-10"'),
        ("parents/fatima/nhs_number", "999 000 0018", '"9990000018"'),
    ],
)
def test_a_third_value_is_kept_as_the_form_keeps_it(
    path: str, typed: str, text: str
) -> None:
    assert typed_text(conflict(path, *PHONES), typed, TODAY) == text


@pytest.mark.parametrize(
    ("path", "typed", "says"),
    [
        ("postcode", "  ", "Type what is right"),
        ("parents/fatima/birth_date", "soonish", "could not be read"),
        ("parents/fatima/nhs_number", "999 000 0019", "does not add up"),
    ],
)
def test_a_third_value_that_cannot_be_is_refused_with_the_reason(
    path: str, typed: str, says: str
) -> None:
    with pytest.raises(NotReadable, match=says):
        typed_text(conflict(path, *PHONES), typed, TODAY)


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ("07700 900318", "07700 900381", (10, 2)),
        ("1 High Street", "12 High Street", None),
        ("12 High Street", "1 High Street", (1, 1)),
        ("same", "same", None),
        ("Ada", "Bob", (0, 3)),
        ("", "Bob", None),
        ("aa", "aaa", None),
        ("aaa", "aa", (2, 1)),
    ],
)
def test_the_characters_that_differ(
    one: str, other: str, where: tuple[int, int] | None
) -> None:
    assert difference(one, other) == where


def test_a_choice_that_was_made_is_told_by_its_detail() -> None:
    words = settled_words("Family/ali/parents/fatima/phone", ALI)
    assert words.startswith("Fatima A.: which phone number is right? A colleague")
    assert settled_words("", None).startswith("A family: which is right?")


def test_roles_of_people_are_not_asked_about_by_code() -> None:
    values = version(FamilyRole.FATHER), version(FamilyRole.PARTNER, "joanne")
    title = asked("parents/fatima/role", *values).title
    assert title.endswith("how does this person belong to the family?")
