"""Visits and what was asked at them in short, for many families at once.

SQLite's json_extract takes several times as long as anything else a row costs, and what
becomes an object of Python holds the interpreter's lock. So the engine looks for the
text of a contact's code first, takes a body apart only where it stands, and hands out
the visits that were asked for and no others.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from visit_app.records.codec import dumps
from visit_app.records.encounter import EncounterStatus
from visit_app.vault.database import Database
from visit_app.vault.statement import Statement

Wanted = Mapping[str, Sequence[str]]  # contact code -> family ids

# CROSS JOIN: the list leads, whatever the engine believes of the sizes. Contacts come
# with their families, not one by one: a part taken out of JSON costs the engine 3 µs.
_WANTED = (
    "WITH contact AS MATERIALIZED (SELECT value->>0 AS code, value->>1 AS written,"
    " value->>2 AS families FROM json_each(:wanted))"
    " SELECT v.id, v.family_id, c.code, v.status, v.at"
    " FROM contact c CROSS JOIN json_each(c.families) f CROSS JOIN record v ON"
)
_OF_CONTACT = (
    " v.family_id = f.value AND v.type = 'Encounter'"
    " AND instr(v.body, c.written) AND json_extract(v.body, '$.type') = c.code"
)
_VISITS = Statement(text(f"{_WANTED}{_OF_CONTACT}"))
# From the newest on, and no further than to the one that is looked for.
_NEWEST = Statement(
    text(
        f"{_WANTED} v.number = (SELECT v.number FROM record v"  # noqa: S608 - names of ours
        f" INDEXED BY record_family WHERE{_OF_CONTACT}"
        " AND v.status = 'finished' ORDER BY v.at DESC LIMIT 1)"
    )
)
_DRAFTS = Statement(
    text(
        "SELECT id, family_id, json_extract(body, '$.type'), status, at FROM record"
        " WHERE type = 'Encounter' AND status = 'in-progress'"
        " AND coalesce(json_extract(body, '$.type'), '') != ''"
    )
)
_ASKED = Statement(
    text(
        "SELECT r.type, r.family_id, r.encounter_id, r.body"
        " FROM json_each(:visits) w CROSS JOIN record r"
        " ON r.encounter_id = w.value"
        " AND r.type IN ('Observation', 'QuestionnaireResponse')"
    )
)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in short: which contact it was, when, where it stands."""

    id: str
    family_id: str
    type: str
    status: str
    period_start: datetime

    @property
    def is_finished(self) -> bool:
        """Signed off."""
        return self.status == EncounterStatus.FINISHED


@dataclass(frozen=True, slots=True)
class AskedRow:
    """That something was asked at a visit: a score's code, or a form with answers.

    `questionnaire` is the canonical address of the form; one of the two is empty.
    """

    family_id: str
    encounter_id: str
    code: str = ""
    questionnaire: str = ""


class InShort:
    """What took place, in no order that matters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def visits(self, wanted: Wanted) -> Iterator[VisitRow]:
        """The visits of these families that were one of these contacts."""
        return self._visits(_VISITS, wanted=_listed(wanted))

    def newest(self, wanted: Wanted) -> Iterator[VisitRow]:
        """Of each of these contacts the newest visit that was signed off."""
        return self._visits(_NEWEST, wanted=_listed(wanted))

    def drafts(self) -> Iterator[VisitRow]:
        """The visits of all families that are being written and are some contact."""
        return self._visits(_DRAFTS)

    def _visits(
        self, statement: Statement, **lists: Collection[Any]
    ) -> Iterator[VisitRow]:
        for id, family_id, kind, status, at in self._read(statement, **lists):
            yield VisitRow(id, family_id, kind, status, datetime.fromisoformat(at))

    def asked(self, visits: Collection[str]) -> Iterator[AskedRow]:
        """Every score of these visits, and every form answered at them."""
        for kind, family_id, encounter_id, body in self._read(
            _ASKED, visits=list(visits)
        ):
            here, found = (family_id, encounter_id), json.loads(body)
            if kind == "Observation":
                yield AskedRow(*here, code=found["code"])
            elif found.get("answers"):
                yield AskedRow(*here, questionnaire=found["questionnaire"])

    def _read(self, statement: Statement, **lists: Collection[Any]) -> list[Any]:
        """Its rows; a list is one value however long: no statement has room for all."""
        given = {name: json.dumps(values) for name, values in lists.items()}
        with self._database.reading() as connection:
            return list(statement.read(connection, given).fetchall())


def _listed(wanted: Wanted) -> list[tuple[str, str, Sequence[str]]]:
    """Each code, the same as it is written in a body, and the families."""
    return [(code, dumps(code), families) for code, families in wanted.items()]
