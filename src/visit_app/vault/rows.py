"""Records to rows and back: the columns that lists and look-ups need, and the body."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from visit_app import records
from visit_app.records import DetectedIssue, Family
from visit_app.records.codec import dumps, loads
from visit_app.records.family import joined
from visit_app.vault.errors import Unreadable

T = TypeVar("T")
RecordRow = dict[str, str]

_TIME_FIELD = {
    "Encounter": "period_start",
    "QuestionnaireResponse": "authored",
    "Observation": "effective",
    "Amendment": "recorded",
    "DetectedIssue": "identified",
    "ServiceRequest": "authored_on",
    "DocumentReference": "date",
}
COLUMNS = ("family_id", "encounter_id", "subject_id", "status", "at")


def family_kinds() -> dict[str, type]:
    """The records that belong to a family, by their class's name; no Revision."""
    named = {name: getattr(records, name) for name in records.__all__}
    return {
        name: kind
        for name, kind in named.items()
        if isinstance(kind, type)
        and is_dataclass(kind)
        and {"id", "family_id"} <= {f.name for f in fields(kind)}
        and name != "Revision"
    }


def time_text(moment: datetime) -> str:
    """UTC with microseconds, so that the order of the text is the order in time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def record_row(record: Any) -> RecordRow:
    """The row of a record; `at` is empty when it has no time of its own.

    Raises OverflowError for a time that is before the year 1 in UTC.
    """
    name = type(record).__name__
    moment = getattr(record, _TIME_FIELD.get(name, ""), None)
    return {
        "type": name,
        "id": record.id,
        "family_id": getattr(record, "family_id", ""),
        "encounter_id": getattr(record, "encounter_id", ""),
        "subject_id": getattr(record, "subject_id", ""),
        "status": _status(record),
        "at": time_text(moment) if moment else "",
        "body": dumps(record),
    }


def plain_row(kind: type, data: Mapping[str, Any], body: str) -> RecordRow:
    """The same from JSON that `records.plain` has found to be a record's; `body` is it.

    Raises OverflowError as record_row does.
    """
    name = kind.__name__
    if kind is DetectedIssue:  # its status is worked out
        return record_row(loads(kind, body))
    time = data.get(_TIME_FIELD.get(name, ""), "")
    return {
        "type": name,
        "id": data["id"],
        "family_id": data.get("family_id", ""),
        "encounter_id": data.get("encounter_id", ""),
        "subject_id": data.get("subject_id", ""),
        "status": str(data.get("status", _status_at_first(kind))),
        "at": time_text(datetime.fromisoformat(time)) if time else "",
        "body": body,
    }


@cache
def _status_at_first(kind: type) -> str:
    return next((str(f.default) for f in fields(kind) if f.name == "status"), "")


def record_from_body(kind: type[T], body: str) -> T:
    """The record of a row; raises Unreadable for a form this version does not know."""
    try:
        return loads(kind, body)
    except ValueError:
        raise Unreadable(detail=kind.__name__) from None


def _status(record: Any) -> str:
    if isinstance(record, DetectedIssue):
        return "open" if record.is_open else "closed"
    return str(getattr(record, "status", ""))


@dataclass(frozen=True, slots=True)
class BabyRow:
    """A baby in a list."""

    name: str
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family in a list: read without decoding its record."""

    id: str
    parent_given_name: str
    parent_family_name: str
    babies: tuple[BabyRow, ...]
    expected_date_of_delivery: date | None
    postcode: str
    phone: str
    last_visit: datetime | None

    @property
    def parent_name(self) -> str:
        """Given name, then family name, of the first parent or carer."""
        return f"{self.parent_given_name} {self.parent_family_name}".strip()

    @property
    def title(self) -> str:
        """The family in a heading: "Amira Hassan and Idris"."""
        names = [self.parent_name, *(baby.name for baby in self.babies)]
        return joined([name for name in names if name])


def family_columns(family: Family) -> dict[str, str]:
    """The columns of a family that lists show, and its body."""
    first = family.parents[0] if family.parents else None
    babies = [[baby.given_name, _date_text(baby.birth_date)] for baby in family.babies]
    return {
        "id": family.id,
        "revision": family.revision,
        "parent_given_name": first.given_name if first else "",
        "parent_family_name": first.family_name if first else "",
        "babies": json.dumps(babies, ensure_ascii=False),
        "expected_date_of_delivery": _date_text(family.expected_date_of_delivery),
        "postcode": family.postcode,
        "phone": family.phone,
        "body": dumps(family),
    }


def family_row(row: Sequence[Any]) -> FamilyRow:
    """The list entry of a row with the list's columns, in the order of FamilyRow."""
    family_id, given_name, family_name, babies, expected, postcode, phone, last = row
    return FamilyRow(
        family_id,
        given_name,
        family_name,
        tuple(BabyRow(name, _date(born)) for name, born in json.loads(babies)),
        _date(expected),
        postcode,
        phone,
        datetime.fromisoformat(last) if last else None,
    )


def _date_text(value: date | None) -> str:
    return value.isoformat() if value else ""


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
