"""Is this the next segment of this feed, and what is in it?

Three answers: it is not (the feed waits), it is but its content is of no use here (it
is kept, with the reason, and the feed goes on), or it is and this is what it holds.
Nothing is decrypted before the signature and the place in the chain are right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from visit_app.sync import names
from visit_app.sync.book import ENDED
from visit_app.sync.change import Change
from visit_app.sync.errors import (
    NewerVersion,
    SyncError,
    Untrusted,
)
from visit_app.sync.family_keys import erased_tags, fetch_keys, held_key
from visit_app.sync.notices import Notice
from visit_app.sync.parcel import (
    NO_FAMILY,
    Block,
    Control,
    Head,
    Parcel,
    open_block,
    unpack,
)
from visit_app.sync.roster import DECIDING, Member, Role
from visit_app.sync.segment import (
    Header,
    Stem,
    digest_of,
    open_segment,
    read_header,
    verify,
)
from visit_app.sync.session import Session, refresh_roster

NOTHING_INSIDE = Parcel(Control())


class Waits(SyncError):
    """The feed cannot go on past its head: `notice` says why."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.code)
        self.notice = notice


@dataclass(frozen=True, slots=True)
class Setback:
    """Part of a verified segment that could not be used; it is tried again.

    `code`: newer, epoch, key, content, reader, forged. `block` counts from 1; 0 is all.
    """

    device: str
    number: int
    code: str
    block: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A segment that is in its place, its blocks still closed.

    `role` is what its author might do by the roster it knew.
    """

    member: Member
    head: Head
    raw: bytes
    parcel: Parcel = NOTHING_INSIDE
    role: Role = Role.READER
    setbacks: tuple[Setback, ...] = ()
    events: tuple[Notice, ...] = ()

    @property
    def is_other_history(self) -> bool:
        """It does not follow the segment that we know before it."""
        return any(notice.code == "forked" for notice in self.events)


@dataclass(frozen=True, slots=True)
class Judged:
    """An opened segment and the changes in it."""

    opened: Opened
    changes: tuple[Change, ...]
    setbacks: tuple[Setback, ...]
    events: tuple[Notice, ...]

    @property
    def device(self) -> str:
        """Whose feed."""
        return self.opened.member.device

    @property
    def control(self) -> Control:
        """What its author tells: without what it has no right to."""
        control = self.opened.parcel.control
        if control.erase and self.opened.role not in DECIDING:
            return replace(control, erase=())
        return control


def open_next(session: Session, member: Member, head: Head, raw: bytes) -> Opened:
    """The segment after `head`; raises Waits when these bytes are not it."""
    stem = _stem(session, member, head.number + 1, raw)
    now = Head(stem.number, digest_of(raw))
    _check_bounds(session, member, now)
    opened = Opened(member, now, raw)
    if stem.previous != head.digest:
        # Its author signed two histories. Both hold records: neither is thrown away.
        opened = replace(opened, events=(Notice("forked", member.device),))
    try:
        header = read_header(raw)
        role = _role(session, member, header)
        parcel = unpack(open_segment(raw, header, _epoch_key(session, header)))
    except NewerVersion:
        return _of_no_use(opened, "newer")
    except _NoKey:
        return _of_no_use(opened, "epoch")
    except Untrusted:
        return _of_no_use(opened, "content")
    return replace(opened, parcel=parcel, role=role)


def judge(session: Session, several: Sequence[Opened]) -> Iterator[Judged]:
    """The changes in opened segments, as far as they can be read and are right.

    The family keys that they need are fetched together first. One after the other, so
    that what many hold is never in memory at once.
    """
    fetch_keys(session, (block for one in several for block in one.parcel.blocks))
    erased = erased_tags(session)
    for one in several:
        session.calls.check()
        yield _judged(session, one, erased)


def _judged(session: Session, opened: Opened, erased: set[bytes]) -> Judged:
    changes: list[Change] = []
    setbacks = list(opened.setbacks)
    for number, block in enumerate(opened.parcel.blocks, start=1):
        if block.tag in erased:
            continue
        try:
            changes += _block(session, opened, block)
        except _Bad as bad:
            place = opened.member.device, opened.head.number
            setbacks.append(Setback(*place, bad.code, number))
    events = opened.events
    if any(setback.code == "forged" for setback in setbacks):
        events = (*events, Notice("forged", opened.member.device))
    return Judged(opened, tuple(changes), tuple(setbacks), events)


def context_of(team: str, device: str, number: int) -> bytes:
    """What binds a block to its segment."""
    return bytes.fromhex(team) + bytes.fromhex(device) + number.to_bytes(8, "big")


class _NoKey(SyncError):
    """The epoch's key is not among this laptop's."""


class _Bad(SyncError):
    """A block is of no use: `code` as in Setback."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _stem(session: Session, member: Member, number: int, raw: bytes) -> Stem:
    try:
        stem = verify(raw, member.keys)
    except Untrusted:
        raise Waits(Notice("damaged", member.device, number)) from None
    if (stem.team, stem.device, stem.number) != (session.team, member.device, number):
        raise Waits(Notice("damaged", member.device, number))
    return stem


