"""When the next run of sync is due. Plain Python, no Qt."""

from dataclasses import dataclass, replace

FIRST_S = 2  # after unlocking: the first screen comes first
EVERY_S = 180
ASKING_S = 15  # while a colleague is on the phone to let this laptop in
SOON_S = 15  # after something was finished that colleagues may want
_BACKOFF_S = (30, 60, 120, 300, 900)


@dataclass(frozen=True, slots=True)
class Timetable:
    """How often sync has failed in a row, and so how long to wait now."""

    failures: int = 0

    def went(self, *, well: bool) -> "Timetable":
        """After a run."""
        return replace(self, failures=0 if well else self.failures + 1)

    @property
    def wait_s(self) -> int:
        """Seconds until the next run: every few minutes, ever longer while it fails."""
        if not self.failures:
            return EVERY_S
        return _BACKOFF_S[min(self.failures, len(_BACKOFF_S)) - 1]
