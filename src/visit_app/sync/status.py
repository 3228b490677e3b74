"""What is where: said only as far as it was seen, and read from this laptop alone.

Nothing here asks the store, so a screen may call it as often as it likes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from visit_app.sync import names
from visit_app.sync.book import (
    AUDIT_HEADS,
    CANDIDATE,
    CLAIMS,
    CONDITIONS,
    CONFIRMED,
    CONFLICTED,
    ENDED,
    ERASED,
    EVENTS,
    FORMER,
    HEARD,
    IDENTITY,
    PAUSED,
    TO_ERASE,
    VERIFIED,
)
from visit_app.sync.laptop import Laptop, place_of
from visit_app.sync.ledger import Ledger, Waiting
from visit_app.sync.notices import Notice, kept
from visit_app.sync.roster import Member, Role, Roster
from visit_app.sync.session import known_roster
from visit_app.sync.taking import read_head, setbacks
from visit_app.vault.audit_head import AuditHead


class Standing(StrEnum):
    """How this laptop stands to a team."""

    ALONE = "alone"  # used by itself
    ASKING = "asking"  # a lead has not let it in yet
    MEMBER = "member"
    PAUSED = "paused"  # a member that exchanges nothing, as its person chose
    REMOVED = "removed"
    CLOSED = "closed"  # a copy of this laptop closed its feed: it has to ask anew


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its sentence; `dismiss` takes the notice."""

    notice: Notice
    sentence: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A laptop of the team: this one too.

    `visits_seen` counts the own visits that it said it has read; `last_heard` is its
    own clock when it last wrote, None before it did.
    """

    device: str
    practitioner: str
    name: str
    laptop: str
    role: Role
    is_self: bool
    is_removed: bool
    last_heard: datetime | None
    visits_seen: int


@dataclass(frozen=True, slots=True)
class Status:
    """The state of sync as this laptop knows it.

    `visits_stored` of `visits_total` finished visits made here were read back from the
    team store, as it was last seen at `verified_at`. `waiting` is what is unsent, and
    since when. `quarantined` counts parts of the store that cannot be used (yet).
    """

    standing: Standing
    team: str
    team_id: str
    place: str
    own_role: Role | None
    waiting: Waiting
    visits_stored: int
    verified_at: datetime | None
    colleagues: tuple[Colleague, ...]
    conflicts: int
    quarantined: int
    conditions: tuple[Told, ...]
    events: tuple[Told, ...]

    @property
    def visits_total(self) -> int:
        """Finished visits made here: in the store or waiting."""
        return self.visits_stored + self.waiting.visits

    @property
    def waiting_since(self) -> datetime | None:
        """When the oldest visit that waits was made."""
        return _moment(self.waiting.since)

    @property
    def seen_by(self) -> int:
        """How many colleagues' laptops have read every own visit that was sent."""
        others = (c for c in self.colleagues if not (c.is_self or c.is_removed))
        stored = self.visits_stored
        return sum(1 for c in others if stored and c.visits_seen >= stored)


@dataclass(frozen=True, slots=True)
class Erasure:
    """A family erased in the team: who has confirmed it, and who has not, by title."""

    family_id: str
    confirmed: tuple[str, ...]
    waiting: tuple[str, ...]


def status(laptop: Laptop) -> Status:
    """The state of sync now; the vault and nothing else is read."""
    ledger = laptop.ledger
    roster = known_roster(ledger)
    standing = _standing(ledger, roster)
    sent = ledger.sent_visits()
    own = _own(ledger, roster)
    return Status(
        standing=standing,
        team=roster.name if roster else "",
        team_id=roster.team if roster else "",
        place=place_of(laptop),
        own_role=own.role if own and own.until is None else None,
        waiting=ledger.waiting(),
        visits_stored=len(sent),
        verified_at=_moment(ledger.value(VERIFIED)),
        colleagues=_colleagues(ledger, roster, sent) if roster else (),
        conflicts=len(ledger.value(CONFLICTED) or []),
        quarantined=len(setbacks(ledger)),
        conditions=_told(roster, kept(ledger, CONDITIONS)),
        events=_told(roster, kept(ledger, EVENTS)),
    )


def standing(laptop: Laptop) -> Standing:
    """How this laptop stands to a team."""
    return _standing(laptop.ledger, known_roster(laptop.ledger))


