"""Which contacts are due, late or missed on one day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from visit_app.records.dates import spoken_date
from visit_app.schedule.programme import Phase, Programme, ProgrammeContact

EARLY = timedelta(weeks=8)  # a contact held so long before it opens still counts

Done = Mapping[str, Collection[str]]  # contact code -> questionnaires answered then


class DueState(StrEnum):
    """Where a contact stands."""

    DUE = "due"
    OVERDUE = "overdue"
    MISSED = "missed"
    SUGGESTED = "suggested"  # optional, and its window is open
    SCREENING_OPEN = "screening-open"  # it took place; some questions were not asked


@dataclass(frozen=True, slots=True)
class ContactDue:
    """A contact to think of; `screening` names the questionnaires still open at it."""

    code: str
    title: str
    state: DueState
    opens: date
    by: date
    days_late: int = 0
    screening: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A contact that took place: its code, its day, the questionnaires answered."""

    code: str
    on: date
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Limits:
    """One contact on one day: an anchor date on or before each of these is past it."""

    opened: int
    late: int
    closed: int
    forgotten: int
    contact: ProgrammeContact


class Agenda:
    """A programme on one day: made once, asked for every family."""

    def __init__(self, programme: Programme, today: date) -> None:
        self.today = today
        self._shown = programme.missed_shown_days
        self._contacts = {contact.code: contact for contact in programme.contacts}
        limits = [_limits(c, today, self._shown) for c in programme.contacts]
        self._by_anchor = {
            anchor: tuple(part for part in limits if part.contact.anchor == anchor)
            for anchor in ("expected", "birth")
        }

    def due(
        self,
        *,
        born: date | None = None,
        expected: date | None = None,
        held: Iterable[Held] = (),
        known_from: date | None = None,
    ) -> tuple[ContactDue, ...]:
        """What is due for one baby of a family, in the programme's order.

        Once the baby is born only what comes after the birth is due, and an antenatal
        contact that did not happen is missed. `held` are the family's contacts: those
        of an older child do not count. Nothing is missed that closed before the family
        was known (`known_from`).
        """
        if born is None:
            if expected is None:
                return ()
            done = self._done(expected, held)
            return self._open("expected", expected, done, known_from)
        done = self._done(born, held)
        before = self._before_birth(born, done, known_from)
        return before + self._open("birth", born, done, known_from)

    def _done(self, anchor: date, held: Iterable[Held]) -> Done:
        """What took place for the baby of this date; before the birth it stands for
        the expected one."""
        found: dict[str, set[str]] = {}
        for visit in held:
            contact = self._contacts.get(visit.code)
            if contact and visit.on >= contact.opens.after(anchor) - EARLY:
                found.setdefault(visit.code, set()).update(visit.asked)
        return found

    def _open(
        self, kind: str, anchor: date, done: Done, known_from: date | None
    ) -> tuple[ContactDue, ...]:
        day = anchor.toordinal()
        found = [
            self._entry(part, anchor, done)
            for part in self._by_anchor[kind]
            if part.forgotten < day <= part.opened
            and self._wanted(part, day, anchor, done, known_from)
        ]
        return tuple(found)

    def _wanted(
        self,
        part: _Limits,
        day: int,
        anchor: date,
        done: Done,
        known_from: date | None,
    ) -> bool:
        contact = part.contact
        closed = day <= part.closed
        if contact.code in done:
            return not closed and bool(_unasked(contact, done))
        if not closed:
            return True
        if contact.optional:
            return False
        return known_from is None or contact.closes.after(anchor) >= known_from

    def _entry(self, part: _Limits, anchor: date, done: Done) -> ContactDue:
        contact = part.contact
        by = contact.by.after(anchor)
        state = self._state(part, anchor.toordinal(), done)
        late = (self.today - by).days if state == DueState.OVERDUE else 0
        return ContactDue(
            contact.code,
            contact.title,
            state,
            contact.opens.after(anchor),
            by,
            late,
            _unasked(contact, done),
        )

    def _state(self, part: _Limits, day: int, done: Done) -> DueState:
        if part.contact.code in done:
            return DueState.SCREENING_OPEN
        if part.contact.optional:
            return DueState.SUGGESTED
        if day <= part.closed:
            return DueState.MISSED
        return DueState.OVERDUE if day <= part.late else DueState.DUE

    def _before_birth(
        self, born: date, done: Done, known_from: date | None
    ) -> tuple[ContactDue, ...]:
        recent = 0 <= (self.today - born).days <= self._shown
        if not recent or (known_from is not None and born < known_from):
            return ()
        return tuple(
            ContactDue(
                part.contact.code, part.contact.title, DueState.MISSED, born, born
            )
            for part in self._by_anchor["expected"]
            if part.contact.code not in done and not part.contact.optional
        )


def planned(code: str, title: str, on: date, today: date) -> ContactDue:
    """A contact at a date agreed with the family: due until then, late afterwards."""
    late = max((today - on).days, 0)
    state = DueState.OVERDUE if late else DueState.DUE
    return ContactDue(code, title, state, on, on, late)


def phase_of(
    programme: Programme,
    today: date,
    *,
    born: date | None = None,
    expected: date | None = None,
) -> Phase | None:
    """The phase a family is in, or None when the programme is over or not begun."""
    if born is None or born > today:
        before = (phase for phase in programme.phases if phase.opens is None)
        return next(before, None) if expected or born else None
    current = None
    for phase in programme.phases:
        if phase.opens is not None and phase.opens.after(born) <= today:
            current = phase
    if current is None or (current.until and current.until.after(born) <= today):
        return None
    return current


def chip(due: ContactDue, today: date) -> str:
    """What the chip says: "2 days late", "By Thu 26 Nov", "By 2 April", "Missed"."""
    if due.state == DueState.OVERDUE:
        return "1 day late" if due.days_late == 1 else f"{due.days_late} days late"
    if due.state == DueState.MISSED:
        return "Missed"
    if due.state == DueState.SCREENING_OPEN:
        return "Questions still open"
    if due.by == today:
        return "Today"
    if (due.by - today).days < 7:
        weekday, day, month = spoken_date(due.by, due.by, weekday=True).split()
        return f"By {weekday[:3]} {day} {month[:3]}"
    unmistakable = (due.by - today).days < 330
    return f"By {spoken_date(due.by, due.by if unmistakable else None)}"


def _unasked(contact: ProgrammeContact, done: Done) -> tuple[str, ...]:
    asked = done.get(contact.code, ())
    return tuple(name for name in contact.screening if name not in asked)


def _limits(contact: ProgrammeContact, today: date, shown: int) -> _Limits:
    yesterday = today - timedelta(1)
    closed = contact.closes.latest_start(yesterday)
    forgotten = contact.closes.latest_start(yesterday - timedelta(shown))
    return _Limits(
        contact.opens.latest_start(today).toordinal(),
        contact.by.latest_start(yesterday).toordinal(),
        closed.toordinal(),
        forgotten.toordinal(),
        contact,
    )
