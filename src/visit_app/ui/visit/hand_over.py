"""Who took it on: the small form in the place of the safety panel."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from visit_app.records import DetectedIssue, IssueCode
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.field import Field, FieldFrame
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.side_panel import SidePanel
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr
from visit_app.ui.visit.safety import NO, YES, Handed

PREFIX = "handed-"


class HandOverPanel(SidePanel):
    """`recorded(Handed)` once enough is filled in, `cancelled()` on the way back.

    `typed()` at each keystroke and choice: what is half written is kept too. Nothing is
    filled in unasked: a name or a time nobody gave would stand in the letter as fact.
    `now` tells the time when a button asks for it.
    """

    folded = False
    typed = Signal()
    recorded = Signal(object)
    cancelled = Signal()

    def __init__(self, now: Callable[[], datetime], issue: DetectedIssue) -> None:
        super().__init__(tr("Write down what was done"))
        self._issue, self._now = issue, now
        self.now_button = Button(tr("Now"), "flush", "line", icon="clock")
        self.same_button = Button(
            tr("The same as phoned, now"), "flush", "line", icon="copy"
        )
        self.fields = _fields()
        choices = [Choice(YES, tr("Yes")), Choice(NO, tr("No"))]
        question = tr("Safeguarding considered")
        self.safeguarding = OptionGroup(question, choices, "small", "across", gap=8)
        self.safeguarding.setObjectName(f"{PREFIX}safeguarding")
        for option in self.safeguarding.options:
            option.setObjectName(f"{PREFIX}safeguarding-{option.code}")
        self.considered = FieldFrame(tr("Safeguarding considered"), self.safeguarding)
        self.add(Text(tr("Write down what was done"), "card_title"))
        self._lay_out()
        self.fields["said"].set_value(issue.note)
        for field in self.fields.values():
            field.edited.connect(self.typed)
        self.safeguarding.chosen.connect(self.typed)
        self._add_foot()

    def restyle(self) -> None:
        """Room between the fields."""
        super().restyle()
        self.body.setSpacing(self.theme.px(12))

    def _lay_out(self) -> None:
        for name, field in self.fields.items():
            field.input.setObjectName(f"{PREFIX}{name}")
            if name == "why":
                self.add(self.considered)
            if name == "person":
                self.body.addWidget(self.same_button, 0, Qt.AlignmentFlag.AlignLeft)
            self.add(field)
        self.fields["phoned_at"].add_beside(self.now_button)
        for button, name, act in (
            (self.now_button, "now", self._phoned_now),
            (self.same_button, "same", self._same_now),
        ):
            button.setObjectName(f"{PREFIX}{name}")
            button.clicked.connect(act)
        self.body.addStretch(1)

    def _add_foot(self) -> None:
        self.record_button = Button(tr("Record"), "care", "row")
        self.record_button.setObjectName("handed-record")
        self.record_button.clicked.connect(self._record)
        self.back_button = Button(tr("Back to the steps"), "flush", "line")
        self.back_button.setObjectName("handed-back")
        self.back_button.clicked.connect(self.cancelled)
        self.foot.addWidget(self.record_button)
        self.foot.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)

    def handed(self) -> Handed:
        """What is typed so far."""
        typed = {name: field.value() for name, field in self.fields.items()}
        return Handed(**typed, safeguarding=self.safeguarding.code() or "")

    def focus_first(self) -> None:
        """Put the focus on the first thing to write."""
        own = self._issue.code == IssueCode.PRACTITIONER_CONCERN
        first = "said" if own and not self.fields["said"].value() else "phoned"
        self.fields[first].input.setFocus(Qt.FocusReason.TabFocusReason)

    def half_typed(self) -> Mapping[str, str]:
        """The fields as typed."""
        typed = {f"{PREFIX}{name}": f.value() for name, f in self.fields.items()}
        return {**typed, f"{PREFIX}safeguarding": self.safeguarding.code() or ""}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Fill the fields in again."""
        for name, field in self.fields.items():
            field.set_value(texts.get(f"{PREFIX}{name}", ""))
        self.safeguarding.choose(texts.get(f"{PREFIX}safeguarding", ""))

    def _phoned_now(self) -> None:
        self._fill(phoned_at=self._time())

    def _same_now(self) -> None:
        """Whoever was phoned has taken it on, at this moment."""
        self._fill(person=self.fields["phoned"].value(), at=self._time())

    def _time(self) -> str:
        return f"{self._now().astimezone():%H:%M}"

    def _fill(self, **values: str) -> None:
        for name, value in values.items():
            self.fields[name].set_value(value)
        self.typed.emit()

    def _record(self) -> None:
        name, problem = self.handed().problem(self._issue)
        for other, field in self.fields.items():
            field.set_error(problem if other == name else None)
        self.considered.set_error(problem if name == "safeguarding" else None)
        if not problem:
            self.recorded.emit(self.handed())
        elif name == "safeguarding":
            self.safeguarding.focus_first()
        else:
            self._focus(self.fields[name].input)

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)


def _fields() -> dict[str, Field]:
    """By their names in Handed, in the order of the form."""
    return {
        "said": Field(tr("What was said or seen"), multiline=True),
        "phoned": Field(
            tr("Whom you phoned"), help_text=tr("Name and role. Or spoke to in person.")
        ),
        "phoned_at": Field(tr("Phoned at")),
        "person": Field(tr("Who has taken this on")),
        "at": Field(tr("At what time")),
        "told": Field(tr("Who else was told")),
        "why": Field(tr("Why, and what came of it"), multiline=True),
        "reason": Field(tr("Or: why nobody needed to"), multiline=True),
    }
