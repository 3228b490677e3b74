"""Why something is not asked today: a reason in the practitioner's words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.focus_ring import focus_in_view
from visit_app.ui.text import tr
from visit_app.ui.visit.asks_why import AsksWhy


class LeaveForm(Card, AsksWhy):
    """`left(reason)` for another day, `declined()` when the parent would rather not."""

    left = Signal(str)
    declined = Signal()
    cancelled = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("")
        self.reason = Field(tr("Why not today?"))
        self.reason.input.setObjectName("leave-reason")
        self.add(self.reason)
        row = QHBoxLayout()
        later = Button(tr("Leave it for another day"), "secondary", "row")
        rather = Button(
            tr("{name} would rather not say", name=name), "secondary", "row"
        )
        cancel = Button(tr("Ask now"), "quiet", "row")
        for key, button in (("later", later), ("rather", rather), ("cancel", cancel)):
            button.setObjectName(f"leave-{key}")
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        later.clicked.connect(self._leave)
        rather.clicked.connect(self.declined)
        cancel.clicked.connect(self.cancelled)

    def focus_first(self) -> None:
        """Put the focus on the reason, with all that can be chosen in view."""
        focus_in_view(self.reason.input, around=self)

    def _leave(self) -> None:
        if self.reason.value().strip():
            self.left.emit(self.reason.value().strip())
        else:
            self.reason.set_error(tr("Write a few words on why: they help next time."))
            self.focus_first()
