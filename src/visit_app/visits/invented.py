"""Visits that never took place, for demonstrations, practice and benchmarks."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from visit_app.records import Family
from visit_app.training.demo_people import Chance
from visit_app.training.demo_visits import DemoVisit, Inventor
from visit_app.visits.desk import Desk
from visit_app.visits.finishing import result
from visit_app.visits.visit import CONVERSATION

_PUT = 100  # visits of one family saved together


def invent_visits(
    desk: Desk, chance: Chance, family: Family, count: int, *, draft: bool = False
) -> None:
    """Save so many visits of a family; with `draft` the last one is unfinished."""
    made = list(_inventor(desk).visits(chance, family, count, draft=draft))
    for start in range(0, len(made), _PUT):
        part = made[start : start + _PUT]
        desk.vault.put(*(r for visit in part for r in _records(desk, chance, visit)))


def _inventor(desk: Desk) -> Inventor:
    return Inventor(
        catalogue=desk.catalogue,
        guide=desk.guide,
        practitioner_id=desk.practitioner.id,
        author=desk.practitioner.name,
        today=desk.clock.today(),
    )


def _records(desk: Desk, chance: Chance, visit: DemoVisit) -> Iterator[Any]:
    """The visit with the results that signing it off gives."""
    yield from visit.responses.values()
    yield from visit.rest
    if visit.encounter.is_finished:
        for name, response in visit.responses.items():
            found = None
            if name != CONVERSATION:
                found = result(desk, visit.encounter, response)
            if found is not None:
                yield replace(found, id=chance.id())
    yield visit.encounter
