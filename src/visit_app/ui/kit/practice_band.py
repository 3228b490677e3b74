"""The band across the top of every training screen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from visit_app.ui.kit.paint import smooth
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class PracticeBand(QLabel, Themed):
    """36 px high and striped, so that practice is never taken for real."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text or tr("Practice: this family is invented"), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """36 px high."""
        return QSize(self.theme.px(320), self.theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """36 px high."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the stripes, and the words on a plain ground."""
        painter, theme = smooth(self), self.theme
        ground = theme.color("practice")
        painter.fillRect(self.rect(), ground)
        self._draw_stripes(painter)
        font = theme.font(16, 600)
        words = QFontMetricsF(font).horizontalAdvance(self.text())
        plain = QRectF(0, 0, words + theme.px(32), self.height())
        plain.moveCenter(QRectF(self.rect()).center())
        painter.fillRect(plain, ground)
        painter.setFont(font)
        painter.setPen(theme.color("on_practice"))
        painter.drawText(plain, Qt.AlignmentFlag.AlignCenter, self.text())

    def _draw_stripes(self, painter: QPainter) -> None:
        stripe = QColor(self.theme.color("on_practice"))
        stripe.setAlphaF(0.10)
        painter.setBrush(stripe)
        painter.setPen(Qt.PenStyle.NoPen)
        high = self.height()
        for left in range(-high, self.width() + high, 28):
            corners = (
                (left, high),
                (left + 14, high),
                (left + 14 + high, 0),
                (left + high, 0),
            )
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
