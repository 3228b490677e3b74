"""Summary and plan: four cards, her words first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from visit_app.conversation import PromptState, Said
from visit_app.screening import Offer
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.flow import FlowLayout
from visit_app.ui.kit.focus_ring import focus_in_view
from visit_app.ui.kit.private_text import put_private
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.summary.advice_card import AdviceCard
from visit_app.ui.summary.presenter import Advice, Result, SummaryPresenter
from visit_app.ui.text import tr
from visit_app.ui.visit.concern import ConcernRow
from visit_app.ui.visit.need_form import NeedForm
from visit_app.ui.visit.plan_list import PlanList
from visit_app.ui.visit.step import StepHold, StepPage

LABEL_PX = 92
BEFORE_ADVICE = 3  # judgement, plan, concern


class SummaryPage(StepPage):
    """In her words, what was noticed, results, plan, and what to consider."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        self.presenter = SummaryPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id
        )
        self.page.add(Text(tr("Summary and plan"), "h1"))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(16)
            self._columns.addLayout(column, 1)
        self._safety_column = left
        self._safety_card: Card | None = None
        self._show_safety()
        left.addWidget(self._words_card())
        self._results(left)
        left.addStretch(1)
        right.addWidget(self._judgement_card())
        right.addWidget(self._plan_card())
        self._advice_column = right
        self._advice_cards: list[AdviceCard] = []
        self.concern = ConcernRow(hold, hold.step)
        right.addWidget(self.concern)
        self._show_advice()
        right.addStretch(1)
        self.page.body.addLayout(self._columns)
        self.page.finish()
        self._add_foot()

    def _show_safety(self) -> None:
        """Safety stands first, also once somebody has taken it on."""
        if self._safety_card is not None:
            self._safety_column.removeWidget(self._safety_card)
            self._safety_card.hide()
            self._safety_card.deleteLater()
            self._safety_card = None
        lines = self.presenter.safety()
        if lines:
            self._safety_card = Card(tr("Safety"))
            for line in lines:
                self._safety_card.add(Text(line, "dense"))
            self._safety_column.insertWidget(0, self._safety_card)

    # --- heard ---------------------------------------------------------------------

    def _words_card(self) -> Card:
        presenter = self.presenter
        card = Card(tr("In {name}’s words", name=presenter.name))
        said = presenter.said()
        for part in said:
            card.add(_said(part))
        if not said:
            card.add(Text(tr("Nothing is written yet."), "note"))
        noticed = presenter.noticed()
        if noticed:
            card.add_rule()
            card.add(Text(tr("You noticed"), "card_title"))
            for heading, text in noticed:
                card.add(_line(tr(heading), text))
        return card

    def _results(self, column: QVBoxLayout) -> None:
        for result in self.presenter.results():
            column.addWidget(_result(result))

    # --- judgement, plan, advice ---------------------------------------------------

    def _judgement_card(self) -> Card:
        card = Card(tr("Your judgement"))
        self.judgement = Field(tr("In your own words"), multiline=True)
        self.judgement.input.setObjectName("judgement")
        self.judgement.set_value(self.presenter.judgement)
        self.judgement.edited.connect(self._on_judged)
        self.need = NeedForm(self.hold)
        self.need.changed.connect(self.hold.changed)
        card.add(self.judgement, self.need)
        return card

    def _plan_card(self) -> Card:
        card = Card(tr("Plan agreed with {name}", name=self.presenter.name))
        self.plan = PlanList(self.hold)
        card.add(self.plan)
        return card

    def _show_advice(self, decided: str = "") -> None:
        """All of it anew; a reason that is being typed for another one stays."""
        typed = {
            name: text
            for card in self._advice_cards
            if card.advice.rule != decided
            for name, text in card.reasons.half_typed().items()
        }
        for old in self._advice_cards:
            self._advice_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._advice_cards = [
            AdviceCard(
                advice,
                self.presenter.name,
                self.presenter.ways(advice),
                self._decide,
                self._follow,
            )
            for advice in self.presenter.advice()
        ]
        for at, card in enumerate(self._advice_cards):
            self._advice_column.insertWidget(BEFORE_ADVICE + at, card)
            card.reasons.put_back(typed)

    def _decide(self, advice: Advice, agreed: bool, reason: str) -> None:
        self.presenter.decide(advice, agreed=agreed, reason=reason)
        self._show_advice(decided=advice.rule)
        self.hold.changed()
        self._focus_after(advice.rule)

    def _focus_after(self, rule: str) -> None:
        """On to the next one that is undecided, else stay at the one just decided."""
        rules = [card.advice.rule for card in self._advice_cards]
        from_here = self._advice_cards[rules.index(rule) if rule in rules else 0 :]
        open_ones = [card for card in from_here if card.advice.decided is None]
        for card in (open_ones or from_here)[:1]:
            focus_in_view(card.first)

    def _follow(self, offer: Offer) -> None:
        place = self.presenter.follow(offer)
        self.hold.changed()
        self.hold.go(place)

    def _on_judged(self, text: str) -> None:
        self.presenter.judge(text)
        self.hold.changed()

    # --- foot ----------------------------------------------------------------------

    def _add_foot(self) -> None:
        back = Button(tr("Back"), size="foot", icon="arrow-left")
        copy = Button(tr("Copy text for the record"), "quiet", "foot", icon="copy")
        words = self.hold.next_words
        go_on = Button(words, "primary", "foot", icon_right="arrow-right")
        for name, button in (("back", back), ("copy", copy), ("next", go_on)):
            button.setObjectName(name)
        copy.set_not_ready(self.presenter.copying_refused() or None)
        back.clicked.connect(self.hold.go_back)
        copy.clicked.connect(self._copy)
        go_on.clicked.connect(self.hold.go_next)
        self.page.foot.add_left(back)
        self.page.foot.add_right(copy, go_on)

    def _copy(self) -> None:
        put_private(QGuiApplication.clipboard(), self.presenter.text_for_record())
        self.hold.context.announce(
            tr("The text is copied. It is cleared from the clipboard in a minute.")
        )
        self.page.foot.say(tr("Copied. It is cleared from the clipboard in a minute."))

    def refresh(self) -> None:
        """The safety panel recorded something."""
        self.presenter.read()
        self._show_safety()
        self._show_advice()
        self.concern.show_concern()

    def set_width(self, width: Width) -> None:
        """One column where there is less room."""
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(across if width is Width.WIDE else down)

    def shown(self) -> None:
        """Begin at the judgement."""
        self.judgement.input.setFocus(Qt.FocusReason.TabFocusReason)


