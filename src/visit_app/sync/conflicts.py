"""What a person has to decide: two values of one field, side by side."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from visit_app.records import new_id
from visit_app.sync.change import Change, canonical
from visit_app.sync.fields import ABSENT, HERE, fields_of, state_of
from visit_app.sync.merge import Version, look


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field of one record that has more than one value; all are kept for ever."""

    kind: str
    record_id: str
    family_id: str
    path: str
    versions: tuple[Version, ...]

    @property
    def id(self) -> str:
        """How the desk and the command line name it."""
        return f"{self.kind}/{self.record_id}/{self.path}"


def conflicts_of(changes: Iterable[Change]) -> tuple[Conflict, ...]:
    """The conflicts of one record, by path."""
    known = list(changes)
    first = known[0]
    return tuple(
        Conflict(first.kind, first.id, first.family_id, path, versions)
        for path, versions in look(known).conflicts.items()
    )


def value_of(version: Version) -> Any:
    """The value for people: None when the field was cleared, True for "is there"."""
    if version.text == ABSENT:
        return None
    return True if version.text == HERE else json.loads(version.text)


def text_of(value: Any) -> str:
    """A value somebody typed, as a version's text; None clears the field."""
    return ABSENT if value is None else canonical(value)


def value_before(changes: Iterable[Change], conflict: Conflict) -> str | None:
    """The field's text before the versions parted; None when nothing was before."""
    known = {change.revision: change for change in changes}
    behind = [_ancestors(known, version.revision) for version in conflict.versions]
    shared = set.intersection(*behind)
    if not shared:
        return None
    last = max(
        shared, key=lambda revision: (len(_ancestors(known, revision)), revision)
    )
    return fields_of(known[last].state).get(conflict.path, ABSENT)


def _ancestors(known: Mapping[str, Change], revision: str) -> set[str]:
    found: set[str] = set()
    ahead = [revision]
    while ahead:
        change = known.get(ahead.pop())
        new = [p for p in change.parents if p in known] if change else []
        ahead += [parent for parent in new if parent not in found]
        found.update(new)
    return found


def settle(
    changes: Iterable[Change], path: str, text: str, *, author: str, recorded: str
) -> Change:
    """A revision that follows every version and sets the field; raises KeyError.

    `text` is the text of one of the versions, or of a third value.
    """
    known = list(changes)
    view = look(known)
    if path not in view.conflicts:
        raise KeyError(path)
    fields = {p: t for p, t in fields_of(view.state).items() if p != path}
    if text == ABSENT:
        fields = {p: t for p, t in fields.items() if not p.startswith(f"{path}/")}
    else:
        fields[path] = text
    first = known[0]
    return Change(
        kind=first.kind,
        id=first.id,
        family_id=first.family_id,
        revision=new_id(),
        author=author,
        recorded=recorded,
        state=state_of(fields, first.id),
        parents=view.heads,
        changed=(path,),
    )
