"""One run of sync: what it works with, and what it has found so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from weakref import WeakKeyDictionary

from visit_app.records.clock import Clock
from visit_app.sync import names
from visit_app.sync.book import CANDIDATE, FORMER, GENESIS, IDENTITY, TEAM
from visit_app.sync.calls import Calls
from visit_app.sync.epochs import EpochKeys
from visit_app.sync.errors import NotThere, SyncError, Untrusted
from visit_app.sync.family_key import FamilyKey
from visit_app.sync.identity import Identity
from visit_app.sync.ledger import Ledger
from visit_app.sync.member_about import read_roster
from visit_app.sync.notices import Notice, keep_events
from visit_app.sync.roster import Member, Roster, fold, follow


class NotInTeam(SyncError):
    """This laptop belongs to no team (yet)."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or "This laptop is not in a team.")


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: `sweep` looks at every feed, `audit` also for what the store lost.

    Both are done by themselves on the first run of a day and of a week.
    """

    sweep: bool = False
    audit: bool = False
    workers: int = 16
    batch_records: int = 512
    window: int = 128  # segments fetched at a time
    acknowledge_after: timedelta = timedelta(hours=1)
    mark: str = ""  # what the machine is known by, kept outside the vault
    progress: Callable[[int, int], None] = lambda done, of: None  # segments read


@dataclass
class Found:
    """What a run has done and seen."""

    sent: int = 0
    received: int = 0
    read: int = 0  # segments, of so many that were expected
    expected: int = 0
    verified: bool = False
    copied: bool = False  # a copy of this laptop on another machine has sent, too
    conditions: list[Notice] = field(default_factory=list)
    events: list[Notice] = field(default_factory=list)


@dataclass
class Session:
    """Everything one run needs; made by `open_session`, used by one thread."""

    ledger: Ledger
    calls: Calls
    clock: Clock
    options: Options
    identity: Identity
    roster: Roster
    keys: EpochKeys
    found: Found = field(default_factory=Found)
    # by tag and id, as blocks name them; by tag and epoch, as they are written with
    family_keys: dict[tuple[bytes, bytes], FamilyKey] = field(default_factory=dict)
    writing_keys: dict[tuple[bytes, int], FamilyKey] = field(default_factory=dict)

    @property
    def team(self) -> str:
        """The team's id."""
        return self.roster.team

    @property
    def device(self) -> str:
        """This laptop's id in the team."""
        return self.identity.device

    @property
    def own(self) -> Member | None:
        """This laptop's place in the team; None once it was revoked."""
        return self.roster.member(self.device)

    def sent_in(self, number: int) -> int:
        """How the ledger marks what is in the own segment of this number."""
        return names.sent_mark(len(self.ledger.value(FORMER) or []), number)

    def forget_keys(self, tag: bytes) -> None:
        """A family was erased: its keys are used no more."""
        for name in [name for name in self.family_keys if name[0] == tag]:
            del self.family_keys[name]
        for written in [name for name in self.writing_keys if name[0] == tag]:
            del self.writing_keys[written]

    def now_text(self) -> str:
        """The clock's time, for display: ISO 8601, UTC."""
        return self.clock.now().astimezone(UTC).isoformat(timespec="seconds")

    def today(self) -> date:
        """The UTC date, by which hints are filed."""
        return self.clock.now().astimezone(UTC).date()

    def condition(self, code: str, device: str = "", number: int = 0) -> None:
        """Something that stands in the way just now."""
        self.found.conditions.append(Notice(code, device, number))

    def event(self, code: str, device: str = "", number: int = 0) -> None:
        """Something a person has to know; kept at once, whatever happens to the run."""
        notice = Notice(code, device, number)
        self.found.events.append(notice)
        with self.ledger.transaction():
            keep_events(self.ledger, [notice])


def identities(ledger: Ledger) -> list[Identity]:
    """The present identity, then former ones: any of them may open an old key."""
    held = [ledger.value(IDENTITY), *(ledger.value(FORMER) or [])]
    return [Identity.from_json(data) for data in held if data]


