"""The card that offers to carry on with what was begun."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.ui.kit.beside import Beside
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.empty import IconDisc
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr

LEAST = 150  # px at 100 %: words narrower than that are hard to read


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
        said = QWidget()
        said.setSizePolicy(height_by_width())
        row = QHBoxLayout(said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addWidget(self.disc, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        beside = Beside(gap=18, least=LEAST)
        beside.add(said, share=1)
        beside.add(self.button)
        self.add(beside)

    def set_width(self, width: Width) -> None:
        """Narrow windows leave the picture out."""
        self.disc.setVisible(width is not Width.NARROW)
