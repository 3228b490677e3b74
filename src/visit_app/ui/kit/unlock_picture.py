"""The picture of the unlock screen; light to import, because it is painted first."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from visit_app.ui.kit.paint import circle, smooth
from visit_app.ui.kit.theme import Theme
from visit_app.ui.kit.themed import Themed


def draw_unlock_picture(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Draw rings, the large circle and the small one cut by a ring of paper."""
    painter.fillRect(rect, theme.color("sunken"))
    unit = rect.width() / 520
    bottom = rect.height() - 768 * unit
    centre = QPointF(229 * unit, 460.5 * unit + bottom)
    for radius in (374, 294):
        ring = QColor(theme.color("accent"))
        ring.setAlphaF(0.09 if radius > 300 else 0.12)
        circle(painter, centre, 2 * radius * unit, ring)
    circle(painter, centre, 420 * unit, theme.color("accent"))
    small = QPointF(349 * unit, 575 * unit + bottom)
    circle(painter, small, 252 * unit, theme.color("sunken"))
    circle(painter, small, 207 * unit, theme.color("clay"))


class UnlockPicture(QWidget, Themed):
    """The two circles, large, with rings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture."""
        draw_unlock_picture(smooth(self), self.theme, QRectF(self.rect()))
