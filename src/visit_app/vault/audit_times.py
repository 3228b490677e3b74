"""When the audit was written last: before this session, and in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from visit_app.vault.audit import FAILED_UNLOCK, GAP, UNLOCK
from visit_app.vault.tables import AUDIT


@dataclass(frozen=True, slots=True)
class LastEntries:
    """The newest entry before this session began, and the newest of all.

    `before` is None in the first session, both in a vault without an entry.
    """

    before: datetime | None = None
    newest: datetime | None = None


def last_entries(connection: Connection) -> LastEntries:
    """Read from the end of the audit: it costs the same however long that is."""
    unlocked = connection.execute(
        select(AUDIT.c.sequence)
        .where(AUDIT.c.action == UNLOCK)
        .order_by(AUDIT.c.sequence.desc())
        .limit(1)
    ).scalar()
    before = _newest(connection, below=unlocked) if unlocked is not None else None
    return LastEntries(before, _newest(connection))


def _newest(connection: Connection, below: int | None = None) -> datetime | None:
    query = select(AUDIT.c.at).order_by(AUDIT.c.sequence.desc()).limit(1)
    if below is not None:  # how the session began is entered in the same moment
        began = AUDIT.c.action.in_((GAP, FAILED_UNLOCK))
        query = query.where(AUDIT.c.sequence < below, ~began)
    at = connection.execute(query).scalar()
    return datetime.fromisoformat(at) if at else None
