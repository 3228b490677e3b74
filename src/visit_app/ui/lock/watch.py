"""Sees every key and pointer press of every window, dialogs too, before its widget."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)
Touched = Callable[[], bool]
Keys = dict[QKeyCombination, Callable[[], None]]


class Watch(QObject):
    """Tells `touched` of every press, and answers a few keys in any window.

    A shortcut of the main window does not work while a dialog is open; these keys do.
    `touched` returns False to keep the press from reaching anything.
    """

    def __init__(
        self, app: QGuiApplication, touched: Touched, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._touched = touched
        self._keys: Keys = {}
        app.focusWindowChanged.connect(self.watch)

    def answer(self, keys: QKeyCombination, action: Callable[[], None]) -> None:
        """Do the action when these keys are pressed, whatever window has the focus."""
        self._keys[keys] = action

    @Slot(QWindow)
    def watch(self, window: QWindow | None) -> None:
        """Look at the events of this window from now on."""
        if window is not None:
            window.installEventFilter(self)  # twice is the same as once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take away only presses that came too late, and the keys answered here."""
        if event.type() not in _TOUCHES:
            return False
        if not self._touched():
            return True
        if not isinstance(event, QKeyEvent):
            return False
        action = self._keys.get(_combination(event))
        if action is None or event.isAutoRepeat():
            return action is not None
        action()
        return True


def _combination(event: QKeyEvent) -> QKeyCombination:
    kept = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeyCombination(kept, Qt.Key(event.key()))
