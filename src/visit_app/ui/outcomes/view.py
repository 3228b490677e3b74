"""The page "Outcomes": a period, a table for each measure, one file."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.exports.counts import Outcomes
from visit_app.exports.measures import load_definitions
from visit_app.ui.background import runner_for
from visit_app.ui.card_screen import CardScreen
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.date_field import DateField
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.file_dialogs import ask_where_to_save
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.save_tick import SaveTick, beside
from visit_app.ui.kit.text import Text
from visit_app.ui.outcomes.presenter import OTHER, OutcomesPresenter, is_empty
from visit_app.ui.outcomes.table_card import TableCard
from visit_app.ui.place import Place
from visit_app.ui.screen import Screen, ScreenContext
from visit_app.ui.text import tr

FILE_NAME = "outcomes.csv"


class OutcomesScreen(CardScreen):
    """Counted in the background as soon as a period is chosen."""

    nav = "families"

    def __init__(self, context: ScreenContext, place: Place) -> None:
        super().__init__(context, place)
        self.title = tr("Outcomes")
        self.presenter = OutcomesPresenter(
            self,
            context.desk,
            runner_for(self, context.background),
            context.background.stop.is_set,
        )
        self.tables: list[QWidget] = []
        self._build()
        self._begin(place.step or self.presenter.choices()[0][0])

    def _build(self) -> None:
        about = tr(
            "Counts of the families on your list, without anybody’s details. Numbers"
            " from 1 to 7 are not shown, larger ones are rounded to the nearest 5, so"
            " that nobody can be recognised."
        )
        self.chosen = PeriodCard(self.presenter)
        self.chosen.period.chosen.connect(self._on_chosen)
        for field in (self.chosen.first, self.chosen.last):
            field.entered.connect(self._on_dates)
        self.tick = SaveTick()
        head = beside(Text(self.title, "h1"), self.tick)
        self.lay_out([head], [Text(about, "dense", ink="ink2"), self.chosen])
        self.back = Button(tr("Families"), size="foot", icon="arrow-left")
        self.back.setObjectName("back-to-families")
        self.back.clicked.connect(lambda: self.context.go(Place.families()))
        self.save = Button(tr("Save as CSV"), "primary", "foot", icon="download")
        self.save.setObjectName("save-outcomes")
        self.save.clicked.connect(self._ask_where)
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.save)

    # --- which period -------------------------------------------------------------

    def _begin(self, code: str) -> None:
        """Show the period of this code, an offered one or two dates."""
        self.chosen.show_code(code)
        period = self.presenter.period_of(code)
        if period is not None:
            self._count(code)

    def _on_chosen(self, code: str) -> None:
        self.chosen.dates.setVisible(code == OTHER)
        if code == OTHER:
            self._on_dates()
        else:
            self._count(code)

    def _on_dates(self) -> None:
        first, last = self.chosen.first.value(), self.chosen.last.value()
        code, problem = self.presenter.code_of(first, last)
        both = first is not None and last is not None
        self.chosen.last.set_error(problem if both and problem else None)
        if code:
            self._count(code)
        else:
            self.presenter.forget()
            self._clear()
            self.save.set_not_ready(self.presenter.refusal() or problem)

    def _count(self, code: str) -> None:
        period = self.presenter.period_of(code)
        if period is not None:
            self.place = replace(self.place, step=code)
            self._clear()
            self.tick.hide()
            self.page.foot.say("")
            self.presenter.count(period)

    # --- what the presenter tells -------------------------------------------------

    def show_busy(self, words: str) -> None:
        """It is being counted; "" when that is over."""
        self.chosen.say(words)
        self.save.set_not_ready(words or self.presenter.not_ready())

    def show_error(self, field: str, sentence: str) -> None:
        """Why it could not be counted."""
        del field  # there is one place for it
        self.chosen.complain(sentence)

    def show_outcomes(self, found: Outcomes) -> None:
        """A table for each measure, under the heading of its group."""
        self._clear()
        self.tables = list(_tables(found))
        for widget in self.tables:
            self.cards.addWidget(widget)
            widget.show()
        self.chosen.say("")
        self.context.announce(tr("Counted: {period}", period=found.period.words))

    def _clear(self) -> None:
        for old in self.tables:
            self.cards.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.tables = []

    # --- the file -----------------------------------------------------------------

    def _ask_where(self) -> None:
        title, kinds = tr("Save the counts"), tr("Table (*.csv)")
        ask_where_to_save(self, title, FILE_NAME, self.save_to, kinds=kinds)

    def save_to(self, path: str) -> None:
        """Write the file and say how that went."""
        problem = self.presenter.save(Path(path))
        self.page.foot.say(problem)
        self.tick.setVisible(not problem)
        if problem:
            self.context.announce(problem, at_once=True)
        else:
            now = self.context.desk.clock.now().astimezone()
            self.tick.set_saved(f"{now:%H:%M}")

    def shown(self) -> None:
        """Begin at the period."""
        self.chosen.period.combo.setFocus(Qt.FocusReason.TabFocusReason)

    def rebind(self, context: ScreenContext) -> None:
        """The vault was opened anew."""
        super().rebind(context)
        self.presenter.desk = context.desk


class PeriodCard(Card):
    """Which days are counted, and how the counting stands."""

    def __init__(self, presenter: OutcomesPresenter) -> None:
        super().__init__(tr("Period"))
        today = presenter.desk.clock.today()
        self._offered = [code for code, _ in presenter.choices()]
        self._presenter = presenter
        choices = [Choice(code, words) for code, words in presenter.choices()]
        self.period = ComboField(tr("Which days are counted"), choices)
        self.period.combo.setObjectName("period")
        self.first = DateField(tr("First day"), today)
        self.last = DateField(tr("Last day"), today)
        self.first.input.setObjectName("first-day")
        self.last.input.setObjectName("last-day")
        self.dates = QWidget()
        row = QVBoxLayout(self.dates)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.first)
        row.addWidget(self.last)
        self.news = Message("", "note")
        self.problem = Message("", "err")
        self.add(self.period, self.dates, self.news, self.problem)
        self.say("")
        self.complain("")

    def show_code(self, code: str) -> None:
        """Show this period as the chosen one."""
        offered = code in self._offered and code != OTHER
        self.period.choose(code if offered else OTHER)
        self.dates.setVisible(not offered)
        period = self._presenter.period_of(code)
        if period is not None and not offered:
            self.first.set_value(period.first)
            self.last.set_value(period.last)

    def say(self, words: str) -> None:
        """What is being done."""
        self.news.set_text(words)
        self.news.setVisible(bool(words))

    def complain(self, sentence: str) -> None:
        """What went wrong."""
        self.problem.set_text(sentence)
        self.problem.setVisible(bool(sentence))


def _tables(found: Outcomes) -> Iterator[QWidget]:
    """Every table under the heading of its group; said once where all are empty."""
    groups = load_definitions().groups
    filled = [table for table in found.tables if table.cells]
    if all(map(is_empty, filled)):
        yield _nothing()
        return
    for group, tables in groupby(filled, key=lambda table: table.measure.group):
        yield Text(tr(groups[group]), "title")
        for table in tables:
            yield TableCard(table)


def _nothing() -> Card:
    card = Card(flush=True)
    title = tr("None in this period")
    text = tr(
        "Numbers stand here once a visit of these days is signed off, or its letter"
        " has gone out."
    )
    card.add(Empty("table", title, text))
    return card


def build(context: ScreenContext, place: Place) -> Screen:
    """The counts of the period in this place."""
    return OutcomesScreen(context, place)
