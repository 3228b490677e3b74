"""`demo-data`: an invented caseload, for demonstrations and benchmarks."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from visit_app.cli.failure import Failure
from visit_app.cli.output import say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.records import Family
    from visit_app.training.demo_people import Chance
    from visit_app.training.demo_visits import DemoVisit, Inventor
    from visit_app.visits import Desk

AT_ONCE = 200  # families in one transaction: fast, and never long in the way
_PUT = 100  # visits of one family saved together
_DRAFTS = 20  # one family in so many has an unfinished visit


def fill(session: Session) -> int:
    """Add the families and visits; the same seed gives the same ones on one day."""
    from visit_app.training.demo_people import LARGEST

    options = session.options
    if options.families > LARGEST:
        options.usage.error(f"--families is at most {LARGEST}")
    if options.visits and not options.families:
        options.usage.error("--visits needs families to visit")
    with session.desk() as desk:
        added = invent(desk, options.families, options.visits, options.seed)
    if session.json:
        show(added)
    else:
        say(f"{added['families']} families and {added['visits']} visits were invented.")
    return 0


def invent(desk: "Desk", families: int, visits: int, seed: int) -> dict[str, int]:
    """Add so many families with so many visits among them; what was added.

    Those of an earlier run with the same numbers on the same day are left as they are.
    Raises Failure when the records hold a family that may be real.
    """
    from visit_app.training.demo_people import Chance, invent_family
    from visit_app.visits import save_family

    known = _known(desk)
    offset = seed * 7919
    added = {"families": 0, "visits": 0}
    for start in range(0, families, AT_ONCE):
        with desk.vault.transaction():
            for number in range(start, min(start + AT_ONCE, families)):
                share = visits * (number + 1) // families - visits * number // families
                told = f"{seed}/{desk.clock.today()}/{families}/{visits}/{number}"
                chance = Chance(told, number)
                family = invent_family(chance, number, desk.clock.today(), offset)
                if family.id in known:
                    continue
                draft = number % _DRAFTS == _DRAFTS // 2
                _save(desk, chance, save_family(desk, family), share, draft=draft)
                added["families"] += 1
                added["visits"] += share
    return added


def _known(desk: "Desk") -> set[str]:
    from visit_app.training.demo_people import is_invented

    known = set()
    for family in desk.vault.families():
        if not is_invented(family):
            raise Failure(
                "These records hold families that may be real, so nothing was added. "
                "Make records of their own for a demonstration: --data DIR."
            )
        known.add(family.id)
    return known


def _save(
    desk: "Desk", chance: "Chance", family: "Family", visits: int, *, draft: bool
) -> None:
    made = list(_inventor(desk).visits(chance, family, visits, draft=draft))
    for start in range(0, len(made), _PUT):
        part = made[start : start + _PUT]
        desk.vault.put(*(r for visit in part for r in _records(desk, chance, visit)))


def _inventor(desk: "Desk") -> "Inventor":
    from visit_app.training.demo_visits import Inventor

    return Inventor(
        catalogue=desk.catalogue,
        guide=desk.guide,
        practitioner_id=desk.practitioner.id,
        author=desk.practitioner.name,
        today=desk.clock.today(),
    )


def _records(desk: "Desk", chance: "Chance", visit: "DemoVisit") -> Iterator[Any]:
    """The visit with the results that signing it off gives."""
    from visit_app.visits import CONVERSATION, result

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
