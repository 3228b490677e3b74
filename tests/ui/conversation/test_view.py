"""A prompt of the conversation: words are kept as they are typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from tests.ui.visit.room import Disk, Room

from visit_app.records import Absent, QuestionnaireResponse
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.reflow import Width
from visit_app.visits import CONVERSATION, agree, answer, decline


def talk(room: Room) -> QuestionnaireResponse:
    return room.record.responses[CONVERSATION]


def test_every_keystroke_is_on_disk(room: Room) -> None:
    room.open("conversation/words")
    assert room.focus().objectName() == "words-1"
    for upto, letter in enumerate("tiring", start=1):
        room.key(letter)
        assert talk(room).first("words-1") == "tiring"[:upto]


def test_three_words_are_there_again_after_locking(room: Room) -> None:
    room.open("conversation/words")
    for n, word in enumerate(("tiring", "lovely", "a bit scary"), start=1):
        room.type(f"words-{n}", word)
    room.rebuild()
    shown = [room.find(f"words-{n}", QLineEdit).text() for n in (1, 2, 3)]
    assert shown == ["tiring", "lovely", "a bit scary"]
    assert room.step == "conversation/words"


def test_the_caret_is_where_it_was_after_locking(room: Room) -> None:
    room.open("conversation/words")
    room.key("tiring", Qt.Key.Key_Left, Qt.Key.Key_Left)
    key = room.screen.focus_key()
    room.rebuild()
    assert room.screen.restore_focus(key)
    room.key("X")
    assert talk(room).first("words-1") == "tiriXng"


def test_digits_are_letters_here(room: Room) -> None:
    room.open("conversation/words")
    room.key("24 7")
    assert talk(room).first("words-1") == "24 7"


def test_what_is_emptied_is_cleared(room: Room) -> None:
    room.open("conversation/words")
    room.key("ab", Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert talk(room).answers == {}


def test_more_lines_than_one(room: Room) -> None:
    room.open("conversation/joy")
    room.key("One", Qt.Key.Key_Return, "two")
    assert talk(room).first("joy") == "One\ntwo"
    room.rebuild()
    assert room.find("joy", QPlainTextEdit).toPlainText() == "One\ntwo"


def test_the_official_words_are_on_the_screen(room: Room) -> None:
    room.open("conversation/words")
    assert room.desk.guide.prompt("words").text in room.words()
    assert room.find("next", Button).text() == "Next: joy"


# --- not today -------------------------------------------------------------------


def test_not_today_needs_a_reason_and_goes_on(room: Room) -> None:
    room.open("conversation/joy")
    room.press("skip")
    room.press("leave-later")
    assert "Write a few words on why" in room.words()
    assert room.focus().objectName() == "leave-reason"
    room.type("leave-reason", "Idris woke up")
    room.press("leave-later")
    assert talk(room).first("joy") == Absent("not-asked", "Idris woke up")
    assert room.step == "conversation/fear"
    room.press("back")
    assert "Left for another day: Idris woke up" in room.words()


def test_would_rather_not_say(room: Room) -> None:
    room.open("conversation/fear")
    room.press("skip")
    room.press("leave-rather")
    assert talk(room).first("fear") == Absent("asked-declined")
    room.press("back")
    assert "Amira would rather not say." in room.words()


def test_asking_now_after_all_changes_nothing(room: Room) -> None:
    room.open("conversation/joy")
    room.press("skip")
    room.press("leave-cancel")
    assert CONVERSATION not in room.record.responses
    assert room.focus().objectName() == "skip"


def test_what_was_left_can_be_asked_after_all(room: Room) -> None:
    decline(room.desk, room.visit_id, CONVERSATION, "fear")
    room.open("conversation/fear")
    room.press("after-all")
    assert talk(room).answers == {}
    assert "rather not say." not in room.words()
    room.key("That I am not enough")
    assert talk(room).first("fear") == "That I am not enough"


def test_typing_takes_the_place_of_what_was_left(room: Room) -> None:
    decline(room.desk, room.visit_id, CONVERSATION, "fear")
    room.open("conversation/fear")
    room.type("fear", "Losing him")
    assert talk(room).first("fear") == "Losing him"
    assert not room.all_named("after-all")


# --- a full disk -----------------------------------------------------------------


def test_words_that_are_not_saved_stay_and_are_written_later(
    room: Room, disk: Disk
) -> None:
    room.open("conversation/words")
    room.key("tir")
    disk.full = True
    room.key("ing")
    assert room.find("words-1", QLineEdit).text() == "tiring"
    assert room.screen.tick.text() == "Not saved: disk is full"
    assert talk(room).first("words-1") == "tir"
    disk.full = False
    room.type("words-2", "l")
    assert talk(room).answers == {"words-1": ("tiring",), "words-2": ("l",)}
    assert room.screen.tick.text().startswith("Saved ")


# --- the rest --------------------------------------------------------------------


def test_what_was_noticed_has_a_field_each(room: Room) -> None:
    room.open("conversation/noticed")
    for name in ("strengths", "needs", "cues", "interaction"):
        room.type(name, name)
        assert talk(room).first(name) == name
    assert not room.all_named("skip")


def test_notes_are_the_practitioners_own(room: Room) -> None:
    room.open("conversation/words")
    room.type("notes", "Speaks softly")
    room.screen.go_step("conversation/joy")
    room.settle()
    assert room.find("notes", QPlainTextEdit).toPlainText() == "Speaks softly"


def test_the_plan_is_written_where_support_is_talked_about(room: Room) -> None:
    room.open("conversation/support")
    room.press("plan-add")
    assert room.focus().objectName() == "plan-description"
    room.key("Come again")
    room.type("plan-due", "30 November 2026")
    room.key(Qt.Key.Key_Return)
    room.press("plan-done")
    (activity,) = room.record.plan.activity
    assert activity.description == "Come again"
    assert activity.due is not None
    assert activity.due.isoformat() == "2026-11-30"
    assert "Come again" in room.words()


def test_what_was_agreed_can_be_taken_off(room: Room) -> None:
    made = agree(room.desk, room.visit_id, description="Come again")
    room.open("conversation/support")
    room.press(f"plan-{made.id}")
    room.press("plan-remove")
    assert room.record.plan.activity == ()
    assert room.focus().objectName() == "plan-add"


@pytest.mark.parametrize("width", list(Width))
def test_it_can_be_answered_at_every_width(room: Room, width: Width) -> None:
    room.open("conversation/words", width)
    room.type("words-3", "x")
    assert talk(room).first("words-3") == "x"
    assert room.find("next", QWidget).isVisible()


def test_it_begins_in_the_first_empty_place(room: Room) -> None:
    answer(room.desk, room.visit_id, CONVERSATION, "words-1", "tiring")
    room.open("conversation/words")
    assert room.focus().objectName() == "words-2"
