"""The Ledger in a vault: what is unsent there becomes changes, what arrives records."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import groupby
from typing import Any

from visit_app.records import Revision
from visit_app.records.identity import new_ids
from visit_app.sync.book import CONFLICTED, IDENTITY, added
from visit_app.sync.change import Change, Key, Outgoing
from visit_app.sync.errors import SyncError
from visit_app.sync.family_key import FamilyKey
from visit_app.sync.ledger import Sealed, Waiting
from visit_app.sync.merge import View, look
from visit_app.sync.parcel import Head
from visit_app.sync.session import known_roster
from visit_app.sync.vault_changes import (
    ATTACHMENT,
    about_of,
    attachment_in,
    attachment_named,
    change_in,
    change_of_attachment,
    change_of_family,
    line_in,
    origin_of,
    present_of,
    record_row_of,
    revision_of,
    row_of,
    row_of_record,
)
from visit_app.vault.change_rows import RECEIVED, UNSENT
from visit_app.vault.errors import NotFound
from visit_app.vault.rows import RecordRow
from visit_app.vault.sync_records import UnsentRecord
from visit_app.vault.vault import Vault

_MADE_AT_ONCE = 512  # a screen that saves meanwhile waits a fraction of a second
_LOOKED_FOR = 8192  # finding what is ready goes through all that waits
HELD_BACK = "held_back"  # records whose state this version cannot keep: [kind, id]


class PracticeOnly(SyncError):
    """A practice vault has no way to a team store."""

    def __init__(self) -> None:
        super().__init__(
            "This is practice: nothing of it is sent to anybody. Lock, and open your "
            "own records to work with your team."
        )


class VaultLedger:
    """One open vault, as sync sees it; raises PracticeOnly for a practice vault."""

    def __init__(self, vault: Vault) -> None:
        if vault.is_practice:
            raise PracticeOnly
        self._vault = vault
        self._tables = vault.sync_tables
        self._records = vault.sync_records
        self._named: tuple[int, dict[str, str]] = (0, {})

    def transaction(self) -> AbstractContextManager[Any]:
        """Everything inside is kept together or not at all."""
        return self._tables.transaction()

    def value(self, name: str) -> Any:
        """A value kept before, None when there is none."""
        text = self._tables.value(name)
        return None if text is None else json.loads(text)

    def set_value(self, name: str, value: Any) -> None:
        """Keep a JSON value; None forgets it."""
        self._tables.set_value(name, None if value is None else json.dumps(value))

    def audit_head(self) -> Mapping[str, Any]:
        """The newest signed head of the laptop's audit, as JSON; {} without one."""
        head: dict[str, Any] = json.loads(self._vault.audit_head() or b"{}")
        return head

    # --- roster, segments, keys

    def roster_entries(self) -> Sequence[bytes]:
        """The roster's entries, the first one first."""
        return self._tables.roster()

    def add_roster_entry(self, raw: bytes) -> None:
        """Keep the next entry."""
        self._tables.add_roster_entry(raw)

    def drop_roster(self) -> None:
        """Forget the entries of a team that this laptop never was in."""
        self._tables.drop_roster()

    def heads(self) -> Mapping[str, Head]:
        """How far each feed has been read, by device."""
        return {device: Head(*head) for device, head in self._tables.heads().items()}

    def add_segment(self, device: str, head: Head, raw: bytes) -> None:
        """Keep a segment; the feed's head moves to it if it is newer."""
        self.add_segments([(device, head, raw)])

    def add_segments(self, segments: Sequence[tuple[str, Head, bytes]]) -> None:
        """Keep several, each as (device, head, raw), those of a feed in their order."""
        rows = [(device, head.number, raw) for device, head, raw in segments]
        heads = [(device, head.number, head.digest) for device, head, _ in segments]
        self._tables.add_segments(rows, heads)

    def segment(self, device: str, number: int) -> bytes | None:
        """A kept segment."""
        return self._tables.segment(device, number)

    def family_keys(self, tag: bytes) -> Sequence[FamilyKey]:
        """The keys of a family."""
        held = self._tables.family_keys(tag)
        return [FamilyKey(tag, epoch, key) for epoch, key in held]

    def add_family_keys(self, keys: Sequence[FamilyKey]) -> None:
        """Keep keys; one that is there already is fine."""
        self._tables.add_family_keys([(k.tag, k.key_id, k.epoch, k.key) for k in keys])

    def drop_family_keys(self, tag: bytes) -> None:
        """Delete a family's keys."""
        self._tables.drop_family_keys(tag)

    def key_names(self) -> Sequence[tuple[bytes, int]]:
        """Tag and epoch of every key."""
        return self._tables.key_names()

    def sealed(self) -> Sealed | None:
        """The closed segment that waits for the store."""
        held = self._tables.sealed()
        if held is None:
            return None
        number, raw, about = held
        return Sealed(number, raw, tuple(about["revisions"]), about["told"])

    def keep_sealed(self, sealed: Sealed | None) -> None:
        """Keep a closed segment before it is offered; None once it is settled."""
        if sealed is None:
            self._tables.keep_sealed(None)
            return
        about = {"revisions": list(sealed.revisions), "told": sealed.told}
        self._tables.keep_sealed((sealed.number, sealed.raw, about))

    def file_sealed(self, device: str, head: Head) -> None:
        """The closed segment is in the store: it is the next one of the own feed."""
        self._tables.file_sealed(device, head.number, head.digest)

    # --- out

    def unsent(self, limit: int) -> Sequence[Outgoing]:
        """Some of what has to be sent, oldest first, a visit behind its parts."""
        waiting = self._records.unsent_changes(limit)
        if len(waiting) < limit:
            self._make_changes()
            waiting = self._records.unsent_changes(limit)
        return [
            Outgoing(row.type, row.id, row.family_id, row.revision, line_in(row))
            for row in waiting
        ]

    def waiting(self) -> Waiting:
        """How much has to be sent."""
        return Waiting(*self._records.waiting())

    def mark_sent(self, revisions: Collection[str], number: int) -> None:
        """These are in the store, in an own segment: names.sent_mark."""
        self._records.mark_sent(revisions, number)

    def sent_visits(self) -> Mapping[str, int]:
        """Own visits in the store: id, and the mark of the last segment with it."""
        return self._records.sent_visits()

    # --- in

    def changes(self, keys: Collection[Key]) -> Mapping[Key, Sequence[Change]]:
        """Every known change of these records, the laptop's own unsent ones too."""
        families = {record_id for kind, record_id in keys if kind == "Family"}
        with self.transaction():
            if families:
                self._stamp(self._records.unsent_revisions(families), ())
            self._stamp((), self._records.unsent_records(keys))
            rows = self._records.changes(keys)
        known: dict[Key, list[Change]] = {}
        for row in rows:
            known.setdefault((row.type, row.id), []).append(change_in(row))
        return known

    def apply(self, changes: Sequence[Change], views: Mapping[Key, View]) -> None:
        """Keep received changes; their records are now as the views say."""
        shown = self._show(changes, views)
        rest = [change for change in changes if change.key not in shown]
        self._records.add_changes(row_of(change, RECEIVED) for change in rest)

    def add_own(self, change: Change, view: View) -> None:
        """Keep a change made here (a settled conflict); it has to be sent."""
        self._records.add_changes([row_of(change, UNSENT)])
        self._show([change], {change.key: view})

    def families(self) -> Sequence[str]:
        """The ids of the families here."""
        return self._records.families()

    def erase(self, family_id: str) -> None:
        """Delete everything of a family: records, revisions, what is unsent."""
        self._records.erase(family_id)

    def take_held_back(self) -> None:
        """Try again what an older version of the app could not keep."""
        keys = [(kind, record_id) for kind, record_id in self.value(HELD_BACK) or []]
        if not keys:
            return
        with self.transaction():
            self.set_value(HELD_BACK, None)
            known = self.changes(keys)
            views = {key: look(several) for key, several in known.items()}
            self._show([c for several in known.values() for c in several], views)

    # --- from the outbox to changes

    def _make_changes(self) -> None:
        """Make changes of what waits: looked for once, taken in short transactions."""
        while revisions := self._records.ready_revisions(_MADE_AT_ONCE):
            with self.transaction():
                self._stamp(revisions, ())
        numbers = self._records.ready_records(_LOOKED_FOR)
        for start in range(0, len(numbers), _MADE_AT_ONCE):
            with self.transaction():
                self._make_some(numbers[start : start + _MADE_AT_ONCE])

    def _make_some(self, numbers: Sequence[int]) -> None:
        """In their order; what is sent for the first time without being read."""
        first = self._records.first_time(numbers)
        about = about_of(self._author())
        for is_first, run in groupby(numbers, first.__contains__):
            if is_first:
                some = list(run)
                made = zip(new_ids(len(some)), some, strict=True)
                self._records.made_first(dict(made), about)
            else:
                self._stamp((), self._records.unsent_numbered(list(run)))

    def _stamp(
        self, revisions: Sequence[Revision], rows: Sequence[UnsentRecord]
    ) -> None:
        """Make changes of what waits in the outbox."""
        author = self._author()
        made = [
            row_of(change_of_family(revision, author), UNSENT) for revision in revisions
        ]
        done = [("Revision", revision.id) for revision in revisions]
        known = self._known([(row.type, row.id) for row in rows])
        for row in rows:
            change = row_of_record(row, known.get((row.type, row.id), []), author)
            done.append((row.type, row.id))
            if change is not None:
                made.append(change)
        made += [row_of(change, UNSENT) for change in self._letters(rows, author)]
        if done:
            self._records.made(done, made)
            self._note_conflicts({revision.family_id for revision in revisions})

    def _letters(self, rows: Iterable[UnsentRecord], author: str) -> Iterator[Change]:
        """The bytes of letters that have gone out, once each."""
        for row in rows:
            digest = attachment_named(row)
            if digest and not self._records.changes([(ATTACHMENT, digest)]):
                with suppress(NotFound):  # a colleague's, which has not come yet
                    content = self._vault.attachment(digest)
                    yield change_of_attachment(row, content, author)

    def _known(self, keys: Collection[Key]) -> dict[Key, list[Change]]:
        known: dict[Key, list[Change]] = {}
        for row in self._records.changes(keys) if keys else ():
            known.setdefault((row.type, row.id), []).append(change_in(row))
        return known

    def _note_conflicts(self, families: Iterable[str]) -> None:
        """Two windows of one laptop may have changed one field, too."""
        keys = [("Family", family_id) for family_id in sorted(families)]
        for key, several in self._known(keys).items():
            if len(several) > 1 and look(several).conflicts:
                added(self, CONFLICTED, [list(key)])

    def _author(self) -> str:
        held = self.value(IDENTITY)
        return str(held["practitioner"]) if held else self._vault.practitioner().id

    # --- from changes to records

    def _show(self, changes: Sequence[Change], views: Mapping[Key, View]) -> set[Key]:
        """Show what the views say.

        Returns which of them are new records that keep the change they came in.
        """
        of_families: dict[Key, list[Change]] = {}
        for change in changes:
            if change.kind == "Family":
                of_families.setdefault(change.key, []).append(change)
        sole = {id(change.state): change for change in changes}
        held_back: list[Key] = []
        ready: list[RecordRow] = []
        for key, view in views.items():
            if key[0] == "Family":
                kept = self._show_family(of_families.get(key, []), view)
            else:
                kept = self._show_record(key, view, sole.get(id(view.state)), ready)
            if not kept:
                held_back.append(key)
        new = self._records.put_records(ready)
        if held_back:
            added(self, HELD_BACK, [list(key) for key in held_back])
        with_origin = {(r["type"], r["id"]) for r in ready if "origin" in r}
        return new & with_origin

    def _show_record(
        self, key: Key, view: View, sole: Change | None, ready: list[RecordRow]
    ) -> bool:
        """Add the record to those that are ready; False when it cannot be kept.

        `sole` is the change that is all that is known of it.
        """
        if key[0] == ATTACHMENT:
            self._keep_letter(view, key)
            return True
        row = record_row_of(key[0], view, sole.state_text if sole else "")
        if row is not None:
            if sole is not None and row["body"] == sole.state_text:
                row["origin"] = origin_of(sole)
            ready.append(row)
        return row is not None

    def _keep_letter(self, view: View, key: Key) -> None:
        """The bytes of a colleague's letter; others than their name says are no use."""
        content = attachment_in(view, key[1])
        if content is not None:
            self._vault.attach(content)

    def _show_family(self, changes: Sequence[Change], view: View) -> bool:
        """Put a family's revisions into its history, and show what they make."""
        names = self._names()
        present = present_of(changes, view)
        if present is None:
            return False
        received = (revision_of(change, names) for change in changes)
        self._records.put_family([r for r in received if r is not None], present)
        return True

    def _names(self) -> dict[str, str]:
        """Practitioners' names by id, for the history; worked out once per entry."""
        number, held = self._named
        now = len(self._tables.roster())
        if now != number:
            roster = known_roster(self)
            members = roster.members.values() if roster else ()
            held = {member.practitioner: member.name for member in members}
            self._named = now, held
        return held
