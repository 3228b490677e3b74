"""Labels at the left, values at the right: one widget that draws all of them."""

from collections.abc import Iterable, Sequence
from itertools import chain
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import WIDEST
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import STYLES, Block, TypeStyle, longest_word

LABEL_WIDTH = 80
_LABEL, _VALUE = STYLES["note"], STYLES["dense_medium"]


class _Shaped(NamedTuple):
    """Every text on one line at one scale, and widths in px that follow from it."""

    scale: float
    rows: list[tuple[Block, Block]]
    widest: int
    label_word: int
    value_word: int


class _Row(NamedTuple):
    """A label and its value as they lie, in px."""

    top: int
    label: Block
    value: Block


class FactRows(QWidget, Themed):
    """What is known, one row below the other; the words wrap.

    To a screen reader each label and each value is a label, as they would be if
    widgets drew them. A widget that lays itself out, is styled and painted costs ten
    times what one costs that is only there to be found.
    """

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._spoken = [_Spoken(words, self) for words in chain(*self._rows)]
        self._whole: _Shaped | None = None
        self._laid: dict[tuple[int, float], tuple[list[_Row], int]] = {}
        self.setSizePolicy(height_by_width())

    def _shaped(self) -> _Shaped:
        """Shaping a text is most of what laying it out takes: once for each scale."""
        if self._whole is None or self._whole.scale != self.theme.scale:
            theme = self.theme
            label, value = _LABEL.font(theme), _VALUE.font(theme)
            rows = [
                (self._block(one, _LABEL), self._block(other, _VALUE))
                for one, other in self._rows
            ]
            self._whole = _Shaped(
                theme.scale,
                rows,
                max((_wide(first) for first, _ in rows), default=0),
                _word((text for text, _ in self._rows), label),
                _word((text for _, text in self._rows), value),
            )
        return self._whole

    def _block(self, text: str, style: TypeStyle, width: int = WIDEST) -> Block:
        theme = self.theme
        return Block(text, style.font(theme), style.line_height(theme), width)

    def _label_width(self, width: int) -> int:
        """Labels stay on one line where that leaves room for the longest word."""
        px, shaped = self.theme.px, self._shaped()
        room = width - px(12) - shaped.value_word
        return max(min(max(px(LABEL_WIDTH), shaped.widest), room), shaped.label_word)

    def _at(self, width: int) -> tuple[list[_Row], int]:
        """The rows laid out for that width, and their height."""
        key = (width, self.theme.scale)
        if key not in self._laid:
            if len(self._laid) > 4:
                self._laid.clear()
            self._laid[key] = self._lay_out(width)
        return self._laid[key]

    def _lay_out(self, width: int) -> tuple[list[_Row], int]:
        px, wide = self.theme.px, self._label_width(width)
        rows, top = [], 0
        rest = width - wide - px(12)
        for words, blocks in zip(self._rows, self._shaped().rows, strict=True):
            first, second = blocks
            if not first.fits(wide):
                first = self._block(words[0], _LABEL, wide)
            if not second.fits(rest):
                second = self._block(words[1], _VALUE, rest)
            rows.append(_Row(top, first, second))
            top += max(first.high, second.high) + px(7)
        return rows, max(top - px(7), 0)

    def sizeHint(self) -> QSize:
        """Every text on one line."""
        shaped, px = self._shaped(), self.theme.px
        value = max((_wide(second) for _, second in shaped.rows), default=0)
        wide = max(px(LABEL_WIDTH), shaped.widest) + px(12) + value
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the longest word of each column, one row high."""
        shaped, theme = self._shaped(), self.theme
        wide = shaped.label_word + theme.px(12) + shaped.value_word
        return QSize(wide, ceil(_VALUE.line_height(theme)))

    def hasHeightForWidth(self) -> bool:
        """Wrapped values are taller where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height in px of all rows at that width."""
        return self._at(width)[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A screen reader finds each text where it is drawn."""
        super().resizeEvent(event)
        rows, _ = self._at(self.width())
        left = self._label_width(self.width()) + self.theme.px(12)
        places = chain.from_iterable(
            (
                QRect(0, row.top, left, row.label.high),
                QRect(left, row.top, self.width() - left, row.value.high),
            )
            for row in rows
        )
        for spoken, place in zip(self._spoken, places, strict=True):
            spoken.setGeometry(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every row."""
        painter, theme = QPainter(self), self.theme
        inks = theme.color(_LABEL.ink), theme.color(_VALUE.ink)
        left = self._label_width(self.width()) + theme.px(12)
        for row in self._at(self.width())[0]:
            row.label.draw(painter, QPointF(0, row.top), inks[0])
            row.value.draw(painter, QPointF(left, row.top), inks[1])


def _wide(block: Block) -> int:
    return ceil(block.size.width()) + 1


def _word(texts: Iterable[str], font: QFont) -> int:
    return max((ceil(longest_word(text, font)) + 1 for text in texts), default=0)


class _Spoken(QLabel):
    """Found by a screen reader; what it says is drawn by the widget it lies in."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: it is drawn already."""
