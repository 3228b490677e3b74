"""The training page: before practising and while one does."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr
from visit_app.ui.training.presenter import Offer, TrainingPresenter


class TrainingScreen(CardScreen):
    """One card for each scenario; `begin` starts practice anew, `leave` ends it."""

    nav = "training"
    widest = 940

    def __init__(
        self,
        context: ScreenContext,
        place: Place,
        begin: Callable[[], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(context, place)
        self.presenter = TrainingPresenter(context.desk)
        self.title = self.presenter.title()
        self.head = PageHead(self.title, self.presenter.words())
        self._begin, self._leave = begin, leave
        self._add_buttons()
        cards = [self._card(offer) for offer in self.presenter.offers()]
        self._first = [b for card in cards for b in card.findChildren(Button)][:1]
        self.lay_out([self.head], cards)

    def _add_buttons(self) -> None:
        if self.presenter.practising:
            again = Button(tr("Begin again"), "secondary", icon="refresh-cw")
            out = Button(tr("Leave practice"), "secondary")
            self._offer_act(again, "begin-again", self._begin)
            self._offer_act(out, "leave-practice", self._leave)
        else:
            start = Button(tr("Lock and practise"), "primary", icon="graduation-cap")
            self._offer_act(start, "practise", self._begin)

    def _offer_act(self, button: Button, name: str, act: Callable[[], None]) -> None:
        button.setObjectName(name)
        button.clicked.connect(act)
        self.head.add(button)

    def _card(self, offer: Offer) -> Card:
        card = Card(offer.title)
        card.add(Text(offer.family, "dense", ink="ink2"), Text(offer.to_try, "body"))
        if offer.family_id:
            go = Button(tr("Open the family"), "secondary", "row")
            go.setObjectName(f"open-{offer.scenario_id}")
            go.setAccessibleName(tr("Open the family: {who}", who=offer.family))
            place = Place.family(offer.family_id)
            go.clicked.connect(lambda: self.context.go(place))
            card.head.addWidget(go)
        return card

    def shown(self) -> None:
        """Begin at the first family, or at the way into practice."""
        first = [*self._first, *self.head.findChildren(Button)][0]
        first.setFocus(Qt.FocusReason.TabFocusReason)


def build(
    context: ScreenContext,
    place: Place,
    begin: Callable[[], None],
    leave: Callable[[], None],
) -> Screen:
    """The training page."""
    return TrainingScreen(context, place, begin, leave)
