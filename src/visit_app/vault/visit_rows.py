"""Visits in short, for many families at once: read without decoding any record."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, bindparam, func, select

from visit_app.vault.tables import RECORD

AT_ONCE = 500  # families in one statement: SQLite takes a limited number of values

_QUERY = select(
    RECORD.c.family_id,
    func.coalesce(func.json_extract(RECORD.c.body, "$.type"), ""),
    RECORD.c.status,
).where(
    RECORD.c.type == "Encounter",
    RECORD.c.family_id.in_(bindparam("families", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in short: which contact it was, "" for none, and where it stands."""

    family_id: str
    type: str
    status: str


def of_families(
    connection: Connection, family_ids: Collection[str]
) -> Iterator[VisitRow]:
    """Every visit of these families, in no order that matters."""
    rest = iter(family_ids)
    while some := list(islice(rest, AT_ONCE)):
        for row in connection.execute(_QUERY, {"families": some}):
            yield VisitRow(*row)
