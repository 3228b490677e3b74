"""Taking over what verified segments hold, each batch in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from visit_app.sync import names
from visit_app.sync.book import (
    ASKED,
    AUDIT_HEADS,
    CLAIMS,
    CONFIRM,
    CONFIRMED,
    CONFLICTED,
    ENDED,
    ERASED,
    HEARD,
    OWED,
    SETBACKS,
    TO_MEND,
    UNPROVEN,
    added,
)
from visit_app.sync.change import Change, Key, canonical
from visit_app.sync.judging import Judged, Setback
from visit_app.sync.ledger import Ledger
from visit_app.sync.merge import View, look, sole
from visit_app.sync.notices import Notice, keep_events
from visit_app.sync.parcel import Control
from visit_app.sync.segment import read_stem
from visit_app.sync.session import Session
from visit_app.vault import audit_head
from visit_app.vault.audit_head import AuditHead, NotAHead


def take(session: Session, judged: Sequence[Judged]) -> int:
    """Keep segments that are in their place, and apply what they hold.

    Returns how many changes were new.
    """
    if not judged:
        return 0
    ledger = session.ledger
    with ledger.transaction():
        for one in judged:
            ledger.add_segment(one.device, one.opened.head, one.opened.raw)
            _set_setbacks(ledger, one.device, one.opened.head.number, one.setbacks)
            if one.opened.is_other_history:
                to_mend(ledger, one.device, one.opened.head.number, one.opened.raw)
        events = [notice for one in judged for notice in one.events]
        new, found = apply_changes(session, _wanted(ledger, judged))
        events += found
        for one in judged:
            _note(session, one)
        keep_events(ledger, events)
    session.found.events += events
    return new


def to_mend(ledger: Ledger, device: str, number: int, raw: bytes) -> None:
    """Have the history before this segment followed back: forks.py does it."""
    previous = read_stem(raw).previous
    added(ledger, TO_MEND, [[device, number - 1, previous.hex()]])


def apply_changes(
    session: Session, changes: Sequence[tuple[str, Change]]
) -> tuple[int, list[Notice]]:
    """Merge (device, change) pairs into their records, inside a transaction.

    Returns how many were new, and what a person has to know.
    """
    ledger = session.ledger
    by_key: dict[Key, dict[bytes, Change]] = defaultdict(dict)
    devices: dict[bytes, str] = {}
    for device, change in changes:
        by_key[change.key][change.digest] = change
        devices[change.digest] = device
    known = ledger.changes(by_key.keys())
    views: dict[Key, View] = {}
    new: list[Change] = []
    events: list[Notice] = []
    for key, several in by_key.items():
        held = known.get(key, ())
        fresh = _fresh(several.values(), held)
        if not fresh:
            continue
        new += fresh
        events += _collisions(fresh, held, devices)
        views[key] = _view([*held, *fresh])
        events += _settled(session, held, fresh, views[key])
    ledger.apply(new, views)
    _note_conflicts(ledger, views)
    return len(new), events


def setbacks(ledger: Ledger) -> tuple[Setback, ...]:
    """What lies in kept segments and could not be used, with the reason."""
    return tuple(Setback(**data) for data in ledger.value(SETBACKS) or [])


def _wanted(ledger: Ledger, judged: Iterable[Judged]) -> list[tuple[str, Change]]:
    erased = set(ledger.value(ERASED) or [])
    return [
        (one.device, change)
        for one in judged
        for change in one.changes
        if change.family_id not in erased
    ]


def _fresh(changes: Iterable[Change], held: Sequence[Change]) -> list[Change]:
    known = {change.digest for change in held}
    return [change for change in changes if change.digest not in known]


def _view(changes: list[Change]) -> View:
    return sole(changes[0]) if len(changes) == 1 else look(changes)


def _collisions(
    fresh: Iterable[Change], held: Iterable[Change], devices: Mapping[bytes, str]
) -> list[Notice]:
    """Two contents under one revision's id: only a forger makes them."""
    revisions = {change.revision for change in held}
    out = []
    for change in fresh:
        if change.revision in revisions:
            out.append(Notice("collision", devices[change.digest]))
        revisions.add(change.revision)
    return out


