"""The small choice before a visit begins: which parent or carer it is with."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.reflow import Width
from visit_app.ui.text import tr


class Asking(Card):
    """`answered(subject_id)` or `cancelled()`; Escape cancels."""

    answered = Signal(str)
    cancelled = Signal()

    def __init__(self, people: Sequence[tuple[str, str, str]], action: str) -> None:
        question = tr("Who is the visit with?")
        super().__init__(question)
        choices = [Choice(who, name, subtitle=role) for who, name, role in people]
        self.group = OptionGroup(question, choices, "small", "across")
        self.group.setObjectName("with-whom")
        self.group.choose(people[0][0])
        self.group.confirmed.connect(self._answer)
        self.begin = Button(action, "primary", icon_right="arrow-right")
        self.cancel = Button(tr("Not now"), "quiet")
        self.begin.setObjectName("begin")
        self.cancel.setObjectName("not-now")
        self.begin.clicked.connect(self._answer)
        self.cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.begin)
        self.add(self.group)
        self.body.addLayout(buttons)

    def set_width(self, width: Width) -> None:
        """The people stand under each other in narrow windows."""
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        narrow = width is Width.NARROW or len(self.group.options) > 3
        self.group.row.setDirection(down if narrow else across)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves things as they are."""
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        person = self.group.code()
        if person:
            self.answered.emit(person)
