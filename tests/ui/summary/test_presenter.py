import pytest

from visit_app.records import Encounter, Family
from visit_app.ui.saving import SaveState
from visit_app.ui.summary.presenter import Result, SummaryPresenter
from visit_app.visits import Desk, answer, finish, start

CO_PARENT = "talking point only"
COMFORTABLE = "answering was not comfortable"


def give(desk: Desk, visit_id: str, name: str, worth: int, *, leave: int = 0) -> None:
    """Give each question an answer of this many points, but for the last `leave`."""
    questions = desk.catalogue.get(name).questions
    for item in [q for q in questions if q.required][: None if not leave else -leave]:
        code = next(o.value for o in item.answer_option if o.weight == worth)
        answer(desk, visit_id, name, item.link_id, code)


def only_result(desk: Desk, save_state: SaveState, visit_id: str) -> Result:
    (result,) = SummaryPresenter(desk, save_state, visit_id).results()
    return result


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


def test_an_epds_result_is_its_total_and_never_a_sum_of_three_items(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    give(desk, visit.id, "epds", 1)
    result = only_result(desk, save_state, visit.id)
    assert (result.figure, result.out_of) == ("10", "of 30")
    assert "Of these, EPDS items 3 to 5: 3." in result.notes


def test_while_an_epds_answer_is_missing_the_span_is_the_result(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    give(desk, visit.id, "epds", 1, leave=1)
    result = only_result(desk, save_state, visit.id)
    assert result.figure == "between 9 and 12"
    assert not any("items 3 to 5" in note for note in result.notes)


@pytest.mark.parametrize(("worth", "said"), [(0, True), (1, False)])
def test_an_epds_of_0_and_no_other_may_mean_it_was_not_comfortable(
    desk: Desk, save_state: SaveState, visit: Encounter, worth: int, *, said: bool
) -> None:
    give(desk, visit.id, "epds", worth)
    notes = only_result(desk, save_state, visit.id).notes
    assert any(COMFORTABLE in note for note in notes) == said


@pytest.mark.parametrize("worth", [0, 1])
def test_the_somatic_caution_stands_beside_every_phq_9(
    desk: Desk, save_state: SaveState, visit: Encounter, worth: int
) -> None:
    give(desk, visit.id, "phq-9", worth)
    notes = only_result(desk, save_state, visit.id).notes
    assert any("Sleep, tiredness" in n and "(confirm locally)" in n for n in notes)


@pytest.mark.parametrize(("who", "said"), [("yonis", True), ("amira", False)])
def test_mors_sf_with_a_father_is_said_to_be_a_talking_point_only(
    desk: Desk, save_state: SaveState, family: Family, who: str, *, said: bool
) -> None:
    visit = start(desk, family.id, who)
    give(desk, visit.id, "mors-sf", 2)
    result = only_result(desk, save_state, visit.id)
    assert result.figure == "Warmth 14, Invasion 14"
    assert any(CO_PARENT in note for note in result.notes) == said
    assert any("about one year" in note for note in result.notes)


def test_mors_sf_has_no_sum_while_an_answer_is_missing_in_each_scale(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    give(desk, visit.id, "mors-sf", 2, leave=2)
    assert only_result(desk, save_state, visit.id).figure == "no sum yet"
