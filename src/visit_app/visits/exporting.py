"""One family's record as a FHIR file, for a system that is to go on with it."""

from pathlib import Path

from visit_app.exports.bundle import FamilyRecord, bundle, to_bytes
from visit_app.exports.fhir.context import Context
from visit_app.vault.durable import write_whole
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.permits import require

EXPORT = "fhir"  # as a policy and the audit name it


def family_bundle(desk: Desk, family_id: str) -> bytes:
    """The record as canonical FHIR R4 JSON; raises NotFound, NotPossible."""
    require(desk, EXPORT)
    if desk.vault.is_practice:
        raise NotPossible("Practice is not real: nothing of it leaves as a record.")
    copy = desk.vault.copies.of(family_id)
    record = FamilyRecord(
        family=copy.family,
        records=tuple(stored.record for stored in copy.records),
        revisions=copy.revisions,
    )
    context = Context(
        made=desk.clock.now(),
        practitioner=desk.practitioner,
        people=desk.people,
        contacts=desk.contacts,
        catalogue=desk.catalogue,
        guide=desk.guide,
        letters=copy.letters,
    )
    return to_bytes(bundle(record, context))


def save_family_bundle(desk: Desk, family_id: str, path: Path) -> None:
    """Write it into a file and enter that in the audit: both, or neither.

    Raises NotPossible by the policy, VaultError when the file cannot be written.
    """
    content = family_bundle(desk, family_id)
    with desk.vault.transaction():
        desk.vault.note("export", family_id=family_id, what=EXPORT)
        write_whole(path, content)
