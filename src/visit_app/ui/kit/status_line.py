"""The line at the foot of the window: where everything is; hide and lock."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.icons import draw_icon, known_icon
from visit_app.ui.kit.paint import box, smooth
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class StatusLine(QFrame, Themed):
    """The sync sentence, then `hide_asked` and `lock_asked`; 48 px high."""

    hide_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = "cloud-off"
        self._ink: Ink = "ink2"
        self._narrow = False
        self._words = Text("", "chip")
        self.hide_button = Button(tr("Hide screen"), "flush", "row", key="F8")
        self.lock_button = Button(tr("Lock"), "flush", "row", key="Ctrl+L")
        self.hide_button.clicked.connect(self.hide_asked)
        self.lock_button.clicked.connect(self.lock_asked)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.hide_button)
        self._row.addWidget(self.lock_button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def restyle(self) -> None:
        """Scale the height and the gaps."""
        px = self.theme.px
        self.setMinimumHeight(px(48))
        self._left = 20 if self._narrow else px(24)
        right = 20 if self._narrow else px(28)
        self._row.setContentsMargins(self._left + px(32), 0, right, 0)
        self._row.setSpacing(px(16 if self._narrow else 35))

    def text(self) -> str:
        """The sentence."""
        return self._words.text()

    def set_sentence(
        self, text: str, icon: str = "cloud-check", ink: Ink = "accent"
    ) -> None:
        """Say where the visits are; a change is announced politely."""
        if text != self._words.text() and self._words.text():
            announce(self, text)
        self._words.setText(text)
        if (icon, ink) != (self._icon, self._ink):
            self._icon, self._ink = known_icon(icon), ink
            self.update()

    def set_width(self, width: Width) -> None:
        """Short words and no key caps in narrow windows."""
        narrow = self._narrow = width is Width.NARROW
        self.hide_button.setText(tr("Hide") if narrow else tr("Hide screen"))
        self.hide_button.set_key(None if narrow else "F8")
        self.lock_button.set_key(None if narrow else "Ctrl+L")
        self.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, and the icon before the sentence."""
        painter, theme = smooth(self), self.theme
        edge = theme.color("line") if theme.contrast else None
        box(painter, QRectF(self.rect()), 0, theme.color("sunken"), edge, stroke=1)
        side = theme.px(20)
        place = QRectF(self._left, (self.height() - side) / 2, side, side)
        if self.text():
            draw_icon(painter, self._icon, place, theme.color(self._ink))
