"""The people card: a heading for each person, labels and values under it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from visit_app.ui.family.presenter import Facts
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.fact_rows import FactRows
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr


class FactsCard(Card):
    """Everybody of the family, the home, and which contacts are counted for them.

    `followed(id)` when another programme of contacts is picked.
    """

    followed = Signal(str)

    def __init__(
        self,
        people: Sequence[Facts],
        programmes: Sequence[tuple[str, str]],
        programme: str,
    ) -> None:
        super().__init__(padding=19)
        self.head.setContentsMargins(0, 0, 0, 0)
        for index, facts in enumerate(people):
            if index:
                self.body.addSpacing(4)
                self.add_rule()
                self.body.addSpacing(2)
            self.add(Text(facts.heading, "card_title"))
            if facts.rows:
                self.add(FactRows(facts.rows))
        if not people:
            self.add(Text(tr("Nobody is written down yet."), "dense", ink="ink2"))
        self.body.addSpacing(4)
        self.add_rule()
        choices = [Choice(code, words) for code, words in programmes]
        self.programme = ComboField(tr("Contacts due"), choices)
        self.programme.combo.setObjectName("programme")
        self.programme.choose(programme)
        self.programme.chosen.connect(self.followed)
        self.add(self.programme)
        self.body.addStretch(1)
        self.edit = Button(tr("Edit people"), "flush", "row", icon="pencil")
        self.edit.setObjectName("edit")
        self.body.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignLeft)
