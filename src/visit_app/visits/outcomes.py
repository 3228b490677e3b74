"""Counts of the caseload for a period, and the file that leaves with them."""

from collections.abc import Callable, Iterator

from visit_app.exports.books import Books
from visit_app.exports.counts import Outcomes, count
from visit_app.exports.measures import load_definitions
from visit_app.exports.period import Period
from visit_app.exports.seen import Seen
from visit_app.visits.desk import Desk
from visit_app.visits.families import elsewhere
from visit_app.visits.permits import require
from visit_app.visits.programmes import programme, programme_in_force
from visit_app.visits.services import directory


def outcomes(
    desk: Desk, period: Period, stop: Callable[[], bool] = lambda: False
) -> Outcomes:
    """Count the families on this practitioner's own list; seconds for a large one.

    `stop` is asked after each family: once it says so the counting ends early, with
    what was counted until then.
    """
    return count(_caseload(desk, period, stop), _books(desk, period))


def note_outcomes(desk: Desk, period: Period) -> None:
    """Enter in the audit that counts leave; raises NotPossible by the policy."""
    require(desk, "counts")
    first, last = period.first.isoformat(), period.last.isoformat()
    desk.vault.note("export", what="counts", first=first, last=last)


def _caseload(desk: Desk, period: Period, stop: Callable[[], bool]) -> Iterator[Seen]:
    others = elsewhere(desk)
    for seen in desk.vault.caseload.seen(period.since, period.until):
        if stop():
            return
        if seen.family.id not in others:
            yield seen


def _books(desk: Desk, period: Period) -> Books:
    return Books(
        period=period,
        definitions=load_definitions(),
        people=desk.people,
        catalogue=desk.catalogue,
        guide=desk.guide,
        programme=programme(desk, programme_in_force(desk)),
        services={s.id: s.name for s in directory(desk).current()},
    )
