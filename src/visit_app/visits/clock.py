"""Whether the computer's clock can be right."""

from visit_app.schedule import clock_doubt
from visit_app.visits.desk import Desk


def doubted_clock(desk: Desk) -> str:
    """A sentence when the clock is before the newest record or far ahead of it.

    It says so and stands in nobody's way: due dates and the times of what is written
    follow that clock. Empty when there is nothing to doubt.
    """
    now = desk.clock.now().astimezone()
    last = desk.vault.last_entries()
    known = [at for at in (last.before, last.newest) if at is not None]
    behind = clock_doubt(max(known, default=None), now)
    # What was written since the records were opened has the same doubtful clock.
    return behind or clock_doubt(last.before, now)
