"""Locks after a time without a key or a pointer press, sleep included."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visit_app.records.clock import Clock

LONGEST_NAP_MS = 30_000


class IdleLock(QObject):
    """Emits `expired` once nothing was done for that many minutes.

    Timers stand still while the laptop sleeps, so each tick, and each touch before it
    counts, compares the clocks: the wall clock, and the uptime, which nobody can set
    back.
    """

    expired = Signal()

    def __init__(
        self, clock: Clock, minutes: float, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._idle_s = minutes * 60
        self._wall: datetime = clock.now()
        self._uptime = clock.uptime()
        self._watching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)

    @property
    def watching(self) -> bool:
        """Whether time counts: not while the app is locked."""
        return self._watching

    def set_minutes(self, minutes: float) -> None:
        """Lock after this time from now on."""
        self._idle_s = minutes * 60
        self.check()

    def start(self) -> None:
        """The app was unlocked: count from now."""
        self._watching = True
        self._restart()
        self._nap()

    def stop(self) -> None:
        """The app is locked: there is nothing to watch."""
        self._watching = False
        self._timer.stop()

    def touched(self) -> bool:
        """Something was pressed; False when that came too late and the app locks."""
        if not self._watching:
            return True
        if self._expire_if_due():
            return False
        self._restart()
        return True

    @Slot()
    def check(self) -> None:
        """Look at the clocks: lock, or look again later."""
        if self._watching and not self._expire_if_due():
            self._nap()

    def _restart(self) -> None:
        self._wall, self._uptime = self._clock.now(), self._clock.uptime()

    def _left_s(self) -> float:
        """Seconds until the lock, by whichever clock says more has gone."""
        wall = (self._clock.now() - self._wall).total_seconds()
        uptime = self._clock.uptime() - self._uptime
        return self._idle_s - max(wall, uptime)

    def _expire_if_due(self) -> bool:
        if self._left_s() > 0:
            return False
        self.stop()
        self.expired.emit()
        return True

    def _nap(self) -> None:
        left_ms = round(self._left_s() * 1000) + 1
        self._timer.start(min(left_ms, LONGEST_NAP_MS))
