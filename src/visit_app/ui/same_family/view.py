"""Are these the same family? Two records side by side, joined by a person."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from visit_app.sync.laptop import Laptop
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.fact_rows import FactRows
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import Page, discard
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.same_family.presenter import Record, SameFamilyPresenter
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr


class SameFamilyScreen(Screen):
    """Two columns, the question which record goes on, and what differs then."""

    nav = "sync"

    def __init__(self, context: ScreenContext, place: Place, laptop: Laptop) -> None:
        super().__init__(context, place)
        self.title = tr("The same family?")
        ids = (place.family_id, place.subject_id)
        self.presenter = SameFamilyPresenter(
            context.desk, laptop, context.save_state, ids
        )
        self.together = bool(self.presenter.joined_to)
        self.page = Page(left=36)
        self.head = PageHead(*self._head_words())
        self.page.head.addWidget(self.head)
        self.which = self._question()
        self._differences: QWidget | None = None
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        for record in self.presenter.records:
            self._columns.addWidget(RecordCard(record), 1)
        self.page.body.addLayout(self._columns)
        self.page.finish()
        self._add_foot()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        self._chosen()

    def _head_words(self) -> tuple[str, str]:
        if self.together:
            return tr("Joined records"), tr(
                "Both are kept. Separated, each stands by itself as before."
            )
        return tr("Are these the same family?"), tr(
            "Nothing is deleted by joining, and it can be taken back."
        )

    def _question(self) -> OptionGroup:
        question = tr("Which record goes on?")
        choices = _choices(self.presenter.records)
        group = OptionGroup(question, choices, "small", "across", gap=20)
        group.setObjectName("which")
        card = Card(question, padding=24)
        card.add(group)
        card.setVisible(not self.together)
        self.page.add(card)
        group.chosen.connect(lambda _: self._chosen())
        return group

    def _add_foot(self) -> None:
        self.back = Button(tr("Back"), size="foot", icon="arrow-left")
        self.back.setObjectName("back")
        self.back.clicked.connect(self.context.back)
        self.apart = Button(tr("They only look alike"), "quiet", "foot")
        self.apart.setObjectName("apart")
        self.apart.clicked.connect(self._tell_apart)
        self.apart.setVisible(not self.together)
        words = tr("Separate them again") if self.together else tr("Join these records")
        self.act = Button(words, "primary", "foot")
        self.act.setObjectName("act")
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.apart, self.act)
        self.act.clicked.connect(self._separate if self.together else self._join)

    def _chosen(self) -> None:
        """Show what would differ, once it is said which record goes on."""
        if self.together:
            return
        kept = self.which.code()
        reason = tr("Choose first which record goes on.")
        self.act.set_not_ready(None if kept else reason)
        if self._differences is not None:
            self.page.body.removeWidget(self._differences)
            discard(self._differences)
            self._differences = None
        if kept:
            self._differences = DifferencesCard(self.presenter.differences(kept))
            self.page.body.insertWidget(1, self._differences)
            self._differences.show()

    # --- what is done ----------------------------------------------------------------

    def _join(self) -> None:
        kept = self.which.code() or ""
        self._settled(self.presenter.join(kept), kept, tr("Joined."))

    def _separate(self) -> None:
        kept = self.presenter.joined_to
        self._settled(self.presenter.separate(), kept, tr("Separated."))

    def _settled(self, problem: str, family_id: str, words: str) -> None:
        if problem:
            self.page.foot.say(problem)
            return
        self.context.announce(words)
        self.context.go(Place.family(family_id))

    def _tell_apart(self) -> None:
        self.presenter.not_the_same()
        self.context.go(Place.team())

    # --- the screen's contract -------------------------------------------------------

    def shown(self) -> None:
        """Begin at the question, or at the one thing to do."""
        if self.together:
            self.back.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.which.focus_first()

    def reflowed(self, width: Width) -> None:
        """One record under the other where there is less room."""
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        for row in (self._columns, self.which.row):
            row.setDirection(down if width is Width.NARROW else across)
        self.page.set_width(width)
        self.head.set_width(width)


class RecordCard(Card):
    """One record: its people, its home, how many visits."""

    def __init__(self, record: Record) -> None:
        super().__init__(record.title, padding=20)
        self.add(Text(record.note, "note"))
        for facts in record.facts:
            self.add_rule()
            self.add(Text(facts.heading, "card_title"))
            if facts.rows:
                self.add(FactRows(facts.rows))
        self.body.addStretch(1)


class DifferencesCard(Card):
    """Where the records differ: what is shown then, what stays in the other."""

    def __init__(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__(tr("Where they differ"), padding=24)
        if not rows:
            self.add(
                Message(tr("Nowhere: what one lacks, the other has."), icon="check")
            )
        for name, shown, other in rows:
            words = tr(
                "{shown}. The other record keeps: {other}", shown=shown, other=other
            )
            self.add(FactRows(((name, words),)))


def _choices(records: tuple[Record, ...]) -> list[Choice]:
    return [
        Choice(
            record.family_id,
            tr("{place}: {family}", place=place, family=record.title),
            subtitle=tr("{visits}. It gains what only the other knows.", visits=visits),
        )
        for record, place, visits in (
            (records[0], tr("The first"), records[0].note),
            (records[1], tr("The second"), records[1].note),
        )
    ]


def build(context: ScreenContext, place: Place, laptop: Laptop) -> Screen:
    """These two records, side by side."""
    return SameFamilyScreen(context, place, laptop)
