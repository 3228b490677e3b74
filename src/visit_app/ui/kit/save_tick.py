"""What is saved: always at the top left of a visit, in words."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.icons import draw_icon
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import Ink
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import Role
from visit_app.ui.text import tr

SPOKEN_AFTER_MS = 1500


@dataclass(frozen=True, slots=True)
class _Look:
    icon: str
    icon_ink: Ink
    ink: Ink
    role: Role


_LOOKS: dict[Literal["saving", "saved", "failed"], _Look] = {
    "saving": _Look("circle-dashed", "ink2", "ink2", "dense_medium"),
    "saved": _Look("circle-check", "accent", "ink2", "dense_medium"),
    "failed": _Look("triangle-alert", "err", "err", "dense_strong"),
}


class SaveTick(QWidget, Themed):
    """ "\"Saving…", "Saved 10:42" only after the commit, or "Not saved: disk is full".

    Saved is announced politely once typing rests; a failure at once.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = _LOOKS["saved"]
        self._words = Text("", "dense", ink="ink2")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words)
        self._row.addStretch(1)
        self.setSizePolicy(height_by_width())
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SPOKEN_AFTER_MS)
        self._rest.timeout.connect(lambda: announce(self, self.text()))
        self.restyle()

    def restyle(self) -> None:
        """Leave room for the icon."""
        px = self.theme.px
        self._row.setContentsMargins(px(28), 0, 0, 0)
        self.setMinimumHeight(px(24))
        self._keep_together()

    def _keep_together(self) -> None:
        """Only why something is not saved may need more lines than one."""
        failed = self._look is _LOOKS["failed"]
        self._words.setMinimumWidth(0 if failed else self._words.sizeHint().width())

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def set_saving(self) -> None:
        """An answer is on its way to the disk."""
        self._show("saving", tr("Saving…"))

    def set_saved(self, time: str) -> None:
        """Everything is on disk since that time, for example `10:42`."""
        self._show("saved", tr("Saved {time}", time=time))
        self._rest.start()

    def set_failed(self, reason: str) -> None:
        """Nothing more can be saved, and why, for example `disk is full`."""
        self._rest.stop()
        self._show("failed", tr("Not saved: {reason}", reason=reason))
        announce(self, self.text(), at_once=True)

    def _show(self, state: Literal["saving", "saved", "failed"], words: str) -> None:
        self._look = _LOOKS[state]
        self._words.set_role(self._look.role, self._look.ink)
        self._words.setText(words)
        self._keep_together()
        self.setVisible(True)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon before the first line."""
        if not self.text():
            return
        side, words = self.theme.px(20), self._words
        above = (self.height() - words.heightForWidth(words.width())) / 2
        top = above + (words.minimumSizeHint().height() - side) / 2
        place = QRectF(0, top, side, side)
        ink = self.theme.color(self._look.icon_ink)
        draw_icon(QPainter(self), self._look.icon, place, ink)


def beside(head: QWidget, tick: SaveTick) -> QWidget:
    """The head of a page with a tick at its right, hidden until it says something.

    It has no line of its own, so that it moves nothing when it comes.
    """
    holder = QWidget()
    holder.setSizePolicy(height_by_width())
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(head, 1)
    row.addWidget(tick)
    tick.hide()
    return holder
