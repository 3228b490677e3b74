"""Buttons: what a person presses to make something happen."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimerEvent, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button_look import (
    HEIGHTS,
    ICON_SIDE,
    INKS,
    LOOKS,
    PADS,
    TEXT_SIZES,
    Kind,
    Size,
    State,
)
from visit_app.ui.kit.icons import draw_icon, known_icon
from visit_app.ui.kit.keyboard import shows_mnemonics
from visit_app.ui.kit.paint import (
    box,
    broken_line_under,
    key_cap,
    key_cap_width,
    smooth,
)
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import without_mnemonic
from visit_app.ui.text import tr

_PRESS_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing inside a button: an icon, the words or a key cap."""

    what: Literal["icon", "text", "key"]
    value: str
    width: float
    gap: float


class Button(QPushButton, Themed):
    """A button that says what comes next; see `kind` and `size` in README.md.

    When it is not ready it keeps the focus, does not emit `clicked`, and says why.
    """

    refused = Signal(str)
    became_ready = Signal()

    def __init__(
        self,
        text: str,
        kind: Kind = "secondary",
        size: Size = "normal",
        *,
        icon: str | None = None,
        icon_right: str | None = None,
        key: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._size = kind, size
        self._icon = known_icon(icon or "")
        self._icon_right = known_icon(icon_right or "")
        self._key = key
        self._reason = ""
        self._own_description = ""
        self._inside: tuple[object, tuple[_Part, ...]] = (None, ())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        grow = QSizePolicy.Policy.Minimum
        self.setSizePolicy(grow, QSizePolicy.Policy.Fixed)
        self.pressed.connect(self._refuse_if_not_ready)
        self._describe()

    # what it says

    def set_kind(self, kind: Kind) -> None:
        """Make it another kind of button."""
        self._kind = kind
        self._changed()

    def set_icon(self, name: str | None) -> None:
        """Show another icon before the words, or none."""
        self._icon = known_icon(name or "")
        self._changed()

    def set_key(self, key: str | None) -> None:
        """Show another key cap after the words; the screen binds the key itself."""
        self._key = key
        self._describe()
        self._changed()

    def set_description(self, description: str) -> None:
        """What a screen reader adds after the name."""
        self._own_description = description
        self._describe()

    def set_not_ready(self, reason: str | None) -> None:
        """Say why it cannot be pressed now; None or nothing makes it ready."""
        was, self._reason = self._reason, reason or ""
        self._describe()
        self.update()
        if was and not self._reason:
            self.became_ready.emit()

    @property
    def not_ready(self) -> str:
        """Why it cannot be pressed now; empty when it can."""
        return self._reason

    def _describe(self) -> None:
        key = tr("Key {key}.", key=self._key) if self._key else ""
        parts = (self._own_description, key, self._reason)
        self.setAccessibleDescription(" ".join(part for part in parts if part))

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    # refusing while not ready

    def refuse(self) -> None:
        """Say why it cannot be pressed, on screen by `refused` and aloud."""
        announce(self, self._reason, at_once=True)
        self.refused.emit(self._reason)

    def click(self) -> None:
        """Press it; refused while not ready."""
        if self._reason:
            self.refuse()
        else:
            super().click()

    def hitButton(self, pos: QPoint) -> bool:
        """Whether a pointer there presses it."""
        return not self._reason and super().hitButton(pos)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say why when pressed while not ready."""
        if self._reason and self.rect().contains(event.position().toPoint()):
            self.refuse()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter press it."""
        if event.key() not in _PRESS_KEYS:
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            event.accept()
        elif self._reason:
            self.refuse()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            self.click()

    def event(self, event: QEvent) -> bool:
        """An Alt mnemonic while not ready says why."""
        if event.type() == QEvent.Type.Shortcut and self._reason:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.refuse()
            return True
        return super().event(event)

    def _refuse_if_not_ready(self) -> None:
        # Only assistive technology gets here: it presses by animateClick, which
        # emits `pressed` at once and `clicked` from a timer.
        if self._reason:
            self.refuse()

    def timerEvent(self, event: QTimerEvent) -> None:
        """The end of a press by assistive technology: no click while not ready."""
        self.blockSignals(bool(self._reason))
        super().timerEvent(event)
        self.blockSignals(False)

    # how it looks

    def state(self) -> State:
        """Which of its looks applies now."""
        if self._reason:
            return "not_ready"
        if self.isDown():
            return "pressed"
        return "hover" if self.underMouse() and self.isEnabled() else "rest"

    def label_font(self) -> QFont:
        """The font of the words."""
        size = TEXT_SIZES[self._size]
        if self._size == "foot" and self._kind in ("quiet", "flush"):
            size = 17
        return self.theme.font(size, 600)

    def _parts(self) -> tuple[_Part, ...]:
        """What is in it now, worked out once: a layout asks over and over."""
        look = (self._icon, self._icon_right, self._key, self._kind, self._size)
        now = (self.text(), self.theme.scale, *look)
        if self._inside[0] != now:
            self._inside = (now, tuple(self._measured()))
        return self._inside[1]

    def _measured(self) -> Iterator[_Part]:
        theme = self.theme
        icon = theme.px(ICON_SIDE)
        plain = without_mnemonic(self.text())[0]
        words = QFontMetricsF(self.label_font()).horizontalAdvance(plain)
        if self._icon:
            yield _Part("icon", self._icon, icon, theme.px(10))
        yield _Part("text", plain, ceil(words), 0)
        if self._key:
            width = key_cap_width(theme, self._key)
            yield _Part("key", self._key, int(width), theme.px(12))
        if self._icon_right:
            yield _Part("icon", self._icon_right, icon, theme.px(10))

    def _content_width(self) -> float:
        parts = self._parts()
        gaps = sum(p.gap for p in parts if p.what != "icon" or p is not parts[0])
        lead = parts[0].gap if parts[0].what == "icon" else 0
        return sum(p.width for p in parts) + gaps + lead

    def sizeHint(self) -> QSize:
        """Wide enough for icon, words and key cap; as high as its size says."""
        width = self._content_width() + 2 * self.theme.px(PADS[self._kind])
        return QSize(round(width), self.theme.control_px(HEIGHTS[self._size]))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the fill and border of its state, then its parts."""
        painter = smooth(self)
        self._draw_box(painter)
        self._draw_parts(painter, self._ink())

    def _draw_box(self, painter: QPainter) -> None:
        fill, edge = LOOKS[self._kind][self.state()]
        theme = self.theme
        # Where every ink is white, only the border tells what cannot be pressed now.
        dashed = theme.contrast and self.state() == "not_ready"
        if dashed and self._kind == "quiet":
            edge = "edge"
        box(
            painter,
            QRectF(self.rect()),
            10,
            theme.color(fill) if fill else None,
            theme.color(edge) if edge else None,
            stroke=1.5,
            dashed=dashed,
        )

    def _ink(self) -> QColor:
        not_ready = self.state() == "not_ready" or not self.isEnabled()
        return self.theme.color("ink2" if not_ready else INKS[self._kind])

    def _draw_parts(self, painter: QPainter, ink: QColor) -> None:
        left = (self.width() - self._content_width()) / 2
        if self._kind == "flush":
            left = 0
        for index, part in enumerate(self._parts()):
            left += part.gap if index else 0
            self._draw_part(painter, part, left, ink)
            left += part.width
            if index == 0 and part.what == "icon":
                left += part.gap

    def _draw_part(
        self, painter: QPainter, part: _Part, left: float, ink: QColor
    ) -> None:
        middle = self.height() / 2
        if part.what == "icon":
            place = QRectF(left, middle - part.width / 2, part.width, part.width)
            draw_icon(painter, part.value, place, ink)
        elif part.what == "key":
            high = self.theme.px(25)
            place = QRectF(left, middle - high / 2, part.width, high)
            key_cap(painter, self.theme, place, part.value, ink)
        else:
            self._draw_words(painter, QRectF(left, 0, part.width + 2, self.height()))

    def _draw_words(self, painter: QPainter, place: QRectF) -> None:
        font = self.label_font()
        hover = self._kind == "flush" and self.state() in ("hover", "pressed")
        font.setUnderline(hover)
        painter.setFont(font)
        painter.setPen(self._ink())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if shows_mnemonics(self):
            show = Qt.TextFlag.TextShowMnemonic
        else:
            show = Qt.TextFlag.TextHideMnemonic
        painter.drawText(place, int(flags | show), self.text())
        if self._kind == "flush" and self.theme.contrast and self._reason:
            # It has no border that could be broken.
            broken_line_under(painter, place, self._ink())
