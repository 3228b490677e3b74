"""What sync remembers in the ledger besides records, segments and keys: by name.

Each is a small JSON value, read where it is needed and written in the transaction of
what it describes.
"""

from collections.abc import Iterable
from typing import Any, Protocol

# who this laptop is
IDENTITY = "identity"
CANDIDATE = "candidate"  # an identity that has asked to be let in
FORMER = "former"  # identities this laptop had before
TEAM = "team"  # the team's id
GENESIS = "genesis"  # digest of its first roster entry, pinned when joining
REQUEST = "request"  # the request to join: [device, code]

# where the team store is
ADDRESS = "address"
CREDENTIALS = "credentials"  # what opens it: secrets, in the vault alone
PAUSED = "paused"  # true: the person uses this laptop only

# what colleagues told
CLAIMS = "claims"  # feed -> by whom -> [number, digest]: how far they have read it
UNPROVEN = "unproven"  # claims still to be compared: [by, feed, number, digest]
HEARD = "heard"  # device -> its clock when it last wrote
AUDIT_HEADS = "audit_heads"  # device -> the newest head of its audit that it told
ASKED = "asked"  # segments colleagues wait for: [device, number]
TO_MEND = "to_mend"  # other histories to follow back: [device, number, digest]
SOUGHT = "sought"  # segments of another history to ask for: [device, number]
ENDED = "ended"  # device -> number of the segment that closed its feed

# what this laptop told
TOLD = "told"  # {"heads": {device: number}, "missing": [...], "at": time}
OWED = "owed"  # true once records were received that nobody knows we have
VERIFIED = "verified"  # when the store last showed something signed: ISO 8601

# what is wrong
EVENTS = "events"
CONDITIONS = "conditions"
SETBACKS = "setbacks"  # parts of kept segments that could not be used
CONFLICTED = "conflicted"  # records with a conflict: [kind, id]

# erasure, by family id
TO_ERASE = "to_erase"  # asked for here, not yet in the feed
TO_SHRED = "to_shred"  # announced by us: the key objects are still to be deleted
ERASED = "erased"
CONFIRM = "confirm"  # erased here, colleagues not yet told
CONFIRMED = "confirmed"  # family -> devices that have erased it

# when the longer looks were last taken: UTC dates
SWEPT = "swept"
AUDITED = "audited"


class Values(Protocol):
    """What keeps them: the ledger, or a page of it."""

    def value(self, name: str) -> Any:
        """A value kept before, None when there is none."""
        ...

    def set_value(self, name: str, value: Any) -> None:
        """Keep a JSON value; None forgets it."""
        ...


class Page:
    """Values read once and written once, in one transaction: segments are thousands.

    Inside, nobody else writes them; `keep` puts what has changed into the ledger.
    """

    def __init__(self, ledger: Values) -> None:
        self._ledger = ledger
        self._values: dict[str, Any] = {}
        self._changed: set[str] = set()

    def value(self, name: str) -> Any:
        """A value as it is at this point of the transaction."""
        if name not in self._values:
            self._values[name] = self._ledger.value(name)
        return self._values[name]

    def set_value(self, name: str, value: Any) -> None:
        """Put a value in its place until `keep`."""
        self._values[name] = value
        self._changed.add(name)

    def keep(self) -> None:
        """Write what has changed."""
        for name in sorted(self._changed):
            self._ledger.set_value(name, self._values[name])
        self._changed.clear()


def added(ledger: Values, name: str, items: Iterable[Any]) -> None:
    """Add what is new to a kept list."""
    items = list(items)
    if not items:
        return
    held = ledger.value(name) or []
    more = [item for item in items if item not in held]
    if more:
        ledger.set_value(name, held + more)


def removed(ledger: Values, name: str, items: Iterable[Any]) -> None:
    """Take these out of a kept list."""
    held, gone = ledger.value(name) or [], list(items)
    left = [item for item in held if item not in gone]
    if len(left) != len(held):
        ledger.set_value(name, left)
