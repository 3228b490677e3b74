"""A sentence with its icon: an error under a field, a note beside a list."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import Role

MessageKind = Literal["err", "warn", "note", "hint"]
_LOOKS: dict[MessageKind, tuple[Ink, str, Role]] = {
    "err": ("err", "triangle-alert", "chip"),
    "warn": ("warn", "triangle-alert", "chip"),
    "note": ("ink2", "info", "note"),
    "hint": ("ink2", "message-circle", "body"),
}


class Message(QWidget, Themed):
    """An icon and a sentence that wraps beside it."""

    def __init__(
        self,
        text: str,
        kind: MessageKind = "note",
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ink, usual, role = _LOOKS[kind]
        self._icon = icon or usual
        self._words = Text(text, role, ink=self._ink)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def restyle(self) -> None:
        """Leave room for the icon."""
        self._row.setContentsMargins(self.theme.px(26), 0, 0, 0)

    def text(self) -> str:
        """The sentence."""
        return self._words.text()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._words.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon beside the middle of the words."""
        side = self.theme.px(18)
        top = (self.height() - side) / 2
        painter = QPainter(self)
        place = QRectF(0, top, side, side)
        draw_icon(painter, self._icon, place, self.theme.color(self._ink))
