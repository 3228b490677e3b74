"""Families: their present state for lists and search, and every revision of it."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, text, update

from visit_app.records import Family, Revision, new_id
from visit_app.records.codec import dumps
from visit_app.vault import outbox, revisions, search
from visit_app.vault.audit import Note
from visit_app.vault.errors import NotFound
from visit_app.vault.limits import number_in_sql
from visit_app.vault.rows import FamilyRow, family_columns, family_row, record_from_body
from visit_app.vault.statement import Statement
from visit_app.vault.tables import FAMILY, FAMILY_REVISION, RECORD

_LIST = [
    FAMILY.c[name]
    for name in (
        "id",
        "parent_given_name",
        "parent_family_name",
        "babies",
        "expected_date_of_delivery",
        "postcode",
        "phone",
        "last_visit",
    )
]
_MATCHES = (
    "SELECT number FROM family INDEXED BY family_recent"
    " WHERE recent >= '' AND +number IN"
    " (SELECT rowid FROM family_fts WHERE family_fts MATCH :words)"
    " ORDER BY recent DESC"
)
_INDEX = text(
    "INSERT INTO family_fts (rowid, names, numbers, postcode)"
    " VALUES (:number, :names, :numbers, :postcode)"
)
_UNINDEX = text("DELETE FROM family_fts WHERE rowid = :number")
# Made once: a caseload that arrives asks each of these for every family.
_HERE = FAMILY.c.id == bindparam("f")
_BODY = Statement(select(FAMILY.c.body).where(_HERE))
_NUMBER = Statement(select(FAMILY.c.number).where(_HERE))
_ADD = insert(FAMILY)
_KEEP_REVISION = insert(FAMILY_REVISION).prefix_with("OR IGNORE")
_LAST_VISIT = Statement(
    select(RECORD.c.at)
    .where(
        RECORD.c.family_id == bindparam("f"),
        RECORD.c.type == "Encounter",
        RECORD.c.status != "cancelled",
    )
    .order_by(RECORD.c.at.desc())
    .limit(number_in_sql(1))
)
_NOTE_VISIT = (
    update(FAMILY)
    .where(_HERE)
    .values(
        last_visit=bindparam("last"),
        recent=func.max(FAMILY.c.recent, bindparam("last")),
    )
)


def save(
    connection: Connection, family: Family, author: str, recorded: str
) -> tuple[Family, tuple[Note, ...]]:
    """Keep a new revision as the present state; returns it, and what to enter of it.

    What changed is worked out against the revision the family came from. If another
    revision has been saved since, our changes are carried onto it and both are its
    parents; where both changed one field, they stay apart for a person to choose, and
    ours is shown. Nothing changed: nothing is written.
    """
    now = _find(connection, family.id)
    base = _base(connection, family, now)
    ours = revisions.fields_of(family)
    changed = revisions.changed_paths(revisions.fields_of(base), ours)
    if now and not changed:
        return now, ()
    state = family
    if now and base.revision != now.revision:
        fields = revisions.carried(changed, ours, revisions.fields_of(now))
        state = revisions.family_of(fields, family)
    parents: tuple[Family | None, ...] = (base, now)
    apart = now is not None and _clash(base, now, changed)
    if apart:
        parents, beside = (base,), state
        state = family
    revision = _revision(state, parents, author, recorded, changed)
    _keep(connection, revision)
    present = revision.state
    if now and apart:
        present = _show_together(connection, revision, now, beside)
    action = "add" if now is None else "change"
    return present, (Note(action, family.id, f"Family/{family.id}"),)


def get(connection: Connection, family_id: str) -> Family:
    """The present state; raises NotFound."""
    family = _find(connection, family_id)
    if family is None:
        raise NotFound(detail="Family")
    return family


def every(connection: Connection) -> Iterator[Family]:
    """The present state of all families, in no order that matters."""
    bodies = connection.execute(select(FAMILY.c.body)).scalars().all()
    return (record_from_body(Family, body) for body in bodies)


def marked(
    connection: Connection, names: Sequence[str], among: Collection[str] | None = None
) -> dict[str, dict[str, str]]:
    """What families hold under these names of their extra: by family id and name.

    Only what is set. Only those `among` these ids are looked at; all where it is None.
    """
    body = FAMILY.c.body
    values = [func.json_extract(body, f"$.{name}") for name in names]
    # a name is looked for first: to take a body apart is many times the work
    named = or_(*(func.instr(body, dumps(name)) > 0 for name in names))
    query = select(FAMILY.c.id, *values).where(named)
    if among is not None:  # one value however many: no statement has room for them all
        each = func.json_each(json.dumps(list(among))).table_valued("value")
        query = query.where(FAMILY.c.id.in_(select(each.c.value)))
    marks = {}
    for family_id, *found in connection.execute(query):
        held = zip(names, found, strict=True)
        marks[family_id] = {name: str(v) for name, v in held if v not in (None, "")}
    return marks


def history(connection: Connection, family_id: str) -> tuple[Revision, ...]:
    """Every revision of a family, newest first."""
    query = (
        select(FAMILY_REVISION.c.body)
        .where(FAMILY_REVISION.c.family_id == family_id)
        .order_by(FAMILY_REVISION.c.number.desc())
    )
    return tuple(
        record_from_body(Revision, body) for body in connection.execute(query).scalars()
    )


def find(connection: Connection, words: str, limit: int) -> tuple[FamilyRow, ...]:
    """Families in which every word begins a name, number or postcode, recent first."""
    match = search.match_expression(words)
    if words.strip() and not match:
        return ()
    query = _found(limit, matching=bool(match))
    asked = {"words": match} if match else {}
    return tuple(family_row(row) for row in query.read(connection, asked).fetchall())


@lru_cache(maxsize=16)  # the lengths of lists that are asked for
def _found(limit: int, *, matching: bool) -> Statement:
    """Walks the families from the most recent on and stops when the list is full.

    Sorting all matches of a first letter would take longer than a keystroke may.
    """
    newest, most = FAMILY.c.recent.desc(), number_in_sql(limit)
    query = select(*_LIST).order_by(newest)
    if not matching:
        return Statement(query.limit(most))
    matches = text(f"{_MATCHES} LIMIT {limit:d}").columns(FAMILY.c.number)
    return Statement(query.where(FAMILY.c.number.in_(matches)))


def note_visits(connection: Connection, family_ids: Iterable[str]) -> None:
    """Bring the date of the last visit up to date; a cancelled visit is none."""
    about = [
        {"f": family_id, "last": _last_visit(connection, family_id)}
        for family_id in sorted(set(family_ids))
    ]
    if about:
        connection.execute(_NOTE_VISIT, about)


def _find(connection: Connection, family_id: str) -> Family | None:
    for (body,) in _BODY.read(connection, {"f": family_id}).fetchall():
        return record_from_body(Family, body)
    return None


def _base(connection: Connection, family: Family, now: Family | None) -> Family:
    """The state this one was changed from; an empty one when it is not known."""
    if now and family.revision == now.revision:
        return now
    query = select(FAMILY_REVISION.c.body).where(
        FAMILY_REVISION.c.id == family.revision,
        FAMILY_REVISION.c.family_id == family.id,
    )
    body = connection.execute(query).scalar()
    return record_from_body(Revision, body).state if body else Family(id=family.id)


def _clash(base: Family, now: Family, changed: Iterable[str]) -> bool:
    """Whether what we changed was changed by the others as well since."""
    if not base.revision or base.revision == now.revision:
        return False
    before, after = revisions.fields_of(base), revisions.fields_of(now)
    return bool(set(revisions.changed_paths(before, after)) & set(changed))


def _show_together(
    connection: Connection, ours: Revision, now: Family, state: Family
) -> Family:
    """Show a state that several revisions make; its id names them all: "a+b"."""
    heads = tuple(sorted({ours.id, *now.revision.split("+")}))
    name = "+".join(heads)
    present = Revision(
        id=name,
        family_id=ours.family_id,
        parents=heads,
        recorded=ours.recorded,
        state=replace(state, revision=name),
    )
    show(connection, present)
    return present.state


def _revision(
    state: Family,
    parents: tuple[Family | None, ...],
    author: str,
    recorded: str,
    changed: tuple[str, ...],
) -> Revision:
    revision_id = new_id()
    ids = dict.fromkeys(p.revision for p in parents if p and p.revision)
    return Revision(
        id=revision_id,
        family_id=state.id,
        parents=tuple(ids),
        author=author,
        recorded=recorded,
        changed=changed,
        state=replace(state, revision=revision_id),
    )


def keep_revision(connection: Connection, revision: Revision) -> None:
    """Keep a revision in the history; one that is there already stays."""
    row = {"id": revision.id, "family_id": revision.family_id, "body": dumps(revision)}
    connection.execute(_KEEP_REVISION, row)


def show(connection: Connection, revision: Revision) -> None:
    """Keep a revision and make its state the present one; nothing is to be sent."""
    keep_revision(connection, revision)
    columns: dict[str, Any] = family_columns(revision.state)
    last = _last_visit(connection, revision.family_id)
    columns |= {"last_visit": last, "recent": max(last, revision.recorded)}
    number = _number(connection, revision.family_id)
    if number is None:
        connection.execute(_ADD, columns)
        number = _number(connection, revision.family_id)
    else:
        here = FAMILY.c.id == revision.family_id
        connection.execute(update(FAMILY).where(here).values(columns))
        connection.execute(_UNINDEX, {"number": number})
    about = {"number": number, **search.index_columns(revision.state)}
    connection.execute(_INDEX, about)


def _keep(connection: Connection, revision: Revision) -> None:
    show(connection, revision)
    outbox.add(connection, [("Revision", revision.id)])


def _number(connection: Connection, family_id: str) -> int | None:
    for (number,) in _NUMBER.read(connection, {"f": family_id}).fetchall():
        return int(number)
    return None


def _last_visit(connection: Connection, family_id: str) -> str:
    for (at,) in _LAST_VISIT.read(connection, {"f": family_id}).fetchall():
        return str(at)
    return ""
