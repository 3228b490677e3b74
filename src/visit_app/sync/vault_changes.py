"""Records of a vault as changes, and changes as records of a vault."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as quoted

from visit_app.records import Family, Revision, new_id
from visit_app.records.codec import dumps, from_json, to_json
from visit_app.records.plain import is_plain
from visit_app.sync.change import Change, canonical
from visit_app.sync.fields import ABSENT, fields_of
from visit_app.sync.merge import View, look
from visit_app.vault.change_rows import UNSENT, ChangeRow
from visit_app.vault.rows import RecordRow, family_kinds, plain_row, record_row
from visit_app.vault.sync_records import UnsentRecord

ATTACHMENT = "Attachment"  # the bytes of an issued letter; its id is their SHA-256
_KINDS = family_kinds()


# What a state can do to code that keeps it: a time before the year 1 in UTC, a list in
# a list in a list. Whoever sent it, the rest of the parcel is kept.
_UNFIT = (ValueError, OverflowError, RecursionError)


def record_row_of(kind: str, view: View, text: str = "") -> RecordRow | None:
    """The row of a view's record; None for a kind or state this version cannot keep.

    `text` is the state as canonical JSON, where it has been written already.
    """
    record = _KINDS.get(kind)
    if record is None:
        return None
    try:
        if is_plain(record, view.state):
            return plain_row(record, view.state, text or canonical(view.state))
        return record_row(from_json(record, view.state))
    except _UNFIT:
        return None


def present_of(changes: Sequence[Change], view: View) -> Revision | None:
    """The state of a family that all its revisions make, under all their ids: "a+b".

    `changes` are those that came now. None for a state this version cannot keep.
    """
    name = "+".join(view.heads)
    try:
        state = from_json(Family, view.state)
        present = Revision(
            id=name,
            family_id=state.id,
            parents=view.heads,
            recorded=max((change.recorded for change in changes), default=""),
            state=replace(state, revision=name),
        )
        dumps(present)
    except _UNFIT:
        return None
    return present


def revision_of(change: Change, names: Mapping[str, str]) -> Revision | None:
    """A family's revision for its history; None for a state not known here."""
    try:
        state = from_json(Family, change.state)
        dumps(state)
    except _UNFIT:
        return None
    return Revision(
        id=change.revision,
        family_id=change.family_id,
        parents=change.parents,
        author=names.get(change.author, ""),
        recorded=change.recorded,
        changed=change.changed,
        state=replace(state, revision=change.revision),
    )


def change_of_family(revision: Revision, author: str) -> Change:
    """A family's revision as it travels."""
    state = {k: v for k, v in to_json(revision.state).items() if k != "revision"}
    parents = (head for parent in revision.parents for head in parent.split("+"))
    return Change(
        kind="Family",
        id=revision.family_id,
        family_id=revision.family_id,
        revision=revision.id,
        author=author,
        recorded=revision.recorded,
        state=state,
        parents=tuple(dict.fromkeys(parents)),
        changed=revision.changed,
    )


def row_of_record(
    row: UnsentRecord, known: list[Change], author: str
) -> ChangeRow | None:
    """A record as it stands, as a change; None when its changes say it already."""
    parents: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    if known:
        view = look(known)
        before, after = fields_of(view.state), fields_of(json.loads(row.body))
        paths = sorted(before.keys() | after.keys())
        changed = tuple(
            p for p in paths if before.get(p, ABSENT) != after.get(p, ABSENT)
        )
        parents = view.heads
        if not changed:
            return None
    return ChangeRow(
        type=row.type,
        id=row.id,
        family_id=row.family_id,
        encounter_id=row.id if row.type == "Encounter" else row.encounter_id,
        revision=new_id(),
        at=row.at,
        sent=UNSENT,
        about=about_of(author, parents, changed),
        state=row.body,  # the vault writes bodies as canonical JSON
        is_in_record=True,
    )


@lru_cache(maxsize=64)  # one laptop's first changes all say the same
def about_of(
    author: str, parents: tuple[str, ...] = (), changed: tuple[str, ...] = ()
) -> str:
    """What a row says of a change beside its columns and the state."""
    return canonical({"author": author, "changed": changed, "parents": parents})


def change_in(row: ChangeRow) -> Change:
    """The change in a row."""
    if not row.about:
        return Change.from_line(row.state)
    about = json.loads(row.about)
    change = Change(
        kind=row.type,
        id=row.id,
        family_id=row.family_id,
        revision=row.revision,
        author=about["author"],
        recorded=row.at,
        state=json.loads(row.state),
        parents=tuple(about["parents"]),
        changed=tuple(about["changed"]),
    )
    vars(change)["state_text"] = row.state  # what the property would work out again
    return change


def line_in(row: ChangeRow) -> str:
    """The change in a row as it travels; its state is not read."""
    if not row.about:
        return row.state
    author, changed, parents = _about_in(row.about)
    family_id, record_id = quoted(row.family_id), quoted(row.id)
    kind, recorded = quoted(row.type), quoted(row.at)
    return (
        f'{{"author":{author},"changed":{changed},"family_id":{family_id},'
        f'"id":{record_id},"kind":{kind},"parents":{parents},"recorded":{recorded},'
        f'"revision":{quoted(row.revision)},"state":{row.state}}}'
    )


@lru_cache(maxsize=64)  # one laptop's first changes all say the same
def _about_in(about: str) -> tuple[str, str, str]:
    told = json.loads(about)
    author, changed, parents = told["author"], told["changed"], told["parents"]
    return canonical(author), canonical(changed), canonical(parents)


def origin_of(change: Change) -> str:
    """What a record says of the change it came in."""
    return canonical(
        {
            "author": change.author,
            "changed": change.changed,
            "parents": change.parents,
            "recorded": change.recorded,
            "revision": change.revision,
        }
    )


def row_of(change: Change, sent: int) -> ChangeRow:
    """The row of a change: unsent, received, or in an own segment."""
    return ChangeRow(
        type=change.kind,
        id=change.id,
        family_id=change.family_id,
        encounter_id=change.encounter_id,
        revision=change.revision,
        at=change.recorded,
        sent=sent,
        about=about_of(change.author, change.parents, change.changed),
        state=change.state_text,
    )


def attachment_named(row: UnsentRecord) -> str:
    """The SHA-256 of the letter that a record says has gone out, else ""."""
    if row.type != "DocumentReference":
        return ""
    return str(json.loads(row.body).get("sha256", ""))


def change_of_attachment(row: UnsentRecord, content: bytes, author: str) -> Change:
    """The bytes of the letter that this record names."""
    digest = attachment_named(row)
    state = {
        "id": digest,
        "family_id": row.family_id,
        "encounter_id": row.encounter_id,
        "content": b64encode(content).decode("ascii"),
    }
    about = (row.family_id, new_id(), author, row.at)
    return Change(ATTACHMENT, digest, *about, state=state)


def attachment_in(view: View, record_id: str) -> bytes | None:
    """The bytes, if they are the ones that their name says."""
    try:
        content = b64decode(str(view.state.get("content", "")), validate=True)
    except ValueError:
        return None
    return content if sha256(content).hexdigest() == record_id else None
