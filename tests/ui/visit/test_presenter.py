from visit_app.records import Encounter, Family
from visit_app.ui.visit.presenter import VisitPresenter
from visit_app.visits import (
    CONVERSATION,
    Desk,
    answer,
    describe,
    finish,
    raise_concern,
    start,
)


def test_the_rail_groups_conversation_and_mood_questions(
    desk: Desk, visit: Encounter
) -> None:
    rail = VisitPresenter(desk, visit.id, "conversation/joy").rail()
    groups = {g.label: [s.label for s in g.steps] for g in rail if g.steps}
    assert set(groups) == {"Conversation", "Questionnaires"}
    assert groups["Conversation"] == ["Three words", "Joy", "Fear"]
    states = {s.key: s.state for g in rail for s in g.steps}
    assert states["conversation/joy"] == "now"
    assert states["conversation/words"] == "to-do"


def test_a_visit_is_resumed_where_it_was_left(desk: Desk, visit: Encounter) -> None:
    describe(desk, visit.id, step="gad-2/68509-9")
    presenter = VisitPresenter(desk, visit.id, "")
    assert (presenter.key, presenter.inner) == ("gad-2", "68509-9")
    assert presenter.place == "gad-2/68509-9"


def test_a_new_visit_begins_at_the_first_step_to_do(
    desk: Desk, visit: Encounter
) -> None:
    assert VisitPresenter(desk, visit.id, "").key == "before"
    describe(
        desk, visit.id, seen_alone=True, interpreter="none", sharing_explained=True
    )
    assert VisitPresenter(desk, visit.id, "").key == "conversation/words"


def test_a_signed_off_visit_opens_at_its_signature(
    desk: Desk, visit: Encounter
) -> None:
    describe(desk, visit.id, step="gad-2")
    finish(desk, visit.id)
    assert VisitPresenter(desk, visit.id, "").key == "finish"


def test_an_unknown_place_is_the_first_step(desk: Desk, visit: Encounter) -> None:
    assert VisitPresenter(desk, visit.id, "no-such-step").key == "before"


def test_beside_ends_at_both_ends(desk: Desk, visit: Encounter) -> None:
    presenter = VisitPresenter(desk, visit.id, "before")
    following = presenter.beside(1)
    assert presenter.beside(-1) is None
    assert following is not None
    assert following.key == "conversation/words"
    presenter.go("finish")
    assert presenter.beside(1) is None


def test_the_title_is_first_names_only(desk: Desk, visit: Encounter) -> None:
    presenter = VisitPresenter(desk, visit.id, "")
    assert presenter.title == "Amira and Idris"
    assert "week" in presenter.subtitle


def test_a_father_is_named_when_he_is_asked(desk: Desk, family: Family) -> None:
    visit = start(desk, family.id, "yonis")
    presenter = VisitPresenter(desk, visit.id, "")
    assert presenter.title == "Yonis and Idris"
    assert presenter.subtitle == "Visit"


def test_where_one_is_on_a_narrow_window(desk: Desk, visit: Encounter) -> None:
    presenter = VisitPresenter(desk, visit.id, "conversation/joy")
    assert presenter.narrow_title() == "2 of 3: Joy"
    presenter.go("summary")
    assert presenter.narrow_title() == "Summary and plan"


def test_the_concern_in_hand_is_the_oldest_open_one(
    desk: Desk, visit: Encounter
) -> None:
    presenter = VisitPresenter(desk, visit.id, "")
    assert presenter.issue is None
    first = raise_concern(desk, visit.id, evidence="one")
    raise_concern(desk, visit.id, evidence="two")
    presenter.read()
    assert presenter.issue == first


def test_what_is_answered_is_done_on_the_rail(desk: Desk, visit: Encounter) -> None:
    presenter = VisitPresenter(desk, visit.id, "before")
    answer(desk, visit.id, CONVERSATION, "joy", "His smile")
    presenter.read()
    states = {s.key: s.state for g in presenter.rail() for s in g.steps}
    assert states["conversation/joy"] == "done"
