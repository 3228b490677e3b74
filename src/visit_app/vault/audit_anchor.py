"""The newest signed head outside the vault file: beside it, and in its backups.

Without it, putting an older copy of vault.db in its place would show nowhere. Whoever
can do that can take this file away as well, so heads in a second place count for more;
it costs nothing and catches who does not know of it.
"""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, select

from visit_app.vault import audit_head
from visit_app.vault.audit import GAP, Note
from visit_app.vault.audit_head import AuditHead, NotAHead
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError
from visit_app.vault.place import Place
from visit_app.vault.tables import AUDIT

LARGEST_BYTES = 1_000_000  # a manifest that holds a head is far smaller
BESIDE = "the file beside the records"


def keep(place: Place, head: AuditHead | None) -> None:
    """Write the head beside the vault; where that fails the vault still has it."""
    if head is not None and read_file(place.audit_head) != head:
        with suppress(VaultError):
            write_whole(place.audit_head, head.to_bytes())


def read_file(path: Path) -> AuditHead | None:
    """The head in a file; None when there is none in it, or no file."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            return None
        return audit_head.read(path.read_bytes())
    except (OSError, NotAHead):
        return None


def heads(place: Place) -> dict[str, AuditHead]:
    """Every head kept beside the vault and in its backups, by where it was found."""
    found = {BESIDE: read_file(place.audit_head)}
    if place.backups.is_dir():
        for path in sorted(place.backups.rglob("*.json")):
            found[str(path.relative_to(place.folder))] = read_file(path)
    return {name: head for name, head in found.items() if head is not None}


def missing_end(connection: Connection, head: AuditHead | None) -> tuple[Note, ...]:
    """What to enter when the vault does not hold what the head beside it signed."""
    if head is None or not head.is_genuine:
        return ()
    query = select(AUDIT.c.hash).where(AUDIT.c.sequence == head.sequence)
    if connection.execute(query).scalar() == head.hash:
        return ()
    return (Note(GAP, about={"signed": head.sequence, "hash": head.hash}),)
