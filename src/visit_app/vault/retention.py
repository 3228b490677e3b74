"""Which snapshots are kept: hourly for a day, daily for a month, monthly for a year."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from visit_app.vault.snapshot import BEFORE_UPDATE, Snapshot

LONGEST = timedelta(days=366)  # while backups go on being made
_ALWAYS = 2  # the newest ones, whatever their age
_UPDATES = 2  # the versions one can go back to


def dropped(snapshots: Iterable[Snapshot], now: datetime) -> tuple[Snapshot, ...]:
    """Those that newer ones stand for; the newest of each hour, day or month stays.

    The snapshots are given newest first: which is newer, a clock that was set back does
    not know.
    """
    newest_first = list(snapshots)
    updates = [s for s in newest_first if s.kind == BEFORE_UPDATE]
    others = [s for s in newest_first if s.kind != BEFORE_UPDATE]
    kept = {*others[:_ALWAYS], *updates[:_UPDATES]}
    for age, period in _PERIODS:
        young = [s for s in others if now - s.made <= age]
        kept |= set(_newest_of_each(young, period))
    return tuple(s for s in newest_first if s not in kept)


def lasting(snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """Those that go by no date: from before an update, until two more came."""
    return tuple(s for s in snapshots if s.kind == BEFORE_UPDATE)


def _newest_of_each(
    newest_first: Iterable[Snapshot], period: Callable[[datetime], str]
) -> Iterable[Snapshot]:
    newest: dict[str, Snapshot] = {}
    for snapshot in newest_first:
        newest.setdefault(period(snapshot.made), snapshot)
    return newest.values()


_PERIODS: tuple[tuple[timedelta, Callable[[datetime], str]], ...] = (
    (timedelta(days=1), lambda made: f"{made:%Y-%m-%d %H}"),
    (timedelta(days=31), lambda made: f"{made:%Y-%m-%d}"),
    (LONGEST, lambda made: f"{made:%Y-%m}"),
)
