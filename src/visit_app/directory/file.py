"""The directory as a file: written, read with every problem named, and merged."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from visit_app.directory.directory import Directory
from visit_app.directory.eligibility import lacks
from visit_app.directory.healthcare_service import HealthcareService, Level, Theme
from visit_app.records.codec import from_json, to_json

NOT_ONE = "This file is not a service directory. Choose one that was saved by this app."


@dataclass(frozen=True, slots=True)
class Merged:
    """Our directory with another's versions in it.

    `added` and `changed` are ids whose newest version came from the file; `clashes`
    are ids that both sides changed: the later change counts, both are kept.
    """

    directory: Directory
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


def write(directory: Directory) -> str:
    """The directory as JSON text, every version in it."""
    return json.dumps(to_json(directory), ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> Directory:
    """A directory from JSON text; raises ValueError that names every problem."""
    try:
        data = json.loads(text)
    except ValueError:
        raise ValueError(NOT_ONE) from None
    if not isinstance(data, Mapping) or not isinstance(data.get("services"), list):
        raise ValueError(NOT_ONE)
    problems = list(_problems(data["services"]))
    if problems:
        raise ValueError(" ".join(problems))
    try:
        return from_json(Directory, data)
    except ValueError:
        raise ValueError(NOT_ONE) from None


def merge(ours: Directory, theirs: Directory) -> Merged:
    """Every version of both; title, area and gaps stay ours."""
    new = [s for s in theirs.services if s not in ours.services]
    directory = replace(ours, services=(*ours.services, *new))
    before = {s.id: s for s in ours.current()}
    added = tuple(dict.fromkeys(s.id for s in new if s.id not in before))
    changed = tuple(s.id for s in directory.current() if before.get(s.id, s) != s)
    return Merged(directory, added, changed, tuple(_clashes(ours, new)))


def _clashes(ours: Directory, new: list[HealthcareService]) -> Iterator[str]:
    """Ids in which the same version number says two things."""
    known = {(s.id, s.version) for s in ours.services}
    yield from dict.fromkeys(s.id for s in new if (s.id, s.version) in known)


def _problems(entries: list[Any]) -> Iterator[str]:
    for number, entry in enumerate(entries, start=1):
        yield from (f"Entry {number}: {reason}" for reason in _wrong(entry))


def _wrong(entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "it is not an entry."
        return
    for name in ("id", "name"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            yield f"it has no {name}."
    for name, known in (("level", set(Level)), ("theme", set(Theme))):
        values = entry.get(name, [])
        if not isinstance(values, list) or not {*map(str, values)} <= known:
            yield f"its {name} has to be among {', '.join(sorted(known))}."
    yield from _wrong_fields(entry)


def _wrong_fields(entry: Mapping[str, Any]) -> Iterator[str]:
    try:
        service = from_json(HealthcareService, entry)
    except ValueError:
        yield "a field has the wrong kind of value; compare it with a saved file."
        return
    for stated in service.eligibility:
        for name in lacks(stated):
            yield f"its condition {stated.rule} needs a number for {name}."
