"""The quiet line at the foot of a family's page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.text import tr


class FamilyFoot(QWidget):
    """`looked_asked` and `erase_asked`: seldom wanted, so small and last."""

    looked_asked = Signal()
    erase_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.looked = Button(tr("Who looked at this"), "flush", "line", icon="eye")
        self.looked.setObjectName("who-looked")
        self.looked.clicked.connect(self.looked_asked)
        self.erase = Button(tr("Erase this family…"), "flush", "line")
        self.erase.setObjectName("erase-family")
        self.erase.clicked.connect(self.erase_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.looked)
        row.addWidget(self.erase)
        row.addStretch(1)
