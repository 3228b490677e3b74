"""Putting back what the store has lost: every laptop keeps every segment it read."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from visit_app.sync import names
from visit_app.sync.book import ASKED, ERASED, TO_SHRED, removed
from visit_app.sync.errors import CaptivePortal, Misconfigured, NotThere, Refused
from visit_app.sync.family_key import wrap_family_key
from visit_app.sync.family_keys import fetched_key, held_key
from visit_app.sync.forks import copies, show_beside, take_other
from visit_app.sync.judging import Waits, open_next
from visit_app.sync.names import Found
from visit_app.sync.parcel import Head
from visit_app.sync.segment import read_stem
from visit_app.sync.session import Session

COPIES = "copies"  # names of copies that were looked at


def confirm(session: Session) -> None:
    """See that the store is our team's, by something signed that the laptop knows.

    The own last segment, else the roster's last entry. Raises CaptivePortal when what
    is there is neither; puts back an own segment that is gone.
    """
    head = session.ledger.heads().get(session.device)
    if head is not None:
        if _is_there(session, session.device, head):
            session.found.verified = True
            return
        session.condition("gone", session.device, head.number)
    number = session.roster.number
    entry = session.ledger.roster_entries()[number]
    try:
        held = session.calls.get(names.roster_entry(session.team, number))
    except NotThere:
        session.calls.publish(names.roster_entry(session.team, number), entry)
        session.event("lost")
        held = entry
    if held != entry:
        raise CaptivePortal
    session.found.verified = True
    if head is not None:
        restore_feed(session, session.device)


def restore_feed(session: Session, device: str) -> None:
    """Put back every segment of a feed that is in the ledger and not in the store."""
    listed = session.calls.list(names.feed(session.team, device))
    found = [names.parse_segment(session.team, name) for name in listed]
    head = session.ledger.heads().get(device, Head())
    present = {f.number for f in found if f and not f.is_copy}
    _restore_missing(session, device, head, present)
    if head.number in present:
        restore(session, device, head.number)


def restore(session: Session, device: str, number: int) -> None:
    """See that a segment can be read in the store; put a copy there if not."""
    raw = session.ledger.segment(device, number)
    if raw is None:
        return
    member = session.roster.members[device]
    name = names.segment(session.team, device, number)
    try:
        shown = session.calls.get(name)
    except NotThere:
        session.calls.publish(name, raw)
        session.event("lost", device, number)
        return
    if shown == raw:
        return
    if take_other(session, member, number, shown):
        show_beside(session, member, number, shown)
    elif not any(_holds(session, c, raw) for c in copies(session, device, number)):
        session.event("lost", device, number)
    show_beside(session, member, number, raw)


def answer_requests(session: Session) -> None:
    """Put back what colleagues say they wait for."""
    asked = session.ledger.value(ASKED) or []
    for device, number in asked:
        restore(session, device, number)
        _restore_keys_of(session, device, number)
    if asked:
        with session.ledger.transaction():
            removed(session.ledger, ASKED, asked)


def audit(session: Session) -> None:
    """Compare the whole store with what this laptop has: weekly, or when asked."""
    listed = session.calls.list(f"{session.team}/{names.FEEDS}")
    present: dict[str, set[int]] = {}
    others: list[Found] = []
    for name in listed:
        found = names.parse_segment(session.team, name)
        if found is None or found.device not in session.roster.members:
            session.event("junk")
        elif found.is_copy:
            others.append(found)
        else:
            present.setdefault(found.device, set()).add(found.number)
    for device, head in session.ledger.heads().items():
        _restore_missing(session, device, head, present.get(device, set()))
    for copy in others:
        _look_at_copy(session, copy)
    _look_beyond(session, present)
    _restore_roster(session)
    _restore_keys(session)


def shred(session: Session) -> None:
    """Delete the key objects of families that this laptop announced as erased."""
    for family in session.ledger.value(TO_SHRED) or []:
        try:
            _delete_keys(session, family)
        except (Refused, Misconfigured):
            session.condition("not-shredded")
            continue
        with session.ledger.transaction():
            removed(session.ledger, TO_SHRED, [family])


def _is_there(session: Session, device: str, head: Head) -> bool:
    raw = session.ledger.segment(device, head.number)
    try:
        return (
            session.calls.get(names.segment(session.team, device, head.number)) == raw
        )
    except NotThere:
        return False


def _restore_missing(
    session: Session, device: str, head: Head, present: Iterable[int]
) -> None:
    for number in sorted(set(range(1, head.number + 1)) - set(present)):
        session.calls.check()
        restore(session, device, number)


def _holds(session: Session, copy: Found, raw: bytes) -> bool:
    with suppress(NotThere):
        return session.calls.get(copy.name) == raw
    return False


def _look_at_copy(session: Session, copy: Found) -> None:
    """A repaired copy, or another history of a feed: then its records count too."""
    seen = session.ledger.value(COPIES) or []
    head = session.ledger.heads().get(copy.device, Head())
    if copy.name in seen or copy.number > head.number:
        return
    raw = session.calls.get(copy.name)
    if raw != session.ledger.segment(copy.device, copy.number):
        member = session.roster.members[copy.device]
        if not take_other(session, member, copy.number, raw):
            session.event("junk")
    with session.ledger.transaction():
        session.ledger.set_value(COPIES, [*seen, copy.name])


def _look_beyond(session: Session, present: Mapping[str, set[int]]) -> None:
    """What a removed laptop has written since: a thief, or work that crossed."""
    for device, numbers in present.items():
        last = session.roster.members[device].last
        if last is not None and max(numbers) > last.number:
            session.condition("after-removal", device, last.number + 1)


def _restore_keys_of(session: Session, device: str, number: int) -> None:
    """See that the family keys of a segment can be fetched; put copies there if not."""
    raw = session.ledger.segment(device, number)
    member = session.roster.members.get(device)
    if raw is None or member is None:
        return
    try:
        opened = open_next(
            session, member, Head(number - 1, read_stem(raw).previous), raw
        )
    except Waits:
        return
    for block in opened.parcel.blocks:
        key = held_key(session, block)
        if key is not None and fetched_key(session, block) is None:
            data = wrap_family_key(key, session.keys[key.epoch])
            name = names.family_key(session.team, key.tag, key.epoch, key.key_id)
            session.calls.publish(name, data)


def _restore_roster(session: Session) -> None:
    listed = set(session.calls.list(f"{session.team}/{names.ROSTER}"))
    for number, entry in enumerate(session.ledger.roster_entries()):
        name = names.roster_entry(session.team, number)
        if name not in listed:
            session.calls.publish(name, entry)
            session.event("lost")
        elif session.calls.get(name) != entry:
            session.condition("roster-damaged")


def _restore_keys(session: Session) -> None:
    """Family keys that were lost are put back; those of erased families deleted."""
    listed = session.calls.list(f"{session.team}/{names.KEYS}")
    for tag, epoch in session.ledger.key_names():
        name = names.family_key(session.team, tag, epoch)
        if name in listed or epoch not in session.keys:
            continue
        for key in session.ledger.family_keys(tag):
            if key.epoch == epoch:
                data = wrap_family_key(key, session.keys[epoch])
                session.calls.publish(name, data)
                break
    own = session.own
    if own is not None and own.may_decide:
        for family in session.ledger.value(ERASED) or []:
            tag = names.family_tag(session.team, family)
            if any(n.startswith(names.family_keys(session.team, tag)) for n in listed):
                _delete_keys(session, family)


def _delete_keys(session: Session, family: str) -> None:
    tag = names.family_tag(session.team, family)
    for name in session.calls.list(names.family_keys(session.team, tag)):
        session.calls.delete(name)
