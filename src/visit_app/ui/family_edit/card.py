"""One person of the form, and the household: their entries in rows of two."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from visit_app.records.dates import parse_date
from visit_app.ui.family_edit.doubts import Problem
from visit_app.ui.family_edit.entry import Entry, named
from visit_app.ui.family_edit.form import HOME, PersonForm
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.date_field import DateField
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.reflow import Width
from visit_app.ui.text import tr

Codes = Callable[[str], Sequence[tuple[str, str]]]
"""The codes of a set ("sex") with their names."""

NO_NUMBER = (
    "Not registered with the NHS yet",
    "To be looked up",
    "Does not have one",
    "Prefers not to give it",
)


def read_ahead(text: str, today: date) -> date:
    """A date that lies ahead when the year is left out."""
    return parse_date(text, today, ahead=True)


class EntryCard(Card):
    """Entries in rows: `edited(where, name, text)`, `left(where, name)`."""

    edited = Signal(str, str, str)
    left = Signal(str, str)
    confirmed = Signal(object)

    def __init__(self, where: str, title: str = "") -> None:
        super().__init__(title)
        self.where = where
        self.entries: dict[str, Entry] = {}
        self.rows: list[QBoxLayout] = []
        self.body.setSpacing(16)

    def add_row(self, *fields: tuple[str, Field | DateField | ComboField]) -> None:
        """Put fields side by side, each under its name."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(20)
        for name, frame in fields:
            entry = Entry(name, frame, f"{self.where}/{name}")
            entry.edited.connect(lambda t, n=name: self.edited.emit(self.where, n, t))
            entry.left.connect(lambda n=name: self.left.emit(self.where, n))
            entry.confirmed.connect(self.confirmed)
            self.entries[name] = entry
            row.addWidget(entry, 1, Qt.AlignmentFlag.AlignTop)
        self.rows.append(row)
        self.body.addLayout(row)

    def restyle(self) -> None:
        """More room between rows than a plain card has."""
        super().restyle()
        self.body.setSpacing(self.theme.px(16))

    def set_width(self, width: Width) -> None:
        """Stack what stands side by side where there is less room."""
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        for row in self.rows:
            row.setDirection(down if width is Width.NARROW else across)

    def show_problems(self, problems: Sequence[Problem], only: str = "") -> None:
        """Show at each entry (or at one) what is wrong or asked."""
        for name, entry in self.entries.items():
            if not only or name == only:
                mine = [p for p in problems if (p.where, p.name) == (self.where, name)]
                entry.show_problems(mine)


class HomeCard(EntryCard):
    """Where the family lives, their GP, and what to know before calling."""

    def __init__(self) -> None:
        super().__init__(HOME)
        note = Field(
            tr("Safe contact and access"),
            help_text=tr("For the household: parking, dogs, who may answer the door."),
            multiline=True,
        )
        self.add_row(("address", Field(tr("Address"), multiline=True)))
        self.add_row(
            ("postcode", Field(tr("Postcode"))),
            ("general_practice", Field(tr("GP practice"))),
        )
        self.add_row(("note", note))


class PregnancyCard(EntryCard):
    """When a baby is expected."""

    def __init__(self, today: date) -> None:
        super().__init__(HOME)
        expected = DateField(
            tr("Expected date of delivery"),
            today,
            help_text=tr("If a baby is on the way, for example 3 Feb 2027."),
            read=read_ahead,
        )
        self.add_row(("expected_date_of_delivery", expected))


