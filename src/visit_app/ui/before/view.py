"""Before you start: who, which contact, where, who is in the room."""

from datetime import UTC, date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from visit_app.ui.before.presenter import BeforePresenter
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.chip_group import ChipGroup
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.date_field import DateField
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.step import StepHold, StepPage


class BeforePage(StepPage):
    """Every field is kept as soon as it is given."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__(hold)
        self.presenter = BeforePresenter(
            hold.desk, hold.context.save_state, hold.encounter_id
        )
        self.page.head.addWidget(Text(tr("Before you start"), "h1"))
        self._rows: list[QBoxLayout] = []
        self._add_who()
        self._add_contact()
        self._add_room()
        self._add_sharing()
        self.page.finish()
        self._add_foot()

    # --- parts ---------------------------------------------------------------------

    def _add_who(self) -> None:
        people = self.presenter.people()
        self.who = OptionGroup(
            tr("Who are you asking?"),
            [Choice(p.id, p.name, subtitle=p.role) for p in people],
            size="small",
            direction="across",
        )
        self.who.setObjectName("who")
        self.who.choose(self.presenter.visit.subject_id)
        self.who.chosen.connect(self._on_who)
        self.who_problem = Message("", "err")
        self.who_problem.hide()
        if len(people) > 1:
            self.page.add(Text(tr("Who are you asking?"), "label"), self.who)
            self.page.add(self.who_problem)

    def _add_contact(self) -> None:
        visit = self.presenter.visit
        self.type = ComboField(tr("Contact"), self._choices("type"))
        self.place = ComboField(tr("Where"), self._choices("place"))
        self.date = DateField(tr("Date"), self.hold.desk.clock.today(), needed=True)
        self.type.combo.setObjectName("type")
        self.place.combo.setObjectName("place")
        self.date.input.setObjectName("date")
        self.date.calendar_button.setObjectName("date-calendar")
        self.type.choose(visit.type or None)
        self.place.choose(visit.location or None)
        self.date.set_value(visit.period_start.astimezone().date())
        self.type.chosen.connect(lambda code: self._keep("type", code))
        self.place.chosen.connect(lambda code: self._keep("location", code))
        self.date.entered.connect(self._on_date)
        self._row(self.type, self.date, self.place)

    def _add_room(self) -> None:
        visit, name = self.presenter.visit, self.presenter.subject_name
        question = tr("Who is in the room?")
        self.present = ChipGroup(question, self._choices("present"))
        self.present.choose(visit.present)
        self.present.changed.connect(lambda codes: self._keep("present", tuple(codes)))
        self.page.add(Text(question, "label"), self.present)
        alone = tr("Is {name} seen alone?", name=name)
        self.alone = self._yes_no(alone, "seen_alone")
        self.page.add(Text(alone, "label"), self.alone)
        question = tr("Interpreter")
        self.interpreter = OptionGroup(
            question, self._choices("interpreter"), size="small", direction="across"
        )
        self.interpreter.setObjectName("interpreter")
        self.interpreter.choose(visit.interpreter or None)
        self.interpreter.chosen.connect(lambda code: self._keep("interpreter", code))
        self.page.add(Text(question, "label"), self.interpreter)
        self.contradiction = Message("", "warn")
        self.page.add(self.contradiction)
        self._show_contradiction()

    def _show_contradiction(self) -> None:
        words = self.presenter.contradiction()
        self.contradiction.set_text(words)
        self.contradiction.setVisible(bool(words))

    def _add_sharing(self) -> None:
        visit, name = self.presenter.visit, self.presenter.subject_name
        question = tr(
            "Have you explained what is recorded and shared, and does {name} agree?",
            name=name,
        )
        self.sharing = self._yes_no(question, "sharing_explained")
        self.sharing_note = Field(
            tr("What was said about sharing, if anything"), multiline=True
        )
        self.sharing_note.input.setObjectName("sharing-note")
        self.sharing_note.set_value(visit.sharing_note)
        self.sharing_note.edited.connect(lambda text: self._keep("sharing_note", text))
        self.page.add(Text(question, "label"), self.sharing, self.sharing_note)

    def _add_foot(self) -> None:
        words = self.hold.next_words
        self.next = Button(words, "primary", "foot", icon_right="arrow-right")
        self.back = Button(tr("Leave visit"), size="foot", icon="arrow-left")
        self.next.setObjectName("next")
        self.back.setObjectName("back")
        self.next.clicked.connect(self.hold.go_next)
        self.back.clicked.connect(self.hold.go_back)
        self.page.foot.add_left(self.back)
        self.page.foot.add_right(self.next)

    # --- building blocks -----------------------------------------------------------

    def _choices(self, name: str) -> list[Choice]:
        return [
            Choice(code.code, tr(code.display)) for code in self.presenter.codes(name)
        ]

    def _yes_no(self, question: str, name: str) -> OptionGroup:
        group = OptionGroup(
            question,
            [Choice("yes", tr("Yes")), Choice("no", tr("No"))],
            size="small",
            direction="across",
        )
        group.setObjectName(name)
        group.choose(self.presenter.yes_no(name))
        group.chosen.connect(lambda code: self._on_yes_no(name, code))
        return group

    def _row(self, *widgets: Field | ComboField | DateField) -> None:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(20)
        for widget in widgets:
            row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.append(row)
        self.page.body.addLayout(row)

    def set_width(self, width: Width) -> None:
        """Stack what stands side by side where there is less room."""
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        for row in self._rows:
            row.setDirection(down if width is Width.NARROW else across)

    # --- what is done --------------------------------------------------------------

    def _keep(self, name: str, value: object) -> None:
        self.presenter.set(name, value)
        self._show_contradiction()
        self.hold.changed()

    def _on_yes_no(self, name: str, code: str) -> None:
        self.presenter.set_yes_no(name, code)
        self._show_contradiction()
        self.hold.changed()

    def _on_who(self, subject_id: str) -> None:
        problem = self.presenter.ask(subject_id)
        self.who_problem.set_text(problem)
        self.who_problem.setVisible(bool(problem))
        self.who.choose(self.presenter.visit.subject_id)
        self._show_contradiction()
        self.hold.changed()

    def _on_date(self, day: date | None) -> None:
        if day is not None:
            known = self.presenter.visit.period_start.astimezone()
            at = datetime.combine(day, time(known.hour, known.minute)).astimezone(UTC)
            self._keep("period_start", at)

    def shown(self) -> None:
        """Begin with what is not recorded yet."""
        self.type.combo.setFocus(Qt.FocusReason.TabFocusReason)


def build(hold: StepHold) -> StepPage:
    """The page of this step."""
    return BeforePage(hold)
