"""What the audit says of an unlock, and of what happened to the files before it."""

from collections.abc import Iterator

from sqlalchemy import Connection

from visit_app.vault import audit_anchor, swapping
from visit_app.vault.audit import FAILED_UNLOCK, RESTORE, UNLOCK, Note
from visit_app.vault.data_key import DataKey
from visit_app.vault.place import Place


def notes(
    connection: Connection, place: Place, key: DataKey, put_back: int
) -> list[Note]:
    """The entries of opening this vault; `put_back` came from the journal."""
    head = audit_anchor.read_file(place.audit_head)
    return [
        *audit_anchor.missing_end(connection, head),
        *_restored(place, put_back),
        *_unlocked(key),
    ]


def _restored(place: Place, put_back: int) -> Iterator[Note]:
    if put_back:
        yield Note(RESTORE, about={"journal": put_back})
    swapped = swapping.restored(place)
    if swapped:
        yield Note(RESTORE, about=swapped)


def _unlocked(key: DataKey) -> Iterator[Note]:
    if key.failed_before:
        failed = {"count": key.failed_before, "last": key.failed_last}
        yield Note(FAILED_UNLOCK, about=failed)
    about = {"slot": key.opened_with, "failed": key.failed_before}
    yield Note(UNLOCK, about=about)
