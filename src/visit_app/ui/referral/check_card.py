"""Before the letter: what the service asks for and the record lacks, with jumps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.directory import Lacking
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import clear
from visit_app.ui.text import tr, tr_plural

FIRST = 4  # more than these are folded, so that the letter stays in sight


class CheckCard(Card):
    """`jumped(Lacking)` when the practitioner wants to put something right."""

    jumped = Signal(object)

    def __init__(self) -> None:
        super().__init__(" ")
        self._lacking: tuple[Lacking, ...] | None = None
        self._all = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.more = Button("", "flush", "line")
        self.more.setObjectName("check-more")
        self.more.clicked.connect(self._toggle)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_lacking(self, lacking: tuple[Lacking, ...]) -> None:
        """Show what is missing now; nothing at all when nothing is."""
        if lacking == self._lacking:
            return
        self._lacking = lacking
        self.setVisible(bool(lacking))
        self._show_rows()

    def _show_rows(self) -> None:
        lacking = self._lacking or ()
        title = tr_plural(
            "One thing is not in the record yet",
            "{n} things are not in the record yet",
            len(lacking),
        )
        self.set_title(title)
        clear(self._rows)
        shown = lacking if self._all else lacking[:FIRST]
        for part in shown:
            self._rows.addWidget(self._row(part))
        rest = len(lacking) - FIRST
        self.more.setVisible(rest > 0)
        self.more.setText(
            tr("Show fewer") if self._all else tr("Show {n} more", n=rest)
        )

    def _row(self, part: Lacking) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Message(tr(part.text), "task"), 1)
        jump = Button(tr("Go there"), "flush", "line")
        jump.setObjectName(f"check-{part.code}")
        jump.set_description(tr(part.text))
        jump.clicked.connect(lambda: self.jumped.emit(part))
        line.addWidget(jump, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _toggle(self) -> None:
        self._all = not self._all
        self._show_rows()
        self.more.setFocus(Qt.FocusReason.TabFocusReason)
