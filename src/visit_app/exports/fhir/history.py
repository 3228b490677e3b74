"""Who wrote what and when: signing off, corrections, changes of details."""

from collections.abc import Sequence
from datetime import UTC, datetime

from visit_app.exports.fhir.context import (
    Context,
    Json,
    extension,
    moment,
    resource,
    standard,
    text,
)
from visit_app.records import Amendment, Encounter, Revision


def signing(record: Encounter, parts: Sequence[Json], context: Context) -> Json:
    """A visit signed off, with everything that became final by it."""
    targets = [context.ref("Encounter", record.id), *parts]
    return resource(
        "Provenance",
        f"signed/{record.id}",
        target=targets,
        recorded=moment(record.signed_at),
        activity=text("Signed off"),
        agent=[{"who": context.who(record.signed_by)}],
    )


def amendment(record: Amendment, context: Context, *, wording: bool) -> Json:
    """A correction: the original stays as it was. `wording` says whether words of
    before and after may be written."""
    kind, _, record_id = record.target.partition("/")
    target = context.ref(kind, record_id)
    if "reference" not in target:
        target = context.ref("Encounter", record.encounter_id)
    changed = [
        *extension("path", valueString=record.path),
        *extension("before", valueString=record.before if wording else ""),
        *extension("after", valueString=record.after if wording else ""),
    ]
    return resource(
        "Provenance",
        record.id,
        extension=changed,
        target=[target],
        recorded=moment(record.recorded),
        reason=[text(record.reason)] if record.reason.strip() else [],
        activity={
            **standard("v3-DataOperation", "UPDATE", "revise"),
            "text": "Amended",
        },
        agent=[{"who": context.who(record.author)}],
    )


def revision(record: Revision, context: Context) -> Json:
    """A change of the family's details, by the names of the fields."""
    at = datetime.fromisoformat(record.recorded)
    return resource(
        "Provenance",
        record.id,
        extension=[
            part
            for path in record.changed
            for part in extension("changed", valueString=path)
        ],
        target=[context.ref("Group", record.family_id)],
        recorded=moment(at if at.tzinfo else at.replace(tzinfo=UTC)),
        activity={
            **standard("v3-DataOperation", "UPDATE", "revise"),
            "text": "Changed",
        },
        agent=[{"who": context.who(record.author)}],
    )
