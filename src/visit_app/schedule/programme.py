"""Which contacts a programme has, and when: resources/programmes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from visit_app.records.dates import add_months
from visit_app.records.source import OWN, Source, source_of
from visit_app.resources import read_json

HEALTHY_CHILD = "programmes/healthy-child.json"
FNP = "programmes/fnp.json"
ANCHORS = ("expected", "birth")
UNITS = frozenset({"months", "weeks", "days"})
_FOUR_YEARS = tuple(date(2026, 1, 1) + timedelta(n) for n in range(1461))


@dataclass(frozen=True, slots=True)
class Span:
    """A time after (or before, when negative) a date, in calendar months and days."""

    months: int = 0
    days: int = 0

    def after(self, start: date) -> date:
        """The date so long after another."""
        moved = add_months(start, self.months) if self.months else start
        return moved + timedelta(self.days)

    def latest_start(self, end: date) -> date:
        """The last date for which `after` is not later than `end`."""
        start = Span(-self.months, -self.days).after(end)
        while self.after(start) > end:
            start -= timedelta(1)
        while self.after(start + timedelta(1)) <= end:
            start += timedelta(1)
        return start


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeContact:
    """One contact: open from `opens`, due by `by`, missed after `closes`.

    All three are counted from the birth or, for `anchor` "expected", from the expected
    date of delivery. An optional contact is offered while open, and never late.
    `screening` names the questionnaires that belong to it.
    """

    code: str
    title: str
    anchor: str
    opens: Span
    by: Span
    closes: Span
    window: str
    source: Source
    screening_source: Source
    optional: bool = False
    screening: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of a programme without a timetable; `opens` None is before the birth."""

    code: str
    title: str
    window: str
    source: Source
    opens: Span | None = None
    until: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeNote:
    """A sentence about the programme, for the practitioner."""

    id: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme of contacts or of phases.

    A missed contact is mentioned for `missed_shown_days` days after it closed.
    """

    id: str
    title: str
    contacts: tuple[ProgrammeContact, ...] = ()
    phases: tuple[Phase, ...] = ()
    notes: tuple[ProgrammeNote, ...] = ()
    missed_shown_days: int = 0


def load_programme(name: str = HEALTHY_CHILD) -> Programme:
    """A programme that ships with the app."""
    return read_programme(read_json(name))


def read_programme(data: Mapping[str, Any]) -> Programme:
    """A programme from parsed JSON; raises ValueError naming what does not fit.

    A contact that is `off` is left out: the service does not offer it.
    """
    programme = Programme(
        id=data["id"],
        title=data["title"],
        contacts=tuple(
            _contact(part, data)
            for part in data.get("contacts", ())
            if not part.get("off")
        ),
        phases=tuple(_phase(part, data) for part in data.get("phases", ())),
        notes=tuple(
            ProgrammeNote(
                id=part["id"], text=part["text"], source=source_of(part, data)
            )
            for part in data.get("notes", ())
        ),
        missed_shown_days=data.get("missed_shown_days", 0),
    )
    codes = [contact.code for contact in programme.contacts]
    codes += [phase.code for phase in programme.phases]
    if len(set(codes)) < len(codes):
        raise ValueError(f"The programme {programme.id} names a contact twice.")
    return programme


def _contact(data: Mapping[str, Any], file: Mapping[str, Any]) -> ProgrammeContact:
    contact = ProgrammeContact(
        code=data["code"],
        title=data["title"],
        anchor=data["anchor"],
        opens=read_span(data["from"]),
        by=read_span(data["by"]),
        closes=read_span(data["closes"]),
        window=data["window"],
        source=source_of(data, file),
        optional=data.get("optional", False),
        screening=tuple(data["screening"]),
        screening_source=Source(
            data.get("screening_source", ""),
            verified=data.get("screening_verified", OWN),
        ),
    )
    _check(contact)
    return contact


def _check(contact: ProgrammeContact) -> None:
    if contact.anchor not in ANCHORS:
        raise ValueError(f"{contact.code}: the anchor is one of {', '.join(ANCHORS)}.")
    if not in_order(contact.opens, contact.by, contact.closes):
        raise ValueError(f"{contact.code}: it opens, is due and closes in that order.")
    if contact.screening and not contact.screening_source.text:
        raise ValueError(f"{contact.code}: name the source of its screening.")


def in_order(*spans: Span) -> bool:
    """Whether none ends before the one before it, whatever day they are counted from.

    30 days are longer than a month from 31 January and shorter from 1 March.
    """
    return all(map(_never_later, spans, spans[1:]))


def _never_later(first: Span, then: Span) -> bool:
    if first.months <= then.months and first.days <= then.days:
        return True
    return all(first.after(day) <= then.after(day) for day in _FOUR_YEARS)


def _phase(data: Mapping[str, Any], file: Mapping[str, Any]) -> Phase:
    return Phase(
        code=data["code"],
        title=data["title"],
        window=data["window"],
        source=source_of(data, file),
        opens=read_span(data["from"]) if "from" in data else None,
        until=read_span(data["until"]) if "until" in data else None,
    )


def read_span(data: Mapping[str, int]) -> Span:
    """A span from JSON; raises ValueError for other units."""
    unknown = set(data) - UNITS
    if unknown:
        raise ValueError(f"A span is written in months, weeks and days, not {unknown}.")
    return Span(data.get("months", 0), data.get("weeks", 0) * 7 + data.get("days", 0))
