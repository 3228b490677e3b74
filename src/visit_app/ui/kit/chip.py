"""Chips: a few words with their meaning as icon and colour; and filter chips."""

from typing import Literal

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QWidget

from visit_app.ui.kit.icons import draw_icon, known_icon
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.theme import Ink, Theme
from visit_app.ui.kit.themed import Themed

ChipKind = Literal["plain", "warn", "ok", "care", "err", "quote"]
_FILLS: dict[ChipKind, Ink] = {
    "plain": "sunken",
    "warn": "warn_bg",
    "ok": "tint",
    "care": "care_bg",
    "err": "err_bg",
    "quote": "sunken",
}
_INKS: dict[ChipKind, Ink] = {
    "plain": "ink",
    "warn": "warn",
    "ok": "ink",
    "care": "care",
    "err": "err",
    "quote": "ink",
}
_ICONS: dict[ChipKind, str] = {
    "warn": "clock",
    "ok": "check",
    "care": "heart-handshake",
    "err": "triangle-alert",
}


class _Face:
    """Measures and draws a pill with an icon and words."""

    def __init__(self, theme: Theme, text: str, icon: str | None, *, big: bool) -> None:
        self._theme, self._text, self._icon = theme, text, icon
        self._font = theme.font(18 if big else 15, 500)
        self._big = big

    def size(self) -> QSize:
        px = self._theme.px
        words = QFontMetricsF(self._font).horizontalAdvance(self._text)
        icon = px(16 + 6) if self._icon else 0
        return QSize(round(words) + icon + px(24), px(32 if self._big else 30))

    def draw(self, painter: QPainter, rect: QRectF, ink: Ink) -> None:
        px, left = self._theme.px, rect.left() + self._theme.px(12)
        color = self._theme.color(ink)
        if self._icon:
            side = px(16)
            place = QRectF(left, rect.center().y() - side / 2, side, side)
            draw_icon(painter, self._icon, place, color)
            left += px(22)
        painter.setFont(self._font)
        painter.setPen(color)
        words = QRectF(left, rect.top(), rect.right() - left, rect.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)


class Chip(QLabel, Themed):
    """A label in a pill; its kind says what it means, its words say it too."""

    def __init__(
        self,
        text: str,
        kind: ChipKind = "plain",
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon = kind, known_icon(icon or "")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_chip(self, text: str, kind: ChipKind, icon: str | None = None) -> None:
        """Show another text in another kind."""
        self._kind, self._icon = kind, known_icon(icon or "")
        self.setText(text)
        self.updateGeometry()
        self.update()

    def _face(self) -> _Face:
        icon = self._icon or _ICONS.get(self._kind)
        big = self._kind == "quote"
        return _Face(self.theme, self.text(), icon, big=big)

    def sizeHint(self) -> QSize:
        """30 px high (32 for quotes), as wide as its words."""
        return self._face().size()

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill; in high contrast it has a border."""
        painter, rect = smooth(self), QRectF(self.rect())
        edge = self.theme.color(_INKS[self._kind]) if self.theme.contrast else None
        fill = self.theme.color(_FILLS[self._kind])
        box(painter, rect, rect.height() / 2, fill, edge, stroke=1)
        self._face().draw(painter, rect, _INKS[self._kind])


class FilterChip(QCheckBox, Themed):
    """A pill that switches a filter on and off: a check box to a screen reader."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.updateGeometry)  # room for the tick

    def _face(self) -> _Face:
        icon = "check" if self.isChecked() else None
        return _Face(self.theme, self.text(), icon, big=False)

    def sizeHint(self) -> QSize:
        """30 px high, as wide as its words with or without the tick."""
        return self._face().size()

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole pill can be pressed."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outlined when off, tinted with a tick when on."""
        painter, rect, theme = smooth(self), QRectF(self.rect()), self.theme
        on, hover = self.isChecked(), self.underMouse()
        edge = theme.color("accent" if on else "ink2" if hover else "edge")
        fill = theme.color("tint") if on else None
        box(
            painter, rect, rect.height() / 2, fill, edge, stroke=2 if on or hover else 1
        )
        self._face().draw(painter, rect, "ink" if on else "ink2")
