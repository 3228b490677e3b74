"""What the keyboard is doing in a window: which device was used last, Alt held."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

ALT_HELD = "visit_app_alt_held"
_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
)


def shows_mnemonics(widget: QWidget) -> bool:
    """Whether Alt is held, so that letters to press with it are underlined."""
    return bool(widget.window().property(ALT_HELD))


class Keyboard(QObject):
    """Watches a top-level window for keys and pointer presses, below all widgets."""

    used = Signal()
    pointer_used = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        self._watch()

    def _watch(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note keys and pointer presses; take nothing away from anybody."""
        kind = event.type()
        if watched is self._window:
            if kind in (QEvent.Type.Show, QEvent.Type.WinIdChange):
                self._watch()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._pressed(event)
        elif kind in (QEvent.Type.KeyRelease, QEvent.Type.FocusOut):
            self._hold_alt(held=False)
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self.pointer_used.emit()
        return False

    def _pressed(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt:
            self._hold_alt(held=True)
        if event.key() not in _MODIFIERS:
            self.used.emit()

    def _hold_alt(self, *, held: bool) -> None:
        if bool(self._window.property(ALT_HELD)) == held:
            return
        self._window.setProperty(ALT_HELD, held)
        for widget in self._window.findChildren(QWidget):
            widget.update()
