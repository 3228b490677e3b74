"""Time, injected: nothing else in the app asks the computer what time it is."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """The date where the practitioner is."""
        ...

    def uptime(self) -> float:
        """Seconds since the computer started: nobody can set it back or forward."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The date where the practitioner is."""
        return self.now().astimezone().date()

    def uptime(self) -> float:
        """Seconds since the computer started: nobody can set it back or forward."""
        return monotonic()


@dataclass
class FixedClock:
    """A clock for tests and practice: it stands still until it is moved."""

    moment: datetime = field(default=datetime(2026, 11, 23, 10, 42, tzinfo=UTC))

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment

    def today(self) -> date:
        """The date of that moment."""
        return self.moment.date()

    def uptime(self) -> float:
        """Seconds since 1970: it moves with the clock."""
        return self.moment.timestamp()

    def forward(self, **span: float) -> None:
        """Move on by a timedelta's keywords: `clock.forward(minutes=6)`."""
        self.moment += timedelta(**span)
