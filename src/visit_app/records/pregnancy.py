"""Whether the baby who is expected is one of those already born."""

from collections.abc import Iterable
from datetime import date

EARLIEST_BIRTH_DAYS = 140  # before the expected date: at 20 weeks no baby lives yet
LATEST_BIRTH_DAYS = 28  # after it: at 44 weeks every baby is born


def still_expected(births: Iterable[date | None], expected: date | None) -> date | None:
    """The expected date, while none of these births ends that pregnancy.

    A birth after the date, or up to 20 weeks before it, does; an older child does not.
    """
    if expected is None:
        return None
    youngest = max((day for day in births if day is not None), default=None)
    if youngest is None:
        return expected
    return expected if (expected - youngest).days > EARLIEST_BIRTH_DAYS else None
