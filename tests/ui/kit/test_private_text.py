import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from visit_app.ui.kit.inputs import Area, Line
from visit_app.ui.kit.private_text import MARKS, is_private, private_menu
from visit_app.ui.kit.theme_holder import ThemeHolder

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def line(qtbot: QtBot, theme: ThemeHolder) -> Line:
    line = Line()
    qtbot.addWidget(line)
    line.setText("Amira Hassan")
    line.selectAll()
    QGuiApplication.clipboard().clear()
    return line


@pytest.fixture
def area(qtbot: QtBot, theme: ThemeHolder) -> Area:
    area = Area()
    qtbot.addWidget(area)
    area.setPlainText("She said\nshe sleeps")
    area.selectAll()
    QGuiApplication.clipboard().clear()
    return area


def copied() -> str:
    """The text on the clipboard, which has every mark."""
    data = QGuiApplication.clipboard().mimeData()
    if not is_private(data):
        assert not QGuiApplication.clipboard().text()
        return ""
    assert {name: bytes(data.data(name).data()) for name in MARKS} == MARKS
    return data.text()


def test_what_a_field_copies_is_marked_from_the_first_moment(
    line: Line, area: Area, qtbot: QtBot
) -> None:
    QTest.keyClick(line, Qt.Key.Key_C, CTRL)
    assert copied() == "Amira Hassan"
    QTest.keyClick(area, Qt.Key.Key_C, CTRL)
    assert copied() == "She said\nshe sleeps"


def test_cutting_takes_it_out_and_undo_brings_it_back(
    line: Line, area: Area, qtbot: QtBot
) -> None:
    QTest.keyClick(line, Qt.Key.Key_X, CTRL)
    assert (copied(), line.text()) == ("Amira Hassan", "")
    line.undo()
    assert line.text() == "Amira Hassan"
    QTest.keyClick(area, Qt.Key.Key_X, CTRL)
    assert (copied(), area.toPlainText()) == ("She said\nshe sleeps", "")
    area.undo()
    assert area.toPlainText() == "She said\nshe sleeps"


def test_a_passphrase_is_never_copied(line: Line, qtbot: QtBot) -> None:
    line.setEchoMode(QLineEdit.EchoMode.Password)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(line, key, CTRL)
    assert (copied(), line.text()) == ("", "Amira Hassan")


def test_read_only_text_can_be_copied_and_not_cut(
    line: Line, area: Area, qtbot: QtBot
) -> None:
    for field in (line, area):
        field.setReadOnly(True)
        QTest.keyClick(field, Qt.Key.Key_X, CTRL)
        assert copied() == ""
        QTest.keyClick(field, Qt.Key.Key_C, CTRL)
        assert copied()
        QGuiApplication.clipboard().clear()


def test_nothing_selected_leaves_the_clipboard_alone(
    line: Line, area: Area, qtbot: QtBot
) -> None:
    line.deselect()
    area.moveCursor(area.textCursor().MoveOperation.End)
    for field in (line, area):
        QTest.keyClick(field, Qt.Key.Key_C, CTRL)
    assert copied() == ""


def test_the_menu_copies_in_the_same_way(line: Line, area: Area) -> None:
    for field in (line, area):
        menu = private_menu(field)
        actions = {action.objectName(): action for action in menu.actions()}
        actions["edit-copy"].trigger()
        assert copied()
        actions["edit-cut"].trigger()
        menu.deleteLater()
        QGuiApplication.clipboard().clear()
    assert (line.text(), area.toPlainText()) == ("", "")
