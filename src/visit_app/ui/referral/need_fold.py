"""What was judged of the need, in one line, with the form of it folded away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.need_form import NeedForm
from visit_app.ui.visit.step import StepHold


class NeedFold(QWidget):
    """`changed()` when the practitioner judged otherwise.

    Once the visit is signed off it is read, and corrected under Finish.
    """

    changed = Signal()

    def __init__(self, hold: StepHold, *, signed_off: bool = False) -> None:
        super().__init__()
        self.form = NeedForm(hold)
        self.form.changed.connect(self._on_changed)
        self.form.hide()
        self.words = Text("", "dense")
        self.opener = Button("", "flush", "line", icon="pencil")
        self.opener.setObjectName("judge-need")
        self.opener.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Text(tr("Your judgement of the need"), "label"))
        column.addWidget(self.words)
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        self.opener.setHidden(signed_off)
        self._tell()

    def _tell(self) -> None:
        judged = self.form.presenter.words()
        self.words.setText(judged or tr("Not judged yet. Nothing is chosen for you."))
        if self.form.isVisibleTo(self):
            self.opener.setText(tr("Fold the judgement"))
        elif judged:
            self.opener.setText(tr("Judge it otherwise"))
        else:
            self.opener.setText(tr("Level, theme and why"))

    def _toggle(self) -> None:
        self.form.setVisible(self.form.isHidden())
        self._tell()
        if not self.form.isHidden():
            self.form.focus_at("level")

    def _on_changed(self) -> None:
        self._tell()
        self.changed.emit()

    def focus_at(self, code: str) -> None:
        """Open the form at what a check named: "level", "level-reason" or "theme"."""
        self.form.show()
        self._tell()
        self.form.focus_at(code)
