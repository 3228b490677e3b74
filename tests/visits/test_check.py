import pytest

from visit_app.records import Encounter, Family
from visit_app.visits import (
    CONVERSATION,
    Desk,
    Missing,
    answer,
    begin,
    decline,
    describe,
    issue,
    judge,
    leave,
    missing,
    mitigate,
    open_visit,
    pdf,
    raise_concern,
    record_consent,
    refer,
    start,
    withdraw,
    write_letter,
)


def gaps(desk: Desk, visit: Encounter) -> tuple[Missing, ...]:
    return missing(desk, open_visit(desk, visit.id))


def texts(desk: Desk, visit: Encounter, step: str) -> list[str]:
    return [gap.text for gap in gaps(desk, visit) if gap.step == step]


@pytest.fixture
def complete(desk: Desk, visit: Encounter) -> Encounter:
    describe(
        desk, visit.id, seen_alone=True, interpreter="none", sharing_explained=True
    )
    answer(desk, visit.id, CONVERSATION, "words-1", "tiring")
    leave(desk, visit.id, CONVERSATION, "joy", "Idris woke up")
    decline(desk, visit.id, CONVERSATION, "fear")
    for link_id in ("1", "2"):
        answer(desk, visit.id, "whooley", link_id, False)
    for link_id in ("69725-0", "68509-9"):
        answer(desk, visit.id, "gad-2", link_id, "LA6568-5")
    judge(desk, visit.id, summary="Tired, well supported.")
    return visit


def test_nothing_is_missing_when_all_is_answered_or_left(
    desk: Desk, complete: Encounter
) -> None:
    assert gaps(desk, complete) == ()


def test_every_gap_of_a_new_visit_names_a_step_of_it(
    desk: Desk, visit: Encounter
) -> None:
    found = gaps(desk, visit)
    assert [gap.step for gap in found] == [
        *["before"] * 3,
        "conversation/words",
        "conversation/joy",
        "conversation/fear",
        "whooley",
        "gad-2",
        "summary",
    ]
    assert not any(gap.blocking for gap in found)


def test_the_kind_of_contact_and_the_name_of_who_is_asked(
    desk: Desk, family: Family
) -> None:
    visit = start(desk, family.id, "yonis")
    found = texts(desk, visit, "before")
    assert "The kind of contact is not recorded." in found
    assert "Whether Yonis was seen alone is not recorded." in found


def test_missing_answers_are_counted(desk: Desk, visit: Encounter) -> None:
    begin(desk, visit.id, "gad-2")
    assert texts(desk, visit, "gad-2") == [
        "GAD-2: 2 answers missing, so there is no total."
    ]
    answer(desk, visit.id, "gad-2", "69725-0", "LA6568-5")
    assert texts(desk, visit, "gad-2") == [
        "GAD-2: 1 answer missing, so there is no total."
    ]


def test_an_instrument_left_for_today_is_not_missing(
    desk: Desk, visit: Encounter
) -> None:
    describe(desk, visit.id, left=("gad-2",))
    assert texts(desk, visit, "gad-2") == []


def test_an_open_concern_comes_first_and_blocks(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, "phq-9", "44260-8", "LA6569-3")
    raise_concern(desk, visit.id)
    first, second, third = gaps(desk, visit)[:3]
    assert (first.blocking, second.blocking, third.blocking) == (True, True, False)
    assert {first.step, second.step} == {"phq-9", "summary"}


def test_a_concern_somebody_took_on_is_not_missing(
    desk: Desk, complete: Encounter
) -> None:
    concern = raise_concern(desk, complete.id)
    mitigate(desk, concern.id, "accepted", person="Dr Shah", at="11:05")
    assert gaps(desk, complete) == ()


def test_a_draft_referral_lacks_consent_and_its_letter(
    desk: Desk, complete: Encounter
) -> None:
    refer(desk, complete.id, performer="Family Action")
    assert texts(desk, complete, "referral") == [
        "Consent to share with Family Action is not recorded.",
        "The letter to Family Action has not been printed or saved.",
    ]


def test_a_level_needs_its_reason_and_a_draft_referral_a_level(
    desk: Desk, complete: Encounter
) -> None:
    request = refer(desk, complete.id, performer="Family Action")
    (found,) = texts(desk, complete, "summary")
    assert found.startswith("The level of need is not chosen.")
    judge(desk, complete.id, level="unclear")
    assert texts(desk, complete, "summary") == [
        "Why you judge the need so is not written yet."
    ]
    judge(desk, complete.id, level_reason="Seen once.")
    assert texts(desk, complete, "summary") == []
    judge(desk, complete.id, level="", level_reason="")
    withdraw(desk, request.id)
    assert texts(desk, complete, "summary") == []


def test_an_urgent_one_lacks_the_phone_call_too(
    desk: Desk, complete: Encounter
) -> None:
    request = refer(desk, complete.id, performer="Crisis team", priority="urgent")
    record_consent(desk, request.id, decision="refused")
    found = texts(desk, complete, "referral")
    assert found[0] == "Sharing with Crisis team was refused."
    assert found[1] == "The phone call to Crisis team is not recorded."


def test_a_letter_that_went_out_or_a_referral_taken_back_is_not_missing(
    desk: Desk, complete: Encounter
) -> None:
    withdraw(desk, refer(desk, complete.id).id)
    request = refer(desk, complete.id, performer="Family Action")
    record_consent(desk, request.id, decision="given")
    letter = write_letter(desk, request.id)
    issue(desk, letter.id, "saved", pdf(desk, letter.id))
    assert gaps(desk, complete) == ()
