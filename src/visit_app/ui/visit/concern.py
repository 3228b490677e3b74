"""“I am still concerned”: the practitioner's own, in one key, beside a result."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.concern_presenter import ConcernPresenter
from visit_app.ui.visit.step import StepHold

KEY = "F4"


class ConcernRow(QWidget):
    """Records the concern, says who and when, and leads to the question it asks for."""

    def __init__(self, hold: StepHold, after: str) -> None:
        super().__init__()
        self._hold = hold
        self.presenter = ConcernPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id, after
        )
        self.say = Button(tr("I am still concerned"), "flush", "line", key=KEY)
        self.say.setObjectName("concerned")
        self.say.set_description(tr("Whatever the answers say: it counts."))
        self.said = Text("", "note")
        self.next = Button("", "secondary", "row")
        self.next.setObjectName("concerned-next")
        self.back = Button(tr("Take it back"), "flush", "line")
        self.back.setObjectName("concerned-back")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.say, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.said)  # wraps, so that it never widens the panel
        column.addWidget(self.next)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.say.clicked.connect(self._on_said)
        self.back.clicked.connect(self._on_taken_back)
        self.next.clicked.connect(self._on_next)
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self._on_said)
        self.show_concern()

    def show_concern(self) -> None:
        """Read it again and show it."""
        self.presenter.read()
        words, following = self.presenter.words, self.presenter.next_title
        self.said.setText(words)
        self.next.setText(tr("Next: {step}", step=following))
        self.say.setVisible(not words)
        self.said.setVisible(bool(words))
        self.back.setVisible(bool(words))
        self.next.setVisible(bool(following))

    def _on_said(self) -> None:
        if self.presenter.words or not self.isVisible():
            return
        self.presenter.note()
        self._after(self.next if self.presenter.next_title else self.back)
        self._hold.context.announce(self.presenter.words)

    def _on_taken_back(self) -> None:
        self.presenter.take_back()
        self._after(self.say)

    def _after(self, focus: QWidget) -> None:
        self.show_concern()
        self._hold.changed()
        focus.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_next(self) -> None:
        name = self.presenter.ask_next()
        self._hold.changed()
        self._hold.go(name)
