"""Who looks after the family, and which records are joined to its own."""

from PySide6.QtCore import Signal

from visit_app.ui.family.in_team import InTeam
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.text import tr


class TeamCard(Card):
    """`handed_over()`, and `compared(family_id)` for a joined record."""

    handed_over = Signal()
    compared = Signal(str)

    def __init__(self, known: InTeam) -> None:
        super().__init__(tr("In the team"), flush=True, padding=20)
        self.add_rule()
        row = ListRow(60, inset=20)
        row.add_two_lines(known.looked_after, tr("looks after this family"))
        button = Button(tr("Hand over"), "secondary", "row")
        button.setObjectName("hand-over")
        button.clicked.connect(self.handed_over)
        row.add_end(button)
        self.add(row)
        for family_id, title in known.joined:
            self.add_rule()
            self.add(self._joined(family_id, title))

    def _joined(self, family_id: str, title: str) -> ListRow:
        row = ListRow(60, inset=20)
        row.add_two_lines(title, tr("another record, joined to this one"))
        button = Button(tr("Compare"), "secondary", "row")
        button.setObjectName(f"joined-{family_id}")
        button.set_description(title)
        button.clicked.connect(lambda: self.compared.emit(family_id))
        row.add_end(button)
        return row
