"""A half-made form of one family: what is typed, as typed. Plain Python.

The form is kept as JSON at each keystroke and becomes one revision of the family when
it is saved. Dates and numbers stay text until then, so that nothing typed is lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from visit_app.records import Family, FamilyRole, Patient
from visit_app.records.dates import parse_date, spoken_date
from visit_app.records.nhs_number import check, display
from visit_app.records.postcode import postcode

HOME = "home"  # stands for a person's id in the keys of the household's fields
EXPECTED = "expected_date_of_delivery"
DATES = ("birth_date", "communication_checked_on", EXPECTED)
YES_NO = ("safe_to_leave_message", "interpreter_needed")
PERSON_FIELDS = tuple(
    f.name for f in fields(Patient) if f.name not in {"id", "extra", "role"}
)
HOME_FIELDS = ("address", "postcode", "general_practice", "note", EXPECTED)
_WORDS: Mapping[bool | None, str] = {True: "yes", False: "no", None: ""}
_TRUTH: Mapping[str, bool | None] = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class PersonForm:
    """One person as typed; `removed` will be taken off the family on saving."""

    id: str
    role: str
    values: Mapping[str, str] = field(default_factory=dict)
    removed: bool = False

    @property
    def is_baby(self) -> bool:
        """Whether this is a baby of the family."""
        return self.role == FamilyRole.BABY

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is written about this person."""
        return not any(text.strip() for text in self.values.values())

    @property
    def name(self) -> str:
        """The first name, else the family name, as typed."""
        given = self.values.get("given_name", "").strip()
        return given or self.values.get("family_name", "").strip()


@dataclass(frozen=True, slots=True)
class FamilyForm:
    """The whole form; `base` is the revision it began from, empty for a new family.

    `confirmed` names the questions answered "Yes, it is right", with the value they
    were about. `day` is the day of the last change: "yesterday" is counted from it.
    """

    family_id: str
    day: date
    base: str = ""
    home: Mapping[str, str] = field(default_factory=dict)
    people: tuple[PersonForm, ...] = ()
    confirmed: tuple[str, ...] = ()

    def person(self, person_id: str) -> PersonForm:
        """The person with this id; raises KeyError when there is none."""
        for person in self.people:
            if person.id == person_id:
                return person
        raise KeyError(person_id)

    def kept(self) -> Iterator[PersonForm]:
        """The people who stay in the family."""
        return (person for person in self.people if not person.removed)

    def with_person(self, person: PersonForm) -> "FamilyForm":
        """A copy in which this person replaces the one of the same id, or is added."""
        if any(known.id == person.id for known in self.people):
            people = tuple(person if p.id == person.id else p for p in self.people)
        else:
            people = (*self.people, person)
        return replace(self, people=people)

    def value(self, where: str, name: str) -> str:
        """What is typed in a field of a person, or of HOME."""
        values = self.home if where == HOME else self.person(where).values
        return values.get(name, "")

    def with_value(self, where: str, name: str, text: str) -> "FamilyForm":
        """A copy with this text in a field of a person, or of HOME."""
        if where == HOME:
            return replace(self, home={**self.home, name: text})
        person = self.person(where)
        return self.with_person(replace(person, values={**person.values, name: text}))


def form_of(family: Family, today: date) -> FamilyForm:
    """The form as it opens for this family."""
    home = {name: _text(getattr(family, name)) for name in HOME_FIELDS}
    people = tuple(_person_form(person) for person in family.people())
    return FamilyForm(family.id, today, family.revision, home, people)


def family_of(form: FamilyForm, base: Family) -> Family:
    """The family as the form says; `base` is the one it began from.

    Raises ValueError for a date that cannot be read: ask problems() first.
    """
    people = [_patient(form, person, base) for person in form.kept()]
    home: dict[str, Any] = {
        name: form.home.get(name, "").strip() for name in HOME_FIELDS
    }
    home["postcode"] = postcode(home["postcode"])
    home[EXPECTED] = read_date(form, HOME, EXPECTED)
    return replace(
        base,
        id=form.family_id,
        revision=form.base,
        parents=tuple(p for p in people if p.role != FamilyRole.BABY),
        babies=tuple(p for p in people if p.role == FamilyRole.BABY),
        **home,
    )


def read_date(form: FamilyForm, where: str, name: str) -> date | None:
    """The date typed in a field, None when it is empty; raises ValueError."""
    text = form.value(where, name).strip()
    return parse_date(text, form.day, ahead=name == EXPECTED) if text else None


def settled(form: FamilyForm, today: date) -> FamilyForm:
    """The form with readable dates written out, so that "today" stays that day."""
    for where in (HOME, *(person.id for person in form.people)):
        for name in DATES:
            try:
                day = read_date(form, where, name)
            except ValueError:
                continue
            if day is not None:
                form = form.with_value(where, name, spoken_date(day))
    return replace(form, day=today)


def to_json(form: FamilyForm) -> dict[str, Any]:
    """The form as a JSON value."""
    people = [
        {"id": p.id, "role": p.role, "values": dict(p.values), "removed": p.removed}
        for p in form.people
    ]
    return {
        "family_id": form.family_id,
        "day": form.day.isoformat(),
        "base": form.base,
        "home": dict(form.home),
        "people": people,
        "confirmed": list(form.confirmed),
    }


def from_json(data: Mapping[str, Any]) -> FamilyForm:
    """The form that was kept as this JSON value."""
    return FamilyForm(
        family_id=data["family_id"],
        day=date.fromisoformat(data["day"]),
        base=data["base"],
        home=data["home"],
        people=tuple(PersonForm(**person) for person in data["people"]),
        confirmed=tuple(data["confirmed"]),
    )


def _person_form(person: Patient) -> PersonForm:
    values = {name: _text(getattr(person, name)) for name in PERSON_FIELDS}
    values["nhs_number"] = display(person.nhs_number)
    return PersonForm(person.id, str(person.role), values)


def _text(value: str | bool | date | None) -> str:
    if isinstance(value, date):
        return spoken_date(value)
    return value if isinstance(value, str) else _WORDS[value]


def _patient(form: FamilyForm, person: PersonForm, base: Family) -> Patient:
    known = next((p for p in base.people() if p.id == person.id), Patient(id=person.id))
    values: dict[str, Any] = {
        name: _value(form, person, name) for name in PERSON_FIELDS
    }
    if values["nhs_number"]:
        values["nhs_number_absent_reason"] = ""
    return replace(known, role=person.role, **values)


def _value(form: FamilyForm, person: PersonForm, name: str) -> Any:
    text = person.values.get(name, "").strip()
    if name in DATES:
        return read_date(form, person.id, name)
    if name in YES_NO:
        return _TRUTH.get(text)
    return check(text).digits if name == "nhs_number" else text
