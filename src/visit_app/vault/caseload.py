"""The caseload as a whole: how much there is, and the records of a period.

Those come family by family, a few families at a time. No transaction is held between
them, so that a whole caseload can be read in the background while somebody works.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from visit_app.exports.seen import Seen
from visit_app.records import (
    DetectedIssue,
    Encounter,
    EncounterStatus,
    Family,
    Observation,
    QuestionnaireResponse,
    ServiceRequest,
)
from visit_app.vault import family_store
from visit_app.vault.database import Database
from visit_app.vault.rows import record_from_body, time_text
from visit_app.vault.tables import FAMILY, RECORD

AT_ONCE = 100  # families in one statement: about 2,000 records in memory

_KINDS = {
    "QuestionnaireResponse": (QuestionnaireResponse, "responses"),
    "Observation": (Observation, "observations"),
    "ServiceRequest": (ServiceRequest, "referrals"),
    "DetectedIssue": (DetectedIssue, "issues"),
}
_ALL_FAMILIES = select(func.count()).select_from(FAMILY)
_DRAFTS = (
    select(func.count())
    .select_from(RECORD)
    .where(
        RECORD.c.type == "Encounter",
        RECORD.c.status == str(EncounterStatus.IN_PROGRESS),
    )
)
_SIGNED_OFF = (
    RECORD.c.type == "Encounter",
    RECORD.c.status == str(EncounterStatus.FINISHED),
    RECORD.c.at >= bindparam("since"),
    RECORD.c.at < bindparam("until"),
)
_FAMILIES = select(RECORD.c.family_id).where(*_SIGNED_OFF).distinct()
_VISITS = select(RECORD.c.family_id, RECORD.c.id, RECORD.c.body).where(
    *_SIGNED_OFF, RECORD.c.family_id.in_(bindparam("families", expanding=True))
)
_HERE = RECORD.c.family_id.in_(bindparam("families", expanding=True))
_BODIES = select(FAMILY.c.id, FAMILY.c.body).where(
    FAMILY.c.id.in_(bindparam("families", expanding=True))
)
_PARTS = (
    select(RECORD.c.type, RECORD.c.family_id, RECORD.c.body)
    .where(
        _HERE,
        RECORD.c.type.in_(tuple(_KINDS)),
        or_(
            and_(RECORD.c.type == "Observation", RECORD.c.at < bindparam("until")),
            RECORD.c.encounter_id.in_(bindparam("visits", expanding=True)),
        ),
    )
    .order_by(RECORD.c.number)
)


class Caseload:
    """What was recorded in a period, for counting; and numbers without reading."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def families(self) -> int:
        """How many families there are."""
        return self._count(_ALL_FAMILIES)

    def drafts(self) -> int:
        """How many visits have not been finished."""
        return self._count(_DRAFTS)

    def marked(self, name: str, among: Collection[str] | None = None) -> dict[str, str]:
        """What families hold under a name of their extra, by id, where it is set.

        Only those `among` these ids; all where it is None, which looks at every family.
        """
        marks = self.marks(name, among=among)
        return {id: held[name] for id, held in marks.items() if name in held}

    def marks(
        self, *names: str, among: Collection[str] | None = None
    ) -> dict[str, dict[str, str]]:
        """The same for several names at once: by family id, then by name."""
        with self._database.reading() as connection:
            return family_store.marked(connection, names, among)

    def _count(self, query: Select[int]) -> int:
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()

    def seen(self, since: datetime, until: datetime) -> Iterator[Seen]:
        """Each family with a visit signed off that began in this time (aware)."""
        period = {"since": time_text(since), "until": time_text(until)}
        with self._database.reading() as connection:
            families = iter(connection.execute(_FAMILIES, period).scalars().all())
        while some := list(islice(families, AT_ONCE)):
            yield from self._some(some, period)

    def _some(self, families: list[str], period: dict[str, str]) -> Iterator[Seen]:
        here: dict[str, Any] = {"families": families, **period}
        with self._database.reading() as connection:
            bodies = connection.execute(_BODIES, here).all()
            visits = connection.execute(_VISITS, here).all()
            here["visits"] = [visit.id for visit in visits]
            parts = connection.execute(_PARTS, here).all()
        found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for visit in visits:
            encounter = record_from_body(Encounter, visit.body)
            found[visit.family_id]["encounters"].append(encounter)
        for part in parts:
            kind, name = _KINDS[part.type]
            record: Any = record_from_body(kind, part.body)
            found[part.family_id][name].append(record)
        for family in bodies:
            records = {name: tuple(of) for name, of in found[family.id].items()}
            yield Seen(family=record_from_body(Family, family.body), **records)
