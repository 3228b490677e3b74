"""Whom to phone in a crisis: local numbers, and when somebody confirmed them."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal

from visit_app.records.dates import spoken_date
from visit_app.screening.safety import CrisisContact
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.date_field import DateField
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.text import Text
from visit_app.ui.text import tr


class ContactsSection(Card):
    """`edited(contact, number)` and `named(by)` at each keystroke, `confirmed(date)`.

    The date is None while there is none. `set_by` names, by contact, the organisation
    whose policy gives the number: it is read-only then, and so are date and name.
    """

    edited = Signal(object, str)
    named = Signal(str)
    confirmed = Signal(object)

    def __init__(
        self,
        contacts: tuple[CrisisContact, ...],
        number: Callable[[CrisisContact], str],
        today: date,
        confirmed_on: date | None,
        confirmed_by: str,
        *,
        set_by: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(tr("Whom to phone in a crisis"))
        self._set_by = set_by or {}
        self.add(
            Text(
                tr(
                    "These stand in the safety panel, before 999 and 111, and are"
                    " needed before the app is used for real. Phone each number once"
                    " before you rely on it."
                ),
                "note",
            )
        )
        self.fields: dict[str, Field] = {}
        for contact in contacts:
            self.fields[contact.id] = self._field(contact, number(contact))
        self.state = Message("", "warn")
        self.date = DateField(tr("Confirmed locally on"), today)
        self.date.setObjectName("confirmed-on")
        self.date.entered.connect(self._entered)
        self.by = Field(tr("Confirmed by"), help_text=tr("Name and role."))
        self.by.setObjectName("confirmed-by")
        self.by.set_value(confirmed_by)
        self.by.edited.connect(self._named)
        self.add(*self.fields.values(), self.date, self.by, self.state)
        self.date.setVisible(not self._set_by)
        self.by.setVisible(not self._set_by)
        self.show_confirmed(confirmed_on)

    def show_confirmed(self, day: date | None) -> None:
        """When the numbers were confirmed; None: not yet."""
        self.date.set_value(day)
        self._say(day)

    def _field(self, contact: CrisisContact, number: str) -> Field:
        label = tr(contact.label)
        if not contact.required:
            label = tr("{label} (may stay empty)", label=label)
        field = Field(label, help_text=_help(contact))
        field.setObjectName(contact.setting)
        field.set_value(number)
        organisation = self._set_by.get(contact.id)
        if organisation:
            field.input.setReadOnly(True)
            field.set_help(tr("Set by your organisation, {name}.", name=organisation))
        field.edited.connect(lambda text: self.edited.emit(contact, text))
        return field

    def _entered(self, day: date | None) -> None:
        self._say(day)
        self.confirmed.emit(day)

    def _named(self, by: str) -> None:
        self._say(self.date.value())
        self.named.emit(by)

    def _say(self, day: date | None) -> None:
        self.state.set_text(_confirmed(day, self.by.value().strip()))


def _confirmed(day: date | None, by: str) -> str:
    if day is None:
        return tr("Confirm locally: nobody has said yet that these numbers are right.")
    on = spoken_date(day)
    if not by:
        return tr("Confirmed locally on {date}. Write who confirmed them.", date=on)
    return tr("Confirmed locally on {date} by {name}.", date=on, name=by)


def _help(contact: CrisisContact) -> str:
    """What the contact is for, and a number to ask about, never as a fact."""
    if not contact.suggestion:
        return contact.text
    ask = tr("Ask whether this is still right: {number}.", number=contact.suggestion)
    return f"{contact.text} {ask}"
