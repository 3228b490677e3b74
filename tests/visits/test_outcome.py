import pytest

from visit_app.records import ClinicalImpression, Encounter
from visit_app.screening import Outcome
from visit_app.visits import (
    Desk,
    answer,
    consider,
    open_visit,
    outcome,
    raise_concern,
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
    raise_concern(desk, negative.id, note="She looked frightened")
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
        first.rule_id,
        first.text,
        agreed=False,
        reason="Seen by the GP this week",
    )
    (kept,) = desk.vault.find(ClinicalImpression, encounter_id=positive.id)
    assert kept == made
    (considered,) = kept.considered
    assert (considered.rule, considered.agreed) == (first.rule_id, False)
    assert considered.text == first.text
    assert considered.reason == "Seen by the GP this week"


def test_changing_ones_mind_replaces_it_and_leaves_the_others(
    desk: Desk, positive: Encounter
) -> None:
    consider(desk, positive.id, "one", "One.", agreed=True, reason="")
    consider(desk, positive.id, "two", "Two.", agreed=True, reason="")
    made = consider(desk, positive.id, "one", "One.", agreed=False, reason="No")
    assert [(c.rule, c.agreed) for c in made.considered] == [
        ("two", True),
        ("one", False),
    ]


def test_nothing_is_added_to_the_visit_by_itself(
    desk: Desk, positive: Encounter
) -> None:
    before = open_visit(desk, positive.id)
    look(desk, positive)
    assert open_visit(desk, positive.id).encounter == before.encounter
    assert before.plan.activity == ()
