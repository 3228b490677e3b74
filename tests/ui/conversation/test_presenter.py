from dataclasses import replace
from datetime import date

from visit_app.records import Encounter, Family
from visit_app.ui.conversation.presenter import ConversationPresenter
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk, save_family, start


def joy(desk: Desk, save_state: SaveState, visit: Encounter) -> ConversationPresenter:
    return ConversationPresenter(desk, save_state, visit.id, "joy")


def test_words_are_read_back(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    joy(desk, save_state, visit).write("joy", "His smile")
    assert joy(desk, save_state, visit).text("joy") == "His smile"


def test_blank_is_no_answer(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = joy(desk, save_state, visit)
    presenter.write("joy", "  \n")
    assert presenter.text("joy") == ""


def test_what_was_left_is_a_sentence(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    presenter = joy(desk, save_state, visit)
    assert presenter.left == ""
    presenter.not_today("Idris woke up")
    assert presenter.left == "Left for another day: Idris woke up"
    assert presenter.text("joy") == ""
    presenter.would_rather_not()
    assert presenter.left == "Amira would rather not say."
    presenter.ask_after_all()
    assert presenter.left == ""


def test_a_father_is_named(desk: Desk, save_state: SaveState, family: Family) -> None:
    visit = start(desk, family.id, "yonis")
    assert joy(desk, save_state, visit).name == "Yonis"


def test_before_the_birth(desk: Desk, save_state: SaveState, family: Family) -> None:
    waiting = replace(
        family, id="waiting", babies=(), expected_date_of_delivery=date(2027, 2, 1)
    )
    save_family(desk, waiting)
    visit = start(desk, "waiting", "amira")
    assert joy(desk, save_state, visit).is_unborn
    born = start(desk, family.id, "amira")
    assert not joy(desk, save_state, born).is_unborn
