"""Looks through the memory of another process of this user, on Linux."""

from collections.abc import Iterator, Mapping
from pathlib import Path


def count(pid: int, forms: Mapping[str, bytes]) -> dict[str, int]:
    """How often each form stands in what the process can write to and read."""
    memory = list(_mappings(pid))
    return {
        name: sum(part.count(form) for part in memory) for name, form in forms.items()
    }


def _mappings(pid: int) -> Iterator[bytes]:
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            where, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(part, 16) for part in where.split("-"))
            memory.seek(start)
            try:
                yield memory.read(end - start)
            except OSError:
                continue  # device memory: [vvar] and the like
