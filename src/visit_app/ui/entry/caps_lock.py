"""Learns from the letters typed whether Caps Lock is on: Qt does not tell."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class CapsLock(QObject):
    """`on` after a capital without Shift, or a small letter with it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.on = False
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each key, and take none away."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.on = False  # it was turned on or off: the next letter tells
        elif len(letter) == 1 and letter.lower() != letter.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.on = letter.isupper() != shift
