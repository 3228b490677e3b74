"""What was agreed, one row each, with a small form to add or change one."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app import visits
from visit_app.records import Activity, Encounter
from visit_app.records.dates import parse_date, spoken_date
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.date_field import DateField
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.list_row import two_lines
from visit_app.ui.kit.page import clear
from visit_app.ui.text import tr
from visit_app.ui.visit.step import StepHold
from visit_app.visits.visit import plan_of

KINDS = ("support", "signpost", "refer", "visit", "other")


def kind_words(kind: str) -> str:
    """What a kind of activity is called."""
    return {
        "support": tr("Further support"),
        "signpost": tr("Signposting"),
        "refer": tr("Referral"),
        "visit": tr("Next visit"),
    }.get(kind, tr("Something else"))


def ahead(text: str, today: date) -> date:
    """A date that lies ahead, for what is to be done."""
    return parse_date(text, today, ahead=True)


class PlanList(QWidget):
    """Reads and writes the CarePlan of the visit."""

    def __init__(self, hold: StepHold) -> None:
        super().__init__()
        self._hold = hold
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rows = QVBoxLayout()
        self._column.addLayout(self._rows)
        self.add_button = Button(tr("Add to the plan"), "flush", "line", icon="plus")
        self.add_button.setObjectName("plan-add")
        self.add_button.clicked.connect(self._add)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form: ActivityForm | None = None
        self.show_plan()

    def activities(self) -> tuple[Activity, ...]:
        """What is agreed so far."""
        vault = self._hold.desk.vault
        visit = vault.get(Encounter, self._hold.encounter_id)
        return plan_of(self._hold.desk, visit).activity

    def show_plan(self) -> None:
        """Read the plan again and show it."""
        clear(self._rows)
        for activity in self.activities():
            self._rows.addWidget(self._row(activity))

    def _row(self, activity: Activity) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.addWidget(two_lines(_title(activity), _note(activity)), 1)
        edit = Button(tr("Edit"), "flush", "line")
        edit.set_description(_title(activity))
        edit.setObjectName(f"plan-{activity.id}")
        edit.clicked.connect(lambda: self._open(activity))
        line.addWidget(edit)
        return row

    def _add(self) -> None:
        made = self._hold.context.save_state.write(
            "plan/add", lambda desk: visits.agree(desk, self._hold.encounter_id)
        )
        if made is not None:
            self._open(made)

    def _open(self, activity: Activity) -> None:
        self._close()
        self.form = ActivityForm(self._hold, activity)
        self.form.done.clicked.connect(self._close)
        self.form.remove.clicked.connect(lambda: self._take_off(activity.id))
        self._column.addWidget(self.form)
        self.add_button.hide()
        self.form.focus_first()

    def _take_off(self, activity_id: str) -> None:
        visit_id = self._hold.encounter_id
        self._hold.context.save_state.write(
            f"plan/{activity_id}",
            lambda desk: visits.take_off(desk, visit_id, activity_id),
        )
        self._close()

    def _close(self) -> None:
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.add_button.show()
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)
        self.show_plan()
        self._hold.changed()


class ActivityForm(Card):
    """What, with whom, by when; each field is kept as it is given."""

    def __init__(self, hold: StepHold, activity: Activity) -> None:
        super().__init__("")
        self._hold, self._activity = hold, activity
        self.kind = ComboField(
            tr("Kind"), [Choice(kind, kind_words(kind)) for kind in KINDS]
        )
        self.what = Field(tr("What was agreed"))
        self.who = Field(tr("With whom"))
        self.due = DateField(tr("By when"), hold.desk.clock.today(), read=ahead)
        self.note = Field(tr("Note"))
        self.kind.choose(activity.kind)
        for name, field, value in (
            ("description", self.what, activity.description),
            ("performer", self.who, activity.performer),
            ("note", self.note, activity.note),
        ):
            field.set_value(value)
            field.input.setObjectName(f"plan-{name}")
            field.edited.connect(lambda text, name=name: self._keep(name, text))
        self.kind.combo.setObjectName("plan-kind")
        self.due.input.setObjectName("plan-due")
        self.due.calendar_button.setObjectName("plan-due-calendar")
        self.due.set_value(activity.due)
        self.kind.chosen.connect(lambda code: self._keep("kind", code))
        self.due.entered.connect(lambda day: self._keep("due", day))
        self.add(self.what, self.who, self.due, self.kind, self.note)
        self.done = Button(tr("Done"), "secondary", "row")
        self.done.setObjectName("plan-done")
        self.remove = Button(tr("Take off the plan"), "quiet", "row")
        self.remove.setObjectName("plan-remove")
        row = QHBoxLayout()
        row.addWidget(self.done)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.body.addLayout(row)

    def focus_first(self) -> None:
        """Put the focus on what was agreed."""
        self.what.input.setFocus(Qt.FocusReason.TabFocusReason)

    def _keep(self, name: str, value: object) -> None:
        visit_id, activity_id = self._hold.encounter_id, self._activity.id
        self._hold.context.save_state.write(
            f"plan/{activity_id}/{name}",
            lambda desk: visits.change_agreed(
                desk, visit_id, activity_id, **{name: value}
            ),
        )


def _title(activity: Activity) -> str:
    return activity.description or kind_words(activity.kind)


def _note(activity: Activity) -> str:
    due = tr("by {date}", date=spoken_date(activity.due)) if activity.due else ""
    parts = (activity.performer, due, activity.note)
    return ", ".join(part for part in parts if part)