def _settled(
    session: Session, held: Sequence[Change], fresh: Sequence[Change], view: View
) -> list[Notice]:
    """Conflicts with a version of ours that somebody else has settled.

    Also those that this laptop never saw open: the other version and the choice came
    together.
    """
    me = session.identity.practitioner
    choices = [c for c in fresh if len(c.parents) > 1 and c.author != me]
    chosen = {path for choice in choices for path in choice.changed}
    paths = _ours_in_conflict(held, me)
    if chosen:
        without = [c for c in (*held, *fresh) if c not in choices]
        paths |= _ours_in_conflict(without, me) & chosen
    first = fresh[0]
    return [
        Notice("settled", "", 0, f"{first.kind}/{first.id}/{path}")
        for path in sorted(paths - view.conflicts.keys())
    ]


def _ours_in_conflict(changes: Sequence[Change], me: str) -> set[str]:
    if len(changes) < 2:
        return set()
    conflicts = look(changes).conflicts
    return {
        p for p, versions in conflicts.items() if me in {v.author for v in versions}
    }


def _note_conflicts(ledger: Ledger, views: Mapping[Key, View]) -> None:
    before = [tuple(key) for key in ledger.value(CONFLICTED) or []]
    now = {key for key in before if key not in views}
    now |= {key for key, view in views.items() if view.conflicts}
    if now != set(before):
        ledger.set_value(CONFLICTED, sorted(list(key) for key in now))


def _set_setbacks(
    ledger: Ledger, device: str, number: int, now: Sequence[Setback]
) -> None:
    before = setbacks(ledger)
    rest = [s for s in before if (s.device, s.number) != (device, number)]
    if now or len(rest) != len(before):
        ledger.set_value(SETBACKS, [asdict(s) for s in (*rest, *now)])


def _note(session: Session, one: Judged) -> None:
    """What the author tells the others, and what follows from it."""
    ledger, control = session.ledger, one.control
    if control.end:
        ended = ledger.value(ENDED) or {}
        ledger.set_value(ENDED, {**ended, one.device: one.opened.head.number})
    added(ledger, ASKED, [list(pair) for pair in control.missing])  # a twin's too
    if note_audit(ledger, one.device, control.audit):
        keep_events(ledger, [Notice("audit-shorter", one.device)])
    if one.device != session.device:
        _note_of_colleague(ledger, one.device, control)
        if one.changes and not ledger.value(OWED):
            ledger.set_value(OWED, True)
    for family_id in control.erase:
        erase(session, family_id)
    for family_id in control.erased:
        confirmed = ledger.value(CONFIRMED) or {}
        devices = sorted({*confirmed.get(family_id, []), one.device})
        ledger.set_value(CONFIRMED, {**confirmed, family_id: devices})


def note_audit(ledger: Ledger, device: str, head: Mapping[str, Any]) -> bool:
    """Keep the newest head of a laptop's audit; whether this one goes back behind it.

    A head that its own key has not signed says nothing.
    """
    told = read_head(head)
    if told is None:
        return False
    kept = ledger.value(AUDIT_HEADS) or {}
    before = read_head(kept.get(device, {}))
    if before is not None and told.sequence < before.sequence:
        return True
    ledger.set_value(AUDIT_HEADS, {**kept, device: dict(head)})
    return False


def read_head(data: Mapping[str, Any]) -> AuditHead | None:
    """The head in this JSON, if it is one and its key has signed it."""
    try:
        head = audit_head.read(canonical(data).encode())
    except NotAHead:
        return None
    return head if head.is_genuine else None


def _note_of_colleague(ledger: Ledger, device: str, control: Control) -> None:
    if control.at:
        ledger.set_value(HEARD, {**(ledger.value(HEARD) or {}), device: control.at})
    if control.heads:
        claims = ledger.value(CLAIMS) or {}
        for feed, head in control.heads.items():
            claim = [head.number, head.digest.hex()]
            claims.setdefault(feed, {})[device] = claim
        ledger.set_value(CLAIMS, claims)
        new = [
            [device, feed, head.number, head.digest.hex()]
            for feed, head in control.heads.items()
        ]
        added(ledger, UNPROVEN, new)


def erase(session: Session, family_id: str) -> None:
    """Delete a family here, and remember that it is to stay deleted."""
    ledger = session.ledger
    if family_id in (ledger.value(ERASED) or []):
        return
    ledger.erase(family_id)
    tag = names.family_tag(session.team, family_id)
    ledger.drop_family_keys(tag)
    for name in [name for name in session.family_keys if name[0] == tag]:
        del session.family_keys[name]
    added(ledger, ERASED, [family_id])
    added(ledger, CONFIRM, [family_id])
