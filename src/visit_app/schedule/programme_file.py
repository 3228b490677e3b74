"""A programme as a file: read with every problem named, changed, and written.

The file is the JSON of resources/programmes. Who changed it and when stand in it as
`author` and `recorded`; a contact that is `off` stays in the file and is never due.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from visit_app.records.source import HOW_CHECKED, OWN
from visit_app.schedule.programme import (
    ANCHORS,
    UNITS,
    Programme,
    in_order,
    read_programme,
    read_span,
)

Document = Mapping[str, Any]

NOT_ONE = "This file is not a programme of contacts. Choose one saved by this app."
_SPANS = ("from", "by", "closes")
_ORDER = "it has to open, be due and close in that order."


def read(text: str, contacts: Collection[str], forms: Collection[str]) -> Document:
    """A programme from JSON text; raises ValueError that names every problem.

    `contacts` are the kinds of contact a visit can have, `forms` the questionnaires
    that can be asked: a contact of another kind could never be recorded as done.
    """
    try:
        data = json.loads(text)
    except ValueError:
        raise ValueError(NOT_ONE) from None
    if not _is_document(data):
        raise ValueError(NOT_ONE)
    problems = list(_problems(data, contacts, forms))
    if problems:
        raise ValueError(" ".join(problems))
    read_programme(data)
    return dict(data)


def write(document: Document) -> str:
    """The programme as JSON text."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def changed(
    document: Document, code: str, *, by: str, at: datetime, **fields: Any
) -> Document:
    """Another version in which one contact is `off`, or asks another `screening`.

    Raises KeyError when the programme has no such contact.
    """
    parts = [dict(part) for part in document.get("contacts", ())]
    part = next((part for part in parts if part["code"] == code), None)
    if part is None:
        raise KeyError(code)
    part.update(fields)
    if "screening" in fields:
        part["screening"] = list(fields["screening"])
        part["screening_source"] = f"set by {by}"
        part["screening_verified"] = OWN
    return signed({**document, "contacts": parts}, by=by, at=at)


def signed(document: Document, *, by: str, at: datetime) -> Document:
    """The same with who made this version, and when."""
    return {**document, "author": by, "recorded": at.isoformat()}


def programme_of(document: Document) -> Programme:
    """The programme a document stands for, without what is switched off."""
    return read_programme(document)


def _is_document(data: Any) -> bool:
    if not isinstance(data, Mapping):
        return False
    lists = (data.get("contacts", []), data.get("phases", []))
    return all(isinstance(part, list) for part in lists) and any(lists)


def _problems(
    data: Document, contacts: Collection[str], forms: Collection[str]
) -> Iterator[str]:
    yield from (
        f"It has no {n}." for n in ("id", "title", "source") if not _text(data, n)
    )
    yield from _wrong_marks(data, "It")
    yield from _wrong_notes(data)
    days = data.get("missed_shown_days", 0)
    if not _is_number(days) or days < 0:
        yield "How long a missed contact is shown is a number of days."
    seen: set[str] = set()
    for kind in ("contacts", "phases"):
        for number, part in enumerate(data.get(kind, ()), start=1):
            where = f"{kind[:-1].capitalize()} {number}"
            for problem in _wrong(kind, part, contacts, forms):
                yield f"{where}: {problem}"
            if isinstance(part, Mapping) and part.get("code") in seen:
                yield f"{where}: “{part['code']}” is in it twice."
            if isinstance(part, Mapping) and isinstance(part.get("code"), str):
                seen.add(part["code"])


def _wrong(
    kind: str, part: Any, contacts: Collection[str], forms: Collection[str]
) -> Iterator[str]:
    if not isinstance(part, Mapping):
        yield "it is not an entry."
        return
    names = ("code", "title", "window")
    yield from (f"it has no {name}." for name in names if not _text(part, name))
    if _text(part, "code") and part["code"] not in contacts:
        known = ", ".join(sorted(contacts))
        yield f"“{part['code']}” is no kind of visit here. There are: {known}."
    yield from _wrong_marks(part, "it")
    if kind == "contacts":
        yield from _wrong_switches(part)
        yield from _wrong_times(part)
        yield from _wrong_screening(part, forms)
    else:
        named = (n for n in ("from", "until") if n in part)
        yield from (f"“{n}” {_NO_SPAN}" for n in named if not _is_span(part[n]))


def _wrong_marks(part: Document, it: str) -> Iterator[str]:
    """Where a statement comes from, and how it was checked, in a part of the file."""
    for name in ("source", "address", "screening_source"):
        if name in part and not isinstance(part[name], str):
            yield f"{it} has a {name} that is no text."
    for name in ("verified", "screening_verified"):
        if name in part and part[name] not in HOW_CHECKED:
            known = ", ".join(HOW_CHECKED)
            yield f"{it} has to say in “{name}” how it was checked: {known}."


def _wrong_switches(part: Document) -> Iterator[str]:
    """A switch that is not plainly on or off could leave a contact out unseen."""
    for name in ("off", "optional"):
        if name in part and not isinstance(part[name], bool):
            yield f"“{name}” is true or false."


def _wrong_notes(data: Document) -> Iterator[str]:
    notes = data.get("notes", [])
    if not isinstance(notes, list):
        yield "Its notes are a list."
        return
    for number, note in enumerate(notes, start=1):
        if not isinstance(note, Mapping):
            yield f"Note {number}: it is not an entry."
            continue
        lacks = (name for name in ("id", "text") if not _text(note, name))
        yield from (f"Note {number}: it has no {name}." for name in lacks)
        yield from (f"Note {number}: {p}" for p in _wrong_marks(note, "it"))


_NO_SPAN = "is whole months, weeks and days."


def _wrong_times(part: Document) -> Iterator[str]:
    if part.get("anchor") not in ANCHORS:
        yield f"it is counted from one of: {', '.join(ANCHORS)}."
    bad = [name for name in _SPANS if not _is_span(part.get(name))]
    yield from (f"“{name}” {_NO_SPAN}" for name in bad)
    if not bad and not in_order(*(read_span(part[name]) for name in _SPANS)):
        yield _ORDER


def _wrong_screening(part: Document, forms: Collection[str]) -> Iterator[str]:
    asked = part.get("screening")
    if not isinstance(asked, list):
        yield "which questions are asked at it is a list, empty for none."
        return
    yield from (f"“{n}” is no questionnaire here." for n in asked if n not in forms)
    if asked and not _text(part, "screening_source"):
        yield "it does not say who set its questions (screening_source)."


def _text(data: Document, name: str) -> bool:
    return isinstance(data.get(name), str) and bool(data[name].strip())


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_span(data: Any) -> bool:
    if not isinstance(data, Mapping) or not data or set(data) - UNITS:
        return False
    return all(_is_number(n) and abs(n) < 2000 for n in data.values())