class PersonCard(EntryCard):
    """One parent, carer or baby; can be taken off and put back."""

    removed = Signal(str)
    returned = Signal(str)

    def __init__(self, person: PersonForm, codes: Codes, today: date) -> None:
        super().__init__(person.id, " ")
        self.person, self._codes, self._today = person, codes, today
        self.off = Button(tr("Take off"), "quiet", "row", icon="minus")
        self.off.setObjectName(f"{person.id}/off")
        self.off.clicked.connect(lambda: self.removed.emit(self.where))
        self.head.addWidget(self.off)
        self.refusal = Message("", "warn")
        self.gone = Message("", "note")
        self.back = Button(tr("Put back"), "secondary", "row", icon="undo-2")
        self.back.setObjectName(f"{person.id}/back")
        self.back.clicked.connect(lambda: self.returned.emit(self.where))
        self.refusal.hide()
        self.add(self.refusal, self.gone)
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        if person.is_baby:
            self._add_baby()
        else:
            self._add_parent()
        self.show_person(person)

    def show_person(self, person: PersonForm) -> None:
        """Show this person's name, and the entries or that they are taken off."""
        self.person = person
        role = dict(self._codes("role")).get(person.role, person.role)
        name = person.name
        self.set_title(
            tr("{name}, {role}", name=name, role=role[:1].lower() + role[1:])
            if name
            else role
        )
        self.off.set_description(name or role)
        for entry in self.entries.values():
            entry.setVisible(not person.removed)
        self.off.setVisible(not person.removed)
        self.gone.setVisible(person.removed)
        self.back.setVisible(person.removed)
        self.gone.set_text(
            tr("{name} leaves the family when you save.", name=name or role)
        )
        self.back.set_description(name or role)

    def refuse(self, reason: str) -> None:
        """Say why this person stays."""
        self.refusal.set_text(reason)
        self.refusal.setVisible(bool(reason))

    def _add_parent(self) -> None:
        self._add_names()
        role = self._combo(tr("Who they are"), "role")
        self.add_row(("role", role), ("lives", Field(tr("Lives"))))
        self.add_row(self._birth(), self._described(tr("Sex"), "sex"))
        self._add_number()
        self.add_row(
            ("phone", Field(tr("Phone"))),
            ("safe_to_leave_message", self._yes_no(tr("Safe to leave a message?"))),
        )
        contact = Field(
            tr("How to reach them safely"),
            help_text=tr("For example: text first, not after 17:00."),
        )
        self.add_row(("contact_note", contact))
        language = Field(
            tr("Language"), help_text=tr("The first, and others they are at ease in.")
        )
        ethnic = self._described(tr("Ethnic group"), "ethnic-category")
        self.add_row(("language", language), ethnic)
        self._add_needs()

    def _add_baby(self) -> None:
        self._add_names()
        help_text = tr("As on the red book.")
        choices = named(self._codes("sex"), tr("Not recorded yet"))
        sex = ComboField(tr("Sex"), choices, help_text=help_text)
        self.add_row(self._birth(), ("sex", sex))
        self._add_number()

    def _add_names(self) -> None:
        self.add_row(
            ("given_name", Field(tr("First name"))),
            ("family_name", Field(tr("Family name"))),
        )

    def _birth(self) -> tuple[str, DateField]:
        help_text = tr("For example 14 March 1995 or 14/03/1995.")
        if self.person.is_baby:
            help_text = tr("For example 3 Feb 26 or 03/02/2026.")
        born = DateField(tr("Date of birth"), self._today, help_text=help_text)
        return "birth_date", born

    def _add_number(self) -> None:
        known = self.person.values.get("nhs_number_absent_reason", "")
        reasons = dict.fromkeys([*NO_NUMBER, *([known] if known else [])])
        choices = named([(text, tr(text)) for text in reasons], tr("It is known"))
        help_text = tr("If it is not known, the reason goes into the record.")
        self.add_row(
            ("nhs_number", Field(tr("NHS number"), help_text=tr("10 digits."))),
            (
                "nhs_number_absent_reason",
                ComboField(tr("Not known, because"), choices, help_text=help_text),
            ),
        )

    def _add_needs(self) -> None:
        needs = Field(
            tr("Communication needs"),
            help_text=tr("Large print, easy read, hearing loop, BSL: ask each time."),
            multiline=True,
        )
        self.add_row(("communication_needs", needs))
        self.add_row(
            ("interpreter_needed", self._yes_no(tr("Interpreter needed?"))),
            (
                "communication_checked_on",
                DateField(tr("Needs last checked on"), self._today),
            ),
        )

    def _described(self, label: str, name: str) -> tuple[str, ComboField]:
        """What a person says of themselves, which nobody has to say."""
        codes = [*self._codes(name)]
        choices = named(codes, tr("Not asked yet"))
        help_text = tr("As they describe it. They may prefer not to say.")
        field = ComboField(label, choices, help_text=help_text)
        return name.replace("-", "_"), field

    def _combo(self, label: str, name: str) -> ComboField:
        choices = [Choice(c, text) for c, text in self._codes(name) if c != "baby"]
        return ComboField(label, choices)

    def _yes_no(self, label: str) -> ComboField:
        answers = (("yes", tr("Yes")), ("no", tr("No")))
        return ComboField(label, named(answers, tr("Not asked yet")))


def entries_of(cards: Sequence[EntryCard]) -> Iterator[tuple[EntryCard, Entry]]:
    """Every entry of these cards, with its card."""
    for card in cards:
        for entry in card.entries.values():
            yield card, entry


def first_control(card: EntryCard) -> QWidget:
    """Where the focus begins in a card."""
    return next(iter(card.entries.values())).frame.control
