"""The training page: before practising and while one does."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr
from visit_app.ui.training.presenter import Offer, TrainingPresenter

WIDEST = 940


class TrainingScreen(Screen, Themed):
    """One card for each scenario; `begin` starts practice anew, `leave` ends it."""

    nav = "training"

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
        self.page = Page(left=36)
        self.page.head.addWidget(self.head)
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for offer in self.presenter.offers():
            column.addWidget(self._card(offer))
        self.page.add(self._holder)
        self.page.finish()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self.restyle()

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

    def restyle(self) -> None:
        """Scale the widest column."""
        self._holder.setMaximumWidth(self.theme.px(WIDEST))

    def shown(self) -> None:
        """Begin at the first family, or at the way into practice."""
        rows = self._holder.findChildren(Button)
        first = (rows or self.head.findChildren(Button))[0]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def reflowed(self, width: Width) -> None:
        """Smaller margins, and the buttons under the title, where it is narrow."""
        self.head.set_width(width)
        self.page.set_margins(*((20, 12) if width is Width.NARROW else (36, 32)))


def build(
    context: ScreenContext,
    place: Place,
    begin: Callable[[], None],
    leave: Callable[[], None],
) -> Screen:
    """The training page."""
    return TrainingScreen(context, place, begin, leave)
