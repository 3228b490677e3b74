"""The cards of Today: contacts due, families seen lately, what waits, notes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card, Heading, Rule
from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.list_row import LinkRow, ListRow, two_lines
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.text import tr
from visit_app.ui.today.presenter import DueRow, Recent, Waiting


class DueCard(Card):
    """Contacts due: `started(family_id)`, `opened(family_id)`, `more_asked()`."""

    started = Signal(str)
    opened = Signal(str)
    more_asked = Signal()

    def __init__(
        self, rows: Sequence[DueRow] | None = None, *, more: bool = False
    ) -> None:
        super().__init__(padding=24, flush=True)
        self._rows, self._more = rows, more
        self._width: Width | None = None
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        self.body.addLayout(self._inside)
        self.set_width(Width.WIDE)

    def show_failed(self) -> None:
        """Say that the contacts could not be worked out."""
        self._clear()
        self._say(tr("The contacts due could not be worked out. The rest works."))

    def set_width(self, width: Width) -> None:
        """Fewer columns in narrow windows."""
        if width is self._width:
            return
        self._width = width
        self._clear()
        if self._rows is None:
            self._say(tr("Looking up which contacts are due."))
        elif not self._rows:
            self._say(tr("No contact is due now."))
        else:
            self._list(self._rows)

    def _clear(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _say(self, words: str) -> None:
        row = ListRow(68)
        row.add(Text(words, "dense", ink="ink2"))
        self._inside.addWidget(row)

    def _list(self, rows: Sequence[DueRow]) -> None:
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                self._add_group(group, first=row is rows[0])
            else:
                self._rule()
            self._inside.addWidget(self._row(row))
        if self._more:
            self._add_more()

    def _rule(self) -> None:
        self._inside.addWidget(Rule(24, 16))

    def _add_group(self, group: str, *, first: bool) -> None:
        if not first:
            self._inside.addWidget(Rule())
        self._inside.addWidget(Heading(group, 24))

    def _row(self, due: DueRow) -> ListRow:
        row = ListRow()
        wide = self._width is Width.WIDE
        all_of_it = (due.note, due.contact, due.chip, due.besides)
        parts = (due.note,) if wide else all_of_it
        row.add_two_lines(due.title, ". ".join(part for part in parts if part))
        if wide:
            row.add(two_lines(due.contact, due.besides), 190)
            row.add(Chip(due.chip, "warn" if due.late else "plain"), 168)
        words = tr("Start visit") if due.can_start else tr("Open")
        button = Button(words, "secondary", "row")
        button.setObjectName(f"due-{due.family_id}")
        spoken = (due.title, due.contact, due.chip, due.besides)
        button.set_description(", ".join(part for part in spoken if part))
        act = self.started if due.can_start else self.opened
        button.clicked.connect(lambda: act.emit(due.family_id))
        row.add(button, 116)
        return row

    def _add_more(self) -> None:
        self.more = Button(tr("Show more"), "quiet", "row")
        self.more.setObjectName("more-due")
        self.more.clicked.connect(self.more_asked)
        self._rule()
        self._inside.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)


class RecentCard(Card):
    """Families seen or changed lately: `opened(family_id)`, `add_asked()`."""

    opened = Signal(str)
    add_asked = Signal()

    def __init__(self, rows: Sequence[Recent]) -> None:
        super().__init__(tr("Recent families"), flush=True)
        if not rows:
            add = Button(tr("Add a family"), "secondary", icon="plus")
            add.setObjectName("add-family")
            add.clicked.connect(self.add_asked)
            text = tr("Families you add, import or receive from your team stand here.")
            self.add(Empty("users", tr("No families yet"), text, add))
        for recent in rows:
            row = LinkRow((("", 0), (recent.title, 210), (recent.words, 0)), inset=6)
            row.setObjectName(f"recent-{recent.family_id}")
            row.clicked.connect(lambda _=False, f=recent.family_id: self.opened.emit(f))
            self.add_rule()
            self.add(row)


class WaitingCard(Card):
    """What waits, each with its button: `chosen(place)`."""

    chosen = Signal(Place)

    def __init__(self, rows: Sequence[Waiting]) -> None:
        super().__init__(tr("Waiting for you"))
        for index, waiting in enumerate(rows):
            if index:
                self.add_rule()
            self._add(waiting)

    def _add(self, waiting: Waiting) -> None:
        self.add(Message(waiting.text, "task", icon=waiting.icon))
        button = Button(waiting.action, "flush", "row")
        button.setObjectName(waiting.key)
        button.set_description(waiting.text)
        button.clicked.connect(lambda: self.chosen.emit(waiting.place))
        holder = QVBoxLayout()
        holder.setContentsMargins(self.theme.px(32), 0, 0, 0)
        holder.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(holder)


class NoteCard(Card):
    """A quiet note at the side."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__(fill="sunken", padding=18)
        self.add(Message(text, "note", icon=icon))
