"""More questions: the practitioner chooses, the pathway says why one may fit."""

from PySide6.QtCore import Qt

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice, Reason
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import CheckGroup
from visit_app.ui.kit.text import Text
from visit_app.ui.questions.presenter import Instrument, QuestionsPresenter
from visit_app.ui.text import tr
from visit_app.ui.visit.step import StepHold, StepPage


class QuestionsPage(StepPage):
    """One row for each instrument, switched on when it is asked."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        self.presenter = QuestionsPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id
        )
        question = tr("Which other questions would help today?")
        self.page.add(Text(question, "h1"))  # it may take three lines: it scrolls too
        self.page.add(Text(tr("You choose. Nothing is added by itself."), "note"))
        instruments = self.presenter.instruments()
        self.choices = CheckGroup(question, [_choice(i) for i in instruments], "detail")
        self.choices.setObjectName("instruments")
        self.choices.choose(i.name for i in instruments if i.chosen)
        self.choices.changed.connect(self._on_changed)
        self.problem = Message("", "err")
        self.problem.hide()
        self.page.add(self.choices, self.problem)
        self.page.finish()
        self.back = Button(tr("Back"), size="foot", icon="arrow-left")
        self.next = Button("", "primary", "foot", icon_right="arrow-right")
        self.back.setObjectName("back")
        self.next.setObjectName("next")
        self.back.clicked.connect(hold.go_back)
        self.next.clicked.connect(self._go_on)
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.next)
        self._show_next()

    def _on_changed(self, names: list[str]) -> None:
        problem = self.presenter.choose(names)
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.choices.choose(self.presenter.record.encounter.instruments)
        self._show_next()
        self.hold.changed()

    def _show_next(self) -> None:
        waiting = self._waiting()
        words = self.hold.next_words
        if waiting:
            title = self.hold.desk.catalogue.get(waiting).title
            words = tr("Next: {step}", step=title)
        self.next.setText(words)

    def _waiting(self) -> str:
        """The first chosen instrument that was not begun."""
        record = self.presenter.record
        chosen = record.encounter.instruments
        return next((n for n in chosen if n not in record.responses), "")

    def _go_on(self) -> None:
        waiting = self._waiting()
        if waiting:
            self.hold.go(waiting)
        else:
            self.hold.go_next()

    def shown(self) -> None:
        """Begin at the first instrument."""
        self.choices.options[0].setFocus(Qt.FocusReason.TabFocusReason)


def _choice(instrument: Instrument) -> Choice:
    reasons = [Reason(instrument.because, "info")] if instrument.because else []
    return Choice(
        instrument.name, instrument.title, "", instrument.description, reasons
    )


def build(hold: StepHold) -> StepPage:
    """The page of this step."""
    return QuestionsPage(hold)
