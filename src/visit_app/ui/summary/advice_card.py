"""One suggestion: why, agree, or see it differently with a reason in one key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.screening import Offer
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.focus_ring import focus_in_view
from visit_app.ui.kit.text import Text
from visit_app.ui.summary.presenter import Advice, Way, reasons
from visit_app.ui.text import tr
from visit_app.ui.visit.asks_why import AsksWhy

Decide = Callable[[Advice, bool, str], None]


class AdviceCard(Card):
    """What is suggested, why, and what the practitioner made of it."""

    def __init__(
        self,
        advice: Advice,
        name: str,
        ways: tuple[Way, ...],
        decide: Decide,
        follow: Callable[[Offer], None],
    ) -> None:
        super().__init__(tr("For you to consider"))
        self.advice, self._decide = advice, decide
        self.add(Text(advice.text, "dense"))
        self.why = Text(advice.why, "note")
        self.why.hide()
        self.add(self.why)
        if advice.decided_words:
            self.add(Text(advice.decided_words, "dense_strong"))
        if ways:
            self._add_ways(ways, follow)
        self._add_buttons()
        self.reasons = ReasonsBox(advice, reasons(name), self._differ)
        self.reasons.hide()
        self.add(self.reasons)

    def _add_ways(self, ways: tuple[Way, ...], follow: Callable[[Offer], None]) -> None:
        row = Flow(gap=16)
        for way in ways:
            button = Button(way.label, "flush", "line", icon=way.icon)
            offer = way.offer
            kind = (
                "services" if offer.kind == "services" else f"{offer.kind}-{offer.name}"
            )
            button.setObjectName(f"{kind}-{self.advice.rule}")
            button.clicked.connect(lambda _=False, offer=offer: follow(offer))
            row.add(button)
        self.add(row)

    def _add_buttons(self) -> None:
        self.agree = Button(tr("Agree"), "secondary", "row")
        self.differ = Button(tr("I see it differently"), "quiet", "row")
        self.again = Button(tr("Think again"), "secondary", "row")
        self.source = Button(tr("Why"), "quiet", "row", icon="book-open")
        row = Flow(gap=4)  # wraps beside the safety panel
        for name, button in (
            ("agree", self.agree),
            ("differ", self.differ),
            ("again", self.again),
            ("why", self.source),
        ):
            button.setObjectName(f"{name}-{self.advice.rule}")
            button.set_description(self.advice.text)
            row.add(button)
        self.add(row)
        self.agree.clicked.connect(lambda: self._decide(self.advice, True, ""))
        self.differ.clicked.connect(self._ask)
        self.again.clicked.connect(self._reconsider)
        self.source.clicked.connect(self._show_why)
        self._offer(undecided=self.advice.decided is None)

    def _offer(self, *, undecided: bool) -> None:
        self.agree.setVisible(undecided)
        self.differ.setVisible(undecided)
        self.again.setVisible(not undecided)

    @property
    def first(self) -> Button:
        """Where the focus goes in this card."""
        return self.agree if self.again.isHidden() else self.again

    def _reconsider(self) -> None:
        self._offer(undecided=True)
        self.agree.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_why(self) -> None:
        shown = self.why.isHidden()
        self.why.setVisible(shown)
        self.source.setText(tr("Hide why") if shown else tr("Why"))

    def _ask(self) -> None:
        self.reasons.show()
        self.reasons.focus_first()

    def _differ(self, reason: str) -> None:
        self._decide(self.advice, False, reason)


class ReasonsBox(QWidget, AsksWhy):
    """Usual reasons under a digit each, and a field for one's own words."""

    def __init__(
        self, advice: Advice, usual: tuple[str, ...], differ: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._differ = differ
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Text(tr("Why do you see it differently?"), "label"))
        self.buttons: list[Button] = []
        for number, words in enumerate(usual, 1):
            usual_one = self._usual(advice, number, words)
            column.addWidget(usual_one, 0, Qt.AlignmentFlag.AlignLeft)
        self.reason = Field(tr("Or in your own words"))
        self.reason.input.setObjectName(f"reason-{advice.rule}")
        self.keep = Button(tr("Keep my reason"), "secondary", "row")
        self.keep.setObjectName(f"keep-{advice.rule}")
        self.keep.clicked.connect(self._on_own_words)
        column.addWidget(self.reason)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)

    def _usual(self, advice: Advice, number: int, words: str) -> Button:
        button = Button(words, "secondary", "row", key=str(number))
        button.setObjectName(f"reason-{number}-{advice.rule}")
        button.clicked.connect(lambda: self._differ(words))
        shortcut = QShortcut(QKeySequence(str(number)), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)
        self.buttons.append(button)
        return button

    def focus_first(self) -> None:
        """Put the focus on the first reason: a digit gives one at once."""
        focus_in_view(self.buttons[0], around=self)

    def _on_own_words(self) -> None:
        reason = self.reason.value().strip()
        if reason:
            self._differ(reason)
        else:
            self.reason.set_error(tr("Write a few words on why."))
            self.reason.input.setFocus(Qt.FocusReason.TabFocusReason)
