from dataclasses import replace

import pytest

from visit_app.records import Amendment, Encounter, QuestionnaireResponse
from visit_app.vault.errors import Immutable
from visit_app.visits import (
    CONVERSATION,
    Desk,
    NotPossible,
    amend,
    answer,
    finish,
    open_visit,
    record_text,
)


def correct(desk: Desk, visit: Encounter, reason: str = "Misheard") -> Amendment:
    return amend(
        desk,
        visit.id,
        target=f"Encounter/{visit.id}",
        path="First word",
        before="tiring",
        after="tying",
        reason=reason,
    )


@pytest.fixture
def signed(desk: Desk, visit: Encounter) -> Encounter:
    answer(desk, visit.id, CONVERSATION, "words-1", "tiring")
    return finish(desk, visit.id)


def test_a_visit_in_progress_is_changed_and_not_amended(
    desk: Desk, visit: Encounter
) -> None:
    with pytest.raises(NotPossible, match="not finished"):
        correct(desk, visit)
    assert open_visit(desk, visit.id).amendments == ()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_needed(desk: Desk, signed: Encounter, reason: str) -> None:
    with pytest.raises(NotPossible, match="reason"):
        correct(desk, signed, reason)


def test_the_correction_stands_beside_what_was_written(
    desk: Desk, signed: Encounter
) -> None:
    made = correct(desk, signed, " Misheard ")
    record = open_visit(desk, signed.id)
    assert record.amendments == (made,)
    assert record.responses[CONVERSATION].first("words-1") == "tiring"
    assert (made.before, made.after, made.reason) == ("tiring", "tying", "Misheard")
    assert (made.author, made.recorded) == ("Priya Nair", desk.clock.now())


def test_both_are_in_the_text_for_the_record(desk: Desk, signed: Encounter) -> None:
    correct(desk, signed)
    text = record_text(desk, signed.id)
    assert "First word: On 23 November 2026 “tiring” was corrected to “tying”." in text


def test_several_stand_in_the_order_made(desk: Desk, signed: Encounter) -> None:
    first, second = correct(desk, signed), correct(desk, signed, "Again")
    assert {a.id for a in open_visit(desk, signed.id).amendments} == {
        first.id,
        second.id,
    }


def test_an_amendment_cannot_be_rewritten(desk: Desk, signed: Encounter) -> None:

    made = correct(desk, signed)
    with pytest.raises(Immutable):
        desk.vault.put(replace(made, after="other"))


HARM = "44260-8"


def of_item(desk: Desk, visit: Encounter, path: str, after: str) -> None:
    (response,) = (
        r
        for r in desk.vault.find(QuestionnaireResponse, encounter_id=visit.id)
        if HARM in r.answers
    )
    target = f"QuestionnaireResponse/{response.id}"
    amend(
        desk,
        visit.id,
        target=target,
        path=path,
        before="Not at all",
        after=after,
        reason="Misheard",
    )


@pytest.mark.parametrize(
    ("path", "after", "raised"),
    [
        (HARM, "Several days", True),
        (HARM, "She did not want to say", True),
        (HARM, "not at all.", False),
        ("44250-9", "Several days", False),
    ],
)
def test_a_corrected_self_harm_answer_opens_a_concern(
    desk: Desk, visit: Encounter, path: str, after: str, *, raised: bool
) -> None:
    answer(desk, visit.id, "phq-9", HARM, "LA6568-5")
    signed = finish(desk, visit.id)
    of_item(desk, signed, path, after)
    found = open_visit(desk, visit.id).open_issues
    assert [(i.code, i.evidence, i.said) for i in found] == (
        [("self-harm-answer", f"phq-9/{HARM}", after)] if raised else []
    )


def test_a_correction_that_is_not_about_safety_opens_none(
    desk: Desk, signed: Encounter
) -> None:
    correct(desk, signed)
    assert open_visit(desk, signed.id).issues == ()
