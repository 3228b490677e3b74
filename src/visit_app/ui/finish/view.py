"""Finish: a check of what is missing, then signed off; afterwards, corrections."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.records import Amendment
from visit_app.ui.finish.presenter import Correction, FinishPresenter
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.field import Field, FieldFrame
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.step import StepHold, StepPage
from visit_app.visits import Given, Missing


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
        self.form.hide()
        self.form.record.clicked.connect(self._amend)
        self.page.add(self.form)
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


class AmendmentForm(Card):
    """What was wrong, what it should say, and why."""

    def __init__(self, answers: Sequence[Given]) -> None:
        super().__init__(tr("Correction"))
        self._answers = {given.name: given for given in answers}
        self.which = ComboField(
            tr("Which answer"),
            [Choice("", tr("Something else")), *(Choice(n, n) for n in self._answers)],
        )
        self.which.combo.setObjectName("amend-which")
        self.which.choose("")
        self.which.chosen.connect(self._on_which)
        self.which.setVisible(bool(answers))
        self.what = Field(tr("What is corrected"))
        self.before = Field(tr("It says"))
        self.after = Field(tr("It should say"))
        self.reason = Field(tr("Why"), help_text=tr("The reason stays with it."))
        fields = {
            "what": self.what,
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
        }
        for name, field in fields.items():
            field.input.setObjectName(f"amend-{name}")
            field.edited.connect(lambda _, field=field: field.set_error(None))
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(self.before, 1)
        both.addWidget(self.after, 1)
        self.add(self.which, self.what)
        self.body.addLayout(both)
        self.add(self.reason)
        self.safety = _about_safety()
        about = FieldFrame(
            tr("Is it about safety?"),
            self.safety,
            help_text=tr(
                "Yes if it is about self-harm, or if anything in it worries you."
            ),
        )
        self.safety.chosen.connect(lambda _: about.set_error(None))
        self.add(about)
        self._frames: dict[str, FieldFrame] = {**fields, "safety": about}
        self.problem = Message("", "err")
        self.problem.hide()
        self.record = Button(tr("Record the correction"), "secondary", "row")
        self.record.setObjectName("amend-record")
        self.add(self.problem, self.record)

    @property
    def _given(self) -> Given | None:
        return self._answers.get(self.which.code() or "")

    def _on_which(self, _: str) -> None:
        """An answer says by itself what it is; what was typed stays."""
        given = self._given
        self.what.setVisible(given is None)
        if self.before.value() in {"", *(each.said for each in self._answers.values())}:
            self.before.set_value(given.said if given else "")

    def focus_first(self) -> None:
        """Begin with what is corrected."""
        first = self.which.combo if self._answers else self.what.input
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def told(self) -> Correction:
        """The correction as it is typed."""
        given = self._given
        return Correction(
            what=given.name if given else self.what.value(),
            before=self.before.value(),
            after=self.after.value(),
            reason=self.reason.value(),
            safety=self.safety.code() or "",
            given=given,
        )

    def ask_for(self, missing: Mapping[str, str]) -> None:
        """Say at each field what is missing there, and go to the first."""
        for name, frame in self._frames.items():
            frame.set_error(missing.get(name))
        first = next((f for name, f in self._frames.items() if name in missing), None)
        if first is not None:
            asked = first.control
            asked = self.safety.options[0] if asked is self.safety else asked
            asked.setFocus(Qt.FocusReason.TabFocusReason)


def _about_safety() -> OptionGroup:
    choices = [Choice("yes", tr("Yes")), Choice("no", tr("No"))]
    group = OptionGroup(tr("Is it about safety?"), choices, "small", "across", gap=8)
    group.setObjectName("amend-safety")
    for option in group.options:
        option.setObjectName(f"amend-safety-{option.code}")
    return group


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
