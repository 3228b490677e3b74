from dataclasses import replace
from datetime import date

from tests.letters.sample_letters import FAMILY, FULL, PLAIN, response, text

from visit_app.letters import compose
from visit_app.records import Absent


def test_the_prompts_are_verbatim_and_the_answers_quoted() -> None:
    assert compose(FULL).sections[3].paragraphs == (
        "What 3 words or phrases would you use to describe your relationship with "
        "your baby?\n“tiring”, “lovely”, “a bit scary”\n“It changes every hour.”",
        "What brings you the most joy in the relationship with your baby?\n"
        "“When he looks up at me after a feed.”",
        "What is your biggest fear about your relationship with your baby?\n"
        "Amira preferred not to answer.",
    )


def test_a_prompt_that_was_not_asked_is_left_out_with_its_reason() -> None:
    talked = response(
        "conversation",
        joy=("Smiles.",),
        fear=(Absent("not-asked", "Her mother is in"),),
    )
    told = text(replace(PLAIN, responses={"conversation": talked}))
    assert "biggest fear" not in told
    assert "mother is in" not in told
    assert "“Smiles.”" in told


def test_before_birth_the_prompts_get_a_note() -> None:
    note = "The baby was not born yet"
    due = replace(FAMILY, babies=(), expected_date_of_delivery=date(2027, 2, 3))
    assert note in text(replace(FULL, family=due), "words")
    assert note not in text(FULL, "words")
    unknown = replace(FAMILY, babies=())
    assert note not in text(replace(FULL, family=unknown), "words")


def test_what_was_noticed_stands_under_its_headings() -> None:
    assert text(FULL, "noticed") == (
        "Strengths: Warm voice, knows when he is hungry.\n"
        "Needs: Says she feels nothing on some days."
    )
