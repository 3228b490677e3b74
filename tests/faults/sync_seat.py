"""Who sits where in the simulation, and what was edited."""

from dataclasses import dataclass, field

from tests.faults.sync_store import Window
from tests.sync.laptops import Laptop
from tests.sync.memory_ledger import MemoryLedger

from visit_app.sync.notices import Notice


@dataclass(frozen=True)
class Edit:
    """One setting of one field."""

    revision: str
    family: str
    path: str
    text: str


@dataclass
class Seat:
    """A laptop, its window on the store, and its backups."""

    laptop: Laptop
    window: Window
    backups: list[MemoryLedger] = field(default_factory=list)
    alive: bool = True
    notices: set[Notice] = field(default_factory=set)

    @property
    def device(self) -> str:
        return self.laptop.device