def open_session(
    ledger: Ledger, calls: Calls, clock: Clock, options: Options
) -> Session:
    """A session with what the laptop knows of the team; raises NotInTeam.

    A laptop whose request has been granted takes its new identity here.
    """
    roster = fold(ledger.roster_entries())
    news: tuple[Notice, ...] = ()
    if roster is None:
        roster = _first_roster(ledger, calls)
    if ledger.value(CANDIDATE):
        roster, news = _news(ledger, calls, roster)
    identity = _identity(ledger, roster)
    roster, keys = read_roster(roster, identities(ledger))
    session = Session(ledger, calls, clock, options, identity, roster, keys)
    session.found.conditions += news
    return session


def refresh_roster(session: Session) -> bool:
    """Read newer roster entries; whether there were any."""
    before = session.roster.number
    session.roster, news = _news(session.ledger, session.calls, session.roster)
    session.found.conditions += [n for n in news if n not in session.found.conditions]
    if session.roster.number == before:
        return False
    _read_roster(session)
    return True


def take_entry(session: Session, raw: bytes) -> None:
    """Keep a roster entry that this laptop has just published."""
    session.roster = follow(session.roster, raw)
    with session.ledger.transaction():
        session.ledger.add_roster_entry(raw)
    _read_roster(session)


def known_roster(ledger: Ledger) -> Roster | None:
    """The team as this laptop last saw it, with the names it can read.

    Worked out once per entry and identity: a screen asks at every glance, and judging
    thirty signatures takes 9 ms.
    """
    entries, held = ledger.roster_entries(), identities(ledger)
    if not entries:
        return None
    key = len(entries), entries[-1], tuple(one.device for one in held)
    known = _KNOWN.get(ledger)
    if known is None or known[0] != key:
        known = key, read_roster(_folded(entries), held)[0]
        _KNOWN[ledger] = known
    return known[1]


_KNOWN: "WeakKeyDictionary[Ledger, tuple[object, Roster]]" = WeakKeyDictionary()


def _folded(entries: Sequence[bytes]) -> Roster:
    roster = follow(None, entries[0])
    for raw in entries[1:]:
        roster = follow(roster, raw)
    return roster


def _read_roster(session: Session) -> None:
    held = identities(session.ledger)
    session.roster, session.keys = read_roster(session.roster, held)


def _first_roster(ledger: Ledger, calls: Calls) -> Roster:
    team, genesis = ledger.value(TEAM), ledger.value(GENESIS)
    if not team or not genesis:
        raise NotInTeam
    raw = calls.get(names.roster_entry(team, 0))
    roster = follow(None, raw)
    if roster.digest.hex() != genesis or roster.team != team:
        raise Untrusted(
            "The team store shows another team than the one this laptop asked to join. "
            "Tell the team lead."
        )
    with ledger.transaction():
        ledger.add_roster_entry(raw)
    return roster


def _news(
    ledger: Ledger, calls: Calls, roster: Roster
) -> tuple[Roster, tuple[Notice, ...]]:
    """The roster with every newer entry of the store; one that is bad stops it."""
    while True:
        try:
            raw = calls.get(names.roster_entry(roster.team, roster.number + 1))
        except NotThere:
            return roster, ()
        try:
            roster = follow(roster, raw)
        except Untrusted:
            return roster, (Notice("roster-damaged", "", roster.number + 1),)
        with ledger.transaction():
            ledger.add_roster_entry(raw)


def _identity(ledger: Ledger, roster: Roster) -> Identity:
    candidate = ledger.value(CANDIDATE)
    if candidate and candidate["device"] in roster.members:
        _take_identity(ledger, candidate)
    held = ledger.value(IDENTITY)
    if not held:
        raise NotInTeam("Waiting to be let in: a lead has to approve this laptop.")
    return Identity.from_json(held)


def _take_identity(ledger: Ledger, candidate: dict[str, str]) -> None:
    former = [d for d in (ledger.value(IDENTITY),) if d] + (ledger.value(FORMER) or [])
    with ledger.transaction():
        ledger.keep_sealed(None)  # closed under the old name: it is sent anew
        ledger.set_value(FORMER, former)
        ledger.set_value(IDENTITY, candidate)
        ledger.set_value(CANDIDATE, None)
