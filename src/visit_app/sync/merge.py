"""Merging what several people changed while apart, without losing a value.

Every field of a record holds a set of versions. Setting it replaces the versions its
author had before them; what two people set without knowing of each other is kept side
by side until a person chooses. So the merged state is a function of the set of changes
alone: neither the order they arrive in nor any clock plays a part.

`merge` is the three-way merge of one such state; `look` folds it over all changes of a
record, along who knew of what.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from visit_app.sync.change import Change
from visit_app.sync.fields import ABSENT, HERE, Fields, fields_of, state_of, things


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """One value of a field: JSON text, HERE or ABSENT, and who set it when.

    `depth` is how many changes lie before it: which of two is shown, never which wins.
    """

    depth: int
    revision: str
    text: str
    author: str
    recorded: str


Details = Mapping[str, frozenset[Version]]


@dataclass(frozen=True, slots=True)
class View:
    """A record as all known changes make it.

    `heads` are the revisions nothing follows; `state` shows one version of each field;
    `conflicts` holds every version of the fields that have more than one value.
    """

    heads: tuple[str, ...]
    state: Mapping[str, Any]
    details: Details
    conflicts: Mapping[str, tuple[Version, ...]]


def merge(
    base: Details, ours: Details, theirs: Details
) -> dict[str, frozenset[Version]]:
    """What both have, and what either has beyond the base: per field, per version.

    With one base it is commutative, associative and idempotent. A version that either
    side has and the base has not is never dropped.
    """
    nothing: frozenset[Version] = frozenset()
    merged = {}
    for path in ours.keys() | theirs.keys():
        o, t = ours.get(path, nothing), theirs.get(path, nothing)
        common = base.get(path, nothing)
        merged[path] = (o & t) | (o - common) | (t - common)
    return {path: versions for path, versions in merged.items() if versions}


def look(changes: Iterable[Change]) -> View:
    """The record that these changes make; there must be one at least."""
    known = _Known(_told_apart(changes))
    details = known.together(known.heads)
    shown = _shown(known, details)
    first = next(iter(known.changes.values()))
    conflicts = {
        path: tuple(sorted(versions))
        for path, versions in sorted(details.items())
        if len({v.text for v in versions}) > 1
    }
    return View(known.heads, state_of(shown, first.id), details, conflicts)


def sole(change: Change) -> View:
    """The view of a record of which one change is known: what it says."""
    return View((change.revision,), change.state, {}, {})


def is_conflict(versions: Iterable[Version]) -> bool:
    """More than one value, by whatever number of people."""
    return len({version.text for version in versions}) > 1


def _told_apart(changes: Iterable[Change]) -> list[Change]:
    """Changes that share a revision's id but not its content, each with its own id.

    Only a forger makes them. The rule does not depend on which came first.
    """
    unique = {change.digest: change for change in changes}
    taken: set[str] = set()
    out = []
    for digest in sorted(unique):
        change = unique[digest]
        if change.revision in taken:
            own = f"{change.revision}~{digest.hex()[:16]}"
            change = replace(change, revision=own)
        taken.add(change.revision)
        out.append(change)
    return out


class _Known:
    """The changes of one record in an order in which parents come first."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes: dict[str, Change] = {}
        self.details: dict[str, Details] = {}
        self.before: dict[str, frozenset[str]] = {}
        self.fields: dict[str, Fields] = {}
        self.depth: dict[str, int] = {}
        for change in _parents_first(changes):
            self._add(change)
        followed = {p for change in changes for p in change.parents}
        heads = [r for r in self.changes if r not in followed]
        self.heads = tuple(sorted(heads or self.changes))

    def together(self, revisions: Iterable[str]) -> Details:
        """The merged state of several revisions."""
        known = list(revisions)
        return reduce(
            self._merged, ((self.before[r] | {r}, self.details[r]) for r in known)
        )[1]

    def _merged(
        self,
        ours: tuple[frozenset[str], Details],
        theirs: tuple[frozenset[str], Details],
    ) -> tuple[frozenset[str], Details]:
        both = ours[0] & theirs[0]
        base = _of(ours[1], both), _of(theirs[1], both)
        common = {
            p: base[0].get(p, _NONE) | base[1].get(p, _NONE) for p in _paths(base)
        }
        return ours[0] | theirs[0], merge(common, ours[1], theirs[1])

    def _add(self, change: Change) -> None:
        parents = [p for p in change.parents if p in self.changes]
        before = frozenset(parents).union(*(self.before[p] for p in parents))
        fields = fields_of(change.state)
        depth = 1 + max((self.depth[p] for p in parents), default=0)
        details = dict(self.together(parents)) if parents else {}
        for path in self._set_by(change, parents, fields, details):
            version = Version(
                depth,
                change.revision,
                fields.get(path, ABSENT),
                change.author,
                change.recorded,
            )
            details[path] = frozenset({version})
        self.changes[change.revision] = change
        self.before[change.revision] = before
        self.fields[change.revision] = fields
        self.depth[change.revision] = depth
        self.details[change.revision] = details

    def _set_by(
        self, change: Change, parents: list[str], fields: Fields, details: Details
    ) -> set[str]:
        """The paths a change set: those it says, and fields nobody else gives a value.

        The latter are all fields of a first revision, and of one whose parents have
        not arrived. Any other difference is only which of two versions was shown.
        """
        new = {path for path in fields if path not in details}
        earlier = [self.fields[p] for p in parents]
        return set(_with_things(new | set(change.changed), fields, earlier))


_NONE: frozenset[Version] = frozenset()


def _with_things(
    paths: Iterable[str], fields: Fields, earlier: list[Fields]
) -> Iterator[str]:
    """A change in a thing also says that the thing is there; removing it says no more.

    So a removal and a change at the same time are a conflict, and nothing is lost.
    """
    for path in paths:
        around = list(things(path, fields, *earlier))
        removed = [place for place in around if place not in fields]
        if removed:
            yield removed[0]
            continue
        yield path
        yield from around


def _parents_first(changes: list[Change]) -> Iterator[Change]:
    """By depth, then revision; a loop, which only a forger makes, is cut."""
    waiting = {c.revision: c for c in sorted(changes, key=lambda c: c.revision)}
    while waiting:
        ready = [
            c for c in waiting.values() if not any(p in waiting for p in c.parents)
        ] or [next(iter(waiting.values()))]
        for change in ready:
            del waiting[change.revision]
            yield change


def _shown(known: _Known, details: Details) -> dict[str, str]:
    """One text per field: a value rather than none, then the latest in the history."""
    picked = {
        path: max(versions, key=lambda v: (v.text != ABSENT, v)).text
        for path, versions in details.items()
    }
    gone = {path for path, text in picked.items() if text == ABSENT}
    order = dict.fromkeys(p for r in known.heads for p in known.fields[r])
    paths = [*(p for p in order if p in picked), *sorted(picked.keys() - order.keys())]
    return {path: picked[path] for path in paths if not _inside(path, gone)}


def _inside(path: str, gone: set[str]) -> bool:
    parts = path.split("/")
    return any("/".join(parts[:end]) in gone for end in range(1, len(parts) + 1))


def _of(details: Details, revisions: frozenset[str]) -> Details:
    return {
        path: frozenset(v for v in versions if v.revision in revisions)
        for path, versions in details.items()
    }


def _paths(sides: Iterable[Details]) -> set[str]:
    return set().union(*sides)


__all__ = ["HERE", "Details", "Version", "View", "is_conflict", "look", "merge", "sole"]
