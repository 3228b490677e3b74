"""What a list shows while it holds nothing."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from visit_app.ui.kit.icons import draw_icon, known_icon
from visit_app.ui.kit.paint import circle, smooth
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed


class IconDisc(QWidget, Themed):
    """An icon in a tinted disc of 52 px; the words beside it carry the meaning."""

    def __init__(
        self, icon: str, fill: Ink = "tint", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._fill = known_icon(icon), fill
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """52 px square."""
        return QSize(self.theme.px(52), self.theme.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc and the icon."""
        painter, theme = smooth(self), self.theme
        side, icon = self.width(), theme.px(26)
        middle = QPointF(side / 2, side / 2)
        edge = theme.color("accent") if theme.contrast else None
        circle(painter, middle, side, theme.color(self._fill), edge, stroke=1.5)
        place = QRectF(0, 0, icon, icon)
        place.moveCenter(middle)
        draw_icon(painter, self._icon, place, theme.color("accent"))


class Empty(QWidget, Themed):
    """What is empty, and when it fills."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(IconDisc(icon), 0, centre)
        self._column.addWidget(Text(title, "card_title", align=centre))
        self._column.addWidget(Text(text, "dense", ink="ink2", align=centre))
        if action is not None:
            self._column.addWidget(action, 0, centre)
        self._column.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps."""
        px = self.theme.px
        self._column.setContentsMargins(px(20), px(26), px(20), px(27))
        self._column.setSpacing(px(6))
