"""What each object is called in the team store, and what a name found there means."""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

ROSTER = "roster/"
FEEDS = "feeds/"
RECENT = "recent/"
KEYS = "keys/"
JOINS = "joins/"
TEAMS = "teams/"

_SEGMENT = re.compile(r"feeds/([0-9a-f]{32})/([0-9]{12})(-[a-z0-9.-]+)?\.seg")
_HINT = re.compile(r"recent/[0-9-]{10}/([0-9a-f]{32})-([0-9]{12})")
_ROSTER_HINT = re.compile(r"recent/[0-9-]{10}/roster-([0-9]{12})")


def roster_entry(team: str, number: int) -> str:
    """The roster's entry of this number, counted from 0."""
    return f"{team}/{ROSTER}{number:012d}.json"


def segment(team: str, device: str, number: int) -> str:
    """A device's segment of this number, counted from 1."""
    return f"{team}/{FEEDS}{device}/{number:012d}.seg"


def repaired_segment(team: str, device: str, number: int, digest: bytes) -> str:
    """Where a good copy goes when something else lies under the segment's own name."""
    return f"{team}/{FEEDS}{device}/{number:012d}-{digest.hex()[:16]}.seg"


def feed(team: str, device: str) -> str:
    """The folder of a device's segments."""
    return f"{team}/{FEEDS}{device}/"


def hint(team: str, day: date, device: str, number: int) -> str:
    """The empty object that says a segment is new."""
    return f"{hints(team, day)}{device}-{number:012d}"


def roster_hint(team: str, day: date, number: int) -> str:
    """The empty object that says the roster has a new entry."""
    return f"{hints(team, day)}roster-{number:012d}"


def hints(team: str, day: date) -> str:
    """The folder of one day's hints, by UTC date."""
    return f"{team}/{RECENT}{day.isoformat()}/"


def family_tag(team: str, family: str) -> bytes:
    """16 bytes that stand for a family in the store and say nothing about it."""
    text = f"visit_app/family-tag/1|{team}|{family}"
    return sha256(text.encode()).digest()[:16]


def family_keys(team: str, tag: bytes) -> str:
    """The folder of a family's deletable content keys."""
    return f"{team}/{KEYS}{tag.hex()}/"


def family_key(team: str, tag: bytes, epoch: int, key_id: bytes = b"") -> str:
    """A family's content key of one epoch; with its id where the name was taken."""
    suffix = f"-{key_id.hex()}" if key_id else ""
    return f"{family_keys(team, tag)}{epoch:06d}{suffix}.key"


def join_request(team: str, device: str) -> str:
    """A laptop's request to be let in."""
    return f"{team}/{JOINS}{device}.json"


def team_marker(team: str) -> str:
    """The empty object by which a joining laptop finds the team of a place."""
    return f"{TEAMS}{team}"


@dataclass(frozen=True, slots=True)
class Found:
    """A segment's name taken apart; `is_copy` for a conflict copy or a repaired one."""

    device: str
    number: int
    is_copy: bool
    name: str


def parse_segment(team: str, name: str) -> Found | None:
    """What this name is, or None when it is not a segment's."""
    match = _SEGMENT.fullmatch(name.removeprefix(f"{team}/"))
    if not match:
        return None
    return Found(match[1], int(match[2]), bool(match[3]), name)


def parse_hint(team: str, name: str) -> tuple[str, int] | None:
    """Device and number of a hint; device "roster" for the roster's; None otherwise."""
    rest = name.removeprefix(f"{team}/")
    if match := _HINT.fullmatch(rest):
        return match[1], int(match[2])
    if match := _ROSTER_HINT.fullmatch(rest):
        return "roster", int(match[1])
    return None


_FEEDS_APART = 1_000_000_000_000  # a segment's number has 12 digits


def sent_mark(former: int, number: int) -> int:
    """One number for a segment of the feed that a laptop wrote behind `former` ones."""
    return former * _FEEDS_APART + number


def sent_place(mark: int) -> tuple[int, int]:
    """How many feeds the laptop had before, and the segment's number."""
    return divmod(mark, _FEEDS_APART)
