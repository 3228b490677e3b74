from dataclasses import replace
from datetime import timedelta

import pytest

from visit_app.records import ClinicalImpression, Encounter, Family
from visit_app.records.clock import FixedClock
from visit_app.screening import Outcome
from visit_app.visits import (
    Desk,
    answer,
    asks_for_concern,
    cancel,
    consider,
    forms_of,
    note_concern,
    open_visit,
    outcome,
    raise_concern,
    save_family,
    start,
    take_back_concern,
)


def look(desk: Desk, visit: Encounter) -> Outcome:
    return outcome(desk, open_visit(desk, visit.id))


@pytest.fixture
def positive(desk: Desk, visit: Encounter) -> Encounter:
    answer(desk, visit.id, "whooley", "1", True)
    answer(desk, visit.id, "whooley", "2", False)
    return visit


def test_a_yes_to_whooley_gives_something_to_consider(
    desk: Desk, positive: Encounter
) -> None:
    suggestions = look(desk, positive).suggestions
    offered = {
        o.name for s in suggestions for o in s.offers if o.kind == "questionnaire"
    }
    assert "phq-9" in offered
    assert all(s.because and s.source.text for s in suggestions)


def offers(desk: Desk, visit: Encounter) -> set[str]:
    return {o.name for s in look(desk, visit).suggestions for o in s.offers}


@pytest.fixture
def negative(desk: Desk, visit: Encounter) -> Encounter:
    for link_id in ("1", "2"):
        answer(desk, visit.id, "whooley", link_id, False)
    for link_id in ("69725-0", "68509-9"):
        answer(desk, visit.id, "gad-2", link_id, "LA6568-5")
    return visit


def test_two_noes_offer_no_other_questionnaire(desk: Desk, negative: Encounter) -> None:
    assert "phq-9" not in offers(desk, negative)


def test_the_practitioners_concern_counts_all_the_same(
    desk: Desk, negative: Encounter
) -> None:
    note_concern(desk, negative.id, after="gad-2")
    assert "phq-9" in offers(desk, negative)
    words = [b.words for s in look(desk, negative).suggestions for b in s.because]
    assert "You noted a concern." in words


def test_what_was_made_of_it_is_kept_with_the_words_shown(
    desk: Desk, positive: Encounter
) -> None:
    first = look(desk, positive).suggestions[0]
    made = consider(
        desk,
        positive.id,
        first,
        agreed=False,
        reason="Seen by the GP this week",
    )
    (kept,) = desk.vault.find(ClinicalImpression, encounter_id=positive.id)
    assert kept == made
    (considered,) = kept.considered
    assert (considered.rule, considered.agreed) == (first.rule_id, False)
    assert considered.text == first.text
    assert considered.reason == "Seen by the GP this week"
    assert considered.because == tuple(b.words for b in first.because)
    assert first.source.text in considered.source
    assert (considered.author, considered.recorded) == ("Priya Nair", desk.clock.now())


def test_changing_ones_mind_replaces_it_and_leaves_the_others(
    desk: Desk, positive: Encounter
) -> None:
    one, two = look(desk, positive).suggestions[:2]
    consider(desk, positive.id, one, agreed=True, reason="")
    consider(desk, positive.id, two, agreed=True, reason="")
    made = consider(desk, positive.id, one, agreed=False, reason="No")
    assert [(c.rule, c.agreed) for c in made.considered] == [
        (two.rule_id, True),
        (one.rule_id, False),
    ]


def test_nothing_is_added_to_the_visit_by_itself(
    desk: Desk, positive: Encounter
) -> None:
    before = open_visit(desk, positive.id)
    look(desk, positive)
    assert open_visit(desk, positive.id).encounter == before.encounter
    assert before.plan.activity == ()


# --- still concerned ---------------------------------------------------------------


def test_a_concern_is_kept_with_who_and_when_and_can_be_taken_back(
    desk: Desk, negative: Encounter, clock: FixedClock
) -> None:
    note_concern(desk, negative.id, after="gad-2")
    first = open_visit(desk, negative.id).impression.concern
    assert first is not None
    assert (first.author, first.after, first.noted) == (
        "Priya Nair",
        "gad-2",
        clock.now(),
    )
    note_concern(desk, negative.id, after="summary")
    assert open_visit(desk, negative.id).impression.concern == first
    take_back_concern(desk, negative.id)
    take_back_concern(desk, negative.id)
    assert open_visit(desk, negative.id).impression.concern is None


