"""The backups of one vault: made, listed, tidied, and carried to a second place.

Everything here works beside the open vault, on connections of its own, on any thread.
It has its own copy of the key, so that it can finish after the records were locked.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from visit_app.records.clock import Clock
from visit_app.vault import journal, retention, second_place, snapshot
from visit_app.vault.data_key import wipe
from visit_app.vault.errors import VaultError
from visit_app.vault.place import Place
from visit_app.vault.second_place import SecondStatus
from visit_app.vault.slot_file import read_candidates
from visit_app.vault.snapshot import ROUTINE, Snapshot

EVERY = timedelta(hours=1)
_COVERING = 2  # snapshots that must cover a journal file before it may go


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What one backup did: the newest snapshot, and how the second place got on."""

    snapshot: Snapshot
    second: SecondStatus


class Backups:
    """Snapshots of the vault in a folder; close it to wipe its key.

    `second` is the folder of the second place, None for none.
    """

    def __init__(
        self, place: Place, key: bytearray, clock: Clock, second: Path | None = None
    ) -> None:
        self.place, self._key, self._clock = place, key, clock
        self.second = second

    def found(self) -> tuple[Snapshot, ...]:
        """The snapshots on this laptop, newest first."""
        return snapshot.in_line(snapshot.found_in(self.place.backups))

    def set_aside(self) -> int:
        """How many folders hold what was there before a restore: they stay."""
        return sum(path.is_dir() for path in self.place.folder.glob("set-aside-*"))

    def has_changed(self, position: int) -> bool:
        """Whether something was written since the newest snapshot."""
        newest = next(iter(self.found()), None)
        return newest is None or position != newest.position

    def is_due(self, position: int) -> bool:
        """Whether that is an hour ago, or there is no snapshot at all.

        At once when the journal does not reach back to it: after a restore, or when
        the app ended before all of it was written.
        """
        changed = self.has_changed(position)
        return changed and (self._is_older(EVERY) or self.has_hole())

    def is_overdue(self) -> bool:
        """Whether the newest is so old that a pause in writing is not waited for."""
        return self._is_older(EVERY * 1.5) or self.has_hole()

    def has_hole(self) -> bool:
        """Whether something stands in the records alone, in no journal and backup."""
        newest = next(iter(self.found()), None)
        reaches = journal.reaches_back_to
        return newest is not None and not reaches(self.place.journal, newest.position)

    def _is_older(self, age: timedelta) -> bool:
        newest, now = next(iter(self.found()), None), self._clock.now()
        return newest is None or now < newest.made or now - newest.made >= age

    def choose_second(self, folder: str) -> None:
        """Make the second place in this folder; raises VaultError."""
        vault_id = read_candidates(self.place)[0].vault_id
        second_place.choose(Path(folder), self.place, vault_id)
        self.second = Path(folder)

    def second_is_behind(self) -> bool:
        """Whether the second place is there again and lacks the newest snapshot."""
        newest = next(iter(self.found()), None)
        if self.second is None or newest is None or not self.second.is_dir():
            return False
        return second_place.read_status(self.place).name != newest.name

    def make(self, kind: str = ROUTINE, *, quickly: bool = True) -> BackupReport:
        """Take a snapshot, let go of what newer ones stand for, carry it over.

        What is wrong with the second place is in the report: the snapshot counts.
        """
        made = snapshot.take(self.place, self._key, self._clock, kind, quickly=quickly)
        self._tidy()
        return BackupReport(made, self.carry_over())

    def carry_over(self) -> SecondStatus:
        """Bring the second place up to date; what is in the way is in the status."""
        before = second_place.read_status(self.place)
        if self.second is None:
            return before
        try:
            with snapshot.my_turn(self.place, "carrying"):
                slots = read_candidates(self.place)[0]
                status = second_place.carry_over(
                    self.found(), self.second, slots, self._clock
                )
        except VaultError as problem:
            status = replace(before, problem=str(problem))
        second_place.write_status(self.place, status)
        return status

    def check(self, wanted: Snapshot) -> None:
        """Read every page of a snapshot; raises Damaged."""
        snapshot.check(wanted, self._key)

    def _tidy(self) -> None:
        slots = read_candidates(self.place)[0]
        for old in retention.dropped(self.found(), self._clock.now()):
            snapshot.remove(old)
        kept = self.found()
        for each in kept:
            snapshot.refresh_slots(each, slots)
        if len(kept) >= _COVERING:
            journal.drop_covered(self.place.journal, kept[_COVERING - 1].position)

    def close(self) -> None:
        """Wipe the key."""
        wipe(self._key)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
