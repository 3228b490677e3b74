"""Starting a team, joining it, letting others in and removing them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC

from visit_app.records.clock import Clock
from visit_app.sync import names, roster_change
from visit_app.sync.book import (
    CANDIDATE,
    ENDED,
    GENESIS,
    IDENTITY,
    TEAM,
    TO_ERASE,
    added,
)
from visit_app.sync.calls import Calls
from visit_app.sync.deciding import forget_conflicts
from visit_app.sync.errors import (
    Misconfigured,
    NotThere,
    Refused,
    StoreError,
    SyncError,
    Taken,
    Untrusted,
)
from visit_app.sync.identity import Identity
from visit_app.sync.joining import (
    JoinRequest,
    check_code,
    code_of,
    open_request,
    read_request,
    write_request,
)
from visit_app.sync.ledger import Ledger
from visit_app.sync.parcel import Head
from visit_app.sync.pulling import pull, sweep
from visit_app.sync.recovery import STANDARD, Cost, write_recovery
from visit_app.sync.roster import Role, Roster, fold, follow
from visit_app.sync.segment import digest_of, verify
from visit_app.sync.session import (
    Options,
    Session,
    open_session,
    refresh_roster,
    take_entry,
)
from visit_app.sync.store import Store

_TRIES = 5


class NotAllowed(SyncError):
    """Only a lead, or the recovery member, may do this."""

    def __init__(self) -> None:
        super().__init__("Only a team lead can do this. Ask your team lead.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to join that was sent; `code` is read out to a lead by voice."""

    request: str
    code: str


def create_team(
    ledger: Ledger,
    store: Store,
    *,
    name: str,
    founder: Identity,
    recovery: Identity,
    passphrase: str,
    clock: Clock,
    keep_recovery: Callable[[bytes], None] = lambda file: None,
    keep_place: Callable[[], None] = lambda: None,
    cost: Cost = STANDARD,
) -> bytes:
    """Start a team with this laptop as its lead; returns the recovery file's bytes.

    `recovery` is the organisation's identity: after this its keys are in the file
    alone, closed with the passphrase. `keep_recovery` is given it before the team is
    published; `keep_place` is called in the transaction that makes this laptop a
    member, so that there is no member that knows no store. Raises StoreError, and then
    there is no team.
    """
    if ledger.value(IDENTITY):
        raise Misconfigured("This laptop is in a team already.")
    raw = roster_change.found_team(name, founder, recovery, _now(clock))
    roster = follow(None, raw)
    file = write_recovery(recovery, roster.team, passphrase, cost)
    keep_recovery(file)
    _publish_team(store, roster.team, raw)
    with ledger.transaction():
        ledger.add_roster_entry(raw)
        ledger.set_value(TEAM, roster.team)
        ledger.set_value(GENESIS, roster.digest.hex())
        ledger.set_value(IDENTITY, founder.to_json())
        keep_place()
    return file


def _publish_team(store: Store, team: str, raw: bytes) -> None:
    """The first entry, then what a joining laptop finds it by."""
    calls = Calls(store, lambda: False)
    try:
        calls.publish(names.roster_entry(team, 0), raw)
        _check_keeps(calls, names.roster_entry(team, 0), raw)
        calls.publish(names.team_marker(team), b"")
    finally:
        calls.close()


def _check_keeps(calls: Calls, name: str, data: bytes) -> None:
    """Raises Misconfigured for a store that replaces what it was told to keep.

    Some services take the condition and do not heed it (WebDAV of rclone, measured).
    """
    try:
        calls.create(name, data)
    except (Taken, Refused):
        return
    raise Misconfigured(
        "This kind of store replaces a parcel when another of its name comes, so it "
        "cannot hold a team's records. Ask IT for Azure Blob, S3, Google Cloud Storage "
        "or a shared folder."
    )


def has_lost_its_place(ledger: Ledger) -> bool:
    """A laptop that was removed, or whose feed a copy of it has closed."""
    roster, held = fold(ledger.roster_entries()), ledger.value(IDENTITY)
    if roster is None or not held:
        return False
    ended = held["device"] in (ledger.value(ENDED) or {})
    return ended or roster.member(held["device"]) is None


