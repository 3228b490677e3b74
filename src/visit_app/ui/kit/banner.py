"""A banner above the thing it blocks: what is missing or wrong, and one button."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.icons import draw_icon, known_icon
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed

BannerKind = Literal["warn", "err"]


class Banner(QFrame, Themed):
    """One sentence, one icon, at most one button: `acted()` when it is pressed."""

    acted = Signal()

    def __init__(
        self,
        text: str,
        kind: BannerKind = "warn",
        *,
        icon: str | None = None,
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: BannerKind = kind
        self._icon = known_icon(icon or "triangle-alert")
        self._words = Text(text, "dense")
        self.button = Button(action, "secondary", "row", parent=self)
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.acted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(height_by_width())
        self.restyle()

    def restyle(self) -> None:
        """Scale the padding."""
        px = self.theme.px
        self._row.setContentsMargins(px(48), px(14), px(14), px(14))
        self._row.setSpacing(px(16))

    def text(self) -> str:
        """The sentence."""
        return self._words.text()

    def set_banner(self, text: str, kind: BannerKind, action: str = "") -> None:
        """Say something else."""
        self._kind = kind
        self._words.setText(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, icon, and a border in high contrast."""
        theme, painter, rect = self.theme, smooth(self), QRectF(self.rect())
        ink: Ink = self._kind
        fill: Ink = "warn_bg" if self._kind == "warn" else "err_bg"
        edge = theme.color(ink) if theme.contrast else None
        box(painter, rect, 10, theme.color(fill), edge, stroke=1.5)
        side = theme.px(22)
        place = QRectF(theme.px(14), rect.center().y() - side / 2, side, side)
        draw_icon(painter, self._icon, place, theme.color(ink))
