from collections.abc import Callable

import pytest

from visit_app.records import Encounter, EncounterStatus, Family, QuestionnaireResponse
from visit_app.vault.errors import NotFound
from visit_app.visits import (
    Desk,
    NotPossible,
    agree,
    answer,
    cancel,
    describe,
    judge,
    note_concern,
    open_visit,
    raise_concern,
    refer,
    start,
    tick_flag,
)


def test_a_visit_starts_with_the_two_first_instruments(
    desk: Desk, family: Family
) -> None:
    visit = start(desk, family.id, "amira", type="new-birth")
    assert desk.vault.get(Encounter, visit.id) == visit
    assert visit.instruments == ("whooley", "gad-2")
    assert visit.period_start == desk.clock.now()
    assert visit.practitioner_id == "priya"


def test_only_somebody_of_the_family_can_be_asked(desk: Desk, family: Family) -> None:
    with pytest.raises(KeyError):
        start(desk, family.id, "somebody")
    assert desk.vault.drafts() == ()


def test_what_is_described_is_kept(desk: Desk, visit: Encounter) -> None:
    describe(desk, visit.id, seen_alone=True, present=("mother", "baby"), step="before")
    kept = desk.vault.get(Encounter, visit.id)
    assert (kept.seen_alone, kept.present, kept.step) == (
        True,
        ("mother", "baby"),
        "before",
    )


def test_another_parent_can_be_chosen_before_the_first_answer(
    desk: Desk, visit: Encounter
) -> None:
    assert describe(desk, visit.id, subject_id="yonis").subject_id == "yonis"


def test_but_not_after_it(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, "conversation", "words-1", "tiring")
    with pytest.raises(NotPossible, match="second visit"):
        describe(desk, visit.id, subject_id="yonis")
    assert desk.vault.get(Encounter, visit.id).subject_id == "amira"


@pytest.mark.parametrize(
    "record",
    [
        lambda desk, visit: judge(desk, visit, summary="Worn out."),
        lambda desk, visit: note_concern(desk, visit, after="summary"),
        lambda desk, visit: agree(desk, visit, description="Call on Friday"),
        lambda desk, visit: refer(desk, visit, performer="GP"),
        lambda desk, visit: tick_flag(
            desk, visit, "mbrrace-flags", "insomnia", on=True
        ),
        raise_concern,
    ],
    ids=["judgement", "concern", "plan", "referral", "sign", "safety"],
)
def test_nor_after_anything_else_about_this_person(
    desk: Desk, visit: Encounter, record: Callable[[Desk, str], object]
) -> None:
    record(desk, visit.id)
    with pytest.raises(NotPossible, match="second visit"):
        describe(desk, visit.id, subject_id="yonis")
    assert desk.vault.get(Encounter, visit.id).subject_id == "amira"


def test_a_judgement_that_was_taken_back_is_nothing(
    desk: Desk, visit: Encounter
) -> None:
    judge(desk, visit.id, summary="Worn out.")
    judge(desk, visit.id, summary="")
    assert describe(desk, visit.id, subject_id="yonis").subject_id == "yonis"


def test_a_visit_that_did_not_happen_keeps_what_was_written(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "conversation", "words-1", "tiring")
    assert cancel(desk, visit.id).status == EncounterStatus.CANCELLED
    assert desk.vault.drafts() == ()
    assert desk.vault.find(QuestionnaireResponse, encounter_id=visit.id)


def test_a_visit_opens_with_all_that_is_in_it(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, "conversation", "words-1", "tiring")
    answer(desk, visit.id, "whooley", "1", True)
    record = open_visit(desk, visit.id)
    assert record.encounter == visit
    assert record.subject.given_name == "Amira"
    assert set(record.responses) == {"conversation", "whooley"}
    assert record.plan.encounter_id == visit.id
    assert record.open_issues == ()


def test_an_unknown_visit_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        open_visit(desk, "nothing")
