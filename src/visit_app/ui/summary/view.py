"""Summary and plan: four cards, her words first."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from visit_app.conversation import PromptState, Said
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.flow import FlowLayout
from visit_app.ui.kit.private_text import put_private
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.referral.presenter import LOOKING
from visit_app.ui.summary.presenter import Advice, Result, SummaryPresenter
from visit_app.ui.text import tr
from visit_app.ui.visit.need_form import NeedForm
from visit_app.ui.visit.plan_list import PlanList
from visit_app.ui.visit.step import StepHold, StepPage
from visit_app.visits.steps import REFERRAL

LABEL_PX = 92
Decide = Callable[[Advice, bool, str], None]


class SummaryPage(StepPage):
    """In her words, what was noticed, results, plan, and what to consider."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        self.presenter = SummaryPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id
        )
        self.page.head.addWidget(Text(tr("Summary and plan"), "h1"))
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
        self._advice_cards: list[QWidget] = []
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

    def _show_advice(self) -> None:
        for old in self._advice_cards:
            self._advice_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._advice_cards = [
            AdviceCard(a, self._decide, self._look_at_services)
            for a in self.presenter.advice()
        ]
        for at, card in enumerate(self._advice_cards):
            self._advice_column.insertWidget(2 + at, card)

    def _decide(self, advice: Advice, agreed: bool, reason: str) -> None:
        self.presenter.decide(advice, agreed=agreed, reason=reason)
        self._show_advice()
        self.hold.changed()

    def _look_at_services(self, theme: str) -> None:
        self.hold.go(f"{REFERRAL}/{LOOKING}/{theme}")

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

    def set_width(self, width: Width) -> None:
        """One column where there is less room."""
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(across if width is Width.WIDE else down)

    def shown(self) -> None:
        """Begin at the judgement."""
        self.judgement.input.setFocus(Qt.FocusReason.TabFocusReason)


class AdviceCard(Card):
    """One suggestion: agree, or see it differently with a reason in one key."""

    def __init__(
        self, advice: Advice, decide: Decide, look: Callable[[str], None]
    ) -> None:
        super().__init__(tr("For you to consider"))
        self._advice, self._decide = advice, decide
        self.add(Text(tr(advice.text), "dense"))
        self.why = Text(self._why(), "note")
        self.why.hide()
        self.add(self.why)
        if advice.decided is not None:
            self.add(Text(_decided(advice), "dense_strong"))
        if advice.services:
            self.services = Button(
                tr("See the services"), "flush", "line", icon="map-pin"
            )
            self.services.setObjectName(f"services-{advice.rule}")
            self.services.clicked.connect(lambda: look(advice.services))
            self.body.addWidget(self.services, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        self.agree = Button(tr("Agree"), "secondary", "row")
        self.differ = Button(tr("I see it differently"), "quiet", "row")
        self.source = Button(tr("Why"), "quiet", "row", icon="book-open")
        for name, button in (
            ("agree", self.agree),
            ("differ", self.differ),
            ("why", self.source),
        ):
            button.setObjectName(f"{name}-{advice.rule}")
            button.set_description(tr(advice.text))
            row.addWidget(button)
        row.addStretch(1)
        self.agree.clicked.connect(lambda: self._done(True, ""))
        self.differ.clicked.connect(self._ask)
        self.source.clicked.connect(lambda: self.why.setVisible(self.why.isHidden()))
        self.body.addLayout(row)
        self.reason = Field(tr("Why do you see it differently?"))
        self.reason.input.setObjectName(f"reason-{advice.rule}")
        self.keep = Button(tr("Keep my reason"), "secondary", "row")
        self.keep.setObjectName(f"keep-{advice.rule}")
        self.keep.clicked.connect(self._differ)
        self.reason.hide()
        self.keep.hide()
        self.add(self.reason)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)

    def _why(self) -> str:
        advice = self._advice
        lines = [*advice.because, f"{tr(advice.label)}. {advice.source}"]
        if advice.confirm_locally:
            lines.append(tr("No source was read for this: confirm locally."))
        return "\n".join(line for line in lines if line)

    def _ask(self) -> None:
        self.reason.show()
        self.keep.show()
        self.reason.input.setFocus(Qt.FocusReason.TabFocusReason)

    def _differ(self) -> None:
        reason = self.reason.value().strip()
        if not reason:
            self.reason.set_error(tr("Write a few words on why."))
            return
        self._done(False, reason)

    def _done(self, agreed: bool, reason: str) -> None:
        self._decide(self._advice, agreed, reason)


def _decided(advice: Advice) -> str:
    made = advice.decided
    if made is None or made.agreed:
        return tr("You agreed.")
    return tr("You see it differently: {reason}", reason=made.reason)


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
