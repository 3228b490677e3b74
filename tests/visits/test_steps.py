from importlib import import_module

import pytest

from visit_app.questionnaires import Questionnaire, State, state
from visit_app.records import Encounter
from visit_app.records.questionnaire_response import Answers
from visit_app.visits import (
    CONVERSATION,
    Desk,
    Gaps,
    StepState,
    agree,
    answer,
    choose,
    decline,
    describe,
    finish,
    issue,
    judge,
    leave,
    open_visit,
    pdf,
    record_consent,
    refer,
    response_of,
    steps,
    unanswered,
    write_letter,
)


def states(desk: Desk, visit: Encounter) -> dict[str, str]:
    return {s.key: s.state for s in steps(desk, open_visit(desk, visit.id))}


def test_the_steps_of_a_new_visit_in_their_order(desk: Desk, visit: Encounter) -> None:
    found = steps(desk, open_visit(desk, visit.id))
    assert [step.key for step in found] == [
        "before",
        "conversation/words",
        "conversation/joy",
        "conversation/fear",
        "conversation/noticed",
        "conversation/support",
        "whooley",
        "gad-2",
        "questions",
        "summary",
        "referral",
        "finish",
    ]
    assert {step.state for step in found} == {StepState.TO_DO}
    groups = {step.key: step.group for step in found}
    assert groups["conversation/words"] == groups["conversation/fear"] != ""
    assert groups["whooley"] == groups["questions"] == "Questionnaires"
    assert groups["before"] == groups["finish"] == ""


def test_before_is_done_when_all_four_are_recorded(
    desk: Desk, visit: Encounter
) -> None:
    describe(desk, visit.id, seen_alone=False, interpreter="none")
    assert states(desk, visit)["before"] == StepState.TO_DO
    describe(desk, visit.id, sharing_explained=True)
    assert states(desk, visit)["before"] == StepState.DONE


def test_a_prompt_is_done_left_or_to_do(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, CONVERSATION, "words-1", "tiring")
    leave(desk, visit.id, CONVERSATION, "joy", "Idris woke up")
    decline(desk, visit.id, CONVERSATION, "fear")
    found = states(desk, visit)
    assert found["conversation/words"] == StepState.DONE
    assert found["conversation/joy"] == StepState.LEFT
    assert found["conversation/fear"] == StepState.LEFT
    assert found["conversation/noticed"] == StepState.TO_DO


def test_what_happens_next_is_done_with_something_agreed(
    desk: Desk, visit: Encounter
) -> None:
    agree(desk, visit.id, description="Come again")
    assert states(desk, visit)["conversation/support"] == StepState.DONE


def test_an_instrument_is_done_when_nothing_is_unanswered(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "gad-2", "69725-0", "LA6569-3")
    assert states(desk, visit)["gad-2"] == StepState.TO_DO
    decline(desk, visit.id, "gad-2", "68509-9")
    assert states(desk, visit)["gad-2"] == StepState.DONE


def test_whooley_is_done_only_with_both_answers(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, "whooley", "1", False)
    assert states(desk, visit)["whooley"] == StepState.TO_DO
    answer(desk, visit.id, "whooley", "2", False)
    assert states(desk, visit)["whooley"] == StepState.DONE


def test_unanswered_names_the_questions_in_order(desk: Desk, visit: Encounter) -> None:
    form = desk.catalogue.get("phq-9")
    for question in form.questions[2:8]:
        answer(desk, visit.id, "phq-9", question.link_id, "LA6568-5")
    response = response_of(desk, visit.id, "phq-9")
    assert response is not None
    assert unanswered(desk, response) == ("44250-9", "44255-8", "44260-8")


def test_chosen_instruments_are_steps(desk: Desk, visit: Encounter) -> None:
    choose(desk, visit.id, "whooley", "gad-2", "phq-9")
    keys = list(states(desk, visit))
    assert keys.index("phq-9") == keys.index("gad-2") + 1


def test_a_step_left_for_today_is_shown_so(desk: Desk, visit: Encounter) -> None:
    describe(desk, visit.id, left=("gad-2",))
    assert states(desk, visit)["gad-2"] == StepState.LEFT


def test_summary_and_referral_are_done_by_judging_and_deciding(
    desk: Desk, visit: Encounter
) -> None:
    judge(desk, visit.id, summary="Tired, well supported.")
    describe(desk, visit.id, no_referral=True)
    found = states(desk, visit)
    assert found["summary"] == found["referral"] == StepState.DONE


def test_a_draft_referral_is_not_decided_yet(desk: Desk, visit: Encounter) -> None:
    describe(desk, visit.id, no_referral=True)
    request = refer(desk, visit.id, performer="Family Action")
    assert states(desk, visit)["referral"] == StepState.TO_DO
    record_consent(desk, request.id, decision="given")
    letter = write_letter(desk, request.id)
    issue(desk, letter.id, "printed", pdf(desk, letter.id))
    assert states(desk, visit)["referral"] == StepState.DONE


def test_the_last_step_is_done_once_signed_off(desk: Desk, visit: Encounter) -> None:
    assert states(desk, visit)["finish"] == StepState.TO_DO
    finish(desk, visit.id)
    assert states(desk, visit)["finish"] == StepState.DONE


def test_nothing_is_left_to_choose_once_the_chosen_questions_are_answered(
    desk: Desk, visit: Encounter
) -> None:
    choose(desk, visit.id, "gad-2")
    assert states(desk, visit)["questions"] == StepState.TO_DO
    for question in desk.catalogue.get("gad-2").questions:
        answer(desk, visit.id, "gad-2", question.link_id, "LA6568-5")
    assert states(desk, visit)["questions"] == StepState.DONE


def test_only_the_form_that_changed_is_worked_out_anew(
    desk: Desk, visit: Encounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for link in ("69725-0", "68509-9"):
        answer(desk, visit.id, "gad-2", link, "LA6568-5")
    answer(desk, visit.id, "whooley", "1", False)
    asked: list[str] = []

    def counted(form: Questionnaire, answers: Answers) -> State:
        asked.append(form.id)
        return state(form, answers)

    module = import_module("visit_app.visits.steps")  # its function has its name
    monkeypatch.setattr(module, "form_state", counted)
    gaps = Gaps()

    def found() -> dict[str, str]:
        return {s.key: s.state for s in steps(desk, open_visit(desk, visit.id), gaps)}

    assert found()["whooley"] == StepState.TO_DO
    assert sorted(asked) == ["gad-2", "whooley"]
    answer(desk, visit.id, "whooley", "2", False)
    assert found() == states(desk, visit)
    assert found()["whooley"] == StepState.DONE
    assert asked.count("gad-2") == 2  # once by `states`, which keeps nothing
    answer(desk, visit.id, "gad-2", "68509-9")
    assert found()["gad-2"] == StepState.TO_DO
