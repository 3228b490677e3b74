"""A caseload brought into the vault: nothing doubled, nothing known lost.

A row belongs to the family that has its parent or its baby: matched by NHS number,
else by name and date of birth. Rows are matched against the vault and against the rows
before them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from visit_app.records import Family, FamilyRole, Patient, new_id
from visit_app.visits.caseload_rows import Rejected, Row, read_rows
from visit_app.visits.desk import Desk
from visit_app.visits.families import save_family


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, counted in families."""

    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]


def import_caseload(desk: Desk, data: bytes) -> Imported:
    """Bring the file in: good rows are taken, each bad row is reported.

    One transaction: after a power cut either all good rows are there or none. Raises
    NotPossible when the file is not a caseload.
    """
    with desk.vault.transaction():
        known = _Known.of(desk.vault.families())
        before = dict(known.families)
        rejected = []
        for row in read_rows(data, desk.clock.today(), desk.people):
            if isinstance(row, Rejected):
                rejected.append(row)
            else:
                known.take(_merged(known.match(row), row))
                known.seen.add(known.last)
        return _keep(desk, before, known, tuple(rejected))


def _keep(
    desk: Desk,
    before: Mapping[str, Family],
    known: "_Known",
    rejected: tuple[Rejected, ...],
) -> Imported:
    added = changed = unchanged = 0
    for family_id in sorted(known.seen):
        family = known.families[family_id]
        if family == before.get(family_id):
            unchanged += 1
            continue
        save_family(desk, family)
        added += family_id not in before
        changed += family_id in before
    return Imported(added, changed, unchanged, rejected)


@dataclass(slots=True)
class _Known:
    """The families so far, and under which marks each person in them is found."""

    families: dict[str, Family] = field(default_factory=dict)
    places: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    last: str = ""

    @classmethod
    def of(cls, families: Iterable[Family]) -> "_Known":
        known = cls()
        for family in families:
            known.take(family)
        return known

    def take(self, family: Family) -> None:
        self.last = family.id
        self.families[family.id] = family
        for person in family.people():
            for mark in (*_marks(person), _weak_mark(person, family.postcode)):
                found = self.places.setdefault(mark, [])
                if family.id not in found:
                    found.append(family.id)

    def match(self, row: Row) -> Family:
        """The family this row is about, a new one when nobody in it is known."""
        parent = _person(row.parent)
        baby = _person(row.baby, FamilyRole.BABY)
        for mark in (*_marks(parent), *_marks(baby)):
            for family_id in self.places.get(mark, ()):
                return self.families[family_id]
        weak = _weak_mark(parent, row.family.get("postcode", ""))
        for family_id in self.places.get(weak, ()):
            family = self.families[family_id]
            if any(_same(member, parent) for member in family.parents):
                return family
        return Family(id=new_id())


def _marks(person: Patient) -> list[tuple[str, ...]]:
    """What a person is known by, the surest first; babies and parents never mix."""
    side = "baby" if person.role == FamilyRole.BABY else "parent"
    marks: list[tuple[str, ...]] = []
    if person.nhs_number:
        marks.append((side, person.nhs_number))
    if person.birth_date and person.family_name:
        marks.append((side, _name(person), person.birth_date.isoformat()))
    return marks


def _weak_mark(person: Patient, postcode: str) -> tuple[str, ...]:
    """For rows with neither number nor birth date: the name at this postcode."""
    side = "baby" if person.role == FamilyRole.BABY else "parent"
    return (side, _name(person), "at", postcode)


def _name(person: Patient) -> str:
    return f"{person.given_name} {person.family_name}".casefold()


def _person(fields: Mapping[str, Any], role: str = FamilyRole.MOTHER) -> Patient:
    return replace(Patient(id="", role=role), **fields)


def _merged(family: Family, row: Row) -> Family:
    family = replace(family, **row.family)
    family = _with(family, row.parent, family.parents, FamilyRole.MOTHER)
    if not row.baby:
        return family
    named = {"family_name": row.parent["family_name"], **row.baby}
    return _with(family, named, family.babies, FamilyRole.BABY)


def _with(
    family: Family,
    fields: Mapping[str, Any],
    members: tuple[Patient, ...],
    role: str,
) -> Family:
    """The family with this person changed, or added when nobody in it is the same."""
    new = _person(fields, role)
    same = next((m for m in members if _same(m, new)), None)
    person = replace(same or Patient(id=new_id(), role=role), **fields)
    return family.with_person(person)


def _same(known: Patient, new: Patient) -> bool:
    if known.nhs_number and new.nhs_number:
        return known.nhs_number == new.nhs_number
    dates = {p.birth_date for p in (known, new)} - {None}
    return _name(known) == _name(new) and len(dates) <= 1
