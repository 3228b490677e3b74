"""Hands that press anything, in a window that fuzzing uses; see window_world.py.

Keys go to whatever window has the keyboard, as the system gives them: pages, menus,
calendars.
"""

import random
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QScrollArea,
    QWidget,
)
from tests.journeys import locking

from visit_app.ui.shell import Shell

Key = tuple[Qt.Key, Qt.KeyboardModifier]
_NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
K = Qt.Key
# Pressed first, as by a hand: Alt closes a menu, and after a long time any key locks;
# the window that had the keyboard may be gone then.
_BY_THEMSELVES = {CTRL: K.Key_Control, _SHIFT: K.Key_Shift, _ALT: K.Key_Alt}
_KEYS: dict[Key, int] = {
    (K.Key_Tab, _NONE): 20,
    (K.Key_Tab, _SHIFT): 8,
    (K.Key_Space, _NONE): 14,
    (K.Key_Return, _NONE): 8,
    (K.Key_Escape, _NONE): 6,
    (K.Key_Down, _NONE): 6,
    (K.Key_Up, _NONE): 4,
    (K.Key_Left, _NONE): 3,
    (K.Key_Right, _NONE): 3,
    (K.Key_Home, _NONE): 2,
    (K.Key_End, _NONE): 2,
    (K.Key_PageDown, _NONE): 2,
    (K.Key_PageUp, _NONE): 2,
    (K.Key_Backspace, _NONE): 5,
    (K.Key_Delete, _NONE): 2,
    (K.Key_F1, _NONE): 2,
    (K.Key_F, CTRL): 2,
    (K.Key_N, CTRL): 2,
    (K.Key_Z, CTRL): 2,
    (K.Key_A, CTRL): 2,
    (K.Key_X, CTRL): 1,
    (K.Key_V, CTRL): 1,
    (K.Key_Left, _ALT): 3,
    (K.Key_Down, _ALT): 2,
    **{(Qt.Key(K.Key_0.value + digit), _NONE): 1 for digit in range(10)},
}
_SCROLLING = (K.Key_PageUp, K.Key_PageDown, K.Key_Up, K.Key_Down)
_WORDS = ("slept", "Zoë", "3 dec", "O’Neill", "12/3", "?", "no", " ", "2026", "“so”")
# What these do lies outside the window, or makes other records of these.
_LEFT_ALONE = ("Restore", "Go back to", "Erase", "Quit", "new key")


