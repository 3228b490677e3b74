from visit_app.records import Encounter
from visit_app.ui.saving import SaveState
from visit_app.ui.summary.presenter import SummaryPresenter
from visit_app.visits import Desk, answer, finish


def test_an_empty_visit_has_nothing_to_show(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = SummaryPresenter(desk, save_state, visit.id)
    assert not any((presenter.said(), presenter.noticed(), presenter.results()))
    assert presenter.judgement == ""
    assert presenter.name == "Amira"


def test_a_result_has_its_sum_its_mode_and_its_source(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    for question in desk.catalogue.get("phq-9").questions[:9]:
        answer(desk, visit.id, "phq-9", question.link_id, "LA6568-5")
    (result,) = SummaryPresenter(desk, save_state, visit.id).results()
    assert (result.title, result.figure, result.out_of) == ("PHQ-9", "0", "of 27")
    assert result.arithmetic == " + ".join("0" * 9)
    assert result.mode
    assert result.band.startswith("Published band: ")
    assert result.source


def test_results_are_the_same_after_signing_off(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    for link_id in ("69725-0", "68509-9"):
        answer(desk, visit.id, "gad-2", link_id, "LA6569-3")
    before = SummaryPresenter(desk, save_state, visit.id).results()
    finish(desk, visit.id)
    assert SummaryPresenter(desk, save_state, visit.id).results() == before


def test_advice_remembers_what_was_made_of_it(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    answer(desk, visit.id, "whooley", "1", True)
    presenter = SummaryPresenter(desk, save_state, visit.id)
    first = presenter.advice()[0]
    assert first.decided is None
    assert first.suggestion.because
    presenter.decide(first, agreed=False, reason="Seen by her GP")
    again = next(a for a in presenter.advice() if a.rule == first.rule)
    assert again.decided is not None
    assert again.decided.reason == "Seen by her GP"