def _check_bounds(session: Session, member: Member, now: Head) -> None:
    """A feed ends where its laptop was removed, or where it closed it itself."""
    last = member.last
    if last is not None:
        if now.number > last.number:
            raise Waits(Notice("after-removal", member.device, now.number))
        if now.number == last.number and now.digest != last.digest:
            raise Waits(Notice("damaged", member.device, now.number))
    ended = (session.ledger.value(ENDED) or {}).get(member.device)
    if ended is not None and now.number > ended:
        raise Waits(Notice("after-end", member.device, now.number))


def _role(session: Session, member: Member, header: Header) -> Role:
    """What the author might do by the roster it knew; raises Waits, Untrusted."""
    number = header.roster_number
    if number > session.roster.number:
        refresh_roster(session)
    if number > session.roster.number:
        raise Waits(Notice("roster-hidden", member.device, number))
    if session.roster.digests[number] != header.roster_digest:
        raise Waits(Notice("roster-forked", member.device, number))
    role = member.role_at(number)
    if role is None or header.epoch != session.roster.epoch_at[number]:
        raise Untrusted("A parcel was closed with a key that was not in force.")
    return role


def _epoch_key(session: Session, header: Header) -> bytes:
    key = session.keys.get(header.epoch)
    if key is None:
        raise _NoKey
    return key


def _of_no_use(opened: Opened, code: str) -> Opened:
    setback = Setback(opened.member.device, opened.head.number, code)
    return replace(opened, setbacks=(setback,))


def _block(session: Session, opened: Opened, block: Block) -> list[Change]:
    member = opened.member
    if opened.role == Role.READER:
        raise _Bad("reader")
    key = None if block.tag == NO_FAMILY else held_key(session, block)
    if key is None and block.tag != NO_FAMILY:
        raise _Bad("key")
    context = context_of(session.team, member.device, opened.head.number)
    try:
        changes = open_block(block, key, context)
    except Untrusted:
        raise _Bad("content") from None
    for change in changes:
        _check_change(session, member, block, change)
    return changes


def _check_change(
    session: Session, member: Member, block: Block, change: Change
) -> None:
    """A record says whose it is; nobody writes in another's name.

    Nor into another record: what is kept goes by the ids in the state.
    """
    if change.author != member.practitioner or not _is_of_one_record(change):
        raise _Bad("forged")
    tag = NO_FAMILY
    if change.family_id:
        tag = names.family_tag(session.team, change.family_id)
    if tag != block.tag or (change.kind == "Family" and change.id != change.family_id):
        raise _Bad("forged")


def _is_of_one_record(change: Change) -> bool:
    """Whether the state is of the record and the family that the change names."""
    if change.state.get("id") != change.id:
        return False
    its_family = change.state.get("family_id", "")
    return change.kind == "Family" or its_family == change.family_id
