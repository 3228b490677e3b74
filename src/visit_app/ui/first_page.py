"""The very first paint: the unlock window drawn on one widget, nothing behind it yet.

It needs none of what a form is made of, so that it is there at once. What is typed on
it is kept, and typed again into the form that takes its place.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from visit_app.ui.entry.first_form import FirstForm
from visit_app.ui.kit.fonts import load_font
from visit_app.ui.kit.measures import Measures
from visit_app.ui.kit.theme import Theme

if TYPE_CHECKING:  # PySide makes a type when it is first asked for
    from PySide6.QtGui import QKeyEvent, QPaintEvent

FONTS = (
    "AtkinsonHyperlegibleNext-Regular.ttf",
    "AtkinsonHyperlegibleNext-SemiBold.ttf",
    "AtkinsonHyperlegibleNext-Bold.ttf",
)
"""What the form is set in; the other fonts are loaded with the rest of the window."""


class FirstPage(QWidget):
    """Paints itself in this theme, and says once that it has: `painted`.

    `asks` for the passphrase, or shows the picture alone where nothing is to be opened.
    """

    painted = Signal()

    def __init__(self, theme: Theme, *, asks: bool) -> None:
        super().__init__()
        self._theme, self._asks = theme, asks
        self._told = False
        self._typed: list[QKeyEvent] = []
        if asks:
            for name in FONTS:
                load_font(name)

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Draw all of it."""
        form = FirstForm(
            self._theme, Measures(self._theme), self.width(), self.height()
        )
        picture = form.svg(asks=self._asks).encode()
        QSvgRenderer(QByteArray(picture)).render(QPainter(self))
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self, self.painted.emit)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Keep it for the form, if there is one to come."""
        if self._asks:
            self._typed.append(event.clone())

    def type_again(self, field: QWidget) -> None:
        """Give the keys pressed so far to this field, in their order, once."""
        typed, self._typed = self._typed, []
        for event in typed:
            QCoreApplication.sendEvent(field, event)
