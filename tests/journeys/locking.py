"""Locks the window in the middle of a word, and looks at what is there afterwards."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from visit_app.ui.shell import Shell

Field = QLineEdit | QPlainTextEdit | QTextEdit
TYPED = "Qu"  # begins no word of the app
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Found:
    """The field with the focus: what it is called, its text and its caret."""

    name: str
    text: str
    caret: int


def fields(shell: Shell) -> list[Field]:
    """What can be typed into now, in the order of the page; passwords are not kept."""
    screen = shell.inside.navigator.screen
    if screen is None:
        return []
    found: list[Field] = []
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        found += [w for w in screen.findChildren(kind) if _takes_text(w)]
    return sorted(found, key=_place)


def _takes_text(field: Field) -> bool:
    if not field.isVisible() or not field.isEnabled() or field.isReadOnly():
        return False
    plain = QLineEdit.EchoMode.Normal
    return not isinstance(field, QLineEdit) or field.echoMode() == plain


def _place(field: Field) -> tuple[int, int]:
    corner = field.mapTo(field.window(), field.rect().topLeft())
    return corner.y(), corner.x()


def type_into(field: Field) -> Found:
    """Type in the middle of what is there, as a hand does, and stop there."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClicks(field, TYPED)
    QTest.keyClick(field, Qt.Key.Key_Left)
    return look_at(field)


def focused(shell: Shell) -> Found | None:
    """The field that has the focus, if it is one that takes text."""
    widget = shell.window.focusWidget()
    return look_at(widget) if isinstance(widget, Field) else None


def look_at(field: Field) -> Found:
    """What is in a field and where its caret is."""
    name = field.accessibleName() or field.objectName()
    if isinstance(field, QLineEdit):
        return Found(name, field.text(), field.cursorPosition())
    return Found(name, field.toPlainText(), field.textCursor().position())


def lock(shell: Shell) -> None:
    """Ctrl+L wherever the focus is; what was to be destroyed is destroyed."""
    target = QApplication.activePopupWidget() or QApplication.focusWidget()
    QTest.keyClick(target or shell.window, Qt.Key.Key_L, CTRL)


def words_left(shell: Shell) -> list[str]:
    """Every text that still stands in a window, shown or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    found = []
    for window in QApplication.topLevelWidgets():
        if window is not shell.window and not window.isVisible():
            continue
        found += [label.text() for label in window.findChildren(QLabel)]
        found += [look_at(w).text for w in _inputs(window)]
        found += [w.accessibleName() for w in window.findChildren(QWidget)]
    return [text for text in found if text]


def _inputs(window: QWidget) -> list[Field]:
    lines: list[Field] = list(window.findChildren(QLineEdit))
    return [*lines, *window.findChildren(QPlainTextEdit)]
