"""More questions: the practitioner chooses; what has answers stays."""

from tests.ui.visit.room import Disk, Room

from visit_app.records import Encounter
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.option import CheckOption
from visit_app.ui.kit.option_group import CheckGroup
from visit_app.ui.questions.presenter import QuestionsPresenter
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk, answer


def option(room: Room, name: str) -> CheckOption:
    options = room.find("instruments", CheckGroup).options
    return next(o for o in options if o.code == name)


def chosen(room: Room) -> tuple[str, ...]:
    return room.desk.vault.get(Encounter, room.visit_id).instruments


def test_choosing_adds_a_step_and_goes_there(room: Room) -> None:
    room.open("questions")
    option(room, "phq-9").click()
    assert chosen(room) == ("whooley", "gad-2", "phq-9")
    assert "PHQ-9" in [b.text() for b in room.screen.rail.buttons()]
    for name in ("whooley", "gad-2"):
        answer(room.desk, room.visit_id, name, "1" if name == "whooley" else "69725-0")
    room.rebuild()
    assert room.find("next", Button).text() == "Next: PHQ-9"
    room.press("next")
    assert room.step.startswith("phq-9")


def test_what_has_answers_stays_and_says_so(room: Room) -> None:
    answer(room.desk, room.visit_id, "gad-2", "69725-0", "LA6569-3")
    room.open("questions")
    option(room, "gad-2").click()
    assert chosen(room) == ("whooley", "gad-2")
    assert option(room, "gad-2").isChecked()
    assert "GAD-2 has answers" in room.all_text()


def test_one_without_answers_can_be_taken_away(room: Room) -> None:
    room.open("questions")
    option(room, "gad-2").click()
    assert chosen(room) == ("whooley",)


def test_a_choice_that_is_not_saved_is_tried_again(room: Room, disk: Disk) -> None:
    room.open("questions")
    disk.full = True
    option(room, "phq-9").click()
    assert room.screen.tick.text() == "Not saved: disk is full"
    disk.full = False
    assert room.screen.context.save_state.retry()
    assert chosen(room) == ("whooley", "gad-2", "phq-9")


def test_why_one_may_fit_is_said_and_nothing_is_added(
    desk: Desk, save_state: SaveState, visit: Encounter
) -> None:
    answer(desk, visit.id, "whooley", "1", True)
    found = QuestionsPresenter(desk, save_state, visit.id).instruments()
    phq = next(i for i in found if i.name == "phq-9")
    assert phq.because.startswith("For you to consider.")
    assert not phq.chosen
    assert [i.name for i in found[:2]] == ["whooley", "gad-2"]
    assert len({i.name for i in found}) == len(found)
