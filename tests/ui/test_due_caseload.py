"""The contacts of a caseload are those of each family's whole records, looked at alone.

The caseloads are invented by chance around every rule: elder children, babies expected,
contacts held again, for another child, cancelled, being written, with their questions
asked or not.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from tests.ui.desks import open_desk

from visit_app import visits
from visit_app.records import (
    Encounter,
    Family,
    FamilyRole,
    Observation,
    Patient,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.schedule import ContactDue, DueState
from visit_app.ui import due
from visit_app.ui.today.presenter import TodayPresenter
from visit_app.visits import Desk

TODAY = date(2026, 11, 23)
FAMILIES = 60
# those at which something is asked come more often
CODES = ("antenatal", "new-birth", *("6-8-weeks", "12-months") * 3, "3-4-months", "")
STATUSES = ("finished", "finished", "finished", "in-progress", "cancelled")


def babies(chance: Random, id: str) -> Iterator[Patient]:
    youngest = chance.choice((8, 12, 20, 40, 60, 110, 300, 400, 500, None))
    if youngest is None:
        return
    days = youngest + chance.randrange(-6, 40)
    for number in range(chance.choice((1, 1, 2))):
        born = TODAY - timedelta(max(days, 0) + number * chance.randrange(300, 900))
        yield Patient(id=f"{id}-b{number}", role=FamilyRole.BABY, birth_date=born)


def family(chance: Random, id: str) -> Family:
    away = chance.choice((None, None, -20, 10, 50, 100))
    return Family(
        id=id,
        parents=(Patient(id=f"{id}-m", given_name="new-birth"),),
        babies=tuple(babies(chance, id)),
        expected_date_of_delivery=None if away is None else TODAY + timedelta(away),
    )


def visit(chance: Random, id: str, number: int) -> Encounter:
    ago = chance.choice((2, 15, 30, 60, 150, 400, 800)) + chance.randrange(14)
    return Encounter(
        id=f"{id}-v{number}",
        family_id=id,
        subject_id="6-8-weeks",  # a code that stands in a body and is not its type
        type=chance.choice(CODES),
        status=chance.choice(STATUSES),
        period_start=datetime(2026, 11, 23, 10, tzinfo=UTC) - timedelta(ago),
    )


def asked(chance: Random, desk: Desk, seen: Encounter) -> Iterator[Any]:
    about: dict[str, Any] = {"family_id": seen.family_id, "encounter_id": seen.id}
    for name in ("whooley", "gad-2"):
        about |= {"id": f"{seen.id}/{name}", "subject_id": f"{seen.family_id}-m"}
        what = chance.choice(("", "", "empty", "answered", "scored"))
        if what == "scored":
            at = seen.period_start
            yield Observation(code=name, title=name, effective=at, value=1, **about)
        elif what:
            form = desk.catalogue.get(name).canonical
            given = {"1": (True,)} if what == "answered" else {}
            yield QuestionnaireResponse(questionnaire=form, answers=given, **about)


def invent(desk: Desk, clock: FixedClock, chance: Random) -> None:
    for number in range(FAMILIES):
        id = f"f{number:02}"
        clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC) - timedelta(
            chance.choice((0, 30, 90, 400))
        )
        visits.save_family(desk, family(chance, id))
        for which in range(chance.randrange(7)):
            seen = visit(chance, id, which)
            desk.vault.put(*asked(chance, desk, seen), seen)
    clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)


def alone(desk: Desk, followed: due.Followed, id: str) -> ContactDue | None:
    """By way of the family's whole records."""
    whole, agenda = desk.vault.family(id), followed.agenda(id)
    assert agenda is not None
    born = [baby.birth_date for baby in whole.babies]
    took_place = due.past(
        desk.vault.find(Encounter, family_id=id),
        desk.vault.find(Observation, family_id=id),
        due.answered(desk, id),
    )
    at = due.stage(born, whole.expected_date_of_delivery)
    return due.first_due(desk, agenda, id, at, took_place)


@pytest.mark.parametrize("seed", range(6))
def test_a_caseload_is_listed_as_each_family_by_its_whole_records(
    seed: int, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due._Caseload, "VISITS_AT_ONCE", 7)
    monkeypatch.setattr(due._Caseload, "ANSWERS_AT_ONCE", 3)
    with open_desk(clock) as desk:
        invent(desk, clock, Random(seed))
        rows, followed = desk.vault.search("", limit=FAMILIES), due.Followed(desk)
        found = [(row.id, alone(desk, followed, row.id)) for row in rows]
        expected = sorted(
            (due.pressing(contact), id, contact) for id, contact in found if contact
        )
        listed = [(row.id, contact) for row, contact in due.caseload(desk, rows)]
        assert listed == [(id, contact) for _, id, contact in expected]
        assert {contact.state for _, contact in listed} == set(DueState)
        shown = TodayPresenter(desk).due_contacts(5)
        assert [(one.row.id, one.contact) for one in shown] == listed[:6]
