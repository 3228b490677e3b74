"""The list of families by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desks import CHLOE, Trip, add_hassan, texts

from visit_app import visits
from visit_app.ui.families.view import FamiliesScreen, build
from visit_app.ui.family_edit.presenter import FamilyEditPresenter
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk


def opened(qtbot: QtBot, trip: Trip, query: str = "") -> FamiliesScreen:
    screen = build(trip.context(), Place.families(query))
    assert isinstance(screen, FamiliesScreen)
    qtbot.addWidget(screen)
    screen.resize(1126, 690)
    screen.show()
    screen.shown()
    return screen


@pytest.fixture(autouse=True)
def two_families(desk: Desk) -> None:
    add_hassan(desk)
    visits.save_family(desk, CHLOE)


def shown(screen: FamiliesScreen) -> list[str]:
    return [row.id for row in screen.list.families.rows]


def test_each_keystroke_narrows_the_list(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip)
    assert screen.focusWidget() is screen.field.input
    assert shown(screen) == ["byrne", "hassan"]
    QTest.keyClicks(screen.field.input, "ami")
    assert shown(screen) == ["hassan"]
    assert screen.place.query == "ami"
    assert "1 family" in texts(screen)
    QTest.keyClick(screen.field.input, Qt.Key.Key_Return)
    assert trip.last == Place.family("hassan")


def test_arrows_go_into_the_list_and_back(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip)
    QTest.keyClick(screen.field.input, Qt.Key.Key_Down)
    assert screen.focusWidget() is screen.list
    QTest.keyClick(screen.list, Qt.Key.Key_Down)
    QTest.keyClick(screen.list, Qt.Key.Key_Return)
    assert trip.last == Place.family("hassan")
    QTest.keyClick(screen.list, Qt.Key.Key_Up)
    QTest.keyClick(screen.list, Qt.Key.Key_Up)
    assert screen.focusWidget() is screen.field.input


def test_a_click_opens(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip)
    screen.grab()
    middle = screen.list.visualRect(screen.list.families.index(1)).center()
    QTest.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert trip.last == Place.family("hassan")


def test_nothing_found_says_what_to_do(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip, "zzz")
    assert "No family is found" in texts(screen)
    QTest.keyClick(screen.field.input, Qt.Key.Key_Return)
    QTest.keyClick(screen.field.input, Qt.Key.Key_Down)
    assert trip.places == []
    screen.add.click()
    assert trip.last == Place.family_edit()


def test_words_come_back_after_a_lock(qtbot: QtBot, trip: Trip) -> None:
    before = opened(qtbot, trip)
    QTest.keyClicks(before.field.input, "chl")
    after = opened(qtbot, trip)
    after.put_back(before.half_typed())
    assert shown(after) == ["byrne"]


def test_surnames_follow_ctrl_n(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip)
    assert screen.list.families.rows[0].title == "Chloe B."
    trip.surnames = True
    screen.refresh()
    assert screen.list.families.rows[0].title == "Chloe Byrne"


def test_a_half_written_family_is_offered(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    form = FamilyEditPresenter(desk, SaveState(desk))
    form.set(form.form.people[0].id, "given_name", "K")
    screen = opened(qtbot, trip)
    screen.waiting.button.click()
    assert trip.last == Place.family_edit()


class Later:
    """Work that is done when the test says so, in any order."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def run(self, owner: Any, work: Any, on_result: Any, on_error: Any) -> None:
        del owner, on_error
        self.jobs.append(lambda: on_result(work()))


def test_a_late_answer_never_replaces_a_newer_one(qtbot: QtBot, trip: Trip) -> None:
    later = Later()
    context = replace(trip.context(), background=later)  # type: ignore[arg-type]
    screen = build(context, Place.families())
    assert isinstance(screen, FamiliesScreen)
    qtbot.addWidget(screen)
    QTest.keyClicks(screen.field.input, "ch")
    first, older, newest = later.jobs
    QTest.keyClick(screen.field.input, Qt.Key.Key_Return)
    assert trip.places == []
    newest()
    assert trip.last == Place.family("byrne")
    older()
    first()
    assert shown(screen) == ["byrne"]


@pytest.mark.parametrize("width", list(Width))
def test_it_can_be_painted_at_every_width(
    qtbot: QtBot, trip: Trip, width: Width
) -> None:
    screen = opened(qtbot, trip)
    screen.reflowed(width)
    assert not screen.grab().isNull()
    for stop in screen.findChildren(QWidget):
        if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isVisibleTo(screen):
            assert stop.objectName()