def _said(part: Said) -> QWidget:
    if part.state == PromptState.DECLINED:
        return _line(tr(part.title), tr("Would rather not say."))
    if part.state == PromptState.LEFT:
        reason = part.reason or tr("not today")
        return _line(tr(part.title), tr("Not asked: {reason}", reason=reason))
    if len(part.quotes) > 1 or part.prompt_id == "words":
        chips = QWidget()
        flow = FlowLayout(chips)
        flow.setSpacing(8)
        for quote in part.quotes:
            flow.addWidget(Chip(f"“{quote}”", "quote"))
        if part.more:
            flow.addWidget(Text(f"“{part.more}”", "dense"))
        return chips
    words = " ".join(f"“{q}”" for q in (*part.quotes, part.more) if q)
    return _line(tr(part.title), words)


def _line(label: str, text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    head = Text(label, "note")
    head.setFixedWidth(head.theme.px(LABEL_PX))
    row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(text, "dense_medium"), 1)
    return line


def _result(result: Result) -> Card:
    card = Card("")
    head = QHBoxLayout()
    head.addWidget(Text(result.title, "strong", wrap=False))
    head.addWidget(Text(result.mode, "note", wrap=False))
    head.addStretch(1)
    figure = Text(result.figure, "title" if result.arithmetic else "strong", wrap=False)
    head.addWidget(figure)
    head.addWidget(Text(result.out_of, "dense", ink="ink2", wrap=False))
    card.body.addLayout(head)
    if result.arithmetic:
        card.add(Text(f"{result.arithmetic}. {result.band}".strip(), "dense"))
    for note in result.notes:
        card.add(Text(note, "note"))
    if result.source:
        card.add(Text(tr("Source: {source}", source=result.source), "note"))
    return card


def build(hold: StepHold) -> StepPage:
    """The page of this step."""
    return SummaryPage(hold)
