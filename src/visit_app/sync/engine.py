"""One run of sync: plain blocking code, for a test, a command line or a thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from visit_app.records.clock import Clock
from visit_app.sync import names
from visit_app.sync.book import (
    AUDITED,
    CONDITIONS,
    CONFLICTED,
    EVENTS,
    SWEPT,
    TOLD,
    VERIFIED,
)
from visit_app.sync.calls import Calls
from visit_app.sync.errors import NewerVersion, Stopped, StoreError, SyncError
from visit_app.sync.forks import mend
from visit_app.sync.healing import answer_requests, audit, confirm, shred
from visit_app.sync.ledger import Ledger, Waiting
from visit_app.sync.notices import Notice, keep_conditions, kept
from visit_app.sync.pulling import pull, retry_setbacks, sweep
from visit_app.sync.pushing import Removed, adopt, has_something_to_send, push
from visit_app.sync.session import Found, Options, Session, open_session, refresh_roster
from visit_app.sync.store import Store
from visit_app.sync.taking import setbacks

_AUDIT_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did: `sent` and `received` count changes.

    `waiting` is what is still unsent; `conflicts` counts records with a conflict,
    `quarantined` parts of the store that could not be used. `verified_at` is None
    unless something signed was verified in this run. `problem` is what cut it short.
    """

    sent: int
    received: int
    waiting: Waiting
    conflicts: int
    quarantined: int
    verified_at: datetime | None
    problem: SyncError | None
    conditions: tuple[Notice, ...]
    events: tuple[Notice, ...]
    requests: dict[str, int]


def run_once(
    ledger: Ledger,
    store: Store,
    stop: Callable[[], bool],
    *,
    clock: Clock,
    options: Options | None = None,
) -> Report:
    """Send and receive once; raises NotInTeam, and StoreError before there is a team.

    A store that fails, or being asked to stop, ends the run: the report says why, and
    what was done until then is done. Nothing is lost by stopping anywhere.
    """
    options = options or Options()
    calls = Calls(store, stop, options.workers)
    try:
        session = open_session(ledger, calls, clock, options)
        problem = _attempt(session)
        return _report(session, problem)
    finally:
        calls.close()


def _attempt(session: Session) -> SyncError | None:
    try:
        _run(session)
    except (StoreError, Stopped, NewerVersion, Removed) as problem:
        return problem
    finally:
        _remember(session)
    return None


def _run(session: Session) -> None:
    if session.own is None:
        raise Removed
    swept = session.options.sweep or _is_due(session, SWEPT, timedelta(days=1))
    # Two histories are looked for more often: their parts come from several laptops.
    forked = any(n.code == "forked" for n in kept(session.ledger, EVENTS))
    audited = session.options.audit or (swept and forked)
    audited = audited or _is_due(session, AUDITED, _AUDIT_EVERY)
    hinted = _hinted(session)
    confirm(session)
    if swept:
        refresh_roster(session)
    seen = sweep(session) if swept else {}
    if session.own is None:  # since the last run
        raise Removed
    own_target = hinted.pop(session.device, 0)
    head = session.ledger.heads().get(session.device)
    if swept or own_target > (head.number if head else 0):
        adopt(session)
    pull(session, seen, hinted)
    mend(session)
    retry_setbacks(session, all_of_them=swept)
    if has_something_to_send(session):
        push(session)
    answer_requests(session)
    shred(session)
    if audited:
        audit(session)
    mend(session)
    _note_done(session, swept, audited)


def _hinted(session: Session) -> dict[str, int]:
    """What the hints of yesterday and today say is new: device and newest number."""
    targets: dict[str, int] = {}
    for day in (session.today() - timedelta(days=1), session.today()):
        for name in session.calls.list(names.hints(session.team, day)):
            parsed = names.parse_hint(session.team, name)
            if parsed:
                device, number = parsed
                targets[device] = max(targets.get(device, 0), number)
    if targets.pop("roster", 0) > session.roster.number:
        refresh_roster(session)
    return targets


def _is_due(session: Session, name: str, every: timedelta) -> bool:
    last = session.ledger.value(name)
    if not last:
        return True
    return abs(session.today() - date.fromisoformat(last)) >= every


def _note_done(session: Session, swept: bool, audited: bool) -> None:
    today = session.today().isoformat()
    with session.ledger.transaction():
        if swept:
            session.ledger.set_value(SWEPT, today)
        if audited:
            session.ledger.set_value(AUDITED, today)


def _remember(session: Session) -> None:
    """Keep what stands in the way, and when the store was last seen to be ours."""
    ledger, found = session.ledger, session.found
    told = ledger.value(TOLD) or {}
    for part in setbacks(ledger):
        session.condition("not-readable", part.device, part.number)
    with ledger.transaction():
        keep_conditions(ledger, found.conditions)
        if told.get("missing") and not any(_is_missing(n) for n in found.conditions):
            ledger.set_value(TOLD, {**told, "missing": []})
        if found.verified:
            ledger.set_value(VERIFIED, session.clock.now().astimezone(UTC).isoformat())


def _is_missing(notice: Notice) -> bool:
    return notice.code in {"waiting", "damaged", "hidden", "not-readable"}


def _report(session: Session, problem: SyncError | None) -> Report:
    ledger, found = session.ledger, session.found
    damaged = sum(1 for n in found.conditions if n.code == "damaged")
    return Report(
        sent=found.sent,
        received=found.received,
        waiting=ledger.waiting(),
        conflicts=len(ledger.value(CONFLICTED) or []),
        quarantined=len(setbacks(ledger)) + damaged,
        verified_at=session.clock.now() if found.verified else None,
        problem=problem,
        conditions=kept(ledger, CONDITIONS),
        events=kept(ledger, EVENTS),
        requests=dict(session.calls.asked),
    )


__all__ = ["Found", "Options", "Report", "run_once"]
