"""The very first paint: the ground and the picture of the entry page, nothing more.

It needs neither fonts nor style nor any other page, so that it is there at once; the
form follows as soon as it is painted.
"""

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from visit_app.ui.entry.room import picture_width
from visit_app.ui.kit.paint import smooth
from visit_app.ui.kit.theme import Theme
from visit_app.ui.kit.unlock_picture import draw_unlock_picture


class FirstPicture(QWidget):
    """Paints itself in this theme, and says once that it has: `painted`."""

    painted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, and the picture at the left."""
        painter, theme = smooth(self), self._theme
        painter.fillRect(self.rect(), theme.color("paper"))
        wide = picture_width(self.width(), theme.scale)
        if wide:
            draw_unlock_picture(painter, theme, QRectF(0, 0, wide, self.height()))
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self, self.painted.emit)
