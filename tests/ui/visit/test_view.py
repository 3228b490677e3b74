"""The frame around the steps: rail, tick, where one is, leaving and coming back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from tests.ui.visit.room import Disk, Room

from visit_app.records import Encounter
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.visits import finish


def test_going_to_a_step_is_kept_in_the_visit(room: Room) -> None:
    room.open("before")
    room.press("next")
    assert room.step == "conversation/words"
    assert room.desk.vault.get(Encounter, room.visit_id).step == "conversation/words"
    room.open("")
    assert room.step == "conversation/words"


def test_back_at_the_first_step_leaves_to_the_family(room: Room) -> None:
    room.open("before")
    room.press("back")
    assert room.went[-1] == Place.family("hassan")


def test_the_rail_goes_to_any_step(room: Room) -> None:
    screen = room.open("before")
    button = next(b for b in screen.rail.buttons() if "Summary" in b.text())
    button.click()
    assert room.step == "summary"


def test_the_tick_says_saved_after_the_first_answer(room: Room) -> None:
    screen = room.open("conversation/words")
    room.key("t")
    assert screen.tick.text().startswith("Saved ")


def test_the_tick_says_why_it_is_not_saved(room: Room, disk: Disk) -> None:
    screen = room.open("conversation/words")
    disk.full = True
    room.key("tiring")
    assert screen.tick.text() == "Not saved: disk is full"
    assert screen.has_unsaved
    assert room.find("words-1", QLineEdit).text() == "tiring"
    disk.full = False
    screen.leaving()
    assert room.record.responses["conversation"].first("words-1") == "tiring"
    assert not screen.has_unsaved


def test_hide_is_one_press_away(room: Room) -> None:
    room.open("before")
    room.press("hide")
    assert room.hidden == 1


def test_the_rail_folds_where_there_is_less_room(room: Room) -> None:
    screen = room.open("conversation/joy", Width.MEDIUM)
    assert not screen.rail.isVisible()
    assert "2 of 3: Joy" in room.words()
    room.press("steps")
    assert screen.rail.isVisible()
    assert screen.rail.isAncestorOf(room.focus())
    assert room.focus().accessibleName().startswith("Joy, this step")  # in view


def test_going_to_the_step_one_is_at_keeps_the_question(room: Room) -> None:
    """Else one would come back to the first question without an answer."""
    screen = room.open("whooley")
    first = screen.place
    room.screen.context.go(Place.visit(room.visit_id, "whooley"))
    assert screen.place == first
    assert first.step.startswith("whooley/")
    assert room.desk.vault.get(Encounter, room.visit_id).step == first.step


def test_another_visit_is_another_screen(room: Room) -> None:
    screen = room.open("before")
    assert not screen.move_to(Place.visit("another", "before"))
    assert not screen.move_to(Place.today())


def test_a_signed_off_visit_cannot_be_answered(room: Room) -> None:
    finish(room.desk, room.visit_id)
    room.open("whooley")
    assert "Signed off" in room.words()
    before = room.record.responses
    room.key("1")
    assert room.record.responses == before
    assert room.screen.isAncestorOf(room.focus())


def test_nothing_happens_by_itself_on_the_way_through(room: Room) -> None:
    room.open("before")
    for _ in range(20):
        if room.step == "finish":
            break
        room.find("next", QWidget).setFocus()
        room.key(Qt.Key.Key_Return)
    assert room.step == "finish"
    record = room.record
    assert not any((record.issues, record.referrals, record.plan.activity))
    assert all(not r.answers for r in record.responses.values())
    assert not record.encounter.is_finished


def test_a_father_is_asked_by_his_name(fathers_room: Room) -> None:
    fathers_room.open("before")
    assert "Is Yonis seen alone?" in fathers_room.words()
    fathers_room.screen.go_step("conversation/words")
    assert "Amira" not in fathers_room.words()
    fathers_room.key("proud")
    assert fathers_room.record.responses["conversation"].subject_id == "yonis"
