"""Sending what is unsent: seal, keep, offer, read back, and only then say "sent"."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from visit_app.sync import names
from visit_app.sync.book import (
    CONFIRM,
    ENDED,
    ERASED,
    OWED,
    SOUGHT,
    TO_ERASE,
    TO_SHRED,
    TOLD,
    added,
    removed,
)
from visit_app.sync.change import Outgoing
from visit_app.sync.errors import NotThere, StoreError, SyncError, Taken
from visit_app.sync.family_keys import provide_keys
from visit_app.sync.judging import (
    Opened,
    Waits,
    context_of,
    judge,
)
from visit_app.sync.ledger import Sealed
from visit_app.sync.parcel import Control, Head, Parcel, close_block, pack
from visit_app.sync.pulling import claimed, next_segment, waiting_for
from visit_app.sync.roster import Role
from visit_app.sync.segment import Stem, digest_of, seal_segment
from visit_app.sync.session import Session, refresh_roster
from visit_app.sync.taking import erase, note_audit, take

# Characters of changes in one segment, which may hold 64 MiB (docs/sync-format.md): a
# letter is one change, whatever its size.
_TEXT_AT_ONCE = 8 * 1024 * 1024


class Removed(SyncError):
    """This laptop has been removed from the team."""

    def __init__(self) -> None:
        super().__init__(
            "This laptop was removed from the team, so it sends and receives nothing. "
            "What was recorded here is still here. Ask the team lead."
        )


def has_something_to_send(session: Session) -> bool:
    """Whether `push` would write anything."""
    ledger = session.ledger
    if ledger.sealed() or ledger.waiting().records or session.found.copied:
        return True
    return _has_to_be_said(session, _control(session))


def push(session: Session) -> None:
    """Send everything that is unsent, and what colleagues are to be told."""
    refresh_roster(session)
    if session.own is None:
        raise Removed
    adopt(session)
    if _is_ended(session) or _is_ahead_elsewhere(session):
        return
    _offer_kept(session)
    while _send_next(session):
        session.calls.check()
    if session.found.copied:
        session.found.copied = False
        _seal_and_offer(session, (), _last_words(session))
        session.event("copied", session.device)


def _last_words(session: Session) -> Control:
    audit = session.ledger.audit_head()
    return Control(end=True, audit=audit, at=session.now_text())


def adopt(session: Session) -> None:
    """Take over own segments that the store has and the laptop has not.

    A laptop set back to a backup gets back what it sent; a copied one what its twin
    sent. Where the machine is another than the one this identity was made on as well,
    it was copied: it will close this feed and ask for a place of its own.
    """
    adopted = False
    while (opened := _own_next(session)) is not None:
        sealed = session.ledger.sealed()
        if sealed and sealed.raw == opened.raw:
            _acknowledge(session, sealed)
        else:
            _adopt_one(session, opened)
            adopted = True
    if adopted:
        session.event("restored", session.device)
    marks = session.options.mark, session.identity.mark
    if adopted and all(marks) and marks[0] != marks[1]:
        session.found.copied = True


def _own_next(session: Session) -> Opened | None:
    own = session.roster.members[session.device]
    head = session.ledger.heads().get(session.device, Head())
    name = names.segment(session.team, session.device, head.number + 1)
    try:
        return next_segment(session, own, head, session.calls.get(name))
    except (NotThere, Waits):
        return None


def _adopt_one(session: Session, opened: Opened) -> None:
    judged = list(judge(session, [opened]))
    session.found.received += take(session, judged)
    session.found.verified = True
    ledger = session.ledger
    sealed = ledger.sealed()
    with ledger.transaction():
        revisions = [change.revision for one in judged for change in one.changes]
        ledger.mark_sent(revisions, session.sent_in(opened.head.number))
        if sealed and sealed.number <= opened.head.number:
            ledger.keep_sealed(None)  # its number went to the twin's


def _is_ended(session: Session) -> bool:
    ended = session.device in (session.ledger.value(ENDED) or {})
    if ended:
        session.event("ended", session.device)
    return ended


def _is_ahead_elsewhere(session: Session) -> bool:
    """Colleagues have read more of our feed than we see: do not write it twice."""
    head = session.ledger.heads().get(session.device, Head())
    most = claimed(session).get(session.device, 0)
    if most > head.number:
        session.condition("hidden", session.device, most)
    return most > head.number


def _offer_kept(session: Session) -> None:
    sealed = session.ledger.sealed()
    if sealed is not None:
        _offer(session, sealed)


def _send_next(session: Session) -> bool:
    """Seal and offer one more segment; False when there is nothing to say."""
    changes: Sequence[Outgoing] = ()
    own = session.own
    if own is not None and own.role != Role.READER:
        changes = session.ledger.unsent(session.options.batch_records)
        gone = set(session.ledger.value(ERASED) or [])
        changes = [change for change in changes if change.family_id not in gone]
        changes = _fitting(changes)
    control = _control(session)
    if not changes and not _has_to_be_said(session, control):
        return False
    _seal_and_offer(session, changes, control)
    return bool(changes)


def _fitting(changes: Sequence[Outgoing]) -> Sequence[Outgoing]:
    """The first of them that one segment holds, one at least."""
    text = 0
    for count, change in enumerate(changes):
        text += len(change.line)
        if count and text > _TEXT_AT_ONCE:
            return changes[:count]
    return changes


def _control(session: Session) -> Control:
    """What has changed since colleagues were last told."""
    ledger = session.ledger
    told = (ledger.value(TOLD) or {}).get("heads", {})
    heads = {
        device: head
        for device, head in ledger.heads().items()
        if device != session.device and told.get(device) != head.number
    }
    return Control(
        heads=heads,
        missing=tuple((str(d), int(n)) for d, n in waiting_for(session)),
        erase=tuple(ledger.value(TO_ERASE) or []),
        erased=tuple(ledger.value(CONFIRM) or []),
        audit=ledger.audit_head(),
        at=session.now_text(),
    )


def _has_to_be_said(session: Session, control: Control) -> bool:
    """Whether to write a segment without records.

    How far we have read is said at most once per `acknowledge_after`: if each laptop
    answered every segment at once, a team of 30 would write 29 answers to each.
    """
    told = session.ledger.value(TOLD) or {}
    if control.erase or control.erased:
        return True
    if control.missing and [list(m) for m in control.missing] != told.get("missing"):
        return True
    if not session.ledger.value(OWED) or not control.heads:
        return False
    last = told.get("at")
    if not last:
        return True
    age = abs(session.clock.now() - datetime.fromisoformat(last))
    return age >= session.options.acknowledge_after


def _seal_and_offer(
    session: Session, changes: Sequence[Outgoing], control: Control
) -> None:
    families = dict.fromkeys(c.family_id for c in changes if c.family_id)
    keys = provide_keys(session, families)
    head = session.ledger.heads().get(session.device, Head())
    number = head.number + 1
    context = context_of(session.team, session.device, number)
    blocks = tuple(
        close_block(several, keys.get(family_id), context)
        for family_id, several in _grouped(changes).items()
    )
    epoch = session.roster.epoch.number
    raw = seal_segment(
        pack(Parcel(control, blocks)),
        Stem(session.team, session.device, number, head.digest),
        epoch=epoch,
        epoch_key=session.keys[epoch],
        roster_number=session.roster.number,
        roster_digest=session.roster.digest,
        keys=session.identity.keys,
    )
    revisions = tuple(change.revision for change in changes)
    sealed = Sealed(number, raw, revisions, _told(control))
    with session.ledger.transaction():
        session.ledger.keep_sealed(sealed)
    _offer(session, sealed)


def _grouped(changes: Iterable[Outgoing]) -> dict[str, list[Outgoing]]:
    groups: dict[str, list[Outgoing]] = {}
    for change in changes:
        groups.setdefault(change.family_id, []).append(change)
    return groups


def _offer(session: Session, sealed: Sealed) -> None:
    """Put the segment into the store, read it back, and acknowledge it."""
    name = names.segment(session.team, session.device, sealed.number)
    try:
        session.calls.publish(name, sealed.raw)
    except Taken:
        adopt(session)
        if session.ledger.sealed() != sealed:
            return  # a twin has this number: ours is sealed anew behind it
        # Something else lies under our name, and it is not ours: go beside it.
        digest = digest_of(sealed.raw)
        beside = names.repaired_segment(
            session.team, session.device, sealed.number, digest
        )
        session.calls.publish(beside, sealed.raw)
        session.condition("damaged", session.device, sealed.number)
    _acknowledge(session, sealed)
    _hint(
        session,
        names.hint(session.team, session.today(), session.device, sealed.number),
    )


def _acknowledge(session: Session, sealed: Sealed) -> None:
    """The store has shown us exactly these bytes."""
    ledger = session.ledger
    with ledger.transaction():
        head = Head(sealed.number, digest_of(sealed.raw))
        ledger.file_sealed(session.device, head)
        ledger.mark_sent(sealed.revisions, session.sent_in(sealed.number))
        _note_told(session, sealed.number, sealed.told)
    session.found.sent += len(sealed.revisions)
    session.found.verified = True


def _note_told(session: Session, number: int, told: Mapping[str, Any]) -> None:
    ledger = session.ledger
    before = ledger.value(TOLD) or {}
    heads = {**before.get("heads", {}), **told["heads"]}
    now = {"heads": heads, "missing": told["missing"], "at": told["at"]}
    ledger.set_value(TOLD, now)
    ledger.set_value(OWED, None)
    note_audit(ledger, session.device, told["audit"])
    removed(ledger, SOUGHT, told["missing"])
    removed(ledger, TO_ERASE, told["erase"])
    removed(ledger, CONFIRM, told["erased"])
    added(ledger, TO_SHRED, told["erase"])
    for family_id in told["erase"]:
        erase(session, family_id)
    if told["end"]:
        ended = ledger.value(ENDED) or {}
        ledger.set_value(ENDED, {**ended, session.device: number})


def _told(control: Control) -> dict[str, Any]:
    return {
        "heads": {device: head.number for device, head in control.heads.items()},
        "missing": [list(pair) for pair in control.missing],
        "erase": list(control.erase),
        "erased": list(control.erased),
        "end": control.end,
        "audit": dict(control.audit),
        "at": control.at,
    }


def _hint(session: Session, name: str) -> None:
    """Say that there is news; without a hint it is only found later."""
    try:
        session.calls.create(name, b"")
    except StoreError:
        return
