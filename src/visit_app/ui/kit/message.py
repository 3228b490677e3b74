"""A sentence with its icon: an error under a field, a note beside a list."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visit_app.ui.kit.icons import draw_icon, known_icon
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import Role

MessageKind = Literal["err", "err_large", "warn", "note", "hint", "task"]


@dataclass(frozen=True, slots=True)
class _Look:
    """Icon and its ink, role and ink of the words, icon side and indent in px."""

    icon: str
    icon_ink: Ink
    role: Role
    ink: Ink
    side: int = 18
    indent: int = 26
    centred: bool = False


_LOOKS: dict[MessageKind, _Look] = {
    "err": _Look("triangle-alert", "err", "dense_medium", "err", centred=True),
    "err_large": _Look("triangle-alert", "err", "dense_medium", "err", 20, 30),
    "warn": _Look("triangle-alert", "warn", "dense_medium", "warn"),
    "note": _Look("info", "ink2", "note", "ink2", indent=28),
    "hint": _Look("message-circle", "ink2", "hint", "ink2", 22, 34),
    "task": _Look("circle-alert", "warn", "dense", "ink", 20, 32),
}


class Message(QWidget, Themed):
    """An icon and a sentence that wraps beside it."""

    def __init__(
        self,
        text: str,
        kind: MessageKind = "note",
        *,
        icon: str | None = None,
        icon_ink: Ink | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = _LOOKS[kind]
        self._icon = known_icon(icon or self._look.icon)
        self._icon_ink: Ink = icon_ink or self._look.icon_ink
        self._words: Text | None = None  # not before there is something to say
        self._row = QHBoxLayout(self)
        self.setSizePolicy(height_by_width())
        self.restyle()
        self.set_text(text)

    def restyle(self) -> None:
        """Leave room for the icon."""
        self._row.setContentsMargins(self.theme.px(self._look.indent), 0, 0, 0)

    def text(self) -> str:
        """The sentence."""
        return "" if self._words is None else self._words.text()

    def set_text(self, text: str) -> None:
        """Say something else."""
        if self._words is not None:
            self._words.setText(text)
        elif text:
            self._words = Text(text, self._look.role, ink=self._look.ink)
            self._row.addWidget(self._words, 1)
            self._words.show()  # at once: Qt would wait for the loop

    def _middle(self) -> float:
        """Where the middle of the icon is: of all lines, or of the first."""
        if self._look.centred or self._words is None:
            return self.height() / 2
        needed = self._words.heightForWidth(self._words.width())
        line = self._words.style_of_type.line_height(self.theme)
        return max(self.height() - needed, 0) // 2 + line / 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon beside the words."""
        side = self.theme.px(self._look.side)
        painter = QPainter(self)
        place = QRectF(0, self._middle() - side / 2, side, side)
        draw_icon(painter, self._icon, place, self.theme.color(self._icon_ink))