def test_still_concerned_below_3_leads_to_the_avoidance_question(
    desk: Desk, negative: Encounter
) -> None:
    for item in ("69725-0", "68509-9"):
        answer(desk, negative.id, "gad-2", item, "LA6568-5")
    assert "avoidance" not in offers(desk, negative)
    note_concern(desk, negative.id, after="gad-2")
    assert "avoidance" in offers(desk, negative)


def test_worried_now_is_another_thing_than_still_concerned(
    desk: Desk, negative: Encounter
) -> None:
    """F9 opens the safety panel; it does not by itself lead to a question."""
    raise_concern(desk, negative.id, note="She looked frightened")
    found = look(desk, negative)
    assert [urgent.rule_id for urgent in found.urgent] == ["worried-now"]
    assert found.suggestion("cg192-concern") is None


def test_where_a_concern_counts(desk: Desk) -> None:
    found = {name for name in desk.catalogue.names if asks_for_concern(desk, name)}
    assert found == {"whooley", "gad-2"}
    assert forms_of(desk, "cg192-gad-2-concern") == {"gad-2"}


# --- earlier visits ----------------------------------------------------------------


@pytest.fixture
def earlier(desk: Desk, family: Family, clock: FixedClock) -> Encounter:
    """The antenatal visit, some weeks ago."""
    before = clock.now() - timedelta(days=40)
    return start(desk, family.id, "amira", type="antenatal", period_start=before)


def test_a_need_written_before_and_again_today(
    desk: Desk, earlier: Encounter, visit: Encounter
) -> None:
    answer(desk, earlier.id, "conversation", "needs", "Finds it hard to settle him")
    assert look(desk, visit).suggestion("cg192-relationship-later") is None
    answer(desk, visit.id, "conversation", "needs", "Still hard")
    assert look(desk, visit).suggestion("cg192-relationship-later") is not None
    assert look(desk, earlier).suggestion("cg192-relationship-later") is None


def test_a_need_of_a_visit_that_did_not_take_place_does_not_count(
    desk: Desk, earlier: Encounter, visit: Encounter
) -> None:
    answer(desk, earlier.id, "conversation", "needs", "Finds it hard to settle him")
    cancel(desk, earlier.id)
    answer(desk, visit.id, "conversation", "needs", "Still hard")
    assert look(desk, visit).suggestion("cg192-relationship-later") is None


def test_what_the_father_wrote_before_is_not_hers(
    desk: Desk, family: Family, visit: Encounter, clock: FixedClock
) -> None:
    before = clock.now() - timedelta(days=9)
    his = start(desk, family.id, "yonis", period_start=before)
    answer(desk, his.id, "conversation", "needs", "He is worried")
    answer(desk, his.id, "history", "family", True)
    answer(desk, visit.id, "conversation", "needs", "Hers")
    assert look(desk, visit).suggestion("cg192-relationship-later") is None
    assert look(desk, visit).suggestion("cg192-history") is not None


def test_the_history_is_asked_about_until_it_is_known(
    desk: Desk, earlier: Encounter, visit: Encounter
) -> None:
    found = look(desk, earlier).suggestion("cg192-history")
    assert found is not None
    assert [offer.name for offer in found.offers] == ["history"]
    for item in ("severe-illness", "specialist-care", "family"):
        answer(desk, earlier.id, "history", item, False)
    assert look(desk, earlier).suggestion("cg192-history") is None
    assert look(desk, visit).suggestion("cg192-history") is None


def test_a_history_told_before_the_birth_counts_in_the_first_two_weeks(
    desk: Desk, earlier: Encounter, family: Family, clock: FixedClock
) -> None:
    answer(desk, earlier.id, "history", "family", True)
    born = clock.today() - timedelta(days=10)
    (baby,) = family.babies
    save_family(desk, replace(family, babies=(replace(baby, birth_date=born),)))
    today = start(desk, family.id, "amira", type="new-birth")
    found = look(desk, today).suggestion("cg192-first-two-weeks")
    assert found is not None
    assert any("At an earlier visit." in reason.words for reason in found.because)
    assert look(desk, today).suggestion("cg192-severe-illness") is None
