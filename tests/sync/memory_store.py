"""A Store in memory: the third implementation the contract is tested on."""

from collections.abc import Sequence
from threading import Lock

from visit_app.sync.errors import NotThere, Taken


class MemoryStore:
    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self._lock = Lock()

    def create(self, name: str, data: bytes) -> None:
        with self._lock:
            if name in self.objects:
                raise Taken(name)
            self.objects[name] = data

    def get(self, name: str) -> bytes:
        try:
            return self.objects[name]
        except KeyError:
            raise NotThere(name) from None

    def list(self, prefix: str, after: str = "") -> Sequence[str]:
        names = tuple(self.objects)
        return tuple(sorted(n for n in names if n.startswith(prefix) and n > after))

    def delete(self, name: str) -> None:
        self.objects.pop(name, None)
