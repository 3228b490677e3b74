"""What to know about the team store, each with its reason; read ones can go."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from visit_app.sync.status import Told
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.kit.text import Text
from visit_app.ui.team.where_card import ICON_WIDTH, RowIcon
from visit_app.ui.text import tr


class NoticesCard(Card):
    """`dismissed(told)` for an event somebody has read; conditions pass by themselves.

    Quarantined parts of the team store stand here with their reasons.
    """

    dismissed = Signal(object)

    def __init__(
        self,
        events: Sequence[Told],
        conditions: Sequence[Told],
        words: Callable[[Told], str],
    ) -> None:
        super().__init__(tr("To know"), flush=True, padding=24)
        self._words = words
        for number, told in enumerate(events):
            row = self._row("circle-alert", told)
            button = Button(tr("I have read this"), "secondary", "row")
            button.setObjectName(f"read-{number}")
            button.set_description(words(told))
            button.clicked.connect(lambda _=False, t=told: self.dismissed.emit(t))
            row.add_end(button)
        for told in conditions:
            self._row("clock", told)

    def _row(self, icon: str, told: Told) -> ListRow:
        self.add_rule()
        row = ListRow(60)
        row.add(RowIcon(icon), ICON_WIDTH)
        row.add(Text(self._words(told), "dense"))
        self.add(row)
        return row
