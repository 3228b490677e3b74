"""How one answer looks: measured, laid out and drawn, for radio and check alike."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from visit_app.ui.kit.choice import Choice, Reason
from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.paint import box, circle, key_cap, tick
from visit_app.ui.kit.theme import Theme
from visit_app.ui.kit.typeset import STYLES, Block, TypeStyle

OptionSize = Literal["row", "medium", "handover", "small", "detail", "cell"]


@dataclass(frozen=True, slots=True)
class _Measure:
    """Lengths of one size of option, in px at 100 %."""

    height: int
    pad: int
    circle: int
    gap: int
    text: TypeStyle
    top: int = 14
    between: int = 8
    bottom: int = 16


_OPTION = STYLES["option"]
_MEASURES: dict[OptionSize, _Measure] = {
    "row": _Measure(66, 20, 26, 16, _OPTION),
    "medium": _Measure(60, 20, 26, 16, _OPTION._replace(size=19)),
    "handover": _Measure(76, 20, 26, 16, STYLES["option_handover"]),
    "small": _Measure(54, 20, 26, 16, _OPTION._replace(size=17), top=12, bottom=12),
    "detail": _Measure(62, 18, 22, 14, TypeStyle(17, 1.25, 600), 10, 0, 10),
    "cell": _Measure(36, 26, 18, 8, TypeStyle(17, 1.2, 400), 4, 0, 4),
}
_NOTE = STYLES["note"]
_REASON = TypeStyle(15, 1.6)
CELL_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Look:
    """What state the option is in."""

    chosen: bool
    hover: bool
    square: bool = False
    enabled: bool = True


class OptionFace:
    """A choice at one size and theme, for a width: its blocks and its height."""

    def __init__(
        self, choice: Choice, size: OptionSize, theme: Theme, *, chosen: bool
    ) -> None:
        cell = replace(choice, subtitle="", reasons=())
        self._choice = cell if size == "cell" else choice
        self._theme = theme
        self._measure = _MEASURES[size]
        self._size = size
        weight = 600 if chosen else self._measure.text.weight
        self._text = self._measure.text._replace(weight=weight)

    def _px(self, size: float) -> int:
        return self._theme.px(size)

    @property
    def text_left(self) -> int:
        """Where the words begin, in px from the left edge."""
        measure = self._measure
        return self._px(measure.pad) + self._px(measure.circle) + self._px(measure.gap)

    def _text_width(self, width: float) -> float:
        cap = self._px(46) if self._choice.key and self._size != "cell" else 0
        return max(width - self.text_left - cap - self._px(12), 1)

    def _block(self, text: str, style: TypeStyle, width: float) -> Block:
        height = style.line_height(self._theme)
        return Block(text, self._font(style), height, width)

    def _font(self, style: TypeStyle) -> QFont:
        font = style.font(self._theme)
        if self._choice.differs is not None and style is self._text:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def label(self, width: float) -> Block:
        """The words of the answer, laid out for an option of that width."""
        return self._block(self._choice.label, self._text, self._text_width(width))

    def _subtitle(self, width: float) -> Block | None:
        if not self._choice.subtitle:
            return None
        return self._block(self._choice.subtitle, _NOTE, self._text_width(width))

    def _reason(self, reason: Reason, width: float) -> Block:
        left = self._text_width(width) - self._px(26)
        return self._block(reason.text, _REASON, max(left, 1))

    def _head_height(self, width: float) -> float:
        height = self.label(width).size.height()
        subtitle = self._subtitle(width)
        if subtitle is not None:
            height += self._px(self._measure.between) + subtitle.size.height()
        return height

    def _reasons_height(self, width: float) -> float:
        reasons = self._choice.reasons
        blocks = [self._reason(reason, width) for reason in reasons]
        lines = sum(block.size.height() for block in blocks)
        return lines + self._px(12) if blocks else 0

    def height(self, width: float) -> int:
        """The height in px an option of that width needs."""
        measure = self._measure
        content = self._head_height(width) + self._reasons_height(width)
        padded = content + self._px(measure.top) + self._px(measure.bottom)
        return max(ceil(padded), self._theme.control_px(measure.height))

    def size_hint(self) -> QSize:
        """The size with every text on one line."""
        if self._size == "cell":
            high = self._theme.control_px(self._measure.height)
            return QSize(self._px(CELL_WIDTH), high)
        chosen = self._text._replace(weight=600)
        label = QFontMetricsF(chosen.font(self._theme))
        words = label.horizontalAdvance(self._choice.label)
        notes = QFontMetricsF(_NOTE.font(self._theme))
        below = [self._choice.subtitle, *(r.text for r in self._choice.reasons)]
        widest = max(notes.horizontalAdvance(text) for text in below) + self._px(26)
        beside = self.text_left + self._px(12 + (46 if self._choice.key else 0))
        return QSize(ceil(max(words, widest) + beside) + 2, self.height(100_000))

    # drawing

    def draw(self, painter: QPainter, rect: QRectF, look: Look) -> None:
        """Draw the option into the rect."""
        self._draw_frame(painter, rect, look)
        self._draw_mark(painter, rect, look)
        self._draw_words(painter, rect)
        if self._choice.key and self._size != "cell":
            self._draw_key(painter, rect, look)

    def _draw_frame(self, painter: QPainter, rect: QRectF, look: Look) -> None:
        theme = self._theme
        fill = theme.color("tint" if look.chosen else "surface")
        ink = theme.color("accent" if look.chosen else "ink2" if look.hover else "edge")
        stroke = 2.5 if look.chosen or look.hover else 1.5
        box(painter, rect, 12 if self._size != "cell" else 10, fill, ink, stroke=stroke)

    def _head_top(self, rect: QRectF) -> float:
        head = self._head_height(rect.width())
        content = head + self._reasons_height(rect.width())
        measure = self._measure
        spare = rect.height() - content
        pads = self._px(measure.top) + self._px(measure.bottom)
        if self._choice.subtitle and spare >= pads:
            return rect.top() + self._px(measure.top)
        return rect.top() + spare / 2

    def _mark_centre(self, rect: QRectF) -> QPointF:
        measure = self._measure
        top = self._head_top(rect)
        block = self.label(rect.width())
        height = block.size.height()
        if self._size == "detail":
            height = self._head_height(rect.width())
        elif block.line_count() > 1 and self._choice.subtitle:
            height /= block.line_count()
        left = rect.left() + self._px(measure.pad) + self._px(measure.circle) / 2
        return QPointF(left, top + height / 2)

    def _draw_mark(self, painter: QPainter, rect: QRectF, look: Look) -> None:
        theme = self._theme
        centre = self._mark_centre(rect)
        wide = self._px(self._measure.circle)
        ink = theme.color("accent" if look.chosen else "edge")
        if look.square:
            self._draw_square(painter, centre, wide, look)
            return
        circle(painter, centre, wide, theme.color("surface"), ink, stroke=2)
        if look.chosen:
            circle(painter, centre, wide * 0.5, ink)

    def _draw_square(
        self, painter: QPainter, centre: QPointF, wide: float, look: Look
    ) -> None:
        theme = self._theme
        square = QRectF(centre.x() - wide / 2, centre.y() - wide / 2, wide, wide)
        if not look.chosen:
            box(
                painter,
                square,
                6,
                theme.color("surface"),
                theme.color("edge"),
                stroke=2,
            )
            return
        box(painter, square, 6, theme.color("accent"))
        tick(painter, square, theme.color("on_accent"))

    def _draw_words(self, painter: QPainter, rect: QRectF) -> None:
        theme, width = self._theme, rect.width()
        at = QPointF(rect.left() + self.text_left, self._head_top(rect))
        label = self.label(width)
        plain = self._size == "cell" and self._text.weight < 500
        label.draw(painter, at, theme.color("ink2" if plain else "ink"))
        self._draw_difference(painter, at)
        at += QPointF(0, label.size.height())
        subtitle = self._subtitle(width)
        if subtitle is not None:
            at += QPointF(0, self._px(self._measure.between))
            subtitle.draw(painter, at, theme.color("ink2"))
            at += QPointF(0, subtitle.size.height())
        self._draw_reasons(painter, at + QPointF(0, self._px(12)), width)

    def _draw_reasons(self, painter: QPainter, at: QPointF, width: float) -> None:
        theme, side = self._theme, self._px(18)
        for reason, block in self._reason_blocks(width):
            line = _REASON.line_height(theme)
            place = QRectF(at.x(), at.y() + (line - side) / 2, side, side)
            draw_icon(painter, reason.icon, place, theme.color(reason.ink))
            block.draw(painter, at + QPointF(self._px(26), 0), theme.color("ink"))
            at += QPointF(0, block.size.height())

    def _reason_blocks(self, width: float) -> Iterator[tuple[Reason, Block]]:
        for reason in self._choice.reasons:
            yield reason, self._reason(reason, width)

    def _draw_difference(self, painter: QPainter, at: QPointF) -> None:
        if self._choice.differs is None:
            return
        start, length = self._choice.differs
        metrics = QFontMetricsF(self._font(self._text))
        before = metrics.horizontalAdvance(self._choice.label[:start])
        until = metrics.horizontalAdvance(self._choice.label[: start + length])
        top = at.y() + self._text.line_height(self._theme) + self._px(1)
        mark = QRectF(at.x() + before, top, until - before, self._px(3))
        painter.fillRect(mark, self._theme.color("clay"))

    def _draw_key(self, painter: QPainter, rect: QRectF, look: Look) -> None:
        theme = self._theme
        wide, high = self._px(30), self._px(27)
        right = rect.right() - self._px(15)
        middle = rect.center().y()
        place = QRectF(right - wide, middle - high / 2, wide, high)
        ink = theme.color("ink2")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        key_cap(painter, theme, place, self._choice.key, ink)
