"""A Ledger in memory: what the vault does for sync, in the plainest form.

It can be copied (`twin`), which is what a restored backup or a cloned disk is.
"""

import copy
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from visit_app.records import Family
from visit_app.records.codec import from_json, to_json
from visit_app.sync.change import Change, Key, Outgoing
from visit_app.sync.family_key import FamilyKey
from visit_app.sync.ledger import Sealed, Waiting
from visit_app.sync.merge import View, look
from visit_app.sync.parcel import Head


class MemoryLedger:
    def __init__(self, make_id: Iterator[str] | None = None) -> None:
        self.values: dict[str, str] = {}
        self.roster: list[bytes] = []
        self.segments: dict[tuple[str, int], bytes] = {}
        self.read: dict[str, Head] = {}
        self.keys: dict[tuple[bytes, bytes], FamilyKey] = {}
        self.known: dict[Key, list[Change]] = {}
        self.views: dict[Key, View] = {}
        self.outbox: list[str] = []  # revisions, oldest first
        self.sent: dict[str, int] = {}  # revision -> segment
        self.closed: Sealed | None = None
        self.in_transaction = 0
        self.make_id = make_id
        self.after_crash: MemoryLedger | None = None

    # --- the person's side

    def edit(self, change: Change) -> None:
        """A change made on this laptop."""
        known = [*self.known.get(change.key, []), change]
        self.add_own(change, look(known))

    def state(self, kind: str, record_id: str) -> Mapping[str, Any]:
        return self.views[kind, record_id].state

    def family(self, family_id: str) -> Family:
        return from_json(Family, self.state("Family", family_id))

    def twin(self) -> "MemoryLedger":
        """A copy of the disk."""
        other = MemoryLedger()
        for name, value in vars(self).items():
            if name not in {"make_id", "after_crash"}:
                setattr(other, name, copy.copy(value))
        other.known = {key: list(changes) for key, changes in self.known.items()}
        return other

    # --- Ledger

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = self.twin() if not self.in_transaction else None
        self.in_transaction += 1
        try:
            yield
        except BaseException:
            if before is not None:
                for name, value in vars(before).items():
                    if name not in {"make_id", "after_crash"}:
                        setattr(self, name, value)
                self.in_transaction += 1
            raise
        finally:
            self.in_transaction -= 1

    def value(self, name: str) -> Any:
        text = self.values.get(name)
        return None if text is None else json.loads(text)

    def set_value(self, name: str, value: Any) -> None:
        self._check()
        if value is None:
            self.values.pop(name, None)
        else:
            self.values[name] = json.dumps(value)

    def audit_head(self) -> Mapping[str, Any]:
        return {}

    def roster_entries(self) -> Sequence[bytes]:
        return tuple(self.roster)

    def add_roster_entry(self, raw: bytes) -> None:
        self._check()
        self.roster.append(raw)

    def drop_roster(self) -> None:
        self._check()
        self.roster.clear()

    def heads(self) -> Mapping[str, Head]:
        return dict(self.read)

    def add_segment(self, device: str, head: Head, raw: bytes) -> None:
        self._check()
        self.segments.setdefault((device, head.number), raw)
        if head.number > self.read.get(device, Head()).number:
            self.read[device] = head

    def add_segments(self, segments: Sequence[tuple[str, Head, bytes]]) -> None:
        for one in segments:
            self.add_segment(*one)

    def segment(self, device: str, number: int) -> bytes | None:
        return self.segments.get((device, number))

    def family_keys(self, tag: bytes) -> Sequence[FamilyKey]:
        return [key for (held, _), key in self.keys.items() if held == tag]

    def add_family_keys(self, keys: Sequence[FamilyKey]) -> None:
        self._check()
        self.keys.update({(key.tag, key.key_id): key for key in keys})

    def key_names(self) -> Sequence[tuple[bytes, int]]:
        return sorted({(key.tag, key.epoch) for key in self.keys.values()})

    def unsent(self, limit: int) -> Sequence[Outgoing]:
        return [
            Outgoing(c.kind, c.id, c.family_id, c.revision, c.line)
            for c in self._unsent(limit)
        ]

    def _unsent(self, limit: int) -> Sequence[Change]:
        changes = {c.revision: c for several in self.known.values() for c in several}
        return [changes[revision] for revision in self.outbox[:limit]]

    def waiting(self) -> Waiting:
        unsent = self._unsent(len(self.outbox))
        visits = {c.encounter_id for c in unsent if c.encounter_id}
        since = min((c.recorded for c in unsent), default="")
        return Waiting(len(unsent), len(visits), since)

    def mark_sent(self, revisions: Collection[str], number: int) -> None:
        self._check()
        gone = set(revisions)
        self.outbox = [revision for revision in self.outbox if revision not in gone]
        self.sent.update(dict.fromkeys(revisions, number))

    def sent_visits(self) -> Mapping[str, int]:
        changes = {c.revision: c for several in self.known.values() for c in several}
        sent = [(changes[revision], number) for revision, number in self.sent.items()]
        own = {c.id for c, _ in sent if c.kind == "Encounter"}
        out: dict[str, int] = {}
        for change, number in sent:
            visit = change.encounter_id
            if visit in own:
                out[visit] = max(out.get(visit, 0), number)
        return out

    def sealed(self) -> Sealed | None:
        return self.closed

    def keep_sealed(self, sealed: Sealed | None) -> None:
        self._check()
        self.closed = sealed

    def file_sealed(self, device: str, head: Head) -> None:
        assert self.closed is not None
        assert self.closed.number == head.number
        self.add_segment(device, head, self.closed.raw)
        self.keep_sealed(None)

    def changes(self, keys: Collection[Key]) -> Mapping[Key, Sequence[Change]]:
        return {key: tuple(self.known[key]) for key in keys if key in self.known}

    def apply(self, changes: Sequence[Change], views: Mapping[Key, View]) -> None:
        self._check()
        for change in changes:
            self.known.setdefault(change.key, []).append(change)
        self.views.update(views)

    def add_own(self, change: Change, view: View) -> None:
        self.known.setdefault(change.key, []).append(change)
        self.views[change.key] = view
        self.outbox.append(change.revision)

    def families(self) -> Sequence[str]:
        return sorted({family_id for kind, family_id in self.known if kind == "Family"})

    def erase(self, family_id: str) -> None:
        self._check()
        gone = {
            key
            for key, changes in self.known.items()
            if any(change.family_id == family_id for change in changes)
        }
        dropped = {c.revision for key in gone for c in self.known[key]}
        self.known = {k: v for k, v in self.known.items() if k not in gone}
        self.views = {k: v for k, v in self.views.items() if k not in gone}
        self.outbox = [revision for revision in self.outbox if revision not in dropped]
        self.sent = {k: v for k, v in self.sent.items() if k not in dropped}

    def drop_family_keys(self, tag: bytes) -> None:
        self._check()
        self.keys = {k: v for k, v in self.keys.items() if k[0] != tag}

    def _check(self) -> None:
        assert self.in_transaction, "written outside a transaction"


def family_change(
    family: Family, *, revision: str, author: str, **about: Any
) -> Change:
    """A family's revision as the vault would send it."""
    state = to_json(family)
    return Change(
        kind="Family",
        id=family.id,
        family_id=family.id,
        revision=revision,
        author=author,
        recorded=about.pop("recorded", "2026-11-23T10:42:00+00:00"),
        state=state,
        **about,
    )


def uuid_like(number: int) -> str:
    return str(UUID(int=number, version=4))
