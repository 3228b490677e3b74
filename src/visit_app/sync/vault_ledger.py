"""The Ledger in a vault: what is unsent there becomes changes, what arrives records."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, is_dataclass, replace
from typing import Any

from visit_app import records
from visit_app.records import Family, Revision, new_id
from visit_app.records.codec import from_json, to_json
from visit_app.sync.book import CONFLICTED, IDENTITY, added
from visit_app.sync.change import Change, Key, canonical
from visit_app.sync.errors import SyncError
from visit_app.sync.family_key import FamilyKey
from visit_app.sync.fields import ABSENT, fields_of
from visit_app.sync.ledger import Sealed, Waiting
from visit_app.sync.merge import View, look
from visit_app.sync.parcel import Head
from visit_app.sync.roster import fold
from visit_app.vault.sync_records import RECEIVED, UNSENT, ChangeRow, UnsentRecord
from visit_app.vault.vault import Vault

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
        self._tables.add_segment(device, head.number, head.digest, raw)

    def segment(self, device: str, number: int) -> bytes | None:
        """A kept segment."""
        return self._tables.segment(device, number)

    def family_keys(self, tag: bytes) -> Sequence[FamilyKey]:
        """The keys of a family."""
        held = self._tables.family_keys(tag)
        return [FamilyKey(tag, epoch, key) for epoch, key in held]

    def add_family_key(self, key: FamilyKey) -> None:
        """Keep a key; one that is there already is fine."""
        self._tables.add_family_key(key.tag, key.key_id, key.epoch, key.key)

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

    # --- out

    def unsent(self, limit: int) -> Sequence[Change]:
        """Some of what has to be sent, oldest first, a visit behind its parts."""
        waiting = self._records.unsent_changes(limit)
        room = limit - len(waiting)
        if room > 0:
            with self.transaction():
                revisions = self._records.ready_revisions(room)
                self._stamp(revisions, ())
                ready = self._records.ready_records(room)
                self._stamp((), ready)
            waiting = self._records.unsent_changes(limit)
        return [_change(row) for row in waiting]

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
            known.setdefault((row.type, row.id), []).append(_change(row))
        return known

    def apply(self, changes: Sequence[Change], views: Mapping[Key, View]) -> None:
        """Keep received changes; their records are now as the views say."""
        self._records.add_changes(_row(change, RECEIVED) for change in changes)
        self._show(changes, views)

    def add_own(self, change: Change, view: View) -> None:
        """Keep a change made here (a settled conflict); it has to be sent."""
        self._records.add_changes([_row(change, UNSENT)])
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

    def _stamp(
        self, revisions: Sequence[Revision], rows: Sequence[UnsentRecord]
    ) -> None:
        """Make changes of what waits in the outbox."""
        author = self._author()
        made = [_row(_of_family(revision, author), UNSENT) for revision in revisions]
        done = [("Revision", revision.id) for revision in revisions]
        known = self._known([(row.type, row.id) for row in rows])
        for row in rows:
            change = _of_record(row, known.get((row.type, row.id), []), author)
            done.append((row.type, row.id))
            if change is not None:
                made.append(_row(change, UNSENT))
        if done:
            self._records.made(done, made)
            self._note_conflicts({revision.family_id for revision in revisions})

    def _known(self, keys: Collection[Key]) -> dict[Key, list[Change]]:
        known: dict[Key, list[Change]] = {}
        for row in self._records.changes(keys) if keys else ():
            known.setdefault((row.type, row.id), []).append(_change(row))
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

    def _show(self, changes: Sequence[Change], views: Mapping[Key, View]) -> None:
        names = self._names()
        held_back: list[Key] = []
        ready: list[Any] = []
        for key, view in views.items():
            if key[0] == "Family":
                several = [change for change in changes if change.key == key]
                if not self._show_family(several, view, names):
                    held_back.append(key)
            elif (record := _record(key[0], view)) is not None:
                ready.append(record)
            else:
                held_back.append(key)
        if ready:
            self._records.put_records(ready)
        if held_back:
            added(self, HELD_BACK, [list(key) for key in held_back])

    def _show_family(
        self, changes: Sequence[Change], view: View, names: Mapping[str, str]
    ) -> bool:
        """Put a family's revisions into its history, and show what they make."""
        name = "+".join(view.heads)
        try:
            state = from_json(Family, view.state)
        except ValueError:
            return False
        received = [r for r in (_revision(c, names) for c in changes) if r is not None]
        latest = max((change.recorded for change in changes), default="")
        present = Revision(
            id=name,
            family_id=state.id,
            parents=view.heads,
            recorded=latest,
            state=replace(state, revision=name),
        )
        self._records.put_family(received, present)
        return True

    def _names(self) -> dict[str, str]:
        """Practitioners' names by id, for the history."""
        roster = fold(self.roster_entries())
        members = roster.members.values() if roster else ()
        return {member.practitioner: member.name for member in members}


def _kinds() -> dict[str, type]:
    """The records that travel: those of a family, by their class's name."""
    named = {name: getattr(records, name) for name in records.__all__}
    return {
        name: kind
        for name, kind in named.items()
        if isinstance(kind, type)
        and is_dataclass(kind)
        and {"id", "family_id"} <= {f.name for f in fields(kind)}
        and name != "Revision"
    }


_KINDS = _kinds()


def _record(kind: str, view: View) -> Any:
    """The record of a view; None for a kind or a state this version does not know."""
    if kind not in _KINDS:
        return None
    try:
        return from_json(_KINDS[kind], view.state)
    except ValueError:
        return None


def _revision(change: Change, names: Mapping[str, str]) -> Revision | None:
    try:
        state = from_json(Family, change.state)
    except ValueError:
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


def _of_family(revision: Revision, author: str) -> Change:
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


def _of_record(row: UnsentRecord, known: list[Change], author: str) -> Change | None:
    """A record as it stands, as a change; None when its changes say it already."""
    state = json.loads(row.body)
    parents: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    if known:
        view = look(known)
        before, after = fields_of(view.state), fields_of(state)
        paths = sorted(before.keys() | after.keys())
        changed = tuple(
            p for p in paths if before.get(p, ABSENT) != after.get(p, ABSENT)
        )
        parents = view.heads
        if not changed:
            return None
    return Change(
        kind=row.type,
        id=row.id,
        family_id=row.family_id,
        revision=new_id(),
        author=author,
        recorded=row.at,
        state=state,
        parents=parents,
        changed=changed,
    )


def _change(row: ChangeRow) -> Change:
    return Change.from_json(json.loads(row.body))


def _row(change: Change, sent: int) -> ChangeRow:
    return ChangeRow(
        type=change.kind,
        id=change.id,
        family_id=change.family_id,
        encounter_id=change.encounter_id,
        revision=change.revision,
        at=change.recorded,
        sent=sent,
        body=canonical(change.to_json()),
    )
