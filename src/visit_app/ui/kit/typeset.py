"""Lays out plain text with its own line height, and finds Alt mnemonics."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from visit_app.ui.kit.theme import Ink, Theme

Role = Literal[
    "prompt", "item_handover", "item", "item_long", "h1", "h1_large", "title",
    "title_large", "brand", "brand_large",
    "card_title", "option", "option_handover", "stem", "stem_handover", "hint",
    "row_title", "quote", "body", "strong", "strong_tight", "dense", "dense_strong",
    "dense_medium", "grid", "grid_strong", "head", "label", "label_quiet",
    "label_large", "note", "chip", "axis",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """Size in px at 100 %, line height as a factor, weight 400 to 700, usual ink."""

    size: float
    leading: float
    weight: int = 400
    ink: Ink = "ink"
    half_rate: bool = False

    def font(self, theme: Theme) -> QFont:
        """The font at the scale of the theme."""
        return theme.font(self.size, self.weight, half_rate=self.half_rate)

    def line_height(self, theme: Theme) -> float:
        """The height of one line in px at the scale of the theme."""
        size = theme.display_px(self.size) if self.half_rate else theme.px(self.size)
        return round(size * self.leading)


STYLES: dict[Role, TypeStyle] = {
    "prompt": TypeStyle(44, 1.22, 600, half_rate=True),
    "item_handover": TypeStyle(38, 1.24, 600, half_rate=True),
    "item": TypeStyle(32, 1.26, 600, half_rate=True),
    "item_long": TypeStyle(28, 1.26, 600, half_rate=True),
    "h1": TypeStyle(31, 1.2, 600),
    "h1_large": TypeStyle(34, 1.2, 600),
    "title_large": TypeStyle(20, 1.3, 600),
    "brand_large": TypeStyle(25, 1.3, 700),
    "title": TypeStyle(21, 1.3, 600),
    "brand": TypeStyle(21, 1.3, 700),
    "card_title": TypeStyle(18, 1.3, 600),
    "option": TypeStyle(21, 1.3, 500),
    "option_handover": TypeStyle(25, 1.3, 500),
    "stem": TypeStyle(19, 1.35, 400, "ink2"),
    "stem_handover": TypeStyle(22, 1.35, 400, "ink2"),
    "hint": TypeStyle(18, 1.35, 400, "ink2"),
    "row_title": TypeStyle(18, 1.3, 600),
    "quote": TypeStyle(18, 1.35, 500),
    "body": TypeStyle(17, 1.45),
    "strong": TypeStyle(17, 1.45, 600),
    "strong_tight": TypeStyle(17, 1.25, 600),
    "dense": TypeStyle(16, 1.35),
    "dense_strong": TypeStyle(16, 1.35, 600),
    "dense_medium": TypeStyle(16, 1.35, 500),
    "grid": TypeStyle(16, 1.25),
    "grid_strong": TypeStyle(16, 1.3, 600),
    "head": TypeStyle(15, 1.25, 600),
    "label": TypeStyle(16, 1.35, 600),
    "label_large": TypeStyle(17, 1.35, 600),
    "label_quiet": TypeStyle(17, 1.5, 500, "ink2"),
    "note": TypeStyle(15, 1.35, 400, "ink2"),
    "chip": TypeStyle(15, 1.35, 500),
    "axis": TypeStyle(14, 1.3, 400, "ink2"),
}


def without_mnemonic(text: str) -> tuple[str, int]:
    """The text without its `&`, and where the underlined letter is, -1 if none."""
    plain, position = "", -1
    letters = iter(text)
    for letter in letters:
        marked = next(letters, "") if letter == "&" else ""
        if marked not in ("", "&") and position < 0:
            position = len(plain)
        plain += marked if letter == "&" else letter
    return plain, position


class Block:
    """A text broken into lines for a width, ready to be measured and drawn."""

    def __init__(
        self,
        text: str,
        font: QFont,
        line_height: float,
        width: float,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        underline: int = -1,
    ) -> None:
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setTextOption(_option(align))
        self._layout.setCacheEnabled(True)
        if underline >= 0:
            self._underline(underline)
        self.size = self._break_lines(line_height, width, QFontMetricsF(font))

    def _underline(self, position: int) -> None:
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = position, 1
        mark.format = QTextCharFormat()
        mark.format.setFontUnderline(True)
        self._layout.setFormats([mark])

    def _break_lines(
        self, line_height: float, width: float, metrics: QFontMetricsF
    ) -> QSizeF:
        inset = (line_height - metrics.ascent() - metrics.descent()) / 2
        top, widest = 0.0, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            raised = inset + metrics.ascent() - line.ascent()
            line.setPosition(QPointF(0, top + raised))
            top += line_height
            widest = max(widest, line.naturalTextWidth())
        self._layout.endLayout()
        return QSizeF(widest, top or line_height)

    def line_count(self) -> int:
        """How many lines the text takes."""
        return self._layout.lineCount()

    def draw(self, painter: QPainter, at: QPointF, color: QColor) -> None:
        """Draw the lines with their top left corner there."""
        painter.setPen(color)
        self._layout.draw(painter, at)

    def draw_centred(self, painter: QPainter, box: QRectF, color: QColor) -> None:
        """Draw the lines in the middle of the height of the box."""
        top = box.top() + (box.height() - self.size.height()) / 2
        self.draw(painter, QPointF(box.left(), top), color)


def _option(align: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    return option


def longest_word(text: str, font: QFont) -> float:
    """The width in px of the widest word, below which lines would break inside it."""
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0)
