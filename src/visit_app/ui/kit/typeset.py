"""Lays out plain text with its own line height, and finds Alt mnemonics."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from visit_app.ui.kit.type_styles import STYLES as STYLES  # noqa: PLC0414 - as below
from visit_app.ui.kit.type_styles import Role as Role  # noqa: PLC0414 - see theme.Ink
from visit_app.ui.kit.type_styles import TypeStyle as TypeStyle  # noqa: PLC0414


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
        self.high = ceil(self.size.height())  # px

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

    def fits(self, width: float) -> bool:
        """Whether it is one line, and not wider than this."""
        return self._layout.lineCount() == 1 and self.size.width() <= width

    def line_count(self) -> int:
        """How many lines the text takes."""
        return self._layout.lineCount()

    def draw(self, painter: QPainter, at: QPointF, color: QColor) -> None:
        """Draw the lines with their top left corner there."""
        painter.setPen(color)
        self._layout.draw(painter, at)


@lru_cache(maxsize=16)
def _option(align: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    return option


LONGEST = 22  # characters


def longest_word(text: str, font: QFont) -> float:
    """The width in px of the widest word, below which lines would break inside it.

    What is longer than any word, the path of a file, may break.
    """
    advance = QFontMetricsF(font).horizontalAdvance
    return max((advance(word[:LONGEST]) for word in text.split()), default=0)
