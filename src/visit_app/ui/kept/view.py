"""The page "How long records are kept": the rule, and the records past it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal

from visit_app.ui.background import runner_for
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kept.presenter import (
    KeptPresenter,
    PastRow,
    rows,
    rule_texts,
    summary,
)
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.list_row import ListRow
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr
from visit_app.visits import Retention

MOST = 200


class KeptScreen(CardScreen):
    """Nothing is erased here: each record leads to its own page for that."""

    nav = "settings"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("How long records are kept")
        self.presenter = KeptPresenter(
            context.desk, context.save_state, runner_for(self, context.background)
        )
        self.rule = self._rule_card()
        self.past = PastCard()
        self.past.erase_asked.connect(lambda f: context.go(Place.erase(f)))
        self.past.look_asked.connect(lambda f: context.go(Place.family(f)))
        self._lay_out()
        self.presenter.look(self._found)

    def _lay_out(self) -> None:
        about = tr(
            "That is for your organisation to say: confirm it locally. Nothing is ever"
            " erased by itself."
        )
        above = [Text(self.title, "h1"), Text(about, "dense", ink="ink2")]
        self.lay_out(above, [self.rule, self.past], footed=False)

    def _rule_card(self) -> Card:
        card = Card(tr("The rule here"))
        words = tr("Where both are filled in, a record is kept until both have passed.")
        card.add(Text(words, "note"))
        first, second = rule_texts(self.presenter.rule)
        empty = tr("In years. Empty: not part of the rule.")
        self.birthday = Field(
            tr("Until this birthday of the youngest child"), help_text=empty
        )
        self.years = Field(tr("Years after the last visit"), help_text=empty)
        self.birthday.input.setObjectName("birthday")
        self.years.input.setObjectName("years")
        self.birthday.set_value(first)
        self.years.set_value(second)
        self.birthday.finished.connect(self._on_birthday)
        self.years.finished.connect(self._on_years)
        card.add(self.birthday, self.years)
        return card

    def _on_birthday(self) -> None:
        self._took(self.birthday, self.presenter.set_birthday(self.birthday.value()))

    def _on_years(self) -> None:
        self._took(self.years, self.presenter.set_years(self.years.value()))

    def _took(self, field: Field, problem: str) -> None:
        field.set_error(problem or None)
        if not problem:
            self.presenter.look(self._found)

    def _found(self, found: Retention) -> None:
        self.past.show_rows(summary(found), rows(found)[:MOST])

    # --- the screen's contract ---------------------------------------------------

    def half_typed(self) -> Mapping[str, str]:
        """Years that are none yet stay as typed."""
        return {"birthday": self.birthday.value(), "years": self.years.value()}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Show them again after a lock."""
        self.birthday.set_value(texts.get("birthday", self.birthday.value()))
        self.years.set_value(texts.get("years", self.years.value()))

    def shown(self) -> None:
        """Begin at the rule."""
        self.birthday.input.setFocus(Qt.FocusReason.TabFocusReason)


class PastCard(Card):
    """The records past their date; `look_asked` and `erase_asked` give the family."""

    look_asked = Signal(str)
    erase_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Past their date"), flush=True)
        self._rows: list[ListRow] = []
        self.sentence = Message("", "note")
        holder = ListRow(46, 20)
        holder.add(self.sentence)
        self.add(holder)

    def show_rows(self, sentence: str, found: tuple[PastRow, ...]) -> None:
        """Show these instead of those before."""
        self.sentence.set_text(sentence)
        for old in self._rows:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(row) for row in found]
        for row in self._rows:
            self.body.addWidget(row)
            row.show()

    def _row(self, about: PastRow) -> ListRow:
        row = ListRow(68, 20)
        row.add_two_lines(about.title, about.note)
        look = Button(tr("Look at it"), "quiet", "row")
        look.setObjectName(f"look-{about.family_id}")
        look.setAccessibleName(tr("Look at {family}", family=about.title))
        look.clicked.connect(lambda: self.look_asked.emit(about.family_id))
        erase = Button(tr("Erase…"), "quiet", "row")
        erase.setObjectName(f"erase-{about.family_id}")
        erase.setAccessibleName(tr("Erase {family}", family=about.title))
        erase.clicked.connect(lambda: self.erase_asked.emit(about.family_id))
        row.add_end(look)
        row.add_end(erase)
        return row


def build(context: ScreenContext, place: Place) -> Screen:
    """The rule and who is past it."""
    return KeptScreen(context, place)
