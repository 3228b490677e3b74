"""Everything of one family out of a vault, and into another one as it was there.

Ids, authors, times and versions stay. What the vault holds already is never replaced by
something older: a record that is here and different is taken only if it is here as the
two vaults last had it in common; lists that only grow gain what is new.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from visit_app.records import DocumentReference, Encounter, Family, Revision, new_id
from visit_app.records.codec import dumps
from visit_app.vault import change_rows, family_store, frozen, outbox, revisions
from visit_app.vault.database import Database
from visit_app.vault.rows import COLUMNS, family_kinds, record_from_body, record_row
from visit_app.vault.sync_records import is_frozen
from visit_app.vault.tables import ATTACHMENT, FAMILY_REVISION, RECORD, SETTING

_IN_COMMON = "hand-over/in-common/{}"  # erasing a family finds it by the id in it
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record, and the time it stands at in lists: ISO 8601, UTC."""

    record: Any
    at: str

    @property
    def key(self) -> Key:
        """Its class's name and its id."""
        return type(self.record).__name__, self.record.id


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyCopy:
    """One family whole: `revisions` oldest first, `present` the one that is shown.

    `letters` are the PDFs that went out, by their SHA-256 in hexadecimal.
    """

    present: Revision
    revisions: tuple[Revision, ...]
    records: tuple[StoredRecord, ...] = ()
    letters: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def family(self) -> Family:
        """The family as it is shown."""
        return self.present.state


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a copy in did, counted in records.

    `kept` stood here differently and stayed as they were here.
    """

    added: int = 0
    changed: int = 0
    kept: int = 0
    revisions: int = 0

    @property
    def is_nothing(self) -> bool:
        """Everything of it was here already."""
        return not (self.added or self.changed or self.revisions)

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.added + other.added,
            self.changed + other.changed,
            self.kept + other.kept,
            self.revisions + other.revisions,
        )


class FamilyCopies:
    """Reads and writes whole families in one open vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, family_id: str) -> FamilyCopy:
        """The family as it stands at one moment; raises NotFound."""
        with self._database.reading() as connection:
            family = family_store.get(connection, family_id)
            held = tuple(reversed(family_store.history(connection, family_id)))
            records = tuple(_records(connection, family_id))
            letters = dict(_letters(connection, records))
        shown = next(r for r in held if r.id == family.revision)
        present = replace(shown, state=family)
        return FamilyCopy(
            present=present, revisions=held, records=records, letters=letters
        )

    def note_in_common(self, copy: FamilyCopy) -> None:
        """Remember that the other vault has it like this."""
        with self._database.writing() as transaction:
            bodies = {s.key: dumps(s.record) for s in copy.records}
            _keep_in_common(transaction.connection, copy.family.id, bodies)

    def take(self, copy: FamilyCopy, author: str, recorded: str) -> Taken:
        """Bring the copy in, to be sent like everything else; the audit is not told.

        `author` and `recorded` are those of a revision that carries the file's details
        onto details that went on here meanwhile.
        """
        with self._database.writing() as transaction:
            connection = transaction.connection
            taken = _take_records(connection, copy)
            _take_letters(connection, copy)
            new = _take_revisions(connection, copy, author, recorded)
            family_store.note_visits(connection, [copy.family.id])
            return taken + Taken(revisions=new)


# --- out -----------------------------------------------------------------------------


def _records(connection: Connection, family_id: str) -> Iterator[StoredRecord]:
    kinds = family_kinds()
    query = (
        select(RECORD.c.type, RECORD.c.body, RECORD.c.at)
        .where(RECORD.c.family_id == family_id)
        .order_by(RECORD.c.number)
    )
    for kind, body, at in connection.execute(query):
        yield StoredRecord(record_from_body(kinds[kind], body), at)


def _letters(
    connection: Connection, records: Iterable[StoredRecord]
) -> Iterator[tuple[str, bytes]]:
    names = {
        one.record.sha256
        for one in records
        if isinstance(one.record, DocumentReference) and one.record.sha256
    }
    query = select(ATTACHMENT.c.sha256, ATTACHMENT.c.content)
    query = query.where(ATTACHMENT.c.sha256.in_(sorted(names)))
    for digest, content in connection.execute(query.order_by(ATTACHMENT.c.sha256)):
        yield digest, bytes(content)


# --- in ------------------------------------------------------------------------------


def _take_records(connection: Connection, copy: FamilyCopy) -> Taken:
    """What is new in its order, and a visit that is here behind what changes in it.

    Once a visit is finished its parts are as they are.
    """
    common = _in_common(connection, copy.family.id)
    here = select(RECORD.c.id).where(
        RECORD.c.type == Encounter.__name__, RECORD.c.family_id == copy.family.id
    )
    visits = set(connection.execute(here).scalars())
    foreign = _visits_of_others(connection, copy)
    counts = {"added": 0, "changed": 0, "kept": 0}
    after: dict[Key, str] = {}
    for one in sorted(copy.records, key=lambda one: one.record.id in visits):
        row = {**record_row(one.record), "at": one.at}
        is_foreign = row["encounter_id"] in foreign
        how = "kept" if is_foreign else _take_record(connection, row, common)
        after[one.key] = dumps(one.record)
        if how:
            counts[how] += 1
        if how in ("added", "changed"):
            outbox.add(connection, [one.key])
    _keep_in_common(connection, copy.family.id, after)
    return Taken(**counts)


