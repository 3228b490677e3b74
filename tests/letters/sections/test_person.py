from dataclasses import replace
from datetime import date

import pytest
from tests.letters.sample_letters import (
    FAMILY,
    FULL,
    IDRIS,
    PLAIN,
    VISIT,
    of_amira,
    response,
    text,
)

from visit_app.letters import compose


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"language": "Urdu", "interpreter_needed": True}, "needed: Urdu."),
        ({"interpreter_needed": True}, "An interpreter is needed."),
        (
            {"language": "Polish", "interpreter_needed": False},
            "Language: Polish. No interpreter is needed.",
        ),
        ({"language": "Polish"}, "Language: Polish."),
        (
            {
                "communication_needs": "Large print",
                "communication_checked_on": date(2026, 11, 1),
            },
            "Accessible Information Standard: Large print\nChecked on 1 November 2026.",
        ),
    ],
)
def test_communication_needs_are_flagged(
    fields: dict[str, object], expected: str
) -> None:
    assert text(of_amira(**fields), "communication").endswith(expected)


def test_no_communication_needs_no_section() -> None:
    assert text(of_amira(interpreter_needed=False), "communication") == ""


@pytest.mark.parametrize("who", ["professional", "other"])
def test_who_interpreted_at_the_visit(who: str) -> None:
    visit = replace(VISIT, interpreter=who, interpreter_note="By phone.")
    told = text(replace(PLAIN, encounter=visit), "communication")
    assert "professional interpreter" in told
    assert "About the interpreter: By phone." in told


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        (True, "A message may be left."),
        (False, "Do not leave a message."),
        (None, "Whether a message may be left is not recorded."),
    ],
)
def test_whether_a_message_may_be_left(allowed: bool | None, expected: str) -> None:
    context = of_amira(safe_to_leave_message=allowed, contact_note="")
    assert text(context, "contact") == f"Phone: 01632 960 131. {expected}"


def test_no_number_is_said() -> None:
    assert text(of_amira(phone=""), "contact").startswith(
        "No phone number is recorded."
    )


def test_the_households_access_note_stays_in_the_record() -> None:
    assert FAMILY.note not in text(FULL)


def test_the_baby_and_the_expected_date() -> None:
    family = replace(
        FAMILY,
        babies=(replace(IDRIS, lives="With his mother"),),
        expected_date_of_delivery=date(2026, 10, 3),
    )
    context = replace(PLAIN, family=family)
    assert compose(context).reference[1] == (
        "Baby: Idris Hassan, born 10 October 2026, "
        "NHS number not known (not yet allocated)"
    )
    assert text(context, "people") == (
        "Idris Hassan lives: With his mother\n"
        "Expected date of delivery: 3 October 2026."
    )


def test_a_second_baby_on_the_way_stands_beside_the_first() -> None:
    due = replace(FAMILY, expected_date_of_delivery=date(2027, 9, 3))
    reference = compose(replace(PLAIN, family=due)).reference
    assert "Baby due on 3 September 2027" in reference
    assert sum(line.startswith("Baby") for line in reference) > 1


def test_an_unborn_baby_stands_in_the_re_block() -> None:
    due = replace(FAMILY, babies=(), expected_date_of_delivery=date(2027, 2, 3))
    reference = compose(replace(PLAIN, family=due)).reference
    assert "Baby due on 3 February 2027" in reference


def test_the_gp_or_that_there_is_none_recorded() -> None:
    assert text(PLAIN, "gp").startswith("GP practice: Sample Surgery, Kettering")
    nowhere = replace(FAMILY, general_practice="")
    told = text(replace(PLAIN, family=nowhere), "gp")
    assert told.startswith("The GP practice is not recorded.")


def test_earlier_history_is_not_called_missing_when_it_was_asked() -> None:
    assert "earlier history are not recorded" in text(PLAIN, "gp")
    asked = response("history", family=(False,))
    context = replace(PLAIN, responses={"history": asked})
    assert text(context, "gp").endswith(
        "Medicines and allergies are not recorded in this letter."
    )
    assert "mother, sister or daughter? No." in text(context, "scores")
    blank = replace(PLAIN, responses={"history": response("history")})
    assert "earlier history are not recorded" in text(blank, "gp")
