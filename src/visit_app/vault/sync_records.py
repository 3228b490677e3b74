"""Records on their way out and in: what was changed here, what colleagues changed.

A change is kept beside the record it makes (change_rows.py). Rows leave the outbox when
their change has been made: then it waits as a change.

A caseload is thousands of records, so what is asked of each is one statement for many:
the ids of a type go in as one JSON list (pairs would be taken apart row by row, and
each piece of memory is locked and wiped), rows go out through the driver. Where rows
are put in order their numbers are, before the bodies are read.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)

from visit_app.records import Revision
from visit_app.vault import change_rows, family_store, frozen
from visit_app.vault.audit import Note
from visit_app.vault.change_rows import ChangeRow
from visit_app.vault.database import Database
from visit_app.vault.erasure import erase_family
from visit_app.vault.errors import Immutable
from visit_app.vault.rows import COLUMNS, RecordRow, record_from_body
from visit_app.vault.tables import FAMILY, FAMILY_REVISION, OUTBOX, RECORD, SYNC_CHANGE

Key = tuple[str, str]
_VISIT = RECORD.alias("visit")
# Whose vault this is: never sent, and never received.
_OWN = "Practitioner"


@dataclass(frozen=True, slots=True)
class UnsentRecord:
    """A record in the outbox as it stands; `body` is its JSON text."""

    type: str
    id: str
    family_id: str
    encounter_id: str
    at: str
    body: str


_RECORD_FIELDS = ("type", "id", *COLUMNS, "body", "origin")
_record_values = itemgetter(*_RECORD_FIELDS)
_ADD_RECORD = (
    f"INSERT INTO record ({', '.join(_RECORD_FIELDS)}, version)"  # noqa: S608 - names of ours
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
)
_NOT_WAITING = "DELETE FROM outbox WHERE type = ? AND id = ?"
_NONE_OF_THESE_WAITS = text(
    "DELETE FROM outbox WHERE (type, id) IN (SELECT r.type, r.id"
    " FROM json_each(:asked) a CROSS JOIN record r ON r.number = a.value)"
)
# A letter's bytes are a change of their own; what is known already is compared.
_FIRST_TIME = text(
    "SELECT a.value FROM json_each(:asked) a CROSS JOIN record r ON r.number = a.value"
    " JOIN outbox o ON o.type = r.type AND o.id = r.id"
    " WHERE r.type != 'DocumentReference' AND r.origin = '' AND NOT EXISTS"
    " (SELECT 1 FROM sync_change c WHERE c.id = r.id AND c.type = r.type)"
)
_UNSENT = "SELECT r.type, r.id, r.family_id, r.encounter_id, r.at, r.body"
_NUMBERED = text(
    _UNSENT + " FROM json_each(:asked) a CROSS JOIN record r ON r.number = a.value"
    " JOIN outbox o ON o.type = r.type AND o.id = r.id ORDER BY a.key"
)
_UNSENT_OF = text(
    _UNSENT + " FROM json_each(:asked) a"
    " CROSS JOIN outbox o ON o.type = :type AND o.id = a.value"
    " CROSS JOIN record r ON r.type = o.type AND r.id = o.id ORDER BY a.key"
)
# What is sent is the oldest of what waits: no more than that is looked through.
_MARK_SENT = text(
    "UPDATE sync_change SET sent = :sent WHERE number IN (SELECT number FROM"
    " sync_change WHERE sent = 0 AND revision IN (SELECT value FROM json_each(:asked))"
    " ORDER BY number LIMIT :most)"
)
# An own part of a colleague's visit (an amendment) does not make the visit ours.
_SENT_VISITS = text(
    "SELECT encounter_id, max(sent) FROM sync_change INDEXED BY sync_change_own"
    " WHERE sent > 0 AND encounter_id != '' GROUP BY encounter_id"
    " HAVING sum(type = 'Encounter') > 0"
)
_HELD = text(
    "SELECT r.* FROM json_each(:asked) a CROSS JOIN record r"
    " ON r.type = :type AND r.id = a.value"
)


class SyncRecords:
    """What sync reads of the records in one open vault, and does to them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ready_records(self, limit: int) -> list[int]:
        """Numbers of records to be sent, a visit behind its parts; an open one's stay.

        unsent_numbered reads them.
        """
        order = RECORD.c.type == "Encounter", RECORD.c.number
        query = _in_outbox(RECORD.c.number).where(_is_ready())
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(*order).limit(limit))
            return list(found.scalars().all())

    def unsent_numbered(self, numbers: Sequence[int]) -> list[UnsentRecord]:
        """The records of these numbers as they stand, those that still wait."""
        with self._database.reading() as connection:
            found = connection.execute(_NUMBERED, {"asked": json.dumps(numbers)})
            return [UnsentRecord(*row) for row in found.all()]

    def unsent_records(self, keys: Collection[Key]) -> list[UnsentRecord]:
        """Those of these records that have changed here, whether ready or not."""
        with self._database.reading() as connection:
            return [
                UnsentRecord(*row)
                for asked in _asked(keys)
                if asked["type"] != _OWN
                for row in connection.execute(_UNSENT_OF, asked)
            ]

    def ready_revisions(self, limit: int) -> list[Revision]:
        """Revisions of families to be sent, oldest first."""
        return self._revisions(_revisions_in_outbox().limit(limit))

    def unsent_revisions(self, families: Collection[str]) -> list[Revision]:
        """The unsent revisions of these families, oldest first."""
        here = FAMILY_REVISION.c.family_id.in_(list(families))
        return self._revisions(_revisions_in_outbox().where(here))

    def made(self, keys: Iterable[Key], changes: Iterable[ChangeRow]) -> None:
        """These outbox rows have become changes; both or neither."""
        with self._database.writing() as transaction:
            connection = transaction.connection
            gone = list(keys)
            if gone:
                connection.exec_driver_sql(_NOT_WAITING, gone)
            change_rows.add(connection, changes)

    def first_time(self, numbers: Sequence[int]) -> set[int]:
        """Those of these records whose change is simply what they are: add_first."""
        with self._database.reading() as connection:
            found = connection.execute(_FIRST_TIME, {"asked": json.dumps(numbers)})
            return set(found.scalars().all())

    def made_first(self, numbers: Mapping[str, int], about: str) -> None:
        """Make the first change of each record: its number under the revision's id."""
        asked = json.dumps(numbers)
        with self._database.writing() as transaction:
            connection = transaction.connection
            change_rows.add_first(connection, asked, about)
            connection.execute(_NONE_OF_THESE_WAITS, {"asked": asked})

    def unsent_changes(self, limit: int) -> list[ChangeRow]:
        """Changes made here that are not in the store, oldest first."""
        with self._database.reading() as connection:
            return change_rows.unsent(connection, limit)

    def mark_sent(self, revisions: Collection[str], number: int) -> None:
        """These changes are in the own segment of this number."""
        asked = json.dumps(list(revisions))
        about = {"sent": number, "asked": asked, "most": len(revisions)}
        with self._database.writing() as transaction:
            transaction.connection.execute(_MARK_SENT, about)

    def waiting(self) -> tuple[int, int, str]:
        """Records and visits to be sent, and the time of the oldest of the visits."""
        visit, change = RECORD.c.type == "Encounter", SYNC_CHANGE.c.type == "Encounter"
        in_outbox = _in_outbox(
            func.count(),
            func.count().filter(visit),
            func.min(RECORD.c.at).filter(visit),
        ).where(_is_ready())
        made = select(
            func.count(),
            func.count().filter(change),
            func.min(SYNC_CHANGE.c.at).filter(change),
        ).where(SYNC_CHANGE.c.sent == literal_column("0"))  # as its index says
        families = select(func.count()).where(OUTBOX.c.type == "Revision")
        with self._database.reading() as connection:
            one = connection.execute(in_outbox).one()
            two = connection.execute(made).one()
            revisions = connection.execute(families).scalar_one()
        since = min(time for time in (one[2], two[2], "~") if time)
        return one[0] + two[0] + revisions, one[1] + two[1], since.rstrip("~")

    def sent_visits(self) -> dict[str, int]:
        """Own visits in the store, and the last own segment with a part of each."""
        with self._database.reading() as connection:
            return {visit: number for visit, number in connection.execute(_SENT_VISITS)}

    # --- in

    def changes(self, keys: Collection[Key]) -> list[ChangeRow]:
        """Every change of these records, each one's in the order they came."""
        with self._database.reading() as connection:
            return [
                change
                for asked in _asked(keys)
                for change in change_rows.of_records(connection, asked)
            ]

    def add_changes(self, changes: Iterable[ChangeRow]) -> None:
        """Keep changes."""
        with self._database.writing() as transaction:
            change_rows.add(transaction.connection, changes)

    def put_records(self, rows: Sequence[RecordRow]) -> set[Key]:
        """Records as colleagues' changes make them; nothing is to be sent of it.

        What was signed off here stays as it was signed, and the change beside it.
        Returns those that were not here before: they are kept with their origin, where
        a row has one.
        """
        with self._database.writing() as transaction:
            connection = transaction.connection
            # A visit behind its parts: once it is finished they are as they are.
            new = _put_all(connection, [row for row in rows if not _is_visit(row)])
            new |= _put_all(connection, [row for row in rows if _is_visit(row)])
            visited = {row["family_id"] for row in rows if _is_visit(row)}
            family_store.note_visits(connection, visited)
            transaction.noted += _notes(row["family_id"] for row in rows)
        return new

    def put_family(self, received: Sequence[Revision], present: Revision) -> None:
        """Revisions of colleagues, and the state that all of them make."""
        with self._database.writing() as transaction:
            connection = transaction.connection
            for revision in received:
                family_store.keep_revision(connection, revision)
            family_store.show(connection, present)
            transaction.noted += _notes([present.family_id])

    def families(self) -> tuple[str, ...]:
        """The ids of all families."""
        with self._database.reading() as connection:
            return tuple(connection.execute(select(FAMILY.c.id)).scalars())

    def erase(self, family_id: str) -> None:
        """Delete a family for good, as the team has decided; twice is fine."""
        with self._database.writing() as transaction:
            content = erase_family(transaction.connection, family_id)
            if not content.is_empty:
                about = {"reason": "team", "proof": content.proof, **content.counts}
                transaction.noted.append(Note("erase", family_id, about=about))

    def _revisions(self, query: Select[Any]) -> list[Revision]:
        with self._database.reading() as connection:
            bodies = connection.execute(query).scalars().all()
        return [record_from_body(Revision, body) for body in bodies]


