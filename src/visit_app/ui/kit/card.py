"""Cards and panels: a surface with a thin line round it, and rules across it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import Role


class Rule(QWidget, Themed):
    """A thin line across, inset by that many px on both sides."""

    def __init__(self, inset: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inset = inset
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        inset = self.theme.px(self._inset)
        line = self.rect().adjusted(inset, 0, -inset, 0)
        QPainter(self).fillRect(line, self.theme.color("line"))


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
        self.title.setVisible(bool(title))
        self.body.addLayout(self.head)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def restyle(self) -> None:
        """Scale the padding; a flush card leaves it to its rows."""
        px, pad = self.theme.px, self._padding
        side = 0 if self._flush else px(pad)
        self.body.setContentsMargins(
            side, px(pad), side, px(pad if not self._flush else 8)
        )
        self.body.setSpacing(px(8))
        inset = px(pad) if self._flush else 0
        self.head.setContentsMargins(inset, 0, inset, 0)
        self.head.setSpacing(px(12))

    def set_title(self, title: str) -> None:
        """Name the card otherwise."""
        self.title.setText(title)
        self.title.setVisible(bool(title))

    def add(self, *widgets: QWidget) -> None:
        """Put the widgets under what is already there."""
        for widget in widgets:
            self.body.addWidget(widget)

    def add_rule(self, inset: int = 0) -> None:
        """Draw a line under what is already there."""
        self.body.addWidget(Rule(inset))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface."""
        theme = self.theme
        lined = self._fill == "surface" or theme.contrast
        edge = theme.color("line") if lined else None
        fill = theme.color(self._fill)
        box(smooth(self), QRectF(self.rect()), 14, fill, edge, stroke=1)
