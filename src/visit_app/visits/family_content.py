"""What is inside a family's file: JSON of the records, read as strictly as it matters.

docs/sync-format.md describes it. The code says that the file is the sender's; what it
holds is checked all the same, so that nothing of another family comes in with it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from visit_app.records import Revision
from visit_app.records.codec import dumps, from_json, to_json
from visit_app.vault.family_copies import FamilyCopy, StoredRecord
from visit_app.vault.family_file import Changed, NewerFile
from visit_app.vault.rows import family_kinds, record_row, time_text
from visit_app.visits.hand_over_mark import HandOver

FORMAT = 1
_UNFIT = (
    AttributeError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Content:
    """Who hands over to whom, the family, and the records that were joined to it."""

    about: HandOver
    copies: tuple[FamilyCopy, ...]

    @property
    def main(self) -> FamilyCopy:
        """The family itself."""
        return self.copies[0]


def to_bytes(content: Content) -> bytes:
    """As JSON."""
    data = {
        "format": FORMAT,
        "about": content.about.to_json(),
        "families": [_copy_out(copy) for copy in content.copies],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Content:
    """From JSON; raises Changed, or NewerFile for what this version does not know."""
    try:
        found = json.loads(data)
        if found["format"] > FORMAT:
            raise NewerFile
        about = HandOver.from_json(found["about"])
        copies = tuple(_copy_in(copy) for copy in found["families"])
    except _UNFIT:
        raise Changed(detail="content") from None
    if not copies:
        raise Changed(detail="content")
    return Content(about, copies)


def _copy_out(copy: FamilyCopy) -> dict[str, Any]:
    return {
        "present": to_json(copy.present),
        "revisions": [to_json(revision) for revision in copy.revisions],
        "records": [
            {"kind": one.key[0], "at": one.at, "state": to_json(one.record)}
            for one in copy.records
        ],
        "letters": {
            name: b64encode(pdf).decode("ascii") for name, pdf in copy.letters.items()
        },
    }


def _copy_in(data: Mapping[str, Any]) -> FamilyCopy:
    present = _known(Revision, data["present"])
    copy = FamilyCopy(
        present=present,
        revisions=tuple(_known(Revision, each) for each in data["revisions"]),
        records=tuple(_record_in(each) for each in data["records"]),
        letters={
            name: b64decode(text, validate=True)
            for name, text in data["letters"].items()
        },
    )
    _check(copy)
    return copy


def _record_in(data: Mapping[str, Any]) -> StoredRecord:
    kind = family_kinds().get(data["kind"])
    if kind is None:
        raise NewerFile
    at = datetime.fromisoformat(data["at"])
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return StoredRecord(_known(kind, data["state"]), time_text(at))


def _known(kind: type, data: Any) -> Any:
    """The record; one in a form that is not known comes from a newer version."""
    try:
        return from_json(kind, data)
    except ValueError:
        raise NewerFile from None


def _check(copy: FamilyCopy) -> None:
    """Raises what _UNFIT names unless it is all of one family and can be kept."""
    for one in copy.records:  # a time before the year 1, half a character
        record_row(one.record)["body"].encode()
    for revision in (copy.present, *copy.revisions):
        dumps(revision).encode()
    family_id = copy.family.id
    ids = {one.record.family_id for one in copy.records}
    ids |= {i for r in copy.revisions for i in (r.family_id, r.state.id)}
    if not family_id or ids - {family_id} or copy.present.family_id != family_id:
        raise ValueError("records of another family")
    if copy.present.id not in {revision.id for revision in copy.revisions}:
        raise ValueError("the present revision is missing")
    for name, pdf in copy.letters.items():
        if sha256(pdf).hexdigest() != name:
            raise ValueError("a letter under another's name")
