"""Taking over what verified segments hold, each batch in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
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
    Page,
    Values,
    added,
)
from visit_app.sync.change import Change, Key, canonical
from visit_app.sync.deciding import forget_conflicts
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
        ledger.add_segments([(o.device, o.opened.head, o.opened.raw) for o in judged])
        events = [notice for one in judged for notice in one.events]
        new, found = apply_changes(session, _wanted(ledger, judged))
        events += found
        page = Page(ledger)
        _set_setbacks(page, judged)
        for one in judged:
            if one.opened.is_other_history:
                to_mend(page, one.device, one.opened.head.number, one.opened.raw)
            _note(session, page, one)
        keep_events(page, events)
        page.keep()
    session.found.events += events
    return new


def to_mend(ledger: Values, device: str, number: int, raw: bytes) -> None:
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
    by_key: dict[Key, list[tuple[str, Change]]] = defaultdict(list)
    for device, change in changes:
        by_key[change.key].append((device, change))
    known = ledger.changes(by_key.keys())
    views: dict[Key, View] = {}
    new: list[Change] = []
    events: list[Notice] = []
    for key, several in by_key.items():
        held = known.get(key, ())
        if len(several) == 1 and not held:  # a caseload that arrives: nothing to merge
            change = several[0][1]
            new.append(change)
            views[key] = sole(change)
            continue
        devices = {change.digest: device for device, change in several}
        fresh = _fresh(several, held)
        if not fresh:
            continue
        new += fresh
        events += _collisions(fresh, held, devices)
        views[key] = _view([*held, *fresh])
        events += _settled(session, held, fresh, views[key])
    ledger.apply(new, views)
    _note_conflicts(ledger, views)
    return len(new), events


def setbacks(ledger: Values) -> tuple[Setback, ...]:
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


def _fresh(
    changes: Iterable[tuple[str, Change]], held: Sequence[Change]
) -> list[Change]:
    """Each of those that are not held, once."""
    known = {change.digest for change in held}
    unique = {change.digest: change for _, change in changes}
    return [change for digest, change in unique.items() if digest not in known]


def _view(changes: list[Change]) -> View:
    return sole(changes[0]) if len(changes) == 1 else look(changes)


def _collisions(
    fresh: Iterable[Change], held: Iterable[Change], devices: Mapping[bytes, str]
) -> list[Notice]:
    """Two contents under one revision's id: only a forger makes them.

    Who sent one does not count: two colleagues may have taken over the same file.
    """
    known: dict[str, list[Change]] = defaultdict(list)
    for change in held:
        known[change.revision].append(change)
    out = []
    for change in fresh:
        others = known[change.revision]
        if others and _content(change) not in map(_content, others):
            out.append(Notice("collision", devices[change.digest]))
        others.append(change)
    return out


def _content(change: Change) -> bytes:
    return replace(change, author="").digest


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


def _set_setbacks(page: Values, judged: Sequence[Judged]) -> None:
    now = [setback for one in judged for setback in one.setbacks]
    before = setbacks(page)
    if not now and not before:
        return
    places = {(one.device, one.opened.head.number) for one in judged}
    rest = [s for s in before if (s.device, s.number) not in places]
    if now or len(rest) != len(before):
        page.set_value(SETBACKS, [asdict(s) for s in (*rest, *now)])


def _note(session: Session, page: Values, one: Judged) -> None:
    """What the author tells the others, and what follows from it."""
    control = one.control
    if control.end:
        ended = page.value(ENDED) or {}
        page.set_value(ENDED, {**ended, one.device: one.opened.head.number})
    added(page, ASKED, [list(pair) for pair in control.missing])  # a twin's too
    if note_audit(page, one.device, control.audit):
        keep_events(page, [Notice("audit-shorter", one.device)])
    if one.device != session.device:
        _note_of_colleague(page, one.device, control)
        if one.changes and not page.value(OWED):
            page.set_value(OWED, True)
    for family_id in control.erase if _may_decide(session, one.device) else ():
        erase(session, family_id, page)
    for family_id in control.erased:
        confirmed = page.value(CONFIRMED) or {}
        devices = sorted({*confirmed.get(family_id, []), one.device})
        page.set_value(CONFIRMED, {**confirmed, family_id: devices})


def _may_decide(session: Session, device: str) -> bool:
    """By the team list as it is now, too: a parcel may name an older one.

    Who was removed keeps its last role: its feed ends where it was removed.
    """
    member = session.roster.members.get(device)
    return member is not None and member.may_decide


def note_audit(ledger: Values, device: str, head: Mapping[str, Any]) -> bool:
    """Keep the newest head of a laptop's audit; whether this one goes back behind it.

    A head that its own key has not signed says nothing.
    """
    kept = ledger.value(AUDIT_HEADS) or {}
    held = kept.get(device)
    if not head or head == held:  # most segments: judging a signature takes 0.1 ms
        return False
    told = read_head(head)
    if told is None:
        return False
    before = read_head(held or {})
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


def _note_of_colleague(page: Values, device: str, control: Control) -> None:
    if control.at:
        page.set_value(HEARD, {**(page.value(HEARD) or {}), device: control.at})
    if control.heads:
        claims = page.value(CLAIMS) or {}
        for feed, head in control.heads.items():
            claim = [head.number, head.digest.hex()]
            claims.setdefault(feed, {})[device] = claim
        page.set_value(CLAIMS, claims)
        page.set_value(UNPROVEN, _unproven(page, device, control))


def _unproven(page: Values, device: str, control: Control) -> list[list[Any]]:
    """The claims that are still to be compared: of each colleague the furthest one.

    It stands for those before it, since segments are chained. Two of one number that
    differ are both kept: somebody has seen two histories.
    """
    held = page.value(UNPROVEN) or []
    new = [
        [device, feed, h.number, h.digest.hex()] for feed, h in control.heads.items()
    ]
    furthest = {(claim[0], claim[1]): claim[2] for claim in new}
    left = [c for c in held if c[2] >= furthest.get((c[0], c[1]), 0)]
    behind = {(c[0], c[1]) for c in left if c[2] > furthest.get((c[0], c[1]), c[2])}
    return left + [c for c in new if c not in left and (c[0], c[1]) not in behind]


def erase(session: Session, family_id: str, page: Values | None = None) -> None:
    """Delete a family here, and remember that it is to stay deleted.

    `page` is where the transaction under way keeps its values, if not in the ledger.
    """
    ledger = session.ledger
    values = page or ledger
    if family_id in (values.value(ERASED) or []):
        return
    forget_conflicts(ledger, family_id)
    ledger.erase(family_id)
    tag = names.family_tag(session.team, family_id)
    ledger.drop_family_keys(tag)
    session.forget_keys(tag)
    added(values, ERASED, [family_id])
    added(values, CONFIRM, [family_id])
