"""The people a practitioner visits: a family, its parents and carers, its babies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from visit_app.records.pregnancy import still_expected

# in the extra of a family, for teams: who looks after it, and joined records
PRACTITIONER = "practitioner"
MERGED_INTO = "merged_into"  # of the family that was joined to another
MERGED_FROM = "merged_from"  # of the family that it was joined to
# For families that go to another team: lists of one, so that each is one detail.
HANDED_OVER = "handed_over"  # [who took it, when, what the parent said]
TAKEN_OVER = "taken_over"  # [who handed it over, when]


class FamilyRole(StrEnum):
    """How a parent or carer belongs to the family (FHIR RelatedPerson.relationship)."""

    MOTHER = "mother"
    FATHER = "father"
    PARTNER = "partner"
    OTHER = "other"
    BABY = "baby"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A parent, carer or baby (FHIR Patient); text fields are empty when not known.

    Coded fields are plain strings, so that a code from a newer version survives:
    `role` is one of FamilyRole; `sex` and `ethnic_category` are codes of
    resources/codes/people.json, as the parent describes them.
    """

    id: str
    role: str = FamilyRole.MOTHER
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    nhs_number: str = ""  # 10 digits, no spaces
    nhs_number_absent_reason: str = ""
    sex: str = ""
    ethnic_category: str = ""
    phone: str = ""
    safe_to_leave_message: bool | None = None
    contact_note: str = ""  # how to reach this person safely
    language: str = ""
    interpreter_needed: bool | None = None
    communication_needs: str = ""  # Accessible Information Standard
    communication_checked_on: date | None = None
    lives: str = ""  # "At home", "With his mother"
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """Given name, then family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def called(self) -> str:
        """How the person is spoken of: the first name, else the family name."""
        return self.given_name or self.family_name

    @property
    def discreet_name(self) -> str:
        """First name and initial, for a screen others may see: "Amira H."."""
        return discreet(self.given_name, self.family_name)


def discreet(given_name: str, family_name: str) -> str:
    """First name and initial; where no first name is known, the initial alone."""
    initial = f"{family_name[:1]}." if family_name else ""
    return f"{given_name} {initial}".strip()


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "Amira, Idris and Yusuf"."""
    *most, last = names or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def _placed(person: Patient, members: tuple[Patient, ...]) -> tuple[Patient, ...]:
    if all(member.id != person.id for member in members):
        return (*members, person)
    return tuple(person if member.id == person.id else member for member in members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A household as the caseload holds it (FHIR Group of Patients).

    `revision` is the id of the revision this state came from, empty before it is saved.
    """

    id: str
    parents: tuple[Patient, ...] = ()
    babies: tuple[Patient, ...] = ()
    expected_date_of_delivery: date | None = None
    address: str = ""
    postcode: str = ""
    general_practice: str = ""
    note: str = ""  # safe contact and access notes for the household
    revision: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def people(self) -> Iterator[Patient]:
        """Parents and carers first, then babies."""
        yield from self.parents
        yield from self.babies

    def person(self, patient_id: str) -> Patient:
        """The member with this id; raises KeyError when there is none."""
        for person in self.people():
            if person.id == patient_id:
                return person
        raise KeyError(patient_id)

    def with_person(self, person: Patient) -> "Family":
        """A copy in which this person replaces the one of the same id, or is added."""
        if person.role == FamilyRole.BABY:
            return replace(self, babies=_placed(person, self.babies))
        return replace(self, parents=_placed(person, self.parents))

    @property
    def due(self) -> date | None:
        """The expected date of a baby who is not born yet."""
        births = (baby.birth_date for baby in self.babies)
        return still_expected(births, self.expected_date_of_delivery)

    @property
    def has_only_unborn(self) -> bool:
        """A first baby is on the way: what is said of "the baby" means that one."""
        return not self.babies and self.due is not None

    @property
    def phone(self) -> str:
        """The first parent's number that is known."""
        return next((p.phone for p in self.parents if p.phone), "")

    @property
    def title(self) -> str:
        """The family in a heading: "Amira Hassan and Idris"."""
        first = self.parents[0].full_name if self.parents else ""
        names = [first, *(b.given_name for b in self.babies)]
        return joined([name for name in names if name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change of a family's details (FHIR Provenance); every revision is kept.

    `changed` names the fields as paths: "postcode", "parents/<patient id>/phone".
    """

    id: str
    family_id: str
    parents: tuple[str, ...] = ()
    author: str = ""
    recorded: str = ""  # ISO 8601, UTC
    changed: tuple[str, ...] = ()
    state: Family
