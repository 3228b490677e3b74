"""Text on a screen: every label, heading, prompt and note."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from visit_app.ui.kit.keyboard import shows_mnemonics
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import (
    STYLES,
    Block,
    Role,
    TypeStyle,
    longest_word,
    without_mnemonic,
)

WIDEST = 16_777_215
KEPT = 8  # widths that a layout asks about, over and over
LONG_ITEM = 70  # characters; longer items are set in 28 px (docs/look.md "Type")


class Text(QLabel, Themed):
    """Plain text in one role, wrapped with its own line height and never clipped.

    `figures` gives all digits one width, for columns of numbers only.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        *,
        ink: Ink | None = None,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        wrap: bool = True,
        figures: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: Role = role
        self._ink = ink
        self._align = align
        self._wrap = wrap
        self._figures = figures
        self._blocks: dict[tuple[float, str, int, TypeStyle, float], Block] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    @property
    def style_of_type(self) -> TypeStyle:
        """The size, weight and line height of the text."""
        if self._role == "item" and len(self.text()) > LONG_ITEM:
            return STYLES["item_long"]
        return STYLES[self._role]

    def set_role(self, role: Role, ink: Ink | None = None) -> None:
        """Set the text in another role or ink."""
        self._role, self._ink = role, ink
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.updateGeometry()

    def _plain(self) -> tuple[str, int]:
        if self.buddy() is None:
            return self.text(), -1
        return without_mnemonic(self.text())

    def block(self, width: float) -> Block:
        """The text laid out for that width in px."""
        plain, position = self._plain()
        underline = position if shows_mnemonics(self) else -1
        key = (width, plain, underline, self.style_of_type, self.theme.scale)
        if key not in self._blocks:
            if len(self._blocks) >= KEPT:
                self._blocks.clear()
            self._blocks[key] = self._laid_out(plain, width, underline)
        return self._blocks[key]

    def _laid_out(self, plain: str, width: float, underline: int) -> Block:
        style, theme = self.style_of_type, self.theme
        font, high = style.font(theme), style.line_height(theme)
        if self._figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return Block(plain, font, high, width, align=self._align, underline=underline)

    def sizeHint(self) -> QSize:
        """The size on one line, or on as many as the text itself holds."""
        size = self.block(WIDEST).size
        return QSize(ceil(size.width()) + 1, ceil(size.height()))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the longest word, one line high."""
        if not self._wrap:
            return self.sizeHint()
        style = self.style_of_type
        word = _longest(self._plain()[0], style, self.theme.scale)
        return QSize(ceil(word) + 1, ceil(style.line_height(self.theme)))

    def hasHeightForWidth(self) -> bool:
        """Wrapped text is taller where it is narrower."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """The height in px when wrapped to that width."""
        return ceil(self.block(width).size.height()) if self._wrap else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, in the middle of any height to spare."""
        painter = QPainter(self)
        color = self.theme.color(self._ink or self.style_of_type.ink)
        block = self.block(self.width() if self._wrap else WIDEST)
        spare = max(self.height() - block.size.height(), 0)
        block.draw(painter, QPointF(0, spare // 2), color)


@lru_cache(maxsize=1024)
def _longest(text: str, style: TypeStyle, scale: float) -> float:
    from visit_app.ui.kit.theme import Theme

    return longest_word(text, style.font(Theme(scale=scale)))
