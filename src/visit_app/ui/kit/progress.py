"""How far a questionnaire is: dashes for its items, and the span its total can take."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class Dashes(QWidget, Themed):
    """One dash for each item: filled when answered, outlined where one is."""

    def __init__(
        self, total: int = 0, *, wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._height = 12 if wide else 10
        self._total, self._here = total, 0
        self._answered: frozenset[int] = frozenset()
        fixed, grow = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(grow if wide else fixed, fixed)

    def set_progress(self, here: int, answered: frozenset[int], total: int) -> None:
        """Which item is shown and which are answered, both counted from 1."""
        self._here, self._answered, self._total = here, answered, total
        spoken = tr("Question {here} of {total}", here=here, total=total)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """25 px for each item and 5.7 between, or as wide as there is room."""
        px = self.theme.px
        scale = self.theme.scale
        return QSize(round((self._total * 30.6 - 5.7) * scale), px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small window."""
        return QSize(self._total * 12, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashes."""
        painter, theme = smooth(self), self.theme
        gap = 5.7 * theme.scale
        pitch = (self.width() + gap) / max(self._total, 1)
        for index in range(self._total):
            wide = pitch - gap
            place = QRectF(index * pitch, 0, wide, self.height())
            self._draw_dash(painter, place, index + 1)

    def _draw_dash(self, painter: QPainter, place: QRectF, number: int) -> None:
        theme = self.theme
        slim = place.adjusted(0, 1, 0, -1)
        radius = place.height() / 2
        if number == self._here:
            accent = theme.color("accent")
            box(painter, place, radius, theme.color("surface"), accent, stroke=2)
        elif number in self._answered:
            box(painter, slim, radius, theme.color("accent"))
        elif theme.contrast:
            box(painter, slim, radius, None, theme.color("line"), stroke=1)
        else:
            box(painter, slim, radius, theme.color("line"))


class SpanTrack(QWidget, Themed):
    """The range a total can still take, on a track from 0 to the most."""

    def __init__(self, most: int = 27, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high, self._most = 0, most, most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_span(0, most, most)

    def set_span(self, low: int, high: int, most: int) -> None:
        """The least and the most the total can come to, and the end of the track."""
        self._low, self._high, self._most = low, high, most
        text = tr("Between {low} and {high} of {most}", low=low, high=high, most=most)
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        """240 px wide, with the figures under the track."""
        return QSize(self.theme.px(240), self.theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """At least 120 px wide."""
        return QSize(self.theme.px(120), self.theme.px(36))

    def _x(self, value: float) -> float:
        inset = self.theme.px(4)
        return inset + (self.width() - 2 * inset) * value / max(self._most, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, the span and the figures."""
        painter, theme = smooth(self), self.theme
        high = theme.px(12)
        track = QRectF(self._x(0), 0, self._x(self._most) - self._x(0), high)
        box(painter, track, high / 2, None, theme.color("edge"), stroke=1)
        left, right = self._x(self._low), self._x(self._high)
        span = QRectF(left, 0, max(right - left, high), high)
        box(painter, span, high / 2, theme.color("accent"))
        self._draw_figures(painter)

    def _draw_figures(self, painter: QPainter) -> None:
        taken: list[QRectF] = []
        for value in (self._low, self._high):
            taken.append(self._draw_figure(painter, value, bold=True))
        for value in (0, self._most):
            place = self._place(value, bold=False)
            if not any(place.intersects(other) for other in taken):
                self._draw_figure(painter, value, bold=False)

    def _font(self, *, bold: bool) -> QFont:
        font = self.theme.font(14, 700 if bold else 400)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _place(self, value: int, *, bold: bool) -> QRectF:
        theme = self.theme
        metrics = QFontMetricsF(self._font(bold=bold))
        wide = metrics.horizontalAdvance(str(value)) + 2
        left = min(max(self._x(value) - wide / 2, 0), self.width() - wide)
        return QRectF(left, theme.px(16), wide, theme.px(20))

    def _draw_figure(self, painter: QPainter, value: int, *, bold: bool) -> QRectF:
        theme, place = self.theme, self._place(value, bold=bold)
        painter.setFont(self._font(bold=bold))
        painter.setPen(theme.color("ink" if bold else "ink2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(value))
        return place
