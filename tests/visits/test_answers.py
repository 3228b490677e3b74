from typing import Any

import pytest

from visit_app.records import (
    Absent,
    DetectedIssue,
    Encounter,
    Family,
    Mode,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.vault.vault import Vault
from visit_app.visits import (
    CONVERSATION,
    Desk,
    NotPossible,
    answer,
    begin,
    choose,
    decline,
    describe,
    form_of,
    leave,
    open_visit,
    response_of,
    set_mode,
    start,
    unsaved,
)

SEVERAL_DAYS, NOT_AT_ALL = "LA6569-3", "LA6568-5"
HARM = "44260-8"  # PHQ-9 item 9


def test_an_answer_is_in_the_vault_when_the_verb_returns(
    desk: Desk, visit: Encounter, clock: FixedClock
) -> None:
    clock.forward(minutes=3)
    given = answer(desk, visit.id, "gad-2", "69725-0", SEVERAL_DAYS)
    kept = desk.vault.get(QuestionnaireResponse, given.id)
    assert kept.answers == {"69725-0": (SEVERAL_DAYS,)}
    assert kept.authored == clock.now()
    assert kept.author == "Priya Nair"
    assert kept.questionnaire == desk.catalogue.get("gad-2").canonical


def test_nobody_writes_between_what_an_answer_reads_and_what_it_writes(
    desk: Desk, visit: Encounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, find = [], Vault.find

    def watched(vault: Vault, *args: Any, **kwargs: Any) -> Any:
        inside.append(vault._database.in_transaction)
        return find(vault, *args, **kwargs)

    monkeypatch.setattr(Vault, "find", watched)
    answer(desk, visit.id, "gad-2", "69725-0", SEVERAL_DAYS)
    assert inside
    assert all(inside)


def test_the_second_answer_goes_into_the_same_response(
    desk: Desk, visit: Encounter
) -> None:
    first = answer(desk, visit.id, "whooley", "1", True)
    second = answer(desk, visit.id, "whooley", "2", False)
    assert first.id == second.id
    assert second.answers == {"1": (True,), "2": (False,)}


def test_no_value_clears_an_answer(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, CONVERSATION, "joy", "His smile")
    assert answer(desk, visit.id, CONVERSATION, "joy").answers == {}


def test_declined_and_left_are_answers_with_their_reason(
    desk: Desk, visit: Encounter
) -> None:
    decline(desk, visit.id, "phq-9", "44250-9")
    leave(desk, visit.id, CONVERSATION, "fear", "Idris woke up")
    phq = response_of(desk, visit.id, "phq-9")
    talk = response_of(desk, visit.id, CONVERSATION)
    assert phq is not None
    assert talk is not None
    assert phq.first("44250-9") == Absent("asked-declined")
    assert talk.first("fear") == Absent("not-asked", "Idris woke up")


def test_a_form_that_was_not_begun_has_no_response(
    desk: Desk, visit: Encounter
) -> None:
    assert response_of(desk, visit.id, "gad-7") is None
    unsaved(desk, visit, "gad-7")
    assert response_of(desk, visit.id, "gad-7") is None


def test_beginning_twice_begins_once(desk: Desk, visit: Encounter) -> None:
    assert begin(desk, visit.id, "gad-7") == begin(desk, visit.id, "gad-7")
    assert len(desk.vault.find(QuestionnaireResponse, encounter_id=visit.id)) == 1


def test_form_of_reads_the_version_the_response_was_begun_with(
    desk: Desk, visit: Encounter
) -> None:
    form = form_of(desk, begin(desk, visit.id, "gad-7"))
    assert form == desk.catalogue.get("gad-7")


# --- mode ----------------------------------------------------------------------------


def test_questions_are_asked_aloud_unless_somebody_interprets(
    desk: Desk, visit: Encounter
) -> None:
    assert begin(desk, visit.id, "whooley").mode == Mode.ASKED_ALOUD
    describe(desk, visit.id, interpreter="professional")
    assert begin(desk, visit.id, "gad-2").mode == Mode.THROUGH_INTERPRETER


def test_the_mode_is_kept_and_answers_do_not_change_it(
    desk: Desk, visit: Encounter
) -> None:
    set_mode(desk, visit.id, "phq-9", Mode.SELF_COMPLETED)
    assert answer(desk, visit.id, "phq-9", "44250-9", SEVERAL_DAYS).mode == (
        Mode.SELF_COMPLETED
    )


# --- carried forward -----------------------------------------------------------------


def test_gad_7_begins_with_the_answers_gad_2_was_given(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "gad-2", "69725-0", SEVERAL_DAYS)
    answer(desk, visit.id, "gad-2", "68509-9", NOT_AT_ALL)
    response = begin(desk, visit.id, "gad-7")
    assert response.answers == {"69725-0": (SEVERAL_DAYS,), "68509-9": (NOT_AT_ALL,)}
    assert set(response.carried) == {"69725-0", "68509-9"}


def test_the_first_answer_of_gad_7_carries_the_others_in(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "gad-2", "69725-0", SEVERAL_DAYS)
    response = answer(desk, visit.id, "gad-7", "69733-4", NOT_AT_ALL)
    assert response.first("69725-0") == SEVERAL_DAYS
    assert response.carried == ("69725-0",)


def test_what_was_declined_in_gad_2_is_asked_again(
    desk: Desk, visit: Encounter
) -> None:
    decline(desk, visit.id, "gad-2", "69725-0")
    assert begin(desk, visit.id, "gad-7").answers == {}


def test_an_answer_changed_in_gad_7_is_its_own_and_gad_2_stays(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "gad-2", "69725-0", SEVERAL_DAYS)
    begin(desk, visit.id, "gad-7")
    changed = answer(desk, visit.id, "gad-7", "69725-0", NOT_AT_ALL)
    two = response_of(desk, visit.id, "gad-2")
    assert changed.carried == ()
    assert two is not None
    assert two.first("69725-0") == SEVERAL_DAYS


def test_nothing_is_carried_from_another_visit(
    desk: Desk, family: Family, visit: Encounter
) -> None:
    answer(desk, visit.id, "gad-2", "69725-0", SEVERAL_DAYS)
    other = start(desk, family.id, "yonis")
    assert begin(desk, other.id, "gad-7").answers == {}


# --- instruments ---------------------------------------------------------------------


def test_instruments_are_kept_in_the_order_chosen(desk: Desk, visit: Encounter) -> None:
    choose(desk, visit.id, "whooley", "phq-9", "gad-2")
    kept = desk.vault.get(Encounter, visit.id)
    assert kept.instruments == ("whooley", "phq-9", "gad-2")


def test_one_with_answers_cannot_be_left_out(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, "gad-2", "69725-0", SEVERAL_DAYS)
    with pytest.raises(NotPossible, match="GAD-2 has answers"):
        choose(desk, visit.id, "whooley")
    assert desk.vault.get(Encounter, visit.id).instruments == visit.instruments


def test_one_with_carried_answers_only_can_be_left_out(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "gad-2", "69725-0", SEVERAL_DAYS)
    choose(desk, visit.id, "whooley", "gad-2", "gad-7")
    begin(desk, visit.id, "gad-7")
    assert "gad-7" not in choose(desk, visit.id, "whooley", "gad-2").instruments


# --- safety --------------------------------------------------------------------------


def issues(desk: Desk, visit: Encounter) -> tuple[DetectedIssue, ...]:
    return open_visit(desk, visit.id).issues


@pytest.mark.parametrize("code", ["LA6569-3", "LA6570-1", "LA6571-9"])
def test_item_9_above_zero_opens_a_concern(
    desk: Desk, visit: Encounter, code: str
) -> None:
    answer(desk, visit.id, "phq-9", HARM, code)
    (issue,) = issues(desk, visit)
    assert issue.is_open
    assert (issue.code, issue.evidence) == ("self-harm-answer", f"phq-9/{HARM}")
    option = desk.catalogue.get("phq-9").by_link_id[HARM].option(code)
    assert option is not None
    assert issue.said == option.display


def test_item_9_at_zero_or_declined_opens_none(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, "phq-9", HARM, NOT_AT_ALL)
    decline(desk, visit.id, "phq-9", HARM)
    assert issues(desk, visit) == ()


def test_another_item_opens_none(desk: Desk, visit: Encounter) -> None:
    for question in desk.catalogue.get("phq-9").questions[:8]:
        answer(desk, visit.id, "phq-9", question.link_id, "LA6571-9")
    assert issues(desk, visit) == ()


def test_the_concern_stays_when_the_answer_is_changed_back(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "phq-9", HARM, SEVERAL_DAYS)
    answer(desk, visit.id, "phq-9", HARM, NOT_AT_ALL)
    answer(desk, visit.id, "phq-9", HARM)
    (issue,) = issues(desk, visit)
    assert issue.is_open
    assert issue.said == "Several days"


def test_another_answer_above_zero_brings_the_open_concern_up_to_date(
    desk: Desk, visit: Encounter
) -> None:
    answer(desk, visit.id, "phq-9", HARM, SEVERAL_DAYS)
    answer(desk, visit.id, "phq-9", HARM, "LA6571-9")
    (issue,) = issues(desk, visit)
    assert issue.said == "Nearly every day"


def test_item_10_of_the_epds_opens_one_too(desk: Desk, visit: Encounter) -> None:
    item = desk.catalogue.get("epds").by_link_id["10"]
    above = next(o.value for o in item.answer_option if o.weight)
    answer(desk, visit.id, "epds", "10", above)
    (issue,) = issues(desk, visit)
    assert issue.evidence == "epds/10"


def test_words_never_open_a_concern_by_themselves(desk: Desk, visit: Encounter) -> None:
    answer(desk, visit.id, CONVERSATION, "fear", "That I might hurt him")
    assert issues(desk, visit) == ()
