"""The page that hands a family over to another team: what, to whom, the file."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from visit_app.ui.another_team.cards import (
    HandedCard,
    ParentCard,
    TakerCard,
    WhatGoesCard,
    handed,
)
from visit_app.ui.another_team.presenter import AnotherTeamPresenter
from visit_app.ui.background import runner_for
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.button_look import Kind
from visit_app.ui.kit.file_dialogs import ask_where_to_save
from visit_app.ui.kit.page import clear
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.tab_order import tab_order
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr
from visit_app.vault.kdf import STANDARD, Cost
from visit_app.visits import HandedOver


class AnotherTeamScreen(CardScreen):
    """While the family is here: the form. Once it went: to whom, and the code."""

    nav = "families"

    def __init__(
        self, context: ScreenContext, place: Place, cost: Cost = STANDARD
    ) -> None:
        super().__init__(context, place)
        self.title = tr("Hand over to another team")
        run = runner_for(self, context.background)
        self.presenter = AnotherTeamPresenter(context.desk, place.family_id, run, cost)
        self.head = PageHead(self.title, self.presenter.title)
        self.lay_out([self.head], [])
        self.taker: TakerCard | None = None
        self._add_foot()
        if self.presenter.handed is None:
            self._show_form({})
        else:
            self._show_handed("")

    def _add_foot(self) -> None:
        self.back = self._button("back", tr("Back"), "secondary", icon="arrow-left")
        self.take_back = self._button("take-back", tr("Take it back"), "quiet")
        self.again = self._button("again", tr("Write another file"), "secondary")
        self.go = self._button("go", tr("Write the file…"), "primary")
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.take_back, self.again, self.go)
        # after the foot, which takes back what it says at each press
        self.back.clicked.connect(self.context.back)
        self.take_back.clicked.connect(self._take_back)
        self.again.clicked.connect(self._write_again)
        self.go.clicked.connect(self._on_go)

    def _button(self, name: str, words: str, kind: Kind, icon: str = "") -> Button:
        button = Button(words, kind, "foot", icon=icon or None)
        button.setObjectName(name)
        return button

    def _show(self, *cards: QWidget) -> None:
        clear(self.cards)
        for card in cards:
            self.cards.addWidget(card)
            card.show()
        tab_order(*cards, self.go, self.again, self.take_back, self.back)
        self.page.scroller.verticalScrollBar().setValue(0)

    # --- while it is here ------------------------------------------------------------

    def _show_form(self, texts: Mapping[str, str]) -> None:
        self.head.set_title(self.title, self.presenter.title)
        self.taker, self.parent_card = TakerCard(), ParentCard()
        self.taker.show_texts(texts)
        self.parent_card.show_texts(texts)
        self.taker.edited.connect(self._ready)
        self.parent_card.edited.connect(self._ready)
        self._show(WhatGoesCard(self.presenter), self.taker, self.parent_card)
        for button in (self.take_back, self.again):
            button.hide()
        self.go.setText(tr("Write the file…"))
        self._ready()

    def _texts(self) -> dict[str, str]:
        if self.taker is None:
            return {}
        return {**self.taker.texts(), **self.parent_card.texts()}

    def _ready(self) -> None:
        self.page.foot.say("")
        self.go.set_not_ready(self.presenter.not_ready(handed(self._texts())))

    def _on_go(self) -> None:
        if self.taker is None:
            self.context.go(Place.family(self.place.family_id))
            return
        name = self.presenter.file_name()
        kinds = tr("A family for another team (*.visitfamily)")
        title = tr("Where the file goes")
        ask_where_to_save(self, title, name, self.save_to, kinds=kinds)

    def save_to(self, path: str) -> None:
        """Write the file there, then the mark."""
        file = Path(path)
        self.go.set_not_ready(tr("The file is being written."))
        self.presenter.hand_over(
            handed(self._texts()),
            file,
            lambda done: self._written(done, file.name),
            self._failed,
        )

    def _failed(self, sentence: str) -> None:
        self._ready()
        self.page.foot.say(sentence)
        self.context.announce(sentence, at_once=True)

    def _written(self, done: HandedOver, name: str) -> None:
        self.context.announce(tr("Handed over. The file is written."))
        self._show_handed(name)
        self.handed_card.reveal()
        self.go.setFocus(Qt.FocusReason.TabFocusReason)

    # --- once it went ----------------------------------------------------------------

    def _show_handed(self, file_name: str) -> None:
        presenter = self.presenter
        self.taker = None
        code = presenter.before.code
        self.handed_card = HandedCard(presenter.state_words(), code, file_name)
        self._show(self.handed_card)
        for button in (self.take_back, self.again):
            button.show()
        self.go.set_not_ready(None)
        self.go.setText(tr("To the family"))
        self.page.foot.say("")

    def _write_again(self) -> None:
        done = self.presenter.handed
        self._show_form(done.to_json() if done is not None else {})
        self.shown()

    def _take_back(self) -> None:
        problem = self.presenter.take_back()
        if problem:
            self.page.foot.say(problem)
            return
        self.context.announce(tr("The family is on your list again."))
        self.context.go(Place.family(self.place.family_id))

    # --- the screen's contract -------------------------------------------------------

    def shown(self) -> None:
        """Begin at the team, or with the code."""
        if self.taker is not None:
            self.taker.team.input.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            code = self.handed_card.show_code
            first = self.go if code.isHidden() else code
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def half_typed(self) -> Mapping[str, str]:
        """What was filled in."""
        return {name: text for name, text in self._texts().items() if text}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Fill it in again after a lock."""
        if texts:
            self._show_form(texts)


def build(context: ScreenContext, place: Place) -> Screen:
    """Handing the family of this place over to another team."""
    return AnotherTeamScreen(context, place)
