"""Who took it on: the small form in the place of the safety panel."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.side_panel import SidePanel
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.safety import Handed


class HandOverPanel(SidePanel):
    """`recorded(Handed)` once enough is filled in, `cancelled()` on the way back."""

    folded = False
    recorded = Signal(object)
    cancelled = Signal()

    def __init__(self, now: datetime) -> None:
        super().__init__(tr("Who has taken this on"))
        self.fields = {
            "handed-person": Field(tr("Name and role")),
            "handed-at": Field(tr("At what time")),
            "handed-told": Field(tr("Who else was told")),
            "handed-safeguarding": Field(
                tr("Safeguarding: considered, and why"), multiline=True
            ),
            "handed-reason": Field(tr("Or: why nobody needed to"), multiline=True),
        }
        self.add(Text(tr("Who has taken this on"), "card_title"))
        for name, field in self.fields.items():
            field.input.setObjectName(name)
            self.add(field)
        self.fields["handed-at"].set_value(f"{now.astimezone():%H:%M}")
        self.body.addStretch(1)
        self.record_button = Button(tr("Record"), "care", "row")
        self.record_button.setObjectName("handed-record")
        self.record_button.clicked.connect(self._record)
        self.back_button = Button(tr("Back to the steps"), "flush", "line")
        self.back_button.setObjectName("handed-back")
        self.back_button.clicked.connect(self.cancelled)
        self.foot.addWidget(self.record_button)
        self.foot.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)

    def handed(self) -> Handed:
        """What is typed so far."""
        values = {name: field.value() for name, field in self.fields.items()}
        return Handed(
            person=values["handed-person"],
            at=values["handed-at"],
            told=values["handed-told"],
            safeguarding=values["handed-safeguarding"],
            reason=values["handed-reason"],
        )

    def focus_first(self) -> None:
        """Put the focus on the name."""
        self.fields["handed-person"].input.setFocus(Qt.FocusReason.TabFocusReason)

    def half_typed(self) -> Mapping[str, str]:
        """The fields as typed."""
        return {name: field.value() for name, field in self.fields.items()}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Fill the fields in again."""
        for name, field in self.fields.items():
            field.set_value(texts.get(name, ""))

    def _record(self) -> None:
        problem = self.handed().problem()
        self.fields["handed-person"].set_error(problem or None)
        if problem:
            self.focus_first()
        else:
            self.recorded.emit(self.handed())
