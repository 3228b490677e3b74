"""Wrong attempts, remembered across restarts, and the wait they cost.

They are kept twice: beside the vault, and once more where the system keeps the state of
apps for this user; the worse of the two counts. Whoever knows both places can delete
both, and whoever copies or moves the vault begins anew: against that stands only the
cost of a guess (kdf.py). It is there for the person who tries at this laptop.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from visit_app.records.clock import Clock
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import SlowDown, VaultError
from visit_app.vault.place import Place

FREE = 3  # wrong attempts that cost nothing: fingers slip
FIRST_WAIT_S = 5
LONGEST_WAIT_S = 15 * 60


LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Attempts:
    """How many in a row were wrong, and when the last one was, by two clocks.

    `uptime` is seconds since the computer started: it cannot be set back or forward.
    """

    failed: int = 0
    at: datetime = LONG_AGO
    uptime: float = 0.0

    def wait_s(self) -> float:
        """The pause this many wrong attempts cost."""
        if self.failed < FREE:
            return 0
        return min(FIRST_WAIT_S * 2.0 ** (self.failed - FREE), LONGEST_WAIT_S)

    def remaining_s(self, clock: Clock) -> float:
        """Seconds still to wait, at most the whole pause."""
        by_clock = (clock.now() - self.at).total_seconds()
        by_uptime = clock.uptime() - self.uptime
        # Since a restart only the wall clock knows; without one, the slower of the two.
        gone = by_clock if by_uptime < 0 else min(by_clock, by_uptime)
        return max(0.0, self.wait_s() - max(0.0, gone))


def read(place: Place) -> Attempts:
    """What is remembered, the worse of both; nothing when neither file is ours."""
    return max(map(_read, _files(place)), key=lambda kept: (kept.failed, kept.at))


def elsewhere(place: Place) -> Path:
    """Where the count is kept once more; the name says nothing of the folder."""
    from platformdirs import user_state_path

    state = user_state_path("visit-app", appauthor=False, ensure_exists=False)
    name = sha256(str(place.folder.resolve()).encode()).hexdigest()[:32]
    return state / "attempts" / f"{name}.json"


def _files(place: Place) -> tuple[Path, Path]:
    return place.attempts, elsewhere(place)


def _read(path: Path) -> Attempts:
    try:
        data = json.loads(path.read_bytes())
        at = datetime.fromisoformat(data["at"]).astimezone(UTC)
        return Attempts(max(0, int(data["failed"])), at, float(data["uptime"]))
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return Attempts()


def check(place: Place, clock: Clock) -> Attempts:
    """What is remembered; raises SlowDown while the pause lasts.

    A clock set back starts the pause again from its new time.
    """
    attempts = read(place)
    remaining = attempts.remaining_s(clock)
    if remaining <= 0:
        return attempts
    if clock.now() < attempts.at - timedelta(seconds=1):
        _write(place, attempts.failed, clock)
    raise SlowDown(max(1, round(remaining)))


def count(place: Place, attempts: Attempts, clock: Clock) -> None:
    """One more attempt, written before it is tried: killing the app gains nothing."""
    _write(place, attempts.failed + 1, clock)


def begin(place: Place) -> None:
    """A new vault: what was counted for an earlier one in this folder is over."""
    with suppress(OSError):
        elsewhere(place).unlink(missing_ok=True)


def clear(place: Place, clock: Clock) -> None:
    """The vault was opened: start counting again."""
    _write(place, 0, clock)


def _write(place: Place, failed: int, clock: Clock) -> None:
    data = {"failed": failed, "at": clock.now().isoformat(), "uptime": clock.uptime()}
    content = json.dumps(data).encode()
    with suppress(OSError, VaultError):  # the one beside the vault is what counts
        second = elsewhere(place)
        second.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(second, content)
    write_whole(place.attempts, content)
