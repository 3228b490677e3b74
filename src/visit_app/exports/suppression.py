"""Counts that may be shown to others: small ones hidden, the others rounded.

The rule of NHS England's hospital statistics (NHSDigital/codonPython, suppression.py):
0 is shown, 1 to 7 is hidden, anything larger is rounded to the nearest 5, and a total
is added up first and rounded by itself. By that rule alone a hidden count can still be
worked out now and then: four hidden counts with a total of 30 are all 7. So more is
hidden where what is shown would leave too little doubt about any hidden count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SMALL = 7  # counts from 1 up to this are hidden
STEP = 5
DOUBT = 3  # each hidden count can be at least so many numbers, as far as is shown
HIDDEN = "*"
_MANY = 6  # so many hidden and nothing else: that a total is missing would tell all


@dataclass(frozen=True, slots=True)
class Published:
    """Counts as they may be shown, and their total; None is a hidden one."""

    counts: tuple[int | None, ...]
    total: int | None


def rounded(count: int) -> int | None:
    """One count by itself: None from 1 to 7, else the nearest multiple of 5."""
    if 0 < count <= SMALL:
        return None
    return (count + STEP // 2) // STEP * STEP


def published(counts: Sequence[int]) -> Published:
    """The counts of one table, whose rows leave nobody out and count nobody twice.

    What is hidden cannot be worked out from the others and the total. Raises
    ValueError for a count below 0.
    """
    return together([counts])[0]


def together(tables: Sequence[Sequence[int]]) -> tuple[Published, ...]:
    """Tables that count the same things by other rows: the total of one is that of all.

    Either all of them leave enough doubt, or only the zeros of all are shown.
    """
    if any(count < 0 for counts in tables for count in counts):
        raise ValueError("a count is never below 0")
    shown = tuple(Published(tuple(map(rounded, c)), rounded(sum(c))) for c in tables)
    hidden = any(count is None for each in shown for count in each.counts)
    if not hidden or all(_doubtful(each, *_total(shown)) for each in shown):
        return shown
    return tuple(map(_nothing, shown))


def mean(total: int, count: int) -> float | None:
    """A mean with one decimal; None where it would be of fewer than 8."""
    return round(total / count, 1) if count > SMALL else None


def _nothing(shown: Published) -> Published:
    """Only the zeros are left.

    Hiding one more count, or the total, would not do: that it is missing tells that
    it told too much, and with that the hidden count can be worked out again.
    """
    return Published(tuple(None if count else count for count in shown.counts), None)


def _doubtful(shown: Published, least: int, most: int) -> bool:
    """Whether each hidden count could be several numbers, for all that is shown.

    `least` and `most` are what the total is known to lie between.
    """
    hidden = sum(count is None for count in shown.counts)
    if not hidden:
        return True
    if hidden >= _MANY and not any(shown.counts):
        return False
    for low, high in map(_behind, filter(None, shown.counts)):
        least, most = least - high, most - low
    others = hidden - 1
    return min(SMALL, most - others) - max(1, least - others * SMALL) + 1 >= DOUBT


def _total(tables: Sequence[Published]) -> tuple[int, int]:
    """What the total that these tables have in common lies between."""
    known = [_behind(each.total) for each in tables]
    for each in tables:
        parts = [_behind(count) for count in each.counts]
        known.append((sum(low for low, _ in parts), sum(high for _, high in parts)))
    return max(low for low, _ in known), min(high for _, high in known)


def _behind(count: int | None) -> tuple[int, int]:
    """The numbers that are shown as this one, from and to."""
    if count is None:
        return 1, SMALL
    if count == 0:
        return 0, 0
    return max(SMALL + 1, count - STEP // 2), count + STEP // 2
