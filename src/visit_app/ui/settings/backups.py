"""The card of the settings page that leads to the backups."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr


class BackupsSection(Card):
    """What backups are for, and the way to them."""

    def __init__(self, go: Callable[[], None]) -> None:
        super().__init__(tr("Backups"))
        words = tr(
            "Copies of your records, made by themselves. Look at them, choose a second"
            " place for them, or go back to one."
        )
        self.button = Button(tr("Backups"), "secondary", "row")
        self.button.setObjectName("backups")
        self.button.clicked.connect(go)
        self.add(Text(words, "note"))
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class KeptSection(Card):
    """How long records are kept, and the way to that page."""

    def __init__(self, go: Callable[[], None]) -> None:
        super().__init__(tr("How long records are kept"))
        words = tr(
            "The rule your organisation has, and the records that are past it. Nothing"
            " is erased by itself."
        )
        self.button = Button(tr("How long records are kept"), "secondary", "row")
        self.button.setObjectName("kept")
        self.button.clicked.connect(go)
        self.add(Text(words, "note"))
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