def teams_at(store: Store) -> tuple[str, ...]:
    """The ids of the teams in this place; raises StoreError."""
    found = store.list(names.TEAMS)
    return tuple(name.removeprefix(names.TEAMS) for name in found)


def ask_to_join(
    ledger: Ledger, store: Store, identity: Identity, clock: Clock, team: str = ""
) -> Asked:
    """Publish a request to be let in; raises Misconfigured when no team is there.

    The team's first entry is pinned now: the code covers it, so a team that somebody
    else put there is noticed when the code is compared.
    """
    team = team or ledger.value(TEAM) or _only_team(store)
    roster = _roster_at(store, team)
    genesis = roster.digests[0]
    pinned = ledger.value(GENESIS)
    if pinned and pinned != genesis.hex():
        raise Untrusted("The team store shows another team than before. Tell IT.")
    readers = {m.device: m.keys for m in roster.active() if m.may_decide}
    raw = write_request(identity, team, genesis, readers, _now(clock))
    store.create(names.join_request(team, identity.device), raw)
    with ledger.transaction():
        ledger.set_value(TEAM, team)
        ledger.set_value(GENESIS, genesis.hex())
        ledger.set_value(CANDIDATE, identity.to_json())
    return Asked(identity.device, code_of(read_request(raw)))


def _roster_at(store: Store, team: str) -> Roster:
    """The roster as the store shows it; what is bad in it ends it."""
    roster = follow(None, store.get(names.roster_entry(team, 0)))
    with suppress(NotThere, Untrusted):
        while True:
            name = names.roster_entry(team, roster.number + 1)
            roster = follow(roster, store.get(name))
    return roster


def join_as_recovery(
    ledger: Ledger,
    store: Store,
    team: str,
    recovery: Identity,
    keep_place: Callable[[], None] = lambda: None,
) -> None:
    """Take the recovery member's place on this laptop, from its opened file.

    `keep_place` as in create_team.
    """
    raw = store.get(names.roster_entry(team, 0))
    first = follow(None, raw)
    member = first.members.get(recovery.device)
    if first.team != team or member is None or member.keys != recovery.keys.public:
        raise Untrusted("The team store holds another team than this recovery file.")
    with ledger.transaction():
        ledger.add_roster_entry(raw)
        ledger.set_value(TEAM, team)
        ledger.set_value(GENESIS, first.digest.hex())
        ledger.set_value(IDENTITY, recovery.to_json())
        keep_place()


def requests(ledger: Ledger, store: Store, clock: Clock) -> tuple[JoinRequest, ...]:
    """Requests that have not been answered, by name; ones that are no good left out.

    Only those who may let somebody in can read them.
    """
    with _session(ledger, store, clock) as session:
        listed = session.calls.list(f"{session.team}/{names.JOINS}")
        found = [_readable(session, name) for name in listed]
        waiting = [r for r in found if r and r.device not in session.roster.members]
        return tuple(sorted(waiting, key=lambda r: (r.name, r.device)))


def approve(
    ledger: Ledger,
    store: Store,
    clock: Clock,
    *,
    request: str,
    code: str,
    role: Role = Role.MEMBER,
) -> JoinRequest:
    """Let a laptop in, once its code is right; raises WrongCode, NotAllowed."""
    with _session(ledger, store, clock) as session:
        if session.own is None or not session.own.may_decide:
            raise NotAllowed
        wanted = _readable(session, names.join_request(session.team, request))
        if wanted is None:
            raise Misconfigured("There is no such request in the team store.")
        check_code(wanted, code, session.roster.digests[0])
        _decide(session, lambda: _admit(session, wanted, role))
        return wanted


def revoke(ledger: Ledger, store: Store, clock: Clock, device: str) -> tuple[str, ...]:
    """Remove a laptop: from now on it gets nothing new. Raises NotAllowed, StoreError.

    What it sent until now is received first, so that it stays. Returns the ids of the
    families whose records it could have read.
    """
    with _session(ledger, store, clock) as session:
        if session.roster.member(device) is None:
            raise Misconfigured("This laptop is not in the team.")
        pull(session, sweep(session))
        _decide(session, lambda: _revoke(session, device))
        return tuple(sorted(ledger.families()))


