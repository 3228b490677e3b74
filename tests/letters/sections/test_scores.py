from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.letters.sample_letters import (
    FORMS,
    FULL,
    NOON,
    PART,
    PHQ_9,
    PLAIN,
    VISIT,
    answered,
    response,
    scored,
    text,
)
from tests.questionnaires.forms import shipped

from visit_app.letters import LetterContext
from visit_app.records import Absent, Value


def test_a_whole_score_has_date_mode_band_and_source() -> None:
    assert text(FULL, "scores") == (
        "PHQ-9 on 23 November 2026, asked aloud: 10 of 27. Published band: moderate. "
        "Source: Kroenke, Spitzer and Williams 2001"
    )


def test_while_an_answer_is_missing_there_is_an_interval_and_never_a_total() -> None:
    told = text(scored(PART, band="moderate", value=8), "scores")
    assert (
        "between 8 and 14 of 27. 2 answers are missing, so there is no total." in told
    )
    assert "Published band" not in told
    assert "8 of 27" not in told


def test_one_missing_answer_is_counted_as_one() -> None:
    assert "1 answer is missing" in text(scored(PART, missing=("44260-8",)), "scores")


def test_an_answer_the_person_preferred_not_to_give_is_said_so() -> None:
    asked = replace(
        response("phq-9"),
        answers={"44260-8": (Absent("asked-declined"),)},
    )
    told = replace(PLAIN, observations=(PART,), responses={"phq-9": asked})
    assert "Amira preferred not to answer 1 of them." in text(told, "scores")
    assert "preferred" not in text(scored(PART), "scores")


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("self-completed", "filled in by Amira"),
        ("through-interpreter", "asked through an interpreter"),
        ("", "how it was asked is not recorded"),
        ("by-carrier-pigeon", "by-carrier-pigeon"),
    ],
)
def test_the_mode_is_part_of_the_result(mode: str, expected: str) -> None:
    assert f", {expected}: 10 of 27." in text(scored(PHQ_9, mode=mode), "scores")


def test_a_lay_interpreter_is_said_with_the_result() -> None:
    lay = "not a professional interpreter"
    context = scored(PHQ_9)
    by_friend = replace(context, encounter=replace(VISIT, interpreter="other"))
    by_professional = replace(
        context, encounter=replace(VISIT, interpreter="professional")
    )
    assert lay in text(by_friend, "scores")
    assert lay not in text(by_professional, "scores")


def test_subscales_without_a_total_are_told_by_name() -> None:
    mors = replace(
        PHQ_9,
        code="mors-sf",
        title="MORS-SF",
        value=None,
        maximum=0,
        band="",
        source="",
        component={"warmth": 30, "invasion": 5},
    )
    assert text(replace(PLAIN, observations=(mors,)), "scores") == (
        "MORS-SF on 23 November 2026, asked aloud. Warmth: 30, Invasion: 5."
    )


def test_scores_stand_in_the_order_of_time() -> None:
    earlier = replace(PHQ_9, id="e", effective=NOON - timedelta(days=20), value=14)
    told = text(replace(PLAIN, observations=(PHQ_9, earlier)), "scores")
    assert told.index("14 of 27") < told.index("10 of 27")


def test_a_moment_is_told_as_the_day_where_the_practitioner_is() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    summer = timezone(timedelta(hours=1))
    context = replace(scored(PHQ_9, effective=late), zone=summer)
    assert "on 2 July 2026" in text(context, "scores")


def test_a_subscale_with_a_missing_answer_is_not_told() -> None:
    mors = replace(
        PART, code="mors-sf", title="MORS-SF", maximum=0, component={"Warmth": 30}
    )
    told = text(replace(PLAIN, observations=(replace(mors, source=""),)), "scores")
    assert told == (
        "MORS-SF on 23 November 2026, asked aloud. 2 answers are missing. Warmth: 30."
    )
    assert "Anxiety" not in text(scored(PART, component={"Anxiety": 4}), "scores")


def asking_whooley(answers: Mapping[str, tuple[Value, ...]]) -> LetterContext:
    asked = replace(answered("whooley", answers), mode="asked-aloud", authored=NOON)
    return replace(PLAIN, responses={"whooley": asked})


WHOOLEY_1 = "feeling down, depressed or hopeless?"
WHOOLEY_2 = "little interest or pleasure in doing things?"


def test_questions_without_a_sum_are_told_by_their_answers() -> None:
    told = text(asking_whooley({"1": (True,), "2": (False,)}), "scores").split("\n")
    assert told[0] == "Whooley on 23 November 2026, asked aloud."
    assert told[1].endswith(f"{WHOOLEY_1} Yes.")
    assert told[2].endswith(f"{WHOOLEY_2} No.")
    assert len(told) == 3


def test_what_was_declined_is_told_and_what_was_not_asked_is_not() -> None:
    told = text(
        asking_whooley(
            {"1": (Absent("asked-declined"),), "2": (Absent("not-asked", "MARKER"),)}
        ),
        "scores",
    )
    assert told.endswith(f"{WHOOLEY_1} Amira preferred not to answer.")
    assert "MARKER" not in told


def test_a_questionnaire_without_answers_is_left_out() -> None:
    assert text(asking_whooley({}), "scores") == ""
    only = asking_whooley({"1": (Absent("not-asked", ""),)})
    assert text(only, "scores") == ""


def test_answers_that_are_chosen_are_told_as_they_were_shown() -> None:
    form = replace(FORMS.get("phq-9"), scales=())
    asked = answered("phq-9", {"44250-9": ("MARKER",)})
    context = replace(PLAIN, forms={"phq-9": form}, responses={"phq-9": asked})
    assert "doing things MARKER" in text(context, "scores")
    option = form.by_link_id["44250-9"].answer_option[1]
    asked = answered("phq-9", {"44250-9": (option.value,)})
    context = replace(context, responses={"phq-9": asked})
    assert "doing things Several days" in text(context, "scores")


def test_a_lay_interpreter_is_said_with_such_answers_too() -> None:
    context = asking_whooley({"1": (True,)})
    by_friend = replace(context, encounter=replace(VISIT, interpreter="other"))
    assert "not a professional interpreter" in text(by_friend, "scores")


@pytest.mark.parametrize(("role", "said"), [("father", True), ("mother", False)])
def test_a_co_parents_mors_sf_is_told_as_a_talking_point(
    role: str, *, said: bool
) -> None:
    mors = scored(PART, code="mors-sf", missing=(), maximum=0, component={"Warmth": 20})
    told = replace(
        mors,
        forms={"mors-sf": shipped().get("mors-sf")},
        subject=replace(PLAIN.subject, role=role),
    )
    assert ("talking point only" in text(told, "scores")) == said


def test_a_caution_no_source_was_read_for_is_not_in_a_letter() -> None:
    told = replace(FULL, forms={"phq-9": shipped().get("phq-9")})
    assert "Sleep, tiredness" not in text(told, "scores")
