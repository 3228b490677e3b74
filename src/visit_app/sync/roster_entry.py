"""One entry of the roster: a line of JSON, and a line with its author's signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from visit_app.sync.change import canonical
from visit_app.sync.errors import NewerVersion, Untrusted
from visit_app.sync.keys import DeviceKeys, PublicKeys, decode, encode
from visit_app.sync.parcel import parse

FORMAT = 1
START = bytes(32)
ACTIONS = ("create", "admit", "revoke", "role", "accept")
_SIGNED = b"visit_app/roster/1\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says; `about` holds what its action needs."""

    team: str
    number: int
    previous: bytes
    author: str
    recorded: str
    action: str
    about: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "format": FORMAT,
            "team": self.team,
            "number": self.number,
            "previous": self.previous.hex(),
            "author": self.author,
            "recorded": self.recorded,
            "action": self.action,
            "about": self.about,
        }


@dataclass(frozen=True, slots=True)
class SignedEntry:
    """An entry with the bytes it came in; `digest` is what the next one chains to."""

    entry: Entry
    line: bytes
    signature: bytes
    raw: bytes

    @property
    def digest(self) -> bytes:
        """SHA-256 of the whole object."""
        return sha256(self.raw).digest()

    def is_by(self, keys: PublicKeys) -> bool:
        """Whether this laptop signed the entry."""
        return keys.verify(self.signature, _SIGNED + self.line)


def sign_entry(entry: Entry, keys: DeviceKeys) -> bytes:
    """The bytes of a roster object."""
    line = canonical(entry.to_json()).encode()
    signature = encode(keys.sign(_SIGNED + line)).encode()
    return line + b"\n" + signature + b"\n"


def read_entry(raw: bytes) -> SignedEntry:
    """The entry in these bytes, its signature not yet judged.

    Raises Untrusted, and NewerVersion for a format or an action not known here.
    """
    parts = raw.split(b"\n")
    if len(parts) != 3 or parts[2]:
        raise Untrusted("An entry of the team list is damaged.")
    data = parse(parts[0])
    try:
        if data["format"] != FORMAT or data["action"] not in ACTIONS:
            raise NewerVersion
        signature = decode(parts[1].decode("ascii"))
        entry = Entry(
            team=str(data["team"]),
            number=int(data["number"]),
            previous=bytes.fromhex(data["previous"]),
            author=str(data["author"]),
            recorded=str(data["recorded"]),
            action=data["action"],
            about=dict(data["about"]),
        )
    except (KeyError, TypeError, ValueError):
        raise Untrusted("An entry of the team list is not valid.") from None
    return SignedEntry(entry, parts[0], signature, raw)
