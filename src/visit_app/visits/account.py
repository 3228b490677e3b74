"""Who looked at a family, and what was done with it: the audit in a form for people."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from visit_app.vault.audit import AuditEntry
from visit_app.visits.desk import Desk

TOGETHER = timedelta(minutes=15)
"""The same again within this time is one line: pages are read anew as one works."""
_WHOLE_CASELOAD = frozenset({"families", "visits", "retention"})


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done, from `since` to `until`; `action` as in the audit.

    `what` says more of an export. `who` is empty for what came from the team: their
    own laptops hold who did it.
    """

    since: datetime
    until: datetime
    action: str
    what: str = ""
    who: str = ""


def account(desk: Desk, family_id: str) -> tuple[Happening, ...]:
    """Everything the audit holds of a family, newest first.

    Lists of the whole caseload that left the app concern each family in it.
    """
    own = desk.vault.audit_entries(family_id)
    lists = [e for e in desk.vault.audit_entries() if _is_a_list(e)]
    entries = sorted((*own, *lists), key=lambda entry: entry.sequence)
    first = own[0].sequence if own else 0
    happened = (_happening(e, desk) for e in entries if e.sequence >= first)
    return tuple(reversed(_together(happened)))


def _is_a_list(entry: AuditEntry) -> bool:
    what = entry.about.get("what")
    return not entry.family_id and entry.action == "export" and what in _WHOLE_CASELOAD


def _happening(entry: AuditEntry, desk: Desk) -> Happening:
    at = datetime.fromisoformat(entry.at)
    team = entry.action == "sync" or entry.about.get("reason") == "team"
    who = "" if team else desk.practitioner.name
    return Happening(at, at, entry.action, str(entry.about.get("what", "")), who)


def _together(happened: Iterable[Happening]) -> list[Happening]:
    """The same one behind the other, within a short time, as one."""
    found: list[Happening] = []
    for one in happened:
        last = found[-1] if found else None
        if last and _is_same(last, one):
            found[-1] = replace(last, until=one.until)
        else:
            found.append(one)
    return found


def _is_same(last: Happening, one: Happening) -> bool:
    same = (last.action, last.what, last.who) == (one.action, one.what, one.who)
    return same and timedelta() <= one.since - last.until <= TOGETHER
