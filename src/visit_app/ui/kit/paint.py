"""The few shapes that several components draw."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from visit_app.ui.kit.discs import Disc
from visit_app.ui.kit.ink import Ink
from visit_app.ui.kit.theme import Theme

RING_OUT = 3.5
RING_RADIUS = 14
INPUT_EDGE = 2  # px


def smooth(widget: QWidget) -> QPainter:
    """A painter on the widget with smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    *,
    stroke: float = 0,
    dashed: bool = False,
) -> None:
    """A rounded box whose border lies inside the rect."""
    half = stroke / 2 if edge is not None else 0
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    pen = QPen(edge, stroke) if edge is not None else QPen(Qt.PenStyle.NoPen)
    if dashed and edge is not None:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    inner = rect.adjusted(half, half, -half, -half)
    corner = min(radius, inner.height() / 2)
    painter.drawRoundedRect(inner, corner, corner)


def input_box(widget: QWidget, theme: Theme) -> None:
    """The box of an input; its border tells of a value that is wrong."""
    wrong = widget.property("state") == "err"
    edge = theme.color("err" if wrong else "edge")
    place = QRectF(widget.rect())
    box(smooth(widget), place, 10, theme.color("surface"), edge, stroke=INPUT_EDGE)


def circle(
    painter: QPainter,
    centre: QPointF,
    diameter: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    *,
    stroke: float = 0,
) -> None:
    """A circle whose border lies inside the diameter."""
    half = diameter / 2
    rect = QRectF(centre.x() - half, centre.y() - half, diameter, diameter)
    box(painter, rect, half, fill, edge, stroke=stroke)


def draw_discs(painter: QPainter, theme: Theme, discs: Iterable[Disc]) -> None:
    """Circles, one over the other."""
    for disc in discs:
        color = theme.color(disc.ink)
        color.setAlphaF(disc.opacity)
        circle(painter, QPointF(disc.x, disc.y), disc.diameter, color)


def draw_ring(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """The focus ring round that rect: 7 px of paper, 3 px of focus in its middle."""
    around = rect.adjusted(-RING_OUT, -RING_OUT, RING_OUT, RING_OUT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rings: tuple[tuple[Ink, int], ...] = (("paper", 7), ("focus", 3))
    for ink, width in rings:
        painter.setPen(QPen(theme.color(ink), width))
        painter.drawRoundedRect(around, RING_RADIUS, RING_RADIUS)


def broken_line_under(painter: QPainter, words: QRectF, ink: QColor) -> None:
    """A broken line under words in the painter's font, drawn in the middle of there."""
    metrics = QFontMetricsF(painter.font())
    base = words.center().y() - metrics.height() / 2 + metrics.ascent()
    pen = QPen(ink, 1.5)
    pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    under = base + 4
    painter.drawLine(QPointF(words.left(), under), QPointF(words.right() - 2, under))


def tick(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    """A tick inside a filled circle or square."""
    pen = QPen(ink, rect.width() * 0.11)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    shares = ((0.29, 0.53), (0.44, 0.67), (0.72, 0.36))
    corners = [QPointF(x * rect.width(), y * rect.height()) for x, y in shares]
    painter.drawPolyline([rect.topLeft() + corner for corner in corners])


def key_cap_width(theme: Theme, key: str) -> float:
    """The width in px of a key cap with that text."""
    advance = QFontMetricsF(theme.font(14, 500)).horizontalAdvance(key)
    return max(advance + theme.px(15), theme.px(24))


def key_cap(
    painter: QPainter, theme: Theme, rect: QRectF, key: str, ink: QColor
) -> None:
    """A key cap: thin box, small text. Its meaning is said in the description too."""
    edge = QColor(ink)
    edge.setAlphaF(0.55)
    box(painter, rect, 5, None, edge, stroke=1)
    painter.setFont(theme.font(14, 500))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
