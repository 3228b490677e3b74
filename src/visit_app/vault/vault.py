"""The vault: everything a practitioner has recorded, in one encrypted file.

Any thread may use it; see database.py for the rule about long writes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from filelock import BaseFileLock
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from visit_app.records import Encounter, Family, Practitioner, Revision
from visit_app.records.clock import Clock
from visit_app.records.encounter import EncounterStatus
from visit_app.vault import (
    arrival,
    attempts,
    audit,
    audit_anchor,
    audit_check,
    audit_head,
    family_store,
    lock,
    opening,
    outbox,
    record_store,
    settings,
    suspicion,
    swapping,
)
from visit_app.vault.arrival import Arrival
from visit_app.vault.audit import VIEW, Audit, AuditEntry, Note
from visit_app.vault.audit_check import Verdict
from visit_app.vault.audit_head import AuditHead
from visit_app.vault.audit_times import LastEntries, last_entries
from visit_app.vault.backups import Backups
from visit_app.vault.caseload import Caseload
from visit_app.vault.data_key import DataKey
from visit_app.vault.database import Database
from visit_app.vault.erasing import Erasing
from visit_app.vault.errors import DiskFull, NotFound, NotWritten, VaultError
from visit_app.vault.family_copies import FamilyCopies
from visit_app.vault.kdf import STANDARD, Cost
from visit_app.vault.outbox import Pending
from visit_app.vault.place import Place
from visit_app.vault.rows import FamilyRow, time_text
from visit_app.vault.second_copy import SecondCopy
from visit_app.vault.second_place import SETTING as SECOND_PLACE
from visit_app.vault.sync_records import SyncRecords
from visit_app.vault.sync_tables import SyncTables
from visit_app.vault.tables import ATTACHMENT
from visit_app.vault.visit_rows import InShort

T = TypeVar("T")
_REVISED = (Family, Revision)


class Vault:
    """An open vault; `close` it when the screen locks."""

    def __init__(
        self, database: Database, clock: Clock, held: BaseFileLock | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._held = held
        self.arrival = Arrival()
        self._audit = Audit(clock)
        self._place: Place | None = None  # in memory there is none
        self.sync_tables = SyncTables(database)
        self.sync_records = SyncRecords(database)
        self.erasing = Erasing(database)
        self.second_copy = SecondCopy(database)
        self.copies = FamilyCopies(database)
        self.caseload = Caseload(database)
        database.before_commit = self._audit.write

    @classmethod
    def open(cls, folder: Path, key: DataKey, clock: Clock) -> Self:
        """Open the vault in the folder with its data key, and enter that in the audit.

        Raises InUse, Damaged, Foreign, NewerVersion, ReadOnly, UnsuitableFolder; the
        files are left as they are.
        """
        place = Place(folder)
        swapping.finish_waiting(place)
        opening.check_before_opening(folder)
        held = lock.take(place.lock)
        try:
            opened = opening.open_database(folder, key, clock)
            vault = cls(opened.database, clock, held)
        except BaseException:
            held.release()
            raise
        vault._place, vault.arrival = place, arrival.of(place, opened.replayed, key)
        try:
            suspicion.settle(opened.database, place)
            suspicion.watch(opened.database, place)
            vault._enter_unlock(place, key)
        except BaseException:
            vault.close()
            raise
        return vault

    @classmethod
    def in_memory(cls, clock: Clock) -> Self:
        """A vault that is never on disk, for practice and tests."""
        return cls(opening.database_in_memory(), clock)

    @property
    def is_practice(self) -> bool:
        """Never on disk, so made for practice: nothing of it may leave the laptop."""
        return self._held is None

    def _enter_unlock(self, place: Place, key: DataKey) -> None:
        """A full disk must not keep anybody out: the entries then wait for room."""
        with self._database.reading() as connection:
            found = arrival.notes(connection, place, key, self.arrival)
            self._audit.owe(*found)
        with suppress(DiskFull, NotWritten), self._database.writing() as transaction:
            transaction.on_commit.append(partial(swapping.told, place))
        with suppress(VaultError):  # erasures interrupted, without room, or restored
            self.erasing.repeat()
            self.erasing.clear_pages()

    # --- records -------------------------------------------------------------------

    def put(self, *records: Any) -> None:
        """Save records in one transaction, with what the outbox must send.

        Saving what is stored already leaves no trace. Raises Immutable, DiskFull and
        the like: then none of them is saved.
        """
        if any(isinstance(record, _REVISED) for record in records):
            raise TypeError("a family is saved with save_family")
        with self._database.writing() as transaction:
            saved_at = time_text(self._clock.now())
            changes = record_store.put(transaction, records, saved_at)
            self._audit.add(transaction, (change.note() for change in changes))
            moved = [
                change.row["family_id"]
                for change in changes
                if change.row["type"] == "Encounter" and change.alters("at", "status")
            ]
            family_store.note_visits(transaction.connection, moved)

    def get(self, kind: type[T], record_id: str) -> T:
        """The record of this kind; raises NotFound."""
        with self._database.reading() as connection:
            return record_store.get(connection, kind, record_id)

    def find(
        self,
        kind: type[T],
        *,
        family_id: str | None = None,
        encounter_id: str | None = None,
        subject_id: str | None = None,
        status: str | None = None,
        limit: int | None = None,
    ) -> tuple[T, ...]:
        """Records of this kind, newest first; a DetectedIssue is "open" or "closed"."""
        asked = {
            "family_id": family_id,
            "encounter_id": encounter_id,
            "subject_id": subject_id,
            "status": status,
        }
        where = {name: value for name, value in asked.items() if value is not None}
        with self._database.reading() as connection:
            return record_store.find(connection, kind, where, limit)

    def drafts(self) -> tuple[Encounter, ...]:
        """Visits that have not been finished, newest first."""
        return self.find(Encounter, status=EncounterStatus.IN_PROGRESS)

    def in_short(self) -> InShort:
        """What took place with many families, without decoding any record."""
        return InShort(self._database)

    def practitioner(self) -> Practitioner:
        """Whose vault this is; raises NotFound before it has been put."""
        for found in self.find(Practitioner, limit=1):
            return found
        raise NotFound(detail="Practitioner")

    # --- families ------------------------------------------------------------------

    def save_family(self, family: Family, author: str) -> Family:
        """Keep a new revision; returns the family as it now stands.

        Fields are compared with the revision the family came from, so that an older
        copy takes back only what was changed in it. Nothing changed: no revision.
        """
        with self._database.writing() as transaction:
            now = time_text(self._clock.now())
            saved, notes = family_store.save(
                transaction.connection, family, author, now
            )
            self._audit.add(transaction, notes)
            return saved

    def family(self, family_id: str) -> Family:
        """The family as it now stands; raises NotFound."""
        with self._database.reading() as connection:
            return family_store.get(connection, family_id)

    def families(self) -> Iterator[Family]:
        """Every family as it now stands; a long list, decoded one by one."""
        with self._database.reading() as connection:
            return family_store.every(connection)

    def revisions(self, family_id: str) -> tuple[Revision, ...]:
        """Every revision of a family, newest first."""
        with self._database.reading() as connection:
            return family_store.history(connection, family_id)

    def search(self, words: str = "", limit: int = 50) -> tuple[FamilyRow, ...]:
        """Families where each word begins a name, number or postcode; recent first."""
        with self._database.reading() as connection:
            return family_store.find(connection, words, limit)

    # --- settings and attachments --------------------------------------------------

    def setting(self, name: str, default: T) -> T:
        """The value of a setting, a JSON value like the default."""
        with self._database.reading() as connection:
            found: T = settings.get(connection, name, default)
            return found

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a setting: any JSON value."""
        with self._database.writing() as transaction:
            settings.keep(transaction, name, value)

    def attach(self, content: bytes) -> str:
        """Keep bytes, an issued letter for instance; returns their SHA-256."""
        digest = sha256(content).hexdigest()
        statement = insert(ATTACHMENT).values(sha256=digest, content=content)
        with self._database.writing() as transaction:
            transaction.connection.execute(statement.on_conflict_do_nothing())
        return digest

    def attachment(self, digest: str) -> bytes:
        """The bytes with this SHA-256; raises NotFound."""
        query = select(ATTACHMENT.c.content).where(ATTACHMENT.c.sha256 == digest)
        with self._database.reading() as connection:
            content = connection.execute(query).scalar()
        if content is None:
            raise NotFound(detail="attachment")
        return bytes(content)

    # --- transactions, audit, outbox -----------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All puts inside are saved together or not at all; it can be nested."""
        with self._database.writing():
            yield

    def note(self, action: str, *, family_id: str = "", **about: str | int) -> None:
        """Enter in the audit what leaves no record: unlock, view, print, export.

        `about` holds ids and counts, never content.
        """
        with self._database.writing() as transaction:
            transaction.noted.append(Note(action, family_id, about=about))

    def looked(self, family_id: str, **about: str | int) -> None:
        """Enter a look; a full disk keeps nobody from it, the entry then waits."""
        self._audit.owe(Note(VIEW, family_id, about=about))
        with suppress(DiskFull, NotWritten), self._database.writing():
            pass

    def audit_entries(
        self,
        family_id: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[AuditEntry, ...]:
        """Entries, oldest first; of a family, from a time on, before one (aware)."""
        with self._database.reading() as connection:
            return audit.entries(connection, family_id, since, until)

    def last_entries(self) -> LastEntries:
        """When the audit was written last, before this session and in it."""
        with self._database.reading() as connection:
            return last_entries(connection)

    def audit_head(self) -> bytes:
        """The newest signed head of the audit as JSON; b"" before the first entry."""
        head = self._newest_head()
        return head.to_bytes() if head else b""

    def verify_audit(self, heads: Mapping[str, AuditHead] | None = None) -> Verdict:
        """Check the audit against its own head, those beside it, and these."""
        found = audit_anchor.heads(self._place) if self._place else {}
        with self._database.reading() as connection:
            return audit_check.verify(connection, {**found, **(heads or {})})

    def _newest_head(self) -> AuditHead | None:
        with self._database.reading() as connection:
            return audit_head.stored(connection)

    def pending(self, limit: int = 1000) -> tuple[Pending, ...]:
        """Records that have changed on this laptop and have not been sent."""
        with self._database.reading() as connection:
            return outbox.waiting(connection, limit)

    def sent(self, *pending: Pending) -> None:
        """Forget what was sent, unless it has changed again meanwhile."""
        with self._database.writing() as transaction:
            outbox.sent(transaction.connection, pending)

    def check(self) -> None:
        """Read and verify every page; raises Damaged. Takes 0.2 s for 100 MB."""
        suspicion.check(self._database)

    # --- backups -------------------------------------------------------------------

    @property
    def position(self) -> int:
        """How many transactions the journal has counted; 0 in memory."""
        journal = self._database.journal
        return journal.state.position if journal else 0

    def backups(self) -> Backups | None:
        """The backups, with a key of their own to be closed; None in memory.

        They can be used on any thread, also after the vault was closed.
        """
        if self._place is None:
            return None
        second = self.setting(SECOND_PLACE, "")
        path = Path(second) if second else None
        return Backups(self._place, self._database.key_copy(), self._clock, path)

    # --- end -----------------------------------------------------------------------

    def close(self) -> None:
        """Close the file, wipe the key, let another window in; twice is fine."""
        if self._place:
            with suppress(VaultError):
                audit_anchor.keep(self._place, self._newest_head())
        self._audit.forget()
        self._database.close()
        if self._held:
            self._held.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, open, and its recovery code, which is shown once."""

    vault: Vault
    recovery_code: str


def create(
    folder: Path,
    passphrase: str,
    practitioner: Practitioner,
    clock: Clock,
    *,
    cost: Cost = STANDARD,
) -> Created:
    """Make a new vault in the folder; raises AlreadyThere when it holds one.

    `cost` is that of the passphrase slot; only tests lower it, to kdf.FLOOR.
    """
    with DataKey.random() as key:
        code = opening.make(folder, key, passphrase, cost)
        attempts.begin(Place(folder))
        vault = Vault.open(folder, key, clock)
    vault.put(practitioner)
    return Created(vault, code)
