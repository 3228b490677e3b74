"""The mark: two circles, one holding the other."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from visit_app.ui.kit.discs import mark
from visit_app.ui.kit.paint import draw_discs, smooth
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed


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
        draw_discs(smooth(self), self.theme, mark(self.width(), self._ground))


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