def _visits_of_others(connection: Connection, copy: FamilyCopy) -> set[str]:
    """Visits of other families here that records of the copy say they belong to."""
    named = {getattr(one.record, "encounter_id", "") for one in copy.records}
    query = select(RECORD.c.id).where(
        RECORD.c.type == Encounter.__name__,
        RECORD.c.id.in_(sorted(named)),
        RECORD.c.family_id != copy.family.id,
    )
    return set(connection.execute(query).scalars())


def _take_record(
    connection: Connection, row: dict[str, str], common: Mapping[str, str]
) -> str:
    """Put one row in; "added", "changed", "kept" as it is here, or "" for the same."""
    here = RECORD.c.type == row["type"], RECORD.c.id == row["id"]
    old = connection.execute(select(RECORD).where(*here)).first()
    if old is None:
        connection.execute(insert(RECORD), {**row, "version": 1})
        return "added"
    if row["body"] == old.body:
        return ""
    if row["family_id"] != old.family_id:
        return "kept"
    if common.get(_name(row["type"], row["id"])) != _digest(old.body):
        row = _gaining(old, row)  # it went on here: only what is sure is taken
        if row["body"] == old.body:
            return "kept"
    if is_frozen(connection, old, row):
        return "kept"
    change_rows.settle(connection, old.type, old.id, old.body)
    values = {name: row[name] for name in ("body", *COLUMNS)} | {"origin": ""}
    values["at"] = old.at
    connection.execute(
        update(RECORD).where(*here).values(**values, version=old.version + 1)
    )
    return "changed"


def _gaining(old: Any, row: dict[str, str]) -> dict[str, str]:
    """The record as it is here, its list that only grows with what is new in `row`."""
    kind, name = row["type"], frozen.GROWING.get(row["type"], "")
    data, theirs = json.loads(old.body), json.loads(row["body"])
    if name:
        held = data.get(name, [])
        more = [item for item in theirs.get(name, []) if item not in held]
        data |= {name: [*held, *more]} if more else {}
    body = json.dumps(data, ensure_ascii=False)
    return record_row(record_from_body(family_kinds()[kind], body))


def _take_letters(connection: Connection, copy: FamilyCopy) -> None:
    rows = [{"sha256": name, "content": data} for name, data in copy.letters.items()]
    if rows:
        connection.execute(upsert(ATTACHMENT).on_conflict_do_nothing(), rows)


def _take_revisions(
    connection: Connection, copy: FamilyCopy, author: str, recorded: str
) -> int:
    """Keep the revisions that are new, and show what they make; how many were new."""
    family_id = copy.family.id
    query = select(FAMILY_REVISION.c.id).where(FAMILY_REVISION.c.family_id == family_id)
    held = set(connection.execute(query).scalars())
    new = [revision for revision in copy.revisions if revision.id not in held]
    for revision in new:
        family_store.keep_revision(connection, revision)
    # "a+b" is only how this and that revision are shown together: it is never sent
    sent = [("Revision", revision.id) for revision in new if "+" not in revision.id]
    outbox.add(connection, sent)
    if not held:
        family_store.show(connection, copy.present)
    elif copy.present.id not in held:
        _carry_on(connection, copy, held, author, recorded)
    return len(new)


def _carry_on(
    connection: Connection,
    copy: FamilyCopy,
    held: set[str],
    author: str,
    recorded: str,
) -> None:
    """A revision with what the file changed since both had the same details.

    Where both changed one detail the file's counts: whoever looked after the family
    since knows it better. What stood here stays in the history.
    """
    now = family_store.get(connection, copy.family.id)
    shared = [revision.state for revision in copy.revisions if revision.id in held]
    base = shared[-1] if shared else Family(id=now.id)
    theirs = revisions.fields_of(copy.family)
    changed = revisions.changed_paths(revisions.fields_of(base), theirs)
    fields = revisions.carried(changed, theirs, revisions.fields_of(now))
    state = revisions.family_of(fields, now)
    name = new_id()
    heads = [*now.revision.split("+"), *copy.present.id.split("+")]
    revision = Revision(
        id=name,
        family_id=now.id,
        parents=tuple(dict.fromkeys(heads)),
        author=author,
        recorded=recorded,
        changed=revisions.changed_paths(revisions.fields_of(now), fields),
        state=replace(state, revision=name),
    )
    family_store.show(connection, revision)
    outbox.add(connection, [("Revision", name)])


# --- what both have ------------------------------------------------------------------


def _in_common(connection: Connection, family_id: str) -> dict[str, str]:
    query = select(SETTING.c.value).where(
        SETTING.c.name == _IN_COMMON.format(family_id)
    )
    value = connection.execute(query).scalar()
    return dict(json.loads(value)) if value else {}


def _keep_in_common(
    connection: Connection, family_id: str, bodies: Mapping[Key, str]
) -> None:
    known = _in_common(connection, family_id)
    known |= {_name(*key): _digest(body) for key, body in bodies.items()}
    row = {"name": _IN_COMMON.format(family_id), "value": json.dumps(known)}
    statement = upsert(SETTING).values(row)
    statement = statement.on_conflict_do_update(index_elements=["name"], set_=row)
    connection.execute(statement)


def _name(kind: str, record_id: str) -> str:
    return f"{kind}/{record_id}"


def _digest(body: str) -> str:
    return sha256(body.encode()).hexdigest()[:32]
