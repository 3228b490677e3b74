"""Scores over time: one column for each contact, the number beside every point."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from visit_app.ui.kit.paint import box, circle, smooth
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One contact: its total, or the span it lies in when answers are missing.

    `gap` is the time since the contact before, written out ("13 weeks").
    """

    when: str
    contact: str
    low: int
    high: int
    note: str = ""
    gap: str = ""

    @property
    def figure(self) -> str:
        """The total, or the span in words."""
        if self.low == self.high:
            return str(self.low)
        return tr("{low} to {high}", low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class Band:
    """A published band with both ends included, and its published name."""

    low: int
    high: int
    name: str


def described(points: Sequence[ChartPoint]) -> str:
    """Every point in words, for the screen reader."""
    parts = []
    for p in points:
        words = ", ".join(x for x in (p.when, p.contact, p.figure, p.note) if x)
        parts.append(words)
    return ". ".join(parts) + ("." if parts else "")


class ScoreChart(QWidget, Themed):
    """The chart; nothing in it is red or green, nothing has to be pointed at."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[ChartPoint, ...] = ()
        self._bands: tuple[Band, ...] = ()
        self._most = 27
        self._room = QRectF()  # where the points go, while it is drawn
        self.setAccessibleName(name)
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding
        )
        self.setSizePolicy(policy)

    def set_scores(
        self, points: Sequence[ChartPoint], bands: Sequence[Band], most: int
    ) -> None:
        """Show these contacts, oldest first, on a scale from 0 to `most`."""
        self._points, self._bands = tuple(points), tuple(bands)
        self._most = most
        self.setAccessibleDescription(described(points))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """140 px for each contact."""
        px = self.theme.px
        return QSize(px(36 + 140 * max(len(self._points), 2) + 150), px(268))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the figures not to touch."""
        px = self.theme.px
        return QSize(px(36 + 84 * max(len(self._points), 2) + 140), px(220))

    # where things are

    def _names_width(self) -> float:
        metrics = self._metrics(15)
        names = [metrics.horizontalAdvance(band.name) for band in self._bands]
        return max(names, default=0) + self.theme.px(20) if self._bands else 0

    def _metrics(self, size: float) -> QFontMetricsF:
        return QFontMetricsF(self.theme.font(size))

    def _plot(self) -> QRectF:
        px = self.theme.px
        right = self.width() - self._names_width()
        return QRectF(px(34), px(8), max(right - px(34), 1), self.height() - px(56))

    def _y(self, value: float) -> float:
        plot = self._room
        return plot.bottom() - plot.height() * value / max(self._most, 1)

    def _x(self, index: float) -> float:
        plot, inset = self._room, self.theme.px(62)
        if len(self._points) < 2:
            return plot.center().x()
        pitch = (plot.width() - 2 * inset) / (len(self._points) - 1)
        return plot.left() + inset + pitch * index

    def _pitch(self) -> float:
        if len(self._points) < 2:
            return self._room.width()
        return self._x(1) - self._x(0)

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bands, axis, line, points and the words under them."""
        painter = smooth(self)
        self._room = self._plot()
        self._draw_bands(painter)
        self._draw_axis(painter)
        self._draw_line(painter)
        for index, point in enumerate(self._points):
            self._draw_point(painter, index, point)
            self._draw_contact(painter, index, point)

    def _edges(self) -> list[int]:
        return sorted({0, self._most, *(band.low for band in self._bands)})

    def _draw_bands(self, painter: QPainter) -> None:
        plot, theme = self._room, self.theme
        for index, band in enumerate(self._bands):
            last = index == len(self._bands) - 1
            top = self._y(self._most if last else self._bands[index + 1].low)
            bottom = self._y(band.low)
            stripe = QRectF(plot.left(), top, plot.width(), bottom - top)
            if index % 2 == 0 and not theme.contrast:
                grey = theme.color("sunken")
                grey.setAlphaF(0.6)
                painter.fillRect(stripe, grey)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QLineF(stripe.topLeft(), stripe.topRight()))
            name = QRectF(plot.right() + theme.px(12), top, self.width(), bottom - top)
            self._write(painter, name, band.name, 15, "ink2", left=True)

    def _draw_axis(self, painter: QPainter) -> None:
        plot, theme = self._room, self.theme
        painter.setPen(QPen(theme.color("edge"), 1.5))
        painter.drawLine(QLineF(plot.bottomLeft(), plot.bottomRight()))
        for value in self._edges():
            wide, high = theme.px(26), theme.px(20)
            place = QRectF(0, self._y(value) - high / 2, wide, high)
            painter.setFont(theme.font(14))
            painter.setPen(theme.color("ink2"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, str(value))

    def _middle(self, index: int) -> QPointF:
        point = self._points[index]
        return QPointF(self._x(index), self._y((point.low + point.high) / 2))

    def _draw_line(self, painter: QPainter) -> None:
        pen = QPen(self.theme.color("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        for index in range(1, len(self._points)):
            painter.drawLine(self._middle(index - 1), self._middle(index))

    def _draw_point(self, painter: QPainter, index: int, point: ChartPoint) -> None:
        theme, at = self.theme, self._middle(index)
        accent, surface = theme.color("accent"), theme.color("surface")
        side = theme.px(14)
        top = at.y() - side / 2
        if point.low == point.high:
            circle(painter, at, side + 4, surface)
            circle(painter, at, side, accent)
        else:
            top = self._y(point.high) - 2
            high = max(self._y(point.low) - self._y(point.high) + 4, side)
            pill = QRectF(at.x() - side / 2, top, side, high)
            box(painter, pill, side / 2, surface, accent, stroke=2)
        figure = QRectF(at.x() - 80, top - theme.px(27), 160, theme.px(24))
        self._write(painter, figure, point.figure, 17, "ink", weight=700)
        if point.note:
            bottom = self._y(point.low) + theme.px(8)
            note = QRectF(at.x() - 110, bottom, 220, theme.px(22))
            self._write(painter, note, point.note, 14, "ink2")

    def _draw_contact(self, painter: QPainter, index: int, point: ChartPoint) -> None:
        theme, x = self.theme, self._x(index)
        top = self._room.bottom() + theme.px(3)
        wide = self._pitch()
        when = QRectF(x - wide / 2, top, wide, theme.px(22))
        self._write(painter, when, point.when, 15, "ink", weight=600)
        below = when.translated(0, theme.px(20))
        self._write(painter, below, point.contact, 14, "ink2")
        if index and point.gap:
            between = when.translated(-wide / 2, 0)
            self._write(painter, between, point.gap, 14, "ink2", italic=True)

    def _write(
        self,
        painter: QPainter,
        place: QRectF,
        words: str,
        size: float,
        ink: Ink,
        *,
        weight: int = 400,
        italic: bool = False,
        left: bool = False,
    ) -> None:
        font: QFont = self.theme.font(size, weight, italic=italic)
        painter.setFont(font)
        painter.setPen(self.theme.color(ink))
        across = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(place, across | Qt.AlignmentFlag.AlignVCenter, words)
