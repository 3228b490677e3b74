from typing import Any

import pytest
from tests.ui.visit.room import Disk

from visit_app.questionnaires import state
from visit_app.records import Encounter
from visit_app.ui.questionnaire import presenter
from visit_app.ui.questionnaire.presenter import QuestionnairePresenter
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk, answer, response_of


@pytest.fixture
def phq(desk: Desk, save_state: SaveState, visit: Encounter) -> QuestionnairePresenter:
    return QuestionnairePresenter(desk, save_state, visit.id, "phq-9", "")


def test_it_begins_at_the_first_question(phq: QuestionnairePresenter) -> None:
    assert phq.where == "PHQ-9, question 1 of 9"
    assert phq.beside(-1) is None
    assert phq.next_words == "Question 2"
    assert phq.stem.startswith("Over the last 2 weeks")
    assert [o.key for o in phq.offered()] == ["0", "1", "2", "3"]


def test_what_to_ask_is_worked_out_once_an_answer(
    phq: QuestionnairePresenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = list[int]()

    def counted(*about: Any) -> Any:
        times.append(1)
        return state(*about)

    monkeypatch.setattr(presenter, "state", counted)
    phq.answer("LA6568-5")
    for _ in range(2):
        assert (phq.where, phq.number) == ("PHQ-9, question 1 of 9", 1)
        assert phq.can_show_all
    assert times == [1]


def test_yes_and_no_have_their_keys(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    whooley = QuestionnairePresenter(desk, save_state, visit.id, "whooley", "")
    assert {o.code: o.key for o in whooley.offered()} == {"yes": "1", "no": "0"}
    whooley.answer("yes")
    assert whooley.code() == "yes"
    response = response_of(desk, visit.id, "whooley")
    assert response is not None
    assert response.first("1") is True


def test_declined_counts_as_answered_and_leaves_an_interval(
    phq: QuestionnairePresenter,
) -> None:
    phq.decline()
    assert phq.is_declined()
    assert phq.answered == 1
    assert phq.score is not None
    assert (phq.score.total, phq.score.low, phq.score.high) == (None, 0, 27)


def test_the_total_comes_with_the_last_answer(phq: QuestionnairePresenter) -> None:
    for link_id in phq.counted:
        assert phq.score is not None
        assert phq.score.total is None
        phq.answer("LA6570-1", link_id)
    assert phq.score is not None
    assert phq.score.total == 18
    assert phq.first_waiting is None


def test_an_unknown_place_is_the_first_waiting_question(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    answer(desk, visit.id, "phq-9", "44250-9", "LA6568-5")
    presenter = QuestionnairePresenter(desk, save_state, visit.id, "phq-9", "all")
    assert presenter.at == "44255-8"


def test_only_forms_with_the_same_answers_stand_on_one_page(
    desk: Desk, save_state: SaveState, visit: Encounter, phq: QuestionnairePresenter
) -> None:
    assert phq.can_show_all
    avoidance = QuestionnairePresenter(desk, save_state, visit.id, "avoidance", "")
    assert not avoidance.can_show_all


def test_every_way_of_asking_has_words(phq: QuestionnairePresenter) -> None:
    assert dict(phq.modes()).keys() == set(phq.form.modes)
    phq.set_mode("self-completed")
    assert phq.mode == "self-completed"


def test_an_answer_that_is_not_saved_is_kept_on_screen(
    desk: Desk, visit: Encounter, phq: QuestionnairePresenter, disk: Disk
) -> None:
    disk.full = True
    phq.answer("LA6570-1")
    assert phq.code() == "LA6570-1"
    response = response_of(desk, visit.id, "phq-9")
    assert response is not None
    assert response.answers == {}
