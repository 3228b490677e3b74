"""Who looks after this family from now on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from visit_app.sync.laptop import Laptop
from visit_app.ui.hand_over_family.presenter import (
    ANOTHER_TEAM,
    HandOverPresenter,
    Taker,
)
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr


class HandOverFamilyScreen(Screen):
    """One question, one button."""

    nav = "families"

    def __init__(self, context: ScreenContext, place: Place, laptop: Laptop) -> None:
        super().__init__(context, place)
        self.title = tr("Hand over")
        self.presenter = HandOverPresenter(laptop, context.save_state, place.family_id)
        self._takers = {taker.code: taker for taker in self.presenter.takers()}
        question = tr("Who looks after this family from now on?")
        self.page = Page(left=36)
        self.head = PageHead(self.presenter.title, tr("Hand over"))
        self.page.head.addWidget(self.head)
        card = Card(question, padding=24)
        self.who = OptionGroup(question, [_choice(t) for t in self._takers.values()])
        self.who.setObjectName("who")
        card.add(self.who)
        self.page.add(card, Message(_what_happens()))
        self.page.finish()
        self.back = Button(tr("Back"), size="foot", icon="arrow-left")
        self.back.setObjectName("back")
        self.back.clicked.connect(context.back)
        self.hand = Button("", "primary", "foot", icon_right="arrow-right")
        self.hand.setObjectName("hand-over")
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.hand)
        self.hand.clicked.connect(self._hand_over)
        self.who.chosen.connect(lambda _: self._name())
        self.who.confirmed.connect(self.hand.click)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self._name()

    def _chosen(self) -> Taker | None:
        return self._takers.get(self.who.code() or "")

    def _name(self) -> None:
        taker = self._chosen()
        name = taker.name.replace("&", "&&") if taker else ""
        words = tr("Hand over to {name}", name=name) if taker else tr("Hand over")
        if taker is not None and taker.code == ANOTHER_TEAM:
            words = tr("Next: what goes")
        self.hand.setText(words)
        reason = tr("Choose who looks after the family from now on.")
        if taker is not None and taker.now:
            reason = tr("{name} looks after this family already.", name=taker.name)
        ready = taker is not None and not taker.now
        self.hand.set_not_ready(None if ready else reason)

    def _hand_over(self) -> None:
        taker = self._chosen()
        if taker is None:
            return
        if taker.code == ANOTHER_TEAM:
            self.context.go(Place.another_team(self.place.family_id))
            return
        problem = self.presenter.hand_over(taker.code)
        if problem:
            self.page.foot.say(problem)
            return
        self.context.announce(tr("Handed over to {name}.", name=taker.name))
        self.context.go(Place.family(self.place.family_id))

    # --- the screen's contract -------------------------------------------------------

    def shown(self) -> None:
        """Begin at the question."""
        first = self.who.options[0] if self.who.options else self.back
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def reflowed(self, width: Width) -> None:
        """Narrower margins."""
        self.page.set_width(width)
        self.head.set_width(width)


def _choice(taker: Taker) -> Choice:
    now = tr("Looks after this family now.") if taker.now else ""
    words = " ".join(part for part in (now, taker.note) if part)
    return Choice(taker.code, taker.name, subtitle=words)


def _what_happens() -> str:
    return tr(
        "The record and its visits stay with the whole team, and with who made them."
        " What changes is whose list the family stands on."
    )


def build(context: ScreenContext, place: Place, laptop: Laptop) -> Screen:
    """Handing this family over."""
    return HandOverFamilyScreen(context, place, laptop)
