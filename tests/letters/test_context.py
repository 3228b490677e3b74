from dataclasses import replace

import pytest
from tests.letters.sample_letters import (
    AMIRA,
    CONCERN,
    FORMS,
    FULL,
    ITEM_9,
    NOON,
    PHQ_9,
    PLAIN,
    REFERRAL,
    TALKED,
    VISIT,
    YUSUF,
    asking,
    of,
    response,
    text,
)

from visit_app.letters import LetterContext
from visit_app.records import Amendment, DetectedIssue


def everything_about_amira_in_yusufs_letter() -> LetterContext:
    return replace(
        FULL,
        subject=YUSUF,
        encounter=replace(VISIT, subject_id="yusuf"),
        service_request=replace(
            REFERRAL, subject_id="yusuf", reason="", patient_wishes=""
        ),
        responses={"conversation": TALKED, "phq-9": response("phq-9")},
        amendments=(
            Amendment(id="m", before="Sleep", after="", recorded=NOON, **of()),
        ),
    )


def test_a_fathers_letter_holds_nothing_said_by_the_mother() -> None:
    told = text(everything_about_amira_in_yusufs_letter())
    for word in ("tiring", "Several days", "10 of 27", "worn out", "drop-in", "Sleep"):
        assert word not in told
    assert AMIRA.given_name not in told
    assert "01632 960 131" not in told


def test_the_fathers_own_answers_are_in_his_letter() -> None:
    talked = response("conversation", "yusuf", joy=("Bath time.",))
    context = replace(
        everything_about_amira_in_yusufs_letter(), responses={"conversation": talked}
    )
    assert "“Bath time.”" in text(context, "words")


ABUSE = DetectedIssue(
    id="d", code="domestic-abuse", identified=NOON, said="MARKER", **of()
)


def telling_of_abuse(*, alone: bool | None, home: bool | None) -> LetterContext:
    asked = replace(response("domestic-abuse"), answers={"1": ("MARKER",)})
    return replace(
        asking(copy_to_home=home),
        encounter=replace(VISIT, seen_alone=alone),
        issues=(ABUSE, replace(CONCERN, evidence="domestic-abuse/1", said="MARKER")),
        observations=(replace(PHQ_9, code="domestic-abuse", title="MARKER"),),
        responses={"domestic-abuse": asked},
        amendments=(
            Amendment(
                id="m",
                target=f"QuestionnaireResponse/{asked.id}",
                after="MARKER",
                recorded=NOON,
                **of(),
            ),
        ),
    )


@pytest.mark.parametrize("alone", [None, False, True])
@pytest.mark.parametrize("home", [None, False, True])
def test_domestic_abuse_is_told_only_when_seen_alone_and_no_copy_goes_home(
    alone: bool | None, home: bool | None
) -> None:
    told = text(telling_of_abuse(alone=alone, home=home))
    assert ("MARKER" in told) == (alone is True and home is False)


def test_domestic_abuse_is_not_told_of_a_visit_in_which_a_partner_was_present() -> None:
    told = telling_of_abuse(alone=True, home=False)
    beside = replace(told, encounter=replace(told.encounter, present=("partner",)))
    assert "MARKER" in text(told)
    assert "MARKER" not in text(beside)


def test_wording_that_may_not_be_copied_is_not_in_a_letter() -> None:
    assert PLAIN.question("epds", "10") == ""
    assert PLAIN.question("phq-9", "44260-8") == ITEM_9
    assert PLAIN.question("phq-9", "nowhere") == ""
    assert PLAIN.question("nothing", "1") == ""
    assert PLAIN.question("conversation", "nowhere") == ""
    local = replace(FORMS.get("phq-9"), licence=None)
    own = replace(PLAIN, forms={"local": local})
    assert own.question("local", "44260-8") == ITEM_9
    assert (own.title("local"), own.title("nothing")) == ("PHQ-9", "")
