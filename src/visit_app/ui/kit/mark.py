"""The mark: two circles, one holding the other."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from visit_app.ui.kit.paint import circle, smooth
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink, Theme
from visit_app.ui.kit.themed import Themed


def draw_mark(painter: QPainter, theme: Theme, rect: QRectF, ground: Ink) -> None:
    """Draw the mark into a square on that ground colour."""
    side = rect.width()
    big, small = side * 0.80, side * 0.46
    centre = rect.topLeft() + QPointF(big / 2, big / 2)
    circle(painter, centre, big, theme.color("accent"))
    inner = rect.topLeft() + QPointF(side * 0.72, side * 0.72)
    circle(painter, inner, small + side * 0.12, theme.color(ground))
    circle(painter, inner, small, theme.color("clay"))


class Mark(QWidget, Themed):
    """The mark alone, that many px square at 100 %."""

    def __init__(
        self, side: int = 30, ground: Ink = "sunken", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._side, self._ground = side, ground
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(self.theme.px(self._side), self.theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        draw_mark(smooth(self), self.theme, QRectF(self.rect()), self._ground)


class Brand(QWidget, Themed):
    """The mark with the name of the app beside it."""

    def __init__(
        self,
        name: str,
        *,
        large: bool = False,
        ground: Ink = "sunken",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mark = Mark(36 if large else 30, ground)
        self._name = Text(name, "brand_large" if large else "brand")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._name, 1)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps."""
        px = self.theme.px
        self._row.setContentsMargins(px(12), px(2), 0, px(22))
        self._row.setSpacing(px(12))

    def set_folded(self, folded: bool) -> None:
        """Show the mark alone."""
        self._name.setVisible(not folded)
