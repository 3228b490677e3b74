"""Finish: a check of what is missing, then signed off; afterwards, corrections."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.records import Amendment
from visit_app.ui.finish.amendment_form import AmendmentForm
from visit_app.ui.finish.presenter import FinishPresenter
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.step import StepHold, StepPage
from visit_app.visits import Missing


class FinishPage(StepPage):
    """Before signing off the gaps, afterwards the signature and the amendments."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        self.presenter = FinishPresenter(
            hold.desk, hold.context.save_state, hold.encounter_id
        )
        self._show()

    def _show(self) -> None:
        self.replace_page(Page())
        if self.presenter.visit.is_finished:
            self._show_signed()
        else:
            self._show_check()

    # --- before --------------------------------------------------------------------

    def _show_check(self) -> None:
        self.page.head.addWidget(Text(tr("Finish"), "h1"))
        gaps = self.presenter.missing()
        if gaps:
            card = Card(tr("Not recorded yet"))
            for number, gap in enumerate(gaps):
                card.add(self._gap(gap, number))
            note = tr("You can finish without these, unless one has to come first.")
            self.page.add(card, Text(note, "note"))
        else:
            self.page.add(Message(tr("Everything is recorded."), "note", icon="check"))
        signs = tr(
            "Signed off as {name}, with the time. From then on the visit stays as it"
            " is; a correction is added beside it.",
            name=self.presenter.signature,
        )
        self.page.add(Text(signs, "body"))
        self.problem = Message("", "err")
        self.problem.hide()
        self.page.add(self.problem)
        self.page.finish()
        back = Button(tr("Back"), size="foot", icon="arrow-left")
        self.sign = Button(tr("Sign off"), "primary", "foot", icon="check")
        back.setObjectName("back")
        self.sign.setObjectName("next")
        back.clicked.connect(self.hold.go_back)
        self.sign.clicked.connect(self._sign_off)
        self.sign.set_not_ready(self.presenter.blocked or None)
        self.page.foot.add_left(back)
        self.page.foot.add_right(self.sign)
        self._first: QWidget = self.sign

    def _gap(self, gap: Missing, number: int) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Message(tr(gap.text), "warn" if gap.blocking else "note"), 1)
        jump = Button(tr("Go there"), "flush", "line")
        jump.setObjectName(f"gap-{number}")
        jump.set_description(tr(gap.text))
        jump.clicked.connect(lambda: self.hold.go(gap.step))
        line.addWidget(jump)
        return row

    def _sign_off(self) -> None:
        problem = self.presenter.sign_off()
        if problem:
            self.problem.set_text(problem)
            self.problem.show()
            return
        self.hold.changed()
        self._show()
        self.shown()

    # --- afterwards ----------------------------------------------------------------

    def _show_signed(self) -> None:
        self.page.head.addWidget(Text(tr("Signed off"), "h1"))
        self.page.add(Text(self.presenter.signature, "strong"))
        if self.presenter.amendments():
            card = Card(tr("Corrections"))
            for amendment in self.presenter.amendments():
                card.add(_both(amendment, self.presenter.what(amendment)))
            self.page.add(card)
        self.form = AmendmentForm(self.presenter.answers())
        self.form.typed.connect(self._on_typed)
        self.form.record.clicked.connect(self._amend)
        self.page.add(self.form)
        self.form.put_back(self.presenter.half_made())
        self.page.finish()
        correct = Button(tr("Add a correction"), "quiet", "foot", icon="pencil")
        correct.setObjectName("correct")
        correct.clicked.connect(self._open_form)
        leave = Button(tr("To the family"), "primary", "foot", icon_right="arrow-right")
        leave.setObjectName("next")
        leave.clicked.connect(self.hold.go_next)
        self.page.foot.add_right(correct, leave)
        self._first = leave

    def _open_form(self) -> None:
        self.form.show()
        self.form.focus_first()

    def _on_typed(self) -> None:
        self.presenter.keep_half_made(self.form.half_typed())

    def _amend(self) -> None:
        form, correction = self.form, self.form.told()
        missing = correction.wanted()
        form.ask_for(missing)
        if missing:
            return
        problem = self.presenter.amend(correction)
        if problem:
            form.problem.set_text(problem)
            form.problem.show()
            return
        self._show()
        self.hold.changed()  # it may have opened a concern
        self.shown()

    def refresh(self) -> None:
        """What is missing may have changed."""
        self.presenter.read()
        self._show()

    def shown(self) -> None:
        """Begin at the button that goes on."""
        self._first.setFocus(Qt.FocusReason.TabFocusReason)


def _both(amendment: Amendment, what: str) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    moment = f"{amendment.recorded.astimezone():%d %B %Y, %H:%M}"
    column.addWidget(Text(what, "strong"))
    column.addWidget(Text(tr("Before: {words}", words=amendment.before), "dense"))
    column.addWidget(Text(tr("Now: {words}", words=amendment.after), "dense"))
    why = tr(
        "{reason} {author}, {at}.",
        reason=f"{amendment.reason.rstrip('.')}.",
        author=amendment.author,
        at=moment,
    )
    column.addWidget(Text(why, "note"))
    return both


def build(hold: StepHold) -> StepPage:
    """The page of this step."""
    return FinishPage(hold)
