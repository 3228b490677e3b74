"""Keys in any window, also while a dialog is open, as the window system sends them."""

import pytest
from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from visit_app.ui.lock.watch import Watch

F8 = QKeyCombination(Qt.Key.Key_F8)


class Desk:
    """A window with a field, watched."""

    def __init__(self, app: QApplication, qtbot: QtBot) -> None:
        self.late = False
        self.touches = 0
        self.hidden = 0
        self.window = QWidget()
        self.watch = Watch(app, self._touched, self.window)
        self.watch.answer(F8, self._hide)
        self.field = QLineEdit(self.window)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field.setFocus()

    def _touched(self) -> bool:
        self.touches += 1
        return not self.late

    def _hide(self) -> None:
        self.hidden += 1


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Desk:
    return Desk(qapp, qtbot)


def handle(widget: QWidget) -> QWindow:
    found = widget.windowHandle()
    assert found is not None
    return found


def test_it_sees_keys_and_presses_and_takes_none_away(desk: Desk) -> None:
    desk.watch.watch(handle(desk.window))
    QTest.keyClick(handle(desk.window), Qt.Key.Key_A)
    QTest.mouseClick(
        handle(desk.window),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(5, 5),
    )
    assert desk.touches >= 2
    assert desk.field.text() == "a"


def test_its_keys_work_in_a_modal_dialog(desk: Desk, qtbot: QtBot) -> None:
    dialog = QDialog(desk.window)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is handle(dialog))
    QTest.keyClick(handle(dialog), Qt.Key.Key_F8)
    assert desk.hidden == 1
    dialog.close()


def test_watching_twice_answers_once(desk: Desk) -> None:
    desk.watch.watch(handle(desk.window))
    desk.watch.watch(handle(desk.window))
    desk.watch.watch(None)
    QTest.keyClick(handle(desk.window), Qt.Key.Key_F8)
    assert desk.hidden == 1


def test_a_press_that_came_too_late_reaches_nothing(desk: Desk) -> None:
    desk.watch.watch(handle(desk.window))
    desk.late = True
    QTest.keyClick(handle(desk.window), Qt.Key.Key_A)
    QTest.keyClick(handle(desk.window), Qt.Key.Key_F8)
    assert desk.field.text() == ""
    assert desk.hidden == 0
