"""One entry of the form: a field, what is wrong with it, or what is asked about it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visit_app.records.dates import parse_date, spoken_date
from visit_app.records.nhs_number import check
from visit_app.ui.family_edit.doubts import Problem
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.date_field import DateField
from visit_app.ui.kit.field import Field, FieldFrame
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.themed import Themed
from visit_app.ui.text import tr


class Question(QWidget, Themed):
    """A question about a value, and the button that says it is right."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Message("", "warn")
        self.button = Button(tr("Yes, it is right"), "secondary", "row")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.button)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gap."""
        self._row.setSpacing(self.theme.px(12))


class Entry(QWidget):
    """A field under its name: `edited(text)` at each keystroke, `left()` after it.

    `confirmed(problem)` says that what is asked about is right.
    """

    edited = Signal(str)
    left = Signal()
    confirmed = Signal(object)

    def __init__(self, name: str, frame: FieldFrame, object_name: str) -> None:
        super().__init__()
        self.name, self.frame = name, frame
        self._object_name = object_name
        frame.control.setObjectName(object_name)
        self.question = Question()
        self.question.button.setObjectName(f"{object_name}/right")
        self.question.button.clicked.connect(self._confirm)
        self.question.hide()
        self._problem: Problem | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(frame)
        column.addWidget(self.question)
        self._listen()

    def _listen(self) -> None:
        frame = self.frame
        if isinstance(frame, Field):
            frame.edited.connect(self._on_edited)
            frame.finished.connect(self._on_left)
        elif isinstance(frame, DateField):
            frame.input.edited.connect(self._on_edited)
            frame.input.finished.connect(self.left)
            frame.entered.connect(self._on_day)
            button = frame.calendar_button
            button.setObjectName(f"{self._object_name}/calendar")
        elif isinstance(frame, ComboField):
            frame.chosen.connect(self._on_edited)
            frame.chosen.connect(lambda _: self.left.emit())

    def set_text(self, text: str) -> None:
        """Show what is typed, without emitting `edited`."""
        if isinstance(self.frame, Field):
            self.frame.set_value(text)
        elif isinstance(self.frame, DateField):
            self._set_day(self.frame, text)
        elif isinstance(self.frame, ComboField):
            self.frame.choose(text)

    def _set_day(self, frame: DateField, text: str) -> None:
        frame.set_value(written_out(text))
        if frame.value() is None:
            frame.input.set_text(text)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show the first error, else the first question, else nothing."""
        errors = [p.text for p in problems if not p.asks]
        asked = [p for p in problems if p.asks]
        self.frame.set_error(errors[0] if errors else None)
        self._problem = asked[0] if asked and not errors else None
        self.question.setVisible(self._problem is not None)
        if self._problem is not None:
            self.question.words.set_text(self._problem.text)
            self.question.button.set_description(self._problem.text)

    def _on_edited(self, text: str) -> None:
        self.show_problems(())
        self.edited.emit(text)

    def _on_day(self, day: date | None) -> None:
        self._on_edited(spoken_date(day) if day else "")
        self.left.emit()

    def _on_left(self) -> None:
        if self.name == "nhs_number" and isinstance(self.frame, Field):
            number = check(self.frame.value())
            if number.valid and number.display != self.frame.value():
                self.frame.set_value(number.display)
                self.edited.emit(number.display)
        self.left.emit()

    def _confirm(self) -> None:
        problem = self._problem
        if problem is not None:
            self.frame.control.setFocus()
            self.confirmed.emit(problem)


def written_out(text: str) -> date | None:
    """The date of a text such as "14 March 1995", None for anything half typed."""
    try:
        day = parse_date(text, date.min.replace(year=1901)) if text else None
    except ValueError:
        return None
    return day if day and spoken_date(day) == text else None


def named(codes: Sequence[tuple[str, str]], nothing: str) -> list[Choice]:
    """Choices of a combo box that may also be left unanswered, in these words."""
    return [Choice("", nothing), *(Choice(code, label) for code, label in codes)]
