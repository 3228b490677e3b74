"""Text on a screen: every label, heading, prompt and note."""

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
        self._blocks: dict[tuple[float, int], Block] = {}
        self._highs: dict[int, int] = {}  # by width, as long as the blocks
        self._word: float | None = None  # the width of the longest, likewise
        self._laid_at = 0.0  # the scale the blocks are laid out at
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)  # keeps height-for-width in the size policy
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed,
            QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        super().setText(text)
        self._read()

    @property
    def style_of_type(self) -> TypeStyle:
        """The size, weight and line height of the text."""
        if self._role == "item" and len(self.text()) > LONG_ITEM:
            return STYLES["item_long"]
        return STYLES[self._role]

    def set_role(self, role: Role, ink: Ink | None = None) -> None:
        """Set the text in another role or ink."""
        self._role, self._ink = role, ink
        self._forget()
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            super().setText(text)
            self._read()

    def setBuddy(self, buddy: QWidget) -> None:
        """Name this widget, whose Alt mnemonic is then marked in the text."""
        super().setBuddy(buddy)
        self._read()

    def _read(self) -> None:
        """Keep what Qt would be asked for a hundred times while a page is laid out."""
        text = self.text()
        marked = self.buddy() is not None
        self._plain, self._mnemonic = without_mnemonic(text) if marked else (text, -1)
        self._forget()
        self.updateGeometry()

    def _forget(self) -> None:
        self._blocks.clear()
        self._highs.clear()
        self._word = None

    def block(self, width: float) -> Block:
        """The text laid out for that width in px."""
        underline = -1
        if self._mnemonic >= 0 and shows_mnemonics(self):
            underline = self._mnemonic
        scale = self.theme.scale
        if scale != self._laid_at or len(self._blocks) > KEPT:
            self._forget()
            self._laid_at = scale
        key = (width, underline)
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = self._laid_out(width, underline)
        return found

    def _laid_out(self, width: float, underline: int) -> Block:
        if width < WIDEST and self._align == Qt.AlignmentFlag.AlignLeft:
            whole = self.block(WIDEST)
            if whole.fits(width):  # shaping a text is most of what laying out takes
                return whole
        style, theme = self.style_of_type, self.theme
        font, high = style.font(theme), style.line_height(theme)
        if self._figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return Block(
            self._plain, font, high, width, align=self._align, underline=underline
        )

    def sizeHint(self) -> QSize:
        """The size on one line, or on as many as the text itself holds."""
        whole = self.block(WIDEST)
        return QSize(ceil(whole.size.width()) + 1, whole.high)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the longest word, one line high."""
        if not self._wrap:
            return self.sizeHint()
        style, theme = self.style_of_type, self.theme
        if self._word is None or self._laid_at != theme.scale:
            self._word = longest_word(self._plain, style.font(theme))
        return QSize(ceil(self._word) + 1, ceil(style.line_height(theme)))

    def heightForWidth(self, width: int) -> int:
        """The height in px when wrapped to that width."""
        if not self._wrap:
            return -1
        high = self._highs.get(width)
        if high is None or self._laid_at != self.theme.scale:
            high = self.block(width).high
            self._highs[width] = high
        return high

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, in the middle of any height to spare."""
        painter = QPainter(self)
        color = self.theme.color(self._ink or self.style_of_type.ink)
        block = self.block(self.width() if self._wrap else WIDEST)
        spare = max(self.height() - block.size.height(), 0)
        block.draw(painter, QPointF(0, spare // 2), color)
