"""The laptop in the parent's hands: one form, nothing else, and the way back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.visit.room import Room

from visit_app.records import Absent, Mode
from visit_app.ui.handover.view import END, HandOverScreen
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.visits import choose

HARM = "44260-8"


@pytest.fixture
def handed(room: Room) -> HandOverScreen:
    choose(room.desk, room.visit_id, "whooley", "gad-2", "phq-9")
    return hand(room, "phq-9")


def hand(room: Room, step: str) -> HandOverScreen:
    went = room.went

    def go(place: Place) -> None:
        went.append(place)
        screen.move_to(place)

    context = replace(room._context(), go=go)
    screen = HandOverScreen(context, Place.handover(room.visit_id, step))
    room.window.setCentralWidget(screen)
    room.window.show()
    screen.shown()
    return screen


def press(*keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def words(screen: HandOverScreen) -> str:
    found = screen.findChildren(Text)
    return "\n".join(t.text() for t in found if t.isVisibleTo(screen))


def test_it_is_filled_in_by_the_parent_and_says_so(
    room: Room, handed: HandOverScreen
) -> None:
    assert room.record.responses["phq-9"].mode == Mode.SELF_COMPLETED
    assert handed.handed_over
    assert "These questions are for you, Amira" in words(handed)
    assert "Hassan" not in words(handed)


def test_answers_are_kept_and_one_comes_to_the_end(
    room: Room, handed: HandOverScreen
) -> None:
    links = handed.presenter.link_ids
    press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert room.record.responses["phq-9"].first(links[0]) == "LA6568-5"
    assert room.went[-1].step == f"phq-9/{links[1]}"
    last = hand(room, f"phq-9/{links[-1]}")
    last.next.click()
    assert room.went[-1].step == f"phq-9/{END}"
    assert "Give the laptop back to Priya" in words(last)


def test_skipping_is_an_answer(room: Room, handed: HandOverScreen) -> None:
    skip = handed.findChild(Button, "skip")
    assert skip is not None
    skip.click()
    first = handed.presenter.link_ids[0]
    assert room.record.responses["phq-9"].first(first) == Absent("asked-declined")


def test_a_worrying_answer_waits_for_the_practitioner(
    room: Room, handed: HandOverScreen
) -> None:
    screen = hand(room, f"phq-9/{HARM}")
    press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert room.issue.is_open
    assert "Pause here together" not in words(screen)
    room.open("phq-9")
    assert room.panel is not None


def test_giving_back_hides_the_screen(room: Room, handed: HandOverScreen) -> None:
    handed.give_back.click()
    assert room.went[-1] == Place.visit(room.visit_id, "phq-9")
    assert room.hidden == 1
