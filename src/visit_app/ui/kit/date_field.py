"""A date, typed or picked from a calendar."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from visit_app.records.dates import parse_date, spoken_date
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.calendar import CalendarPopup
from visit_app.ui.kit.field import FieldFrame
from visit_app.ui.kit.inputs import Line
from visit_app.ui.text import tr

ReadDate = Callable[[str, date], date]


class DateField(FieldFrame):
    """`entered(date or None)` when a date that can be read was typed or picked.

    What cannot be read stays as typed, with the error below; so does an emptied one
    that is `needed`: its date stays until there is another.
    """

    entered = Signal(object)

    def __init__(
        self,
        label: str,
        today: date,
        *,
        help_text: str = "",
        quiet: bool = False,
        needed: bool = False,
        read: ReadDate = parse_date,
        parent: QWidget | None = None,
    ) -> None:
        self.input = Line()
        self._today, self._read, self._needed = today, read, needed
        self._shown: date | None = None
        plain = label.replace("&", "")
        self.calendar_button = Button(tr("Calendar"), "quiet", icon="calendar")
        super().__init__(
            label,
            self.input,
            help_text=help_text,
            quiet=quiet,
            beside=self.calendar_button,
            parent=parent,
        )
        self.calendar_button.set_description(
            tr("Picks a date for {field}", field=plain)
        )
        self.calendar_button.clicked.connect(self.open_calendar)
        self.input.finished.connect(self._take)

    def value(self) -> date | None:
        """The date as it stands, None while empty or not readable."""
        try:
            text = self.input.text().strip()
            return self._read(text, self._today) if text else None
        except ValueError:
            return None

    def set_value(self, value: date | None) -> None:
        """Show this date without emitting `entered`."""
        self._shown = value
        self.input.set_text(self._words(value))
        self.set_error(None)

    def half_typed(self) -> str | None:
        """What is typed and not taken yet, a half date for instance; else None."""
        text = self.input.text()
        return text if text != self._words(self._shown) else None

    def put_back(self, text: str) -> None:
        """Show what was half typed before a lock; leaving the field takes it."""
        self.input.setText(text)

    def _words(self, value: date | None) -> str:
        return spoken_date(value) if value else ""

    def _take(self) -> None:
        text, shown = self.input.text().strip(), self._shown
        if self._needed and shown is not None and not text:
            known = spoken_date(shown)
            self.set_error(tr("{date} stays until you give another date.", date=known))
            return
        try:
            value = self._read(text, self._today) if text else None
        except ValueError as problem:
            self.set_error(str(problem))
            return
        changed = value != self._shown or bool(self.error)
        self.set_value(value)
        if changed:
            self.entered.emit(value)

    def open_calendar(self) -> None:
        """Open the calendar under the field, at its date or today."""
        start = self.value() or self._today
        popup = CalendarPopup(QDate(start.year, start.month, start.day), self)
        popup.picked.connect(self._picked)
        popup.open_at(self.input.mapToGlobal(QPoint(0, self.input.height() + 4)))

    def _picked(self, value: date) -> None:
        self.set_value(value)
        self.entered.emit(value)
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)


def half_typed_dates(page: QWidget) -> dict[str, str]:
    """What is half typed in the date fields of a page, by the name of each."""
    found = {_name(f): f.half_typed() for f in page.findChildren(DateField)}
    return {name: text for name, text in found.items() if text is not None}


def put_back_dates(page: QWidget, texts: Mapping[str, str]) -> None:
    """Give date fields back what was half typed in them."""
    for field in page.findChildren(DateField):
        if _name(field) in texts:
            field.put_back(texts[_name(field)])


def _name(field: DateField) -> str:
    own = field.objectName() or field.input.objectName()
    return f"date/{own or field.input.accessibleName()}"
