"""Two histories of one feed: a copied laptop, a lost object, or a store that lies.

Both hold records, so both are taken: what the store shows is followed back to where it
meets ours, ours is put beside it for the others, and what nobody shows is asked for.
Records carry ids of their own; taking them twice is harmless.
"""

from collections.abc import Iterator

from visit_app.sync import names
from visit_app.sync.book import SOUGHT, TO_MEND, added, removed
from visit_app.sync.errors import NotThere, Untrusted
from visit_app.sync.judging import Waits, judge, open_next
from visit_app.sync.names import Found
from visit_app.sync.parcel import Head
from visit_app.sync.roster import Member
from visit_app.sync.segment import NOTHING, digest_of, read_stem
from visit_app.sync.session import Session
from visit_app.sync.taking import take, to_mend


def copies(session: Session, device: str, number: int) -> list[Found]:
    """Other objects that may be this segment: conflict copies and repaired ones."""
    prefix = names.feed(session.team, device)
    after = names.segment(session.team, device, number - 1)
    listed = session.calls.list(prefix, after if number > 1 else "")
    found = [names.parse_segment(session.team, name) for name in listed]
    return [f for f in found if f and f.number == number and f.is_copy]


def mend(session: Session) -> None:
    """Follow every other history back that has come up; it goes on after a crash."""
    while waiting := session.ledger.value(TO_MEND):
        device, number, digest = waiting[0]
        member = session.roster.members.get(device)
        if member is not None:
            _follow_back(session, member, number, bytes.fromhex(digest))
        with session.ledger.transaction():
            removed(session.ledger, TO_MEND, waiting[:1])


def _follow_back(session: Session, member: Member, number: int, digest: bytes) -> None:
    """Follow a history back in which segment `number` has this digest.

    Ends where it is ours, or where nobody shows it: then colleagues are asked.
    """
    while number > 0 and digest != _own_digest(session, member, number):
        _show_ours(session, member, number)
        found = None
        for raw in _shown(session, member, number):
            _take(session, member, number, raw)
            if digest_of(raw) == digest:
                found = raw
        if found is None:
            with session.ledger.transaction():
                added(session.ledger, SOUGHT, [[member.device, number]])
            return
        show_beside(session, member, number, found)
        number, digest = number - 1, read_stem(found).previous


def take_other(session: Session, member: Member, number: int, raw: bytes) -> bool:
    """The records of a segment that is not in our history, and of those before it.

    False when it is no segment of this feed.
    """
    if not _take(session, member, number, raw):
        return False
    session.event("forked", member.device)
    with session.ledger.transaction():
        to_mend(session.ledger, member.device, number, raw)
    return True


def show_beside(session: Session, member: Member, number: int, raw: bytes) -> None:
    """Put a segment under its own digest, where every laptop's audit finds it."""
    digest = digest_of(raw)
    name = names.repaired_segment(session.team, member.device, number, digest)
    session.calls.publish(name, raw)


def _own_digest(session: Session, member: Member, number: int) -> bytes:
    ours = session.ledger.segment(member.device, number)
    return digest_of(ours) if ours else NOTHING


def _show_ours(session: Session, member: Member, number: int) -> None:
    ours = session.ledger.segment(member.device, number)
    if ours is not None:
        show_beside(session, member, number, ours)


def _shown(session: Session, member: Member, number: int) -> Iterator[bytes]:
    """Everything the store shows under this number that is not ours."""
    ours = session.ledger.segment(member.device, number)
    listed = [f.name for f in copies(session, member.device, number)]
    for name in [names.segment(session.team, member.device, number), *listed]:
        try:
            raw = session.calls.get(name)
        except NotThere:
            continue
        if raw != ours:
            yield raw


def _take(session: Session, member: Member, number: int, raw: bytes) -> bool:
    try:
        before = Head(number - 1, read_stem(raw).previous)
        opened = open_next(session, member, before, raw)
    except (Untrusted, Waits):
        return False
    session.found.received += take(session, list(judge(session, [opened])))
    return True