def erasures(laptop: Laptop) -> tuple[Erasure, ...]:
    """Families erased in the team, and whose laptops have not confirmed it yet."""
    ledger = laptop.ledger
    roster = known_roster(ledger)
    if roster is None:
        return ()
    confirmed = ledger.value(CONFIRMED) or {}
    here = ledger.value(ERASED) or []
    asked = [f for f in ledger.value(TO_ERASE) or [] if f not in here]
    own = _own(ledger, roster)
    out = []
    for family_id in (*here, *asked):
        done = set(confirmed.get(family_id, []))
        if own and family_id in here:
            done.add(own.device)
        out.append(_erasure(family_id, roster.active(), done))
    return tuple(out)


def told_audit_heads(laptop: Laptop) -> dict[str, AuditHead]:
    """Heads of this laptop's own audit that its colleagues hold, for verify_audit."""
    ledger = laptop.ledger
    kept = ledger.value(AUDIT_HEADS) or {}
    held = [ledger.value(IDENTITY), *(ledger.value(FORMER) or [])]
    told = {d["device"]: read_head(kept.get(d["device"], {})) for d in held if d}
    return {f"the team store, {d[:8]}": head for d, head in told.items() if head}


def _erasure(family_id: str, members: Iterable[Member], done: set[str]) -> Erasure:
    # Of the recovery key there is no laptop that could hold anything.
    laptops = [m for m in members if m.role != Role.RECOVERY or m.device in done]
    return Erasure(
        family_id,
        tuple(m.title for m in laptops if m.device in done),
        tuple(m.title for m in laptops if m.device not in done),
    )


def _standing(ledger: Ledger, roster: Roster | None) -> Standing:
    held = ledger.value(IDENTITY)
    if not held or roster is None:
        return Standing.ASKING if ledger.value(CANDIDATE) else Standing.ALONE
    if ledger.value(CANDIDATE):
        return Standing.ASKING
    if roster.member(held["device"]) is None:
        return Standing.REMOVED
    if held["device"] in (ledger.value(ENDED) or {}):
        return Standing.CLOSED
    return Standing.PAUSED if ledger.value(PAUSED) else Standing.MEMBER


def _own(ledger: Ledger, roster: Roster | None) -> Member | None:
    held = ledger.value(IDENTITY)
    return roster.members.get(held["device"]) if roster and held else None


def _colleagues(
    ledger: Ledger, roster: Roster, sent: Mapping[str, int]
) -> tuple[Colleague, ...]:
    held = ledger.value(IDENTITY)
    heard = ledger.value(HEARD) or {}
    read = _read_by(ledger)
    return tuple(
        Colleague(
            device=member.device,
            practitioner=member.practitioner,
            name=member.name,
            laptop=member.laptop,
            role=member.role,
            is_self=bool(held) and member.device == held["device"],
            is_removed=member.until is not None,
            last_heard=_moment(heard.get(member.device)),
            visits_seen=_visits_seen(sent, read.get(member.device, {})),
        )
        for member in sorted(roster.members.values(), key=lambda m: (m.name, m.device))
    )


def _read_by(ledger: Ledger) -> dict[str, dict[int, int]]:
    """How far each colleague has read each of this laptop's feeds; the first is 0."""
    held, former = ledger.value(IDENTITY), ledger.value(FORMER) or []
    feeds = [data["device"] for data in (*reversed(former), held) if data]
    claims = ledger.value(CLAIMS) or {}
    read: dict[str, dict[int, int]] = {}
    for place, feed in enumerate(feeds):
        for device, (number, _) in claims.get(feed, {}).items():
            read.setdefault(device, {})[place] = number
    return read


def _visits_seen(sent: Mapping[str, int], read: Mapping[int, int]) -> int:
    places = (names.sent_place(mark) for mark in sent.values())
    return sum(1 for former, number in places if read.get(former, 0) >= number)


def _told(roster: Roster | None, notices: Iterable[Notice]) -> tuple[Told, ...]:
    members = roster.members if roster else {}
    titles = {device: member.title for device, member in members.items()}
    return tuple(
        Told(n, n.sentence(titles.get(n.device, "another laptop"))) for n in notices
    )


def _moment(text: str | None) -> datetime | None:
    """A colleague's time may be any text: one that is no time is not shown."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
