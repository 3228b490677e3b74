"""`demo-data`: an invented caseload, for demonstrations and benchmarks."""

from typing import TYPE_CHECKING

from visit_app.cli.failure import Failure
from visit_app.cli.output import say, show
from visit_app.cli.session import Session

if TYPE_CHECKING:
    from visit_app.visits import Desk

AT_ONCE = 200  # families in one transaction: fast, and never long in the way
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
    from visit_app.visits.invented import invent_visits

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
                kept = save_family(desk, family)
                invent_visits(desk, chance, kept, share, draft=draft)
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
