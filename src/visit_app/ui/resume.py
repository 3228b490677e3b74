"""The card that offers to carry on with what was begun."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.empty import IconDisc
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr


class ResumeCard(Card):
    """What was begun, where it stopped, and one button: `acted()`."""

    acted = Signal()

    def __init__(self, title: str, text: str, *, primary: bool = True) -> None:
        super().__init__(fill="tint", padding=20)
        self.disc = IconDisc("notebook-pen", "surface")
        self.button = Button(tr("Carry on"), icon_right="arrow-right")
        self.button.set_kind("primary" if primary else "secondary")
        self.button.set_description(title)
        self.button.clicked.connect(self.acted)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(title, "title"))
        words.addWidget(Text(text, "dense", ink="ink2"))
        row = QHBoxLayout()
        row.setSpacing(18)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self.disc, 0, middle)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, middle)
        self.body.addLayout(row)

    def set_width(self, width: Width) -> None:
        """Narrow windows leave the picture out."""
        self.disc.setVisible(width is not Width.NARROW)
