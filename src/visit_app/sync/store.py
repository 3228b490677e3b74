"""The whole of what sync asks of a place to keep things: three methods."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from visit_app.sync.errors import Misconfigured, NotThere, Refused, Taken

LARGEST_BYTES = 64 * 1024 * 1024  # no object of ours comes near; a bomb would pass it


class Store(Protocol):
    """Named, immutable byte objects; names are lower-case paths such as `a/b/01.seg`.

    Every method raises a StoreError whose text is a sentence for people.
    """

    def create(self, name: str, data: bytes) -> None:
        """Keep these bytes under a name; raises Taken when the name exists."""
        ...

    def get(self, name: str) -> bytes:
        """The bytes under a name; raises NotThere."""
        ...

    def list(self, prefix: str, after: str = "") -> Sequence[str]:
        """Full names under a prefix that ends in "/", sorted, those above `after`."""
        ...


@runtime_checkable
class Shredder(Protocol):
    """A store that can also delete: needed for erasure alone, and for key objects."""

    def delete(self, name: str) -> None:
        """Delete the object; one that is not there is fine."""
        ...


def publish(store: Store, name: str, data: bytes) -> None:
    """Create, read back, compare; returns only when the store holds exactly `data`.

    A lost answer makes the store say "exists" about our own bytes, and an append-only
    SAS answers a second create with "forbidden": both are settled by reading. Raises
    Taken when other bytes lie there, Refused when nothing does.
    """
    refusal: Refused | None = None
    try:
        store.create(name, data)
    except Taken:
        pass
    except Refused as problem:
        refusal = problem
    if _read_back(store, name, refusal) != data:
        raise Taken(name)


def _read_back(store: Store, name: str, refusal: Refused | None) -> bytes:
    try:
        return store.get(name)
    except NotThere:
        if refusal is not None:
            raise refusal from None
        raise


def check_size(size_bytes: int) -> None:
    """Raise Misconfigured for an object larger than anything this app writes."""
    if size_bytes > LARGEST_BYTES:
        raise Misconfigured("The team store holds something that is not a parcel.")