def _asked(keys: Iterable[Key]) -> list[dict[str, str]]:
    """Parameters of a statement that is run for each type."""
    ids: dict[str, list[str]] = {}
    for type_name, record_id in keys:
        ids.setdefault(type_name, []).append(record_id)
    return [{"type": name, "asked": json.dumps(those)} for name, those in ids.items()]


def _in_outbox(*columns: Any) -> Select[Any]:
    same = and_(OUTBOX.c.type == RECORD.c.type, OUTBOX.c.id == RECORD.c.id)
    its_visit = and_(_VISIT.c.type == "Encounter", _VISIT.c.id == RECORD.c.encounter_id)
    return (
        select(*columns)
        .select_from(OUTBOX.join(RECORD, same).outerjoin(_VISIT, its_visit))
        .where(RECORD.c.type != _OWN)
    )


def _is_ready() -> Any:
    """Not a draft: the visit, or the visit it belongs to, is over."""
    is_open = "in-progress"
    own = or_(RECORD.c.type != "Encounter", RECORD.c.status != is_open)
    visits = or_(_VISIT.c.status.is_(None), _VISIT.c.status != is_open)
    return and_(own, visits)


def _revisions_in_outbox() -> Select[Any]:
    same = and_(OUTBOX.c.type == "Revision", OUTBOX.c.id == FAMILY_REVISION.c.id)
    return (
        select(FAMILY_REVISION.c.body)
        .join(OUTBOX, same)
        .order_by(FAMILY_REVISION.c.number)
    )


