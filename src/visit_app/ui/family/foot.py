"""The quiet line at the foot of a family's page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.flow import FlowLayout
from visit_app.ui.kit.message import Message
from visit_app.ui.text import tr


class FamilyFoot(QWidget):
    """Asked for the page of each: seldom wanted, so last.

    `came` says from whom the family was taken over, or "". A laptop in a team offers
    handing over where it says who looks after the family.
    """

    looked_asked = Signal()
    hand_over_asked = Signal()
    fhir_asked = Signal()
    erase_asked = Signal()

    def __init__(self, came: str, *, in_team: bool) -> None:
        super().__init__()
        self.looked = Button(tr("Who looked at this"), "flush", "line", icon="eye")
        self.looked.setObjectName("who-looked")
        self.looked.clicked.connect(self.looked_asked)
        self.fhir = Button(tr("Save as FHIR…"), "flush", "line", icon="download")
        self.fhir.setObjectName("save-as-fhir")
        self.fhir.clicked.connect(self.fhir_asked)
        self.erase = Button(tr("Erase this family…"), "flush", "line")
        self.erase.setObjectName("erase-family")
        self.erase.clicked.connect(self.erase_asked)
        self.hand_over = Button(tr("Hand over to another team…"), "flush", "line")
        self.hand_over.setObjectName("hand-over-away")
        self.hand_over.clicked.connect(self.hand_over_asked)
        if in_team:  # only then: shown without a parent it would be a window
            self.hand_over.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if came:
            column.addWidget(Message(came))
        links = QWidget()
        row = FlowLayout(links)
        row.setSpacing(24)
        for link in (self.looked, self.hand_over, self.fhir, self.erase):
            row.addWidget(link)
        column.addWidget(links)
