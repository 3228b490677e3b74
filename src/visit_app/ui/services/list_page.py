"""The list of services, A to Z, with what does not exist here said plainly."""

from PySide6.QtCore import Signal

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card, Rule
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.services.presenter import ServicesPresenter
from visit_app.ui.services.service_row import ServiceRow
from visit_app.ui.text import tr


class ListPage(Page):
    """`opened(id)`, `searched(words)`, and the three buttons at the top."""

    opened = Signal(str)
    searched = Signal(str)

    def __init__(self, presenter: ServicesPresenter, query: str) -> None:
        super().__init__(left=36)
        self._presenter = presenter
        self._width = Width.WIDE
        self.title = PageHead(tr("Services"), tr("Listed A to Z. None is ranked."))
        self.take = Button(tr("Open a file"), icon="download")
        self.give = Button(tr("Save to a file"), icon="upload")
        self.add_one = Button(tr("Add a service"), "primary", icon="plus")
        for name, button in (
            ("take", self.take),
            ("give", self.give),
            ("add", self.add_one),
        ):
            button.setObjectName(name)
        self.title.add(self.take, self.give, self.add_one)
        self.said = Message("", icon="check")
        self.refused = Message("", "err")
        self.said.hide()
        self.refused.hide()
        self.field = Field(tr("Search by name, provider, level or theme"))
        self.field.input.setObjectName("search")
        self.field.set_value(query)
        self.field.edited.connect(self._on_edited)
        for widget in (self.title, self.said, self.refused, self.field):
            self.add(widget)
        for gap in presenter.gaps():
            self.add(Message(tr(gap), "note"))
        self.card = Card(flush=True)
        self.none = Text(tr("No service holds these words. Try fewer letters."), "note")
        self.add(self.none, self.card)
        self.finish()
        self.rows: list[ServiceRow] = []
        self._rules: list[Rule] = []
        self._show()

    def say(self, sentence: str, *, good: bool) -> None:
        """Say how opening or saving a file went."""
        for message, counts in ((self.said, good), (self.refused, not good)):
            message.set_text(sentence if counts else "")
            message.setVisible(counts)

    def _on_edited(self, words: str) -> None:
        self._show()
        self.searched.emit(words)

    def _show(self) -> None:
        found = {row.id for row in self._presenter.rows(self.field.value())}
        if not self.rows:
            self._fill()
        first = True
        for row, rule in zip(self.rows, self._rules, strict=True):
            shown = row.service_id in found
            row.setVisible(shown)
            rule.setVisible(shown and not first)
            first = first and not shown
        self.card.setVisible(bool(found))
        self.none.setVisible(not found)

    def _fill(self) -> None:
        for listed in self._presenter.rows():
            row = ServiceRow(listed)
            row.clicked.connect(lambda _=False, at=listed.id: self.opened.emit(at))
            rule = Rule(20, 20)
            self.card.add(rule, row)
            self.rows.append(row)
            self._rules.append(rule)

    def set_width(self, width: Width) -> None:
        """Fewer columns where there is less room."""
        super().set_width(width)
        self.title.set_width(width)
        for row in self.rows:
            row.set_width(width)
