"""What stands in the way of saving a form: errors, and questions. Plain Python."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from visit_app.records import FamilyRole
from visit_app.records.dates import (
    doubts_baby_birth,
    doubts_expected_date,
    doubts_parent_birth,
)
from visit_app.records.nhs_number import check
from visit_app.ui.family_edit.form import (
    EXPECTED,
    HOME,
    FamilyForm,
    PersonForm,
    read_date,
)
from visit_app.ui.text import tr

NumberKnown = Callable[[str], str]
"""Given the 10 digits, the name of another family that has them, or nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something at one field: an error, or a question "Yes, it is right" answers.

    `where` is a person's id or HOME. `about` is the value the question is about: a
    changed value is asked about again.
    """

    where: str
    name: str
    text: str
    asks: bool = False
    about: str = ""

    @property
    def key(self) -> str:
        """What FamilyForm.confirmed keeps once the question is answered."""
        return f"{self.where}/{self.name}={self.about}: {self.text}"


def problems(
    form: FamilyForm, today: date, number_known: NumberKnown
) -> tuple[Problem, ...]:
    """Every error, and every question not answered yet, in the order of the form."""
    found = (p for p in _problems(form, today, number_known))
    return tuple(p for p in found if not p.asks or p.key not in form.confirmed)


def _problems(
    form: FamilyForm, today: date, number_known: NumberKnown
) -> Iterator[Problem]:
    people = list(form.kept())
    if not any(not person.is_baby for person in people):
        yield Problem("", "", tr("Add a parent or carer: a family needs one."))
    for person in sorted(people, key=lambda p: p.is_baby):
        yield from _name(person)
        yield from _birth(form, person, today)
        yield from _number(form, person, number_known)
        yield from _readable(form, person.id, "communication_checked_on")
    births = [*_births(form, people)]
    yield from _date(
        form, HOME, EXPECTED, lambda day: doubts_expected_date(day, today, births)
    )


def _name(person: PersonForm) -> Iterator[Problem]:
    if person.name or (person.is_baby and not person.is_blank):
        return
    if person.is_baby:
        text = tr("Write a name or a date of birth, or take this baby off.")
    else:
        text = tr("Write a first name or a family name, or take this person off.")
    yield Problem(person.id, "given_name", text)


def _birth(form: FamilyForm, person: PersonForm, today: date) -> Iterator[Problem]:
    ask = doubts_baby_birth if person.role == FamilyRole.BABY else doubts_parent_birth
    yield from _date(form, person.id, "birth_date", lambda day: ask(day, today))


def _births(form: FamilyForm, people: Iterable[PersonForm]) -> Iterator[date | None]:
    """The babies' dates of birth, as far as they can be read."""
    for person in people:
        if person.is_baby:
            with suppress(ValueError):
                yield read_date(form, person.id, "birth_date")


def _readable(form: FamilyForm, where: str, name: str) -> Iterator[Problem]:
    yield from _date(form, where, name, lambda _: ())


def _date(
    form: FamilyForm, where: str, name: str, ask: Callable[[date], tuple[str, ...]]
) -> Iterator[Problem]:
    try:
        day = read_date(form, where, name)
    except ValueError as error:
        yield Problem(where, name, str(error))
        return
    if day is not None:
        for text in ask(day):
            yield Problem(where, name, text, asks=True, about=day.isoformat())


def _number(
    form: FamilyForm, person: PersonForm, number_known: NumberKnown
) -> Iterator[Problem]:
    typed = person.values.get("nhs_number", "").strip()
    if not typed:
        return
    found = check(typed)
    here = (person.id, "nhs_number")
    if found.problem:
        yield Problem(*here, found.problem)
        return
    for text in (*found.warnings, *_elsewhere(form, person, number_known)):
        yield Problem(*here, text, asks=True, about=found.digits)


def _elsewhere(
    form: FamilyForm, person: PersonForm, number_known: NumberKnown
) -> Iterator[str]:
    digits = check(person.values["nhs_number"]).digits
    twins = [p for p in form.kept() if _digits(p.values) == digits and p is not person]
    if twins:
        name = twins[0].name or tr("the baby")
        yield tr("{name} has the same number here. Is it right?", name=name)
    other = number_known(digits)
    if other:
        yield tr("{name} has this number already. Is it right?", name=other)


def _digits(values: Mapping[str, str]) -> str:
    typed = values.get("nhs_number", "").strip()
    return check(typed).digits if typed else ""
