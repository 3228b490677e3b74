import pytest

from visit_app.records import (
    DetectedIssue,
    Encounter,
    Mode,
    Observation,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.vault.errors import Immutable
from visit_app.visits import (
    CONVERSATION,
    Desk,
    NotPossible,
    agree,
    answer,
    begin,
    choose,
    decline,
    describe,
    finish,
    judge,
    mitigate,
    open_visit,
    raise_concern,
    result,
    results,
    set_mode,
)

CODES = ("LA6568-5", "LA6569-3", "LA6570-1")  # 0, 1 and 2 points


def ask_phq(desk: Desk, visit: Encounter, count: int = 8) -> None:
    """Answer the first questions 0, 1, 2, 0, 1, 2 ..."""
    for n, question in enumerate(desk.catalogue.get("phq-9").questions[:count]):
        answer(desk, visit.id, "phq-9", question.link_id, CODES[n % 3])


def test_signing_off_keeps_name_and_time(
    desk: Desk, visit: Encounter, clock: FixedClock
) -> None:
    clock.forward(minutes=50)
    signed = finish(desk, visit.id)
    assert desk.vault.get(Encounter, visit.id) == signed
    assert (signed.signed_by, signed.signed_at) == ("Priya Nair", clock.now())
    assert signed.period_end == clock.now()
    assert signed.is_finished
    assert desk.vault.drafts() == ()


def test_finishing_twice_signs_once(
    desk: Desk, visit: Encounter, clock: FixedClock
) -> None:
    signed = finish(desk, visit.id)
    clock.forward(minutes=50)
    assert finish(desk, visit.id) == signed


def test_an_open_concern_stands_in_the_way_and_nothing_is_signed(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "phq-9", "44260-8", "LA6569-3")
    with pytest.raises(NotPossible, match="One thing comes first"):
        finish(desk, visit.id)
    record = open_visit(desk, visit.id)
    assert not record.encounter.is_finished
    assert record.observations == ()


def test_it_goes_on_when_somebody_took_it_on(desk: Desk, visit: Encounter) -> None:
    issue = raise_concern(desk, visit.id)
    mitigate(desk, issue.id, "accepted", person="Dr Shah", at="11:05")
    assert finish(desk, visit.id).is_finished


def test_results_are_kept_with_their_arithmetic(desk: Desk, visit: Encounter) -> None:
    ask_phq(desk, visit)
    answer(desk, visit.id, "phq-9", "44260-8", "LA6568-5")
    set_mode(desk, visit.id, "phq-9", Mode.SELF_COMPLETED)
    finish(desk, visit.id)
    (found,) = desk.vault.find(Observation, encounter_id=visit.id)
    assert (found.code, found.value, found.maximum) == ("phq-9", 7, 27)
    assert [points for _, points in found.terms] == [0, 1, 2, 0, 1, 2, 0, 1, 0]
    assert (found.mode, found.band != "") == ("self-completed", True)
    assert found.questionnaire == desk.catalogue.get("phq-9").canonical
    assert found.source


def test_a_missing_answer_means_no_total_but_an_interval(
    desk: Desk, visit: Encounter
) -> None:
    ask_phq(desk, visit)
    decline(desk, visit.id, "phq-9", "44260-8")
    finish(desk, visit.id)
    (found,) = desk.vault.find(Observation, encounter_id=visit.id)
    assert found.value is None
    assert (found.low, found.high) == (7, 10)
    assert found.missing == ("44260-8",)
    assert found.band == ""


def test_no_result_without_answers_or_for_words(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, CONVERSATION, "words-1", "tiring")
    begin(desk, visit.id, "phq-9")
    assert results(desk, open_visit(desk, visit.id)) == ()


def test_a_form_without_a_sum_has_no_observation(desk: Desk, visit: Encounter) -> None:
    response = answer(desk, visit.id, "avoidance", "avoidance", True)
    assert result(desk, visit, response) is None


def test_signed_off_nothing_of_the_visit_changes(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, CONVERSATION, "words-1", "tiring")
    agree(desk, visit.id, description="Come again")
    judge(desk, visit.id, summary="Tired")
    finish(desk, visit.id)
    before = open_visit(desk, visit.id)
    for change in (
        lambda: answer(desk, visit.id, CONVERSATION, "words-1", "joyful"),
        lambda: answer(desk, visit.id, "gad-2", "69725-0", CODES[0]),
        lambda: describe(desk, visit.id, seen_alone=False),
        lambda: choose(desk, visit.id, "whooley"),
        lambda: agree(desk, visit.id, description="More"),
        lambda: judge(desk, visit.id, summary="Other"),
    ):
        with pytest.raises(Immutable):
            change()
    assert open_visit(desk, visit.id) == before


def test_its_responses_are_completed(desk: Desk, visit: Encounter) -> None:
    ask_phq(desk, visit, 2)
    finish(desk, visit.id)
    (response,) = desk.vault.find(QuestionnaireResponse, encounter_id=visit.id)
    assert response.status == "completed"


def test_a_call_can_still_be_noted_after_signing_off(
    desk: Desk, visit: Encounter
) -> None:
    issue = raise_concern(desk, visit.id)
    mitigate(desk, issue.id, "accepted", person="Dr Shah", at="11:05")
    finish(desk, visit.id)
    mitigate(desk, issue.id, "told", person="The family hub")
    assert len(desk.vault.get(DetectedIssue, issue.id).mitigation) == 2
