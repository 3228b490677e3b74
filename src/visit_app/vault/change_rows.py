"""Changes as rows: each revision of a record, what it is and the state it made.

While a record is exactly what its last change made of it, that state is kept once, in
the record; `settle` puts it into the change before the record becomes something else.
A change that came with a new record has no row at all until then: it is the record's
`origin`. The body of a row is one of three: `about` in plain JSON (the state is the
record's); `about`, a line feed and the state, compressed; or the whole change as one
line, compressed, as older versions kept it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, TextClause, text

from visit_app.vault.compressed import squeeze, squeeze_each, unsqueeze
from visit_app.vault.errors import Damaged

UNSENT = 0
RECEIVED = -1


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change: `sent` is UNSENT, RECEIVED or the own segment it is in.

    `about` is JSON with at least the "author", "changed" and "parents"; where an older
    version kept the change it is "", and `state` is all of the change. With
    `is_in_record` the state is the record's own text.
    """

    type: str
    id: str
    family_id: str
    encounter_id: str
    revision: str
    at: str
    sent: int
    about: str
    state: str
    is_in_record: bool = False


_NAMES = ("type", "id", "family_id", "encounter_id", "revision", "at", "sent")
_named = attrgetter(*_NAMES)
_FIELDS = ", ".join(f"c.{name}" for name in _NAMES)
_ADD = (
    f"INSERT INTO sync_change ({', '.join(_NAMES)}, body)"  # noqa: S608 - names of ours
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_IN_RECORD = "substr(c.body, 1, 1) = x'7b'"  # a brace: no compressed text begins so
_WITH_RECORD = (
    f" LEFT JOIN record r ON {_IN_RECORD} AND r.type = c.type AND r.id = c.id"
)
_OF = text(
    f"SELECT {_FIELDS}, c.body, r.body FROM json_each(:asked) a"  # noqa: S608 - names of ours
    " CROSS JOIN sync_change c ON c.id = a.value AND c.type = :type"
    f"{_WITH_RECORD} ORDER BY c.number"
)
_UNSENT = text(
    f"SELECT {_FIELDS}, c.body, r.body FROM sync_change c{_WITH_RECORD}"  # noqa: S608 - names of ours
    " WHERE c.sent = 0 ORDER BY c.number LIMIT :most"
)
_ADD_FIRST = text(
    f"INSERT INTO sync_change ({', '.join(_NAMES)}, body)"  # noqa: S608 - names of ours
    " SELECT r.type, r.id, r.family_id,"
    " iif(r.type = 'Encounter', r.id, r.encounter_id), a.key, r.at, 0, :about"
    " FROM json_each(:asked) a CROSS JOIN record r ON r.number = a.value"
)
_ORIGIN_OF = text(
    "SELECT r.type, r.id, r.family_id,"
    " iif(r.type = 'Encounter', r.id, r.encounter_id), r.origin, r.body"
    " FROM json_each(:asked) a CROSS JOIN record r"
    " ON r.type = :type AND r.id = a.value WHERE r.origin != '' ORDER BY r.number"
)
_TO_SETTLE = (
    "SELECT c.number, c.body FROM sync_change c"  # noqa: S608 - names of ours
    f" WHERE c.id = ? AND c.type = ? AND {_IN_RECORD}"
)
_SETTLE = "UPDATE sync_change SET body = ? WHERE number = ?"


def of_records(connection: Connection, asked: Mapping[str, str]) -> list[ChangeRow]:
    """Every change of some records, in the order they came.

    `asked` holds their "type", and "asked", their ids as a JSON list.
    """
    found = connection.execute(_ORIGIN_OF, asked).all()
    origins = [_origin(row) for row in found]
    return [*origins, *_read(connection, _OF, asked)]


def unsent(connection: Connection, most: int) -> list[ChangeRow]:
    """Changes made here that are not in the store, oldest first."""
    return _read(connection, _UNSENT, {"most": most})


def add(connection: Connection, changes: Iterable[ChangeRow]) -> None:
    """Keep changes."""
    given = list(changes)
    if not given:
        return
    whole = [change for change in given if not change.is_in_record]
    squeezed = iter(squeeze_each(_whole(c.about, c.state) for c in whole))
    bodies = [c.about.encode() if c.is_in_record else next(squeezed) for c in given]
    rows = [(*_named(change), body) for change, body in zip(given, bodies, strict=True)]
    connection.exec_driver_sql(_ADD, rows)


def add_first(connection: Connection, asked: str, about: str) -> None:
    """The first change of each of these records, unsent: its state is the record's.

    `asked` is a JSON object: the number of the record under the id of its revision.
    """
    given = {"asked": asked, "about": about.encode()}
    connection.execute(_ADD_FIRST, given)


def settle(connection: Connection, type_name: str, record_id: str, body: str) -> None:
    """Put the state, as it stands in the record, into the change that made it.

    Whoever changes the body of a record calls it first, and empties its origin.
    """
    asked = record_id, type_name
    for number, about in connection.exec_driver_sql(_TO_SETTLE, asked).all():
        whole = squeeze(_whole(about.decode(), body))
        connection.exec_driver_sql(_SETTLE, (whole, number))
    about = {"type": type_name, "asked": json.dumps([record_id])}
    origins = connection.execute(_ORIGIN_OF, about).all()
    add(connection, [replace(_origin(row), is_in_record=False) for row in origins])


def _read(
    connection: Connection, query: TextClause, asked: Mapping[str, Any]
) -> list[ChangeRow]:
    return [_row(row) for row in connection.execute(query, asked).all()]


def _row(row: Sequence[Any]) -> ChangeRow:
    type_name, record_id, family_id, encounter_id, revision, at, sent = row[:-2]
    body, in_record = row[-2:]
    is_in_record = body.startswith(b"{")
    if is_in_record:
        about, state = body.decode(), in_record
    else:
        about, _, state = unsqueeze(body).decode().rpartition("\n")
    if state is None:
        raise Damaged(detail="change without its record")
    ids = family_id, encounter_id, revision
    return ChangeRow(type_name, record_id, *ids, at, sent, about, state, is_in_record)


def _origin(row: Sequence[Any]) -> ChangeRow:
    type_name, record_id, family_id, encounter_id, origin, body = row
    about = json.loads(origin)
    revision, at = about["revision"], about["recorded"]
    ids = type_name, record_id, family_id, encounter_id, revision
    return ChangeRow(*ids, at, RECEIVED, origin, body, is_in_record=True)


def _whole(about: str, state: str) -> bytes:
    return f"{about}\n{state}".encode()
