"""Reading colleagues' feeds: from where we are to where somebody says they go."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from visit_app.sync import names
from visit_app.sync.book import (
    CLAIMS,
    CONDITIONS,
    ENDED,
    SOUGHT,
    TO_MEND,
    UNPROVEN,
    added,
)
from visit_app.sync.errors import NotThere, StoreError
from visit_app.sync.forks import copies
from visit_app.sync.judging import (
    Judged,
    Opened,
    Waits,
    judge,
    open_next,
)
from visit_app.sync.notices import Notice, kept
from visit_app.sync.parcel import Head
from visit_app.sync.roster import Member
from visit_app.sync.segment import digest_of
from visit_app.sync.session import Session, refresh_roster
from visit_app.sync.taking import setbacks, take

_TAKEN_AT_ONCE = 256  # changes: a screen that saves meanwhile waits for that long

Targets = Mapping[str, int]  # device -> number of the newest segment we know of


def pull(session: Session, seen: Targets, hinted: Targets | None = None) -> None:
    """Read every feed up to its target, then as far as colleagues say it goes.

    `seen` is what the store lists, `hinted` what hints alone say: anybody who can write
    there can write those, so nothing is missing because of them.
    """
    seen = _with_standing_still(session, seen)
    tried: dict[str, int] = {}
    while new := _ahead(session, seen, hinted or {}, tried):
        _expect(session, new)
        known = _with_claims(session, seen)
        for device, number in sorted(new.items()):
            tried[device] = number
            _read(session, device, number, known.get(device, 0))
    _compare_claims(session)


def _ahead(
    session: Session, seen: Targets, hinted: Targets, tried: Targets
) -> dict[str, int]:
    """Targets that were not tried yet."""
    wanted = _with_claims(
        session, {d: max(seen.get(d, 0), hinted.get(d, 0)) for d in {*seen, *hinted}}
    )
    return {d: n for d, n in wanted.items() if tried.get(d, 0) < n}


def _expect(session: Session, targets: Targets) -> None:
    """How many segments there are to read, for whoever shows progress."""
    heads = session.ledger.heads()
    ahead = (number - heads.get(d, Head()).number for d, number in targets.items())
    session.found.expected = session.found.read + sum(n for n in ahead if n > 0)


def sweep(session: Session) -> dict[str, int]:
    """Targets from one LIST per feed, behind what has been read of it."""
    heads = session.ledger.heads()
    targets = {}
    for device, member in session.roster.members.items():
        head = heads.get(device, Head())
        if device != session.device and not _is_closed(session, member, head):
            prefix = names.feed(session.team, device)
            after = names.segment(session.team, device, head.number)
            listed = session.calls.list(prefix, after if head.number else "")
            found = [names.parse_segment(session.team, name) for name in listed]
            targets[device] = max((f.number for f in found if f), default=0)
    return targets


def waiting_for(session: Session) -> list[list[str | int]]:
    """The segments that feeds stand still for: [device, number], for colleagues."""
    heads = session.ledger.heads()
    stuck = {n.device for n in session.found.conditions if n.code in _MISSING}
    ends = [[device, heads.get(device, Head()).number + 1] for device in stuck]
    keys = [[s.device, s.number] for s in setbacks(session.ledger) if s.code == "key"]
    return sorted(ends) + keys + (session.ledger.value(SOUGHT) or [])


def claimed(session: Session) -> dict[str, int]:
    """How far members that belong to the team say they have read each feed."""
    active = {member.device for member in session.roster.active()}
    claims = session.ledger.value(CLAIMS) or {}
    return {
        device: max((n for by, (n, _) in said.items() if by in active), default=0)
        for device, said in claims.items()
    }


def retry_setbacks(session: Session, *, all_of_them: bool) -> None:
    """Try again what could not be used: keys that came late; the rest on a sweep."""
    again = {
        (s.device, s.number)
        for s in setbacks(session.ledger)
        if all_of_them or s.code == "key"
    }
    for device, number in sorted(again):
        raw = session.ledger.segment(device, number)
        member = session.roster.members.get(device)
        if raw is not None and member is not None:
            _retry(session, member, number, raw)


_MISSING = {"waiting", "damaged", "hidden"}
_STANDING_STILL = {
    *_MISSING,
    "roster-hidden",
    "roster-forked",
    "after-removal",
    "after-end",
}


def _retry(session: Session, member: Member, number: int, raw: bytes) -> None:
    """Judge a kept segment anew."""
    previous = session.ledger.segment(member.device, number - 1)
    before = Head(number - 1, digest_of(previous) if previous else bytes(32))
    try:
        opened = open_next(session, member, before, raw)
    except Waits:
        return
    session.found.received += take(session, list(judge(session, [opened])))


def _read(session: Session, device: str, target: int, known: int) -> None:
    """Read a feed up to `target`; up to `known` somebody has seen it go."""
    if device not in session.roster.members and not refresh_roster(session):
        session.event("junk")
    member = session.roster.members.get(device)
    if member is None:
        return
    head = session.ledger.heads().get(device, Head())
    size = 1 if target > known else session.options.window  # a hint may be false
    while head.number < target:
        opened, waits = _window(session, member, head, min(head.number + size, target))
        for portion in _portions(judge(session, opened)):
            _take_portion(session, portion)
            head = portion[-1].opened.head
        if waits is not None:
            session.found.expected -= target - head.number
            if known > head.number or not _is_hint_alone(session, waits, target):
                session.found.conditions.append(waits)
            return
        size = min(size * 2, session.options.window)


def _is_hint_alone(session: Session, waits: Notice, target: int) -> bool:
    """Whether nothing but a hint says that there is this segment, or the target."""
    if waits.code != "waiting":
        return False
    try:
        session.calls.get(names.segment(session.team, waits.device, target))
    except NotThere:
        return True
    return False


def _portions(judged: Iterable[Judged]) -> Iterator[list[Judged]]:
    """As many segments as hold what one transaction takes over."""
    portion: list[Judged] = []
    changes = 0
    for one in judged:
        portion.append(one)
        changes += len(one.changes)
        if changes >= _TAKEN_AT_ONCE:
            yield portion
            portion, changes = [], 0
    if portion:
        yield portion


def _take_portion(session: Session, portion: Sequence[Judged]) -> None:
    session.calls.check()
    session.found.received += take(session, portion)
    session.found.verified = True
    session.found.read += len(portion)
    session.options.progress(session.found.read, session.found.expected)


def _window(
    session: Session, member: Member, head: Head, last: int
) -> tuple[list[Opened], Notice | None]:
    """The next segments that are in their place, and why the feed has to wait."""
    opened: list[Opened] = []
    numbers = range(head.number + 1, last + 1)
    wanted = [names.segment(session.team, member.device, n) for n in numbers]
    for raw in session.calls.get_many(wanted):
        session.calls.check()
        try:
            one = next_segment(session, member, head, raw)
        except Waits as waits:
            return opened, waits.notice
        opened.append(one)
        head = one.head
    return opened, None


def next_segment(
    session: Session, member: Member, head: Head, raw: bytes | StoreError
) -> Opened:
    """The segment after `head` from these bytes, else from a copy; raises Waits."""
    number = head.number + 1
    problem = Waits(Notice("waiting", member.device, number))
    if isinstance(raw, bytes):
        try:
            return open_next(session, member, head, raw)
        except Waits as waits:
            problem = waits
    elif not isinstance(raw, NotThere):
        raise raw
    if problem.notice.code not in _MISSING:
        raise problem
    for copy in copies(session, member.device, number):
        try:
            return open_next(session, member, head, session.calls.get(copy.name))
        except (NotThere, Waits):
            continue
    raise problem


def _with_claims(session: Session, targets: Targets) -> dict[str, int]:
    """The targets, and what colleagues say they have read."""
    heads = session.ledger.heads()
    wanted = dict(targets)
    for device, number in claimed(session).items():
        wanted[device] = max(wanted.get(device, 0), number)
    return {
        device: number
        for device, number in wanted.items()
        if device != session.device and number > heads.get(device, Head()).number
    }


def _with_standing_still(session: Session, targets: Targets) -> dict[str, int]:
    """The targets, and once more what the last run had to wait for."""
    heads = session.ledger.heads()
    wanted = dict(targets)
    for notice in kept(session.ledger, CONDITIONS):
        if notice.code in _STANDING_STILL:
            number = heads.get(notice.device, Head()).number + 1
            wanted[notice.device] = max(wanted.get(notice.device, 0), number)
    return wanted


def _compare_claims(session: Session) -> None:
    """What colleagues say they have read, against what we were given.

    More than ours: something is held back from us. Another digest: two histories.
    """
    ledger, heads = session.ledger, session.ledger.heads()
    before = ledger.value(UNPROVEN) or []
    active = {member.device for member in session.roster.active()}
    left = []
    for by, device, number, digest in before:
        if by not in active:
            continue
        if number > heads.get(device, Head()).number:
            left.append([by, device, number, digest])
        elif _digest(session, device, number) not in {digest, None}:
            session.event("forked", device)
            with ledger.transaction():
                added(ledger, TO_MEND, [[device, number, digest]])
    for device in sorted({claim[1] for claim in left}):
        if _is_closed(session, session.roster.members.get(device), heads.get(device)):
            continue  # what was removed or ended is said otherwise
        most = max(claim[2] for claim in left if claim[1] == device)
        session.condition("hidden", device, most)
    if left != before:
        with ledger.transaction():
            ledger.set_value(UNPROVEN, left)


def _digest(session: Session, device: str, number: int) -> str | None:
    raw = session.ledger.segment(device, number)
    return None if raw is None else digest_of(raw).hex()


def _is_closed(session: Session, member: Member | None, head: Head | None) -> bool:
    """Nothing more of this feed will be accepted."""
    head = head or Head()
    if member is None:
        return False
    if member.last is not None and head.number >= member.last.number:
        return True
    ended = (session.ledger.value(ENDED) or {}).get(member.device)
    return ended is not None and head.number >= ended
