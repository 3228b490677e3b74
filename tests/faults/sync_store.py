"""A team store that fails, lags and lies, as seen by one laptop; driven by a seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.sync.memory_store import MemoryStore

from visit_app.sync.errors import NotThere, Offline, Taken


class Crash(BaseException):
    """The process was killed: nothing after this line happened."""


@dataclass
class Weather:
    """How often things go wrong, per call to the store."""

    crash: float = 0.0
    offline: float = 0.0
    lost_answer: float = 0.0
    lag: float = 0.0  # how often a laptop sees the store as it was a while ago


CALM = Weather()
ROUGH = Weather(crash=0.02, offline=0.03, lost_answer=0.04, lag=0.15)


class History(MemoryStore):
    """The real store, which knows when each object came and who made it."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 0
        self.made: dict[str, tuple[int, str]] = {}

    def made_by(self, name: str, data: bytes, who: str) -> None:
        self.time += 1
        self.create(name, data)
        self.made[name] = (self.time, who)

    def lose(self, name: str) -> None:
        self.objects.pop(name, None)
        self.made.pop(name, None)


Lie = Callable[[str, bytes | None], bytes | None]


@dataclass
class Window:
    """One laptop's view of the store.

    `lie` is the hostile store: it gets a name and the true bytes (None: not there) and
    returns what the laptop is shown. `on_crash` keeps the laptop's disk as it is.
    """

    real: History
    who: str
    random: Random
    on_crash: Callable[[], None]
    weather: Weather = field(default_factory=Weather)
    lie: Lie | None = None
    behind: int = 0  # sees only what is older than this many creations, and its own

    def create(self, name: str, data: bytes) -> None:
        self._trouble()
        try:
            self.real.made_by(name, data, self.who)
        except Taken:
            self._trouble()
            raise
        if self.random.random() < self.weather.lost_answer:
            # The library tries again by itself, and now the name exists.
            raise Taken(name) if self.random.random() < 0.5 else Offline
        self._trouble()

    def get(self, name: str) -> bytes:
        self._trouble()
        data = self.real.objects.get(name) if self._visible(name) else None
        if self.lie is not None:
            data = self.lie(name, data)
        if data is None:
            raise NotThere(name)
        return data

    def list(self, prefix: str, after: str = "") -> Sequence[str]:
        self._trouble()
        names = [n for n in self.real.list(prefix, after) if self._visible(n)]
        if self.lie is not None:
            names = [n for n in names if self.lie(n, self.real.objects[n]) is not None]
        return tuple(names)

    def delete(self, name: str) -> None:
        self._trouble()
        self.real.lose(name)

    def begin(self) -> None:
        """A new run: how far behind this laptop's view is now."""
        lags = self.random.random() < self.weather.lag
        self.behind = self.random.randint(1, 30) if lags else 0

    def _visible(self, name: str) -> bool:
        made, who = self.real.made.get(name, (0, ""))
        return who == self.who or made <= self.real.time - self.behind

    def _trouble(self) -> None:
        if self.random.random() < self.weather.crash:
            self.on_crash()
            raise Crash
        if self.random.random() < self.weather.offline:
            raise Offline
