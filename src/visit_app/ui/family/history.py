"""The history card: one row for each visit, newest first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from visit_app.ui.family.presenter import Entry
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.list_row import LinkRow
from visit_app.ui.text import tr

FIRST = 3


class HistoryCard(Card):
    """`opened(encounter_id)`; the first rows, and all of them when asked."""

    opened = Signal(str)

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(tr("History"), flush=True)
        self._entries = entries
        self.rows: list[LinkRow] = []
        words = tr("All {n} entries", n=len(entries))
        self.all = Button(words, "flush", "line")
        self.all.setObjectName("all")
        self.all.clicked.connect(self.show_all)
        self.head.addWidget(self.all)
        self.all.setVisible(len(entries) > FIRST)
        for entry in entries[:FIRST]:
            self._add(entry)
        if not entries:
            text = tr("Each visit you finish or begin stands here.")
            self.add(Empty("notebook-pen", tr("No visits yet"), text))

    def show_all(self) -> None:
        """Show every entry; the focus goes to the first that was hidden."""
        self.all.hide()
        for entry in self._entries[len(self.rows) :]:
            self._add(entry)
        self.rows[FIRST].show()
        self.rows[FIRST].setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, entry: Entry) -> None:
        chip = None
        if entry.chip:
            chip = Chip(entry.chip, "warn" if entry.waits else "plain")
        words = [(entry.when, 62), (entry.contact, 0), (entry.detail, 0)]
        row = LinkRow(words, end=chip)
        row.setObjectName(f"visit-{entry.encounter_id}")
        row.clicked.connect(lambda: self.opened.emit(entry.encounter_id))
        self.add_rule()
        self.add(row)
        self.rows.append(row)