class RoughHands:
    """Keys, letters, buttons, clicks by chance; `told` is what was done last."""

    shell: Shell

    def __init__(self, qapp: QApplication, seed: int) -> None:
        self.qapp, self.chance = qapp, random.Random(seed)
        self.told = ""
        self.scrolled_from: QWidget | None = None  # somebody scrolled away from it

    def settle(self) -> None:
        """Let queued work run, and what is on its way out go."""
        self.qapp.processEvents()
        self.qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        shell = self.shell
        is_there = shiboken6.isValid(shell) and shiboken6.isValid(shell.window)
        if is_there and QApplication.activeWindow() is None:
            self.shell.window.activateWindow()  # off-screen nobody else does it
        for _ in range(3):  # laid out, scrolled, laid out for the scroll bar
            self.qapp.processEvents()

    def over_the_page(self) -> list[QWidget]:
        """Menus, calendars and dialogs over the window."""
        windows = QApplication.topLevelWidgets()
        return [w for w in windows if w.isVisible() and w is not self.shell.window]

    # --- keys --------------------------------------------------------------------

    def key(self) -> None:
        """A key, to whatever has the keyboard."""
        (key, modifier), *_ = self.chance.choices(
            list(_KEYS), list(_KEYS.values()), k=1
        )
        if self._reaches_outside():
            key, modifier = K.Key_Escape, _NONE
        elif key in (K.Key_Space, K.Key_Return) and self._is_left_alone(
            QApplication.focusWidget()
        ):
            key = K.Key_Tab
        self.told = f"key {key.name} {modifier.value}"
        if key in _SCROLLING:
            self.scrolled_from = self.shell.window.focusWidget()
        self._press(key, modifier)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        if modifier in _BY_THEMSELVES:
            self._send(QTest.keyPress, _BY_THEMSELVES[modifier])
            self.settle()
        for give in (QTest.keyPress, QTest.keyRelease):
            self._send(give, key, modifier)

    def _send(
        self,
        give: Callable[..., None],
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = _NONE,
    ) -> None:
        window = self._has_keyboard()
        try:
            give(window.windowHandle(), key, modifier)
        except RuntimeError:  # PySide knows its window by a name of one that is gone
            give(window.focusWidget() or window, key, modifier)

    def _has_keyboard(self) -> QWidget:
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return over or QApplication.activeWindow() or self.shell.window

    def _reaches_outside(self) -> bool:
        """Whether a dialog is open whose keys could reach other files."""
        kinds = (QFileDialog, QPrintDialog)
        return any(isinstance(each, kinds) for each in self.over_the_page())

    def type(self) -> None:
        """A few letters into a field that can be seen; at its beginning or end."""
        found = locking.fields(self.shell) if self.shell.is_open else []
        if not found or self.over_the_page():
            self.key()
            return
        field = self.chance.choice(found)
        text = "".join(self.chance.choices(_WORDS, k=self.chance.randint(1, 3)))
        self.told = f"type {text!r} into {field.objectName()}"
        _reach(field)
        QTest.keyClick(field, self.chance.choice((K.Key_Home, K.Key_End)))
        for letter in text:
            if not shiboken6.isValid(field) or not field.hasFocus():
                return  # a page that was left by it, a list that opened
            _give(field, letter)

    def press(self) -> None:
        """A button that can be seen, by the space bar."""
        if self._reaches_outside():
            self.key()
            return
        inside = next(iter(self.over_the_page()), self.shell.window)
        found = [
            button
            for button in inside.findChildren(QAbstractButton)
            if button.isVisible()
            and button.isEnabled()
            and button.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not self._is_left_alone(button)
        ]
        if not found:
            self.key()
            return
        button = self.chance.choice(found)
        self.told = f"press {button.text() or button.accessibleName()!r}"
        _reach(button)
        QTest.keyClick(button, K.Key_Space)

    @staticmethod
    def _is_left_alone(widget: QWidget | None) -> bool:
        if not isinstance(widget, QAbstractButton):
            return False
        name = widget.accessibleName() or widget.text()
        return any(words in name for words in _LEFT_ALONE)

    def open_a_menu(self) -> None:
        """The context menu of what has the focus."""
        widget = QApplication.focusWidget()
        if widget is None or self.over_the_page():
            self.key()
            return
        where = widget.rect().center()
        reason = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(reason, where, widget.mapToGlobal(where))
        QApplication.sendEvent(widget, event)

    def point(self) -> None:
        """A click where something is that takes the pointer."""
        inside = self.shell.window
        if self.over_the_page():
            self.key()
            return
        at = QPoint(
            self.chance.randrange(inside.width()),
            self.chance.randrange(inside.height()),
        )
        target = inside.childAt(at) or inside
        if self._is_left_alone(target):
            return
        self.scrolled_from = inside.focusWidget()  # a scroll bar may have been hit
        self.told = f"click {at.x()},{at.y()} {type(target).__name__}"
        button, local = Qt.MouseButton.LeftButton, target.mapFrom(inside, at)
        QTest.mouseClick(target, button, _NONE, local)

    def resize(self) -> None:
        """As narrow as it goes, as wide as a large screen."""
        size = self.chance.choice(((640, 420), (760, 690), (1366, 690), (1900, 1000)))
        self.told = f"resize {size}"
        self.shell.window.resize(*size)


def _give(widget: QWidget, letter: str) -> None:
    """A letter as it comes from the keyboard, of any alphabet."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if shiboken6.isValid(widget):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, _NONE, letter))


def _reach(widget: QWidget) -> None:
    """Put the keyboard there, and bring it into sight, as the Tab key does."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
