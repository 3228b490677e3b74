from dataclasses import replace
from typing import Any

import pytest
from tests.letters.sample_letters import FULL, NOON, of, text

from visit_app.letters import LetterContext
from visit_app.records import Amendment, CarePlan, QuestionnaireResponse


def corrected(**fields: Any) -> LetterContext:
    amendment = Amendment(
        id="m",
        recorded=NOON,
        **{
            "target": "QuestionnaireResponse/conversation-amira",
            "path": "joy",
            **{"before": "Sleep", "after": "Feeds", "reason": "Misheard"},
            **fields,
        },
        **of(),
    )
    return replace(FULL, amendments=(amendment,))


def test_a_correction_shows_both_and_the_question() -> None:
    assert text(corrected(), "corrections") == (
        "What brings you the most joy in the relationship with your baby? "
        "On 23 November 2026 “Sleep” was corrected to “Feeds”. "
        "Reason: Misheard"
    )


def test_a_correction_in_the_practitioners_words_says_what_it_is_about() -> None:
    told = corrected(target="Encounter/e", path="PHQ-9, question 9", before="")
    assert text(told, "corrections").startswith(
        "PHQ-9, question 9: On 23 November 2026 this was added: “Feeds”."
    )


def test_wording_that_may_not_be_printed_is_not_in_a_correction() -> None:
    """The form is named; the number of its item would tell nobody anything."""
    target = "QuestionnaireResponse/epds-amira"
    told = corrected(target=target, path="10", before="1", after="2")
    answers = QuestionnaireResponse(id="epds-amira", questionnaire="epds", **of())
    known = replace(told, responses={"epds": answers})
    assert text(known, "corrections").startswith("EPDS: On 23 November")
    assert text(told, "corrections").startswith("On 23 November")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"before": ""}, "this was added: “Feeds”."),
        ({"after": ""}, "“Sleep” was taken out."),
    ],
)
def test_something_added_or_taken_out(fields: dict[str, str], expected: str) -> None:
    assert expected in text(corrected(**fields), "corrections")


def test_the_judgement_is_the_practitioners() -> None:
    assert text(FULL, "judgement").splitlines()[1] == (
        "In my judgement the need is mild to moderate. "
        "She sleeps, eats and asks for help. "
        "It is about perinatal mental health and the parent-infant relationship."
    )


def test_who_judged_and_when_is_said() -> None:
    assert FULL.impression is not None
    made = replace(FULL.impression, theme=("other",), assessor="Priya Nair", date=NOON)
    told = text(replace(FULL, impression=made), "judgement")
    assert told.endswith(
        "It is about another need. Judged by Priya Nair on 23 November 2026."
    )
    silent = replace(made, level="", theme=())
    assert "Judged by" not in text(replace(FULL, impression=silent), "judgement")


def test_no_level_is_ever_filled_in() -> None:
    assert FULL.impression is not None
    blank = replace(FULL.impression, level="", theme=(), level_reason="")
    assert "need is" not in text(replace(FULL, impression=blank), "judgement")


def test_the_plan_has_what_with_whom_and_by_when() -> None:
    assert text(FULL, "plan") == (
        "Signposted: Baby drop-in at the family hub, by 30 November 2026\n"
        "Visit: Second visit, with Priya"
    )
    assert text(replace(FULL, plan=CarePlan(id="a", **of())), "plan") == ""
