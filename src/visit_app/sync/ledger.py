"""What sync needs of the laptop's own, encrypted storage.

The vault keeps it (vault_ledger.py); the tests have one in memory. Methods that
change something are called inside `transaction`, and never while waiting for the store.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from visit_app.sync.change import Change, Key, Outgoing
from visit_app.sync.family_key import FamilyKey
from visit_app.sync.merge import View
from visit_app.sync.parcel import Head


@dataclass(frozen=True, slots=True)
class Sealed:
    """A segment that was closed but is not known to be in the store.

    Once its bytes may have left the laptop they are offered again, never made anew:
    two segments of one number would be two histories. `control` is what it tells.
    """

    number: int
    raw: bytes
    revisions: tuple[str, ...]
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has not been sent: records, visits, and since when (ISO 8601, or "")."""

    records: int = 0
    visits: int = 0
    since: str = ""


class Ledger(Protocol):
    """The laptop's side of sync."""

    def transaction(self) -> AbstractContextManager[Any]:
        """Everything inside is kept together or not at all."""
        ...

    # --- small things: JSON values by name

    def value(self, name: str) -> Any:
        """A value kept before, None when there is none."""
        ...

    def set_value(self, name: str, value: Any) -> None:
        """Keep a JSON value; None forgets it."""
        ...

    def audit_head(self) -> Mapping[str, Any]:
        """The newest signed head of the laptop's audit, as JSON; {} without one."""
        ...

    # --- roster and segments as they came, byte for byte

    def roster_entries(self) -> Sequence[bytes]:
        """The roster's entries, the first one first."""
        ...

    def add_roster_entry(self, raw: bytes) -> None:
        """Keep the next entry."""
        ...

    def drop_roster(self) -> None:
        """Forget the entries of a team that this laptop never was in."""
        ...

    def heads(self) -> Mapping[str, Head]:
        """How far each feed has been read, by device."""
        ...

    def add_segment(self, device: str, head: Head, raw: bytes) -> None:
        """Keep a segment; the feed's head moves to it if it is newer.

        One of the same number that is there already stays.
        """
        ...

    def add_segments(self, segments: Sequence[tuple[str, Head, bytes]]) -> None:
        """Keep several, each as (device, head, raw), those of a feed in their order."""
        ...

    def segment(self, device: str, number: int) -> bytes | None:
        """A kept segment."""
        ...

    # --- family keys

    def family_keys(self, tag: bytes) -> Sequence[FamilyKey]:
        """The keys of a family."""
        ...

    def add_family_keys(self, keys: Sequence[FamilyKey]) -> None:
        """Keep keys; one that is there already is fine."""
        ...

    def drop_family_keys(self, tag: bytes) -> None:
        """Delete a family's keys."""
        ...

    def key_names(self) -> Sequence[tuple[bytes, int]]:
        """Tag and epoch of every key."""
        ...

    # --- outbox

    def unsent(self, limit: int) -> Sequence[Outgoing]:
        """Some of what has to be sent, oldest first, a visit behind its parts."""
        ...

    def waiting(self) -> Waiting:
        """How much has to be sent."""
        ...

    def mark_sent(self, revisions: Collection[str], number: int) -> None:
        """These are in the store, in an own segment: names.sent_mark."""
        ...

    def sent_visits(self) -> Mapping[str, int]:
        """Own visits in the store: id, and the mark of the last segment with it."""
        ...

    def sealed(self) -> Sealed | None:
        """The closed segment that waits for the store."""
        ...

    def keep_sealed(self, sealed: Sealed | None) -> None:
        """Keep a closed segment before it is offered; None once it is settled."""
        ...

    def file_sealed(self, device: str, head: Head) -> None:
        """The closed segment is in the store: it is the next one of the own feed."""
        ...

    # --- records

    def changes(self, keys: Collection[Key]) -> Mapping[Key, Sequence[Change]]:
        """Every known change of these records, the laptop's own unsent ones too."""
        ...

    def apply(self, changes: Sequence[Change], views: Mapping[Key, View]) -> None:
        """Keep received changes; their records are now as the views say."""
        ...

    def add_own(self, change: Change, view: View) -> None:
        """Keep a change made here (a settled conflict); it has to be sent."""
        ...

    def families(self) -> Sequence[str]:
        """The ids of the families here."""
        ...

    def erase(self, family_id: str) -> None:
        """Delete everything of a family: records, revisions, what is unsent."""
        ...