def _is_visit(row: RecordRow) -> bool:
    return row["type"] == "Encounter"


def _put_all(connection: Connection, rows: Sequence[RecordRow]) -> set[Key]:
    """Those that are new all at once; returns which they are."""
    if not rows:
        return set()
    held = {
        (old.type, old.id): old
        for asked in _asked(_key(row) for row in rows)
        for old in connection.execute(_HELD, asked)
    }
    new = [row for row in rows if _key(row) not in held]
    if new:
        values = [_record_values({"origin": "", **row}) for row in new]
        connection.exec_driver_sql(_ADD_RECORD, values)
    for row in rows if held else ():
        old = held.get(_key(row))
        if old is not None:
            _put_again(connection, old, dict(row))
    return {_key(row) for row in new}


def _key(row: RecordRow) -> Key:
    return row["type"], row["id"]


def _put_again(connection: Connection, old: Any, row: dict[str, Any]) -> None:
    here = RECORD.c.type == row["type"], RECORD.c.id == row["id"]
    row["body"] = _grown(row["type"], old.body, row["body"])
    if row["body"] == old.body or is_frozen(connection, old, row):
        return
    change_rows.settle(connection, old.type, old.id, old.body)
    names = ("body", *(name for name in COLUMNS if name != "at"))
    values = {name: row[name] for name in names}
    values |= {"origin": "", "version": old.version + 1}
    connection.execute(update(RECORD).where(*here).values(values))


def is_frozen(connection: Connection, old: Any, row: Mapping[str, Any]) -> bool:
    """Whether a stored record may not become this row any more."""
    part = row["type"] in frozen.PARTS_OF_A_VISIT
    visit = select(RECORD.c.status).where(
        RECORD.c.type == "Encounter", RECORD.c.id == old.encounter_id
    )
    signed_off = part and connection.execute(visit).scalar() == "finished"
    if not signed_off and not frozen.by_itself(row["type"], old.status):
        return False
    try:
        frozen.check_change(row["type"], json.loads(old.body), json.loads(row["body"]))
    except Immutable:
        return True
    return False


def _grown(type_name: str, before: str, after: str) -> str:
    """A list that only grows keeps its order here: what is new goes behind."""
    name = frozen.GROWING.get(type_name, "")
    old, new = json.loads(before), json.loads(after)
    if not name or not old.get(name):
        return after
    held = [item for item in old[name] if item in new.get(name, [])]
    more = [item for item in new.get(name, []) if item not in held]
    new[name] = held + more
    return json.dumps(new, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _notes(families: Iterable[str]) -> Iterator[Note]:
    counts: dict[str, int] = {}
    for family_id in families:
        counts[family_id] = counts.get(family_id, 0) + 1
    for family_id, count in counts.items():
        yield Note("sync", family_id, about={"records": count})
