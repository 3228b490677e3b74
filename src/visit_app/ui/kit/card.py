"""Cards and panels: a surface with a thin line round it, and rules across it."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import Role


class Rule(QWidget, Themed):
    """A thin line across, inset by that many px at the left and at the right."""

    def __init__(
        self, left: int = 0, right: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        line = self.rect().adjusted(self._left, 0, -self._right, 0)
        QPainter(self).fillRect(line, self.theme.color("line"))


class Heading(Text):
    """A quiet heading of rows, 40 px high, at that many px from the left."""

    def __init__(self, text: str, left: int, parent: QWidget | None = None) -> None:
        super().__init__(text, "label", ink="ink2", parent=parent)
        self._left = left

    def heightForWidth(self, width: int) -> int:
        """The height of its lines and 18 px round them."""
        return super().heightForWidth(width - 2 * self._left) + self.theme.px(18)

    def sizeHint(self) -> QSize:
        """One line, and 18 px round it."""
        hint = super().sizeHint()
        return hint + QSize(2 * self._left, self.theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words nearer to the rows above than to those below."""
        block = self.block(self.width() - 2 * self._left)
        at = QPointF(self._left, self.theme.px(14))
        block.draw(QPainter(self), at, self.theme.color("ink2"))


class Card(QFrame, Themed):
    """A surface with a title; add what it holds to `body`, a vertical layout."""

    def __init__(
        self,
        title: str = "",
        *,
        role: Role = "card_title",
        fill: Ink = "surface",
        padding: int = 20,
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fill: Ink = fill
        self._padding, self._flush = padding, flush
        self.body = QVBoxLayout(self)
        self.head = QHBoxLayout()
        self.title = Text(title, role)
        self.head.addWidget(self.title, 1)
        self.body.addLayout(self.head)
        self.title.setVisible(bool(title))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def restyle(self) -> None:
        """Scale the padding; a flush card leaves it to its rows."""
        px, pad = self.theme.px, self._padding
        if self._flush:
            self.body.setContentsMargins(0, px(2), 0, px(6))
            headed = bool(self.title.text())
            self.head.setContentsMargins(pad if headed else 0, 0, pad, 0)
            self.head.addStrut(px(44) if headed else 0)
        else:
            self.body.setContentsMargins(pad, px(pad), pad, px(pad))
        self.body.setSpacing(0 if self._flush else px(8))
        self.head.setSpacing(px(12))

    def set_title(self, title: str) -> None:
        """Name the card otherwise."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.restyle()

    def add(self, *widgets: QWidget) -> None:
        """Put the widgets under what is already there."""
        for widget in widgets:
            self.body.addWidget(widget)

    def add_rule(self, left: int = 0, right: int = 0) -> None:
        """Draw a line under what is already there, inset by that many px."""
        self.body.addWidget(Rule(left, right))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface."""
        theme = self.theme
        lined = self._fill == "surface" or theme.contrast
        edge = theme.color("line") if lined else None
        fill = theme.color(self._fill)
        box(smooth(self), QRectF(self.rect()), 14, fill, edge, stroke=1)