def change_role(
    ledger: Ledger, store: Store, clock: Clock, *, device: str, role: Role
) -> None:
    """Give a member another role; raises NotAllowed."""
    with _session(ledger, store, clock) as session:

        def entry() -> bytes:
            now = session.now_text()
            return roster_change.change_role(
                session.roster, session.identity, device, role, now
            )

        _decide(session, entry)


def accept_late(
    ledger: Ledger, store: Store, clock: Clock, *, device: str, number: int
) -> None:
    """Accept what a removed laptop sent up to this parcel; raises NotAllowed.

    For work that crossed the removal: a person has decided that it is genuine.
    """
    with _session(ledger, store, clock) as session:
        member = session.roster.members.get(device)
        if member is None:
            raise Misconfigured("There was never such a laptop in the team.")
        raw = session.calls.get(names.segment(session.team, device, number))
        if verify(raw, member.keys).number != number:
            raise Untrusted("The parcel is not the one that was asked for.")
        last = Head(number, digest_of(raw))

        def entry() -> bytes:
            now = session.now_text()
            return roster_change.accept(
                session.roster, session.identity, device, last, now
            )

        _decide(session, entry)


def ask_to_erase(ledger: Ledger, family_id: str) -> None:
    """Have a family erased everywhere; the next run of sync announces it.

    Raises NotAllowed for a laptop that may not decide: colleagues would ignore it.
    """
    roster, held = fold(ledger.roster_entries()), ledger.value(IDENTITY)
    own = roster.member(held["device"]) if roster and held else None
    if own is None or not own.may_decide:
        raise NotAllowed
    with ledger.transaction():
        added(ledger, TO_ERASE, [family_id])
        forget_conflicts(ledger, family_id)


@contextmanager
def _session(ledger: Ledger, store: Store, clock: Clock) -> Iterator[Session]:
    calls = Calls(store, lambda: False)
    try:
        session = open_session(ledger, calls, clock, Options())
        refresh_roster(session)
        yield session
    finally:
        calls.close()


def _decide(session: Session, entry: Callable[[], bytes]) -> None:
    """Publish a roster entry; where a colleague was first, it is made anew."""
    for _ in range(_TRIES):
        own = session.own
        if own is None or not own.may_decide:
            raise NotAllowed
        raw, number = entry(), session.roster.number + 1
        follow(session.roster, raw)  # what colleagues would refuse is not published
        try:
            session.calls.publish(names.roster_entry(session.team, number), raw)
        except Taken:
            refresh_roster(session)
            continue
        take_entry(session, raw)
        with suppress(StoreError):
            day = session.today()
            session.calls.create(names.roster_hint(session.team, day, number), b"")
        return
    raise Misconfigured("The team list is being changed by others. Try again.")


def _admit(session: Session, request: JoinRequest, role: Role) -> bytes:
    return roster_change.admit(
        session.roster,
        session.identity,
        request,
        role,
        epoch_key=session.keys[session.roster.epoch.number],
        recorded=session.now_text(),
    )


def _revoke(session: Session, device: str) -> bytes:
    return roster_change.revoke(
        session.roster,
        session.identity,
        device,
        last=session.ledger.heads().get(device, Head()),
        epoch_key=session.keys[session.roster.epoch.number],
        recorded=session.now_text(),
    )


def _readable(session: Session, name: str) -> JoinRequest | None:
    try:
        request = read_request(session.calls.get(name))
        request = open_request(request, session.identity)
    except (NotThere, Untrusted):
        return None
    own_name = names.join_request(session.team, request.device)
    return request if name == own_name and request.team == session.team else None


def _only_team(store: Store) -> str:
    found = teams_at(store)
    if not found:
        raise Misconfigured(
            "There is no team in this place yet. Check the address with your team lead."
        )
    if len(found) > 1:
        raise Misconfigured(
            "There is more than one team in this place. Ask your team lead for the "
            "team’s own address."
        )
    return found[0]


def _now(clock: Clock) -> str:
    return clock.now().astimezone(UTC).isoformat(timespec="seconds")
