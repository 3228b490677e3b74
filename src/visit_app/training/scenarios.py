"""What a trainer shows: invented families, each with something to try."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from visit_app.records import (
    Family,
    FamilyRole,
    Patient,
    Practitioner,
    PractitionerRole,
)
from visit_app.resources import read_json
from visit_app.training.demo_people import NOTE, Chance, invented_numbers

SCENARIOS = "training/scenarios.json"
_YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One invented family; `earlier_visits` of hers are made up with her.

    `title` and `to_try` are what the trainer reads. `number` keeps NHS numbers apart.
    """

    id: str
    title: str
    to_try: str
    number: int
    told: Mapping[str, Any]

    @property
    def earlier_visits(self) -> int:
        """How many signed-off visits the family brings along."""
        return int(self.told.get("earlier_visits", 0))

    def chance(self) -> Chance:
        """The luck of this family: the same each time it is made."""
        return Chance(f"practice/{self.id}", self.number)

    def family(self, today: date) -> Family:
        """The family as it is on this day: ages stay, dates move along."""
        chance, numbers = self.chance(), invented_numbers(self.number)
        due = self.told.get("due_in_days")
        family = Family(
            id=chance.id(),
            address="1 Pretend Close\nNowhere",
            postcode="ZZ99 3AA",
            general_practice="Imaginary Lane Surgery",
            note=NOTE,
            expected_date_of_delivery=today + timedelta(due) if due else None,
        )
        parents = (self._parent(each, today) for each in self.told["parents"])
        babies = (self._baby(each, today) for each in self.told["babies"])
        for person in (*parents, *babies):
            known = replace(person, id=chance.id(), nhs_number=next(numbers))
            family = family.with_person(known)
        return family

    def _parent(self, told: Mapping[str, Any], today: date) -> Patient:
        return Patient(
            id="",
            role=told["role"],
            given_name=told["given_name"],
            family_name=self.told["family_name"],
            birth_date=_born(today, told["age_years"]),
            phone=f"07700 9000{self.number}0",
            safe_to_leave_message=True,
            language=told.get("language", ""),
            interpreter_needed=bool(told.get("interpreter_needed")),
        )

    def _baby(self, told: Mapping[str, Any], today: date) -> Patient:
        return Patient(
            id="",
            role=FamilyRole.BABY,
            given_name=told["given_name"],
            family_name=self.told["family_name"],
            birth_date=today - timedelta(told["age_days"]),
        )


def load_scenarios() -> tuple[Scenario, ...]:
    """What can be practised, in the order of the page."""
    told = read_json(SCENARIOS)["scenarios"]
    return tuple(
        Scenario(
            id=each["id"],
            title=each["title"],
            to_try=each["try"],
            number=number,
            told=each,
        )
        for number, each in enumerate(told)
    )


def practice_practitioner() -> Practitioner:
    """Who signs while practising: nobody who exists."""
    told = read_json(SCENARIOS)["practitioner"]
    return Practitioner(
        id="practice",
        name=told["name"],
        role=PractitionerRole.TRAINER,
        organization=told["organisation"],
        phone=told["phone"],
    )


def _born(today: date, years: int) -> date:
    """A birthday that lies half a year back, so that the age holds for a while."""
    return today - timedelta(round(years * _YEAR) + 182)
