"""Contacts due for one family or for the whole caseload. Plain Python."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import TypeVar

from visit_app import visits
from visit_app.records import (
    Encounter,
    EncounterStatus,
    Observation,
    QuestionnaireResponse,
)
from visit_app.records.pregnancy import still_expected
from visit_app.schedule import (
    Agenda,
    ContactDue,
    DueState,
    Held,
    Programme,
    phase_of,
    planned,
)
from visit_app.vault.rows import FamilyRow
from visit_app.vault.visit_rows import AskedRow, VisitRow, Wanted
from visit_app.visits import Desk
from visit_app.visits.visit import form_name, name_of, plan_of

R = TypeVar("R", VisitRow, AskedRow)


@dataclass(frozen=True, slots=True)
class Stage:
    """What the contacts of a family are counted from."""

    born: date | None = None
    expected: date | None = None


def stage(births: Iterable[date | None], expected: date | None) -> Stage:
    """The youngest baby's birth, or the date a baby is expected on, or both."""
    known = [day for day in births if day is not None]
    return Stage(max(known, default=None), still_expected(known, expected))


def stage_of_row(row: FamilyRow) -> Stage:
    """The stage of a family in a list."""
    births = [baby.birth_date for baby in row.babies]
    return stage(births, row.expected_date_of_delivery)


class Followed:
    """Which programme each family follows on this day; made once for a caseload."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self.today = desk, desk.clock.today()
        self._usual = visits.programme_in_force(desk)
        self._others = visits.families_programmes(desk)
        self._programmes: dict[str, Programme] = {}
        self._agendas: dict[str, Agenda] = {}
        self._by_dates: dict[tuple[Agenda, Stage], tuple[ContactDue, ...]] = {}

    def programme(self, family_id: str) -> Programme:
        """The programme of this family."""
        id = self._others.get(family_id, self._usual)
        if id not in self._programmes:
            self._programmes[id] = visits.programme(self._desk, id)
        return self._programmes[id]

    def chosen(self, family_id: str) -> str:
        """The id of the programme chosen for this family; "" for the usual one."""
        return self._others.get(family_id, "")

    def agenda(self, family_id: str) -> Agenda | None:
        """Its timetable today; None where each date is agreed with the parent."""
        programme = self.programme(family_id)
        if programme.phases and not programme.contacts:
            return None
        if programme.id not in self._agendas:
            self._agendas[programme.id] = Agenda(programme, self.today)
        return self._agendas[programme.id]

    def by_dates(self, agenda: Agenda, at: Stage) -> tuple[ContactDue, ...]:
        """What the dates alone say, worked out once for all who have the same ones."""
        key = agenda, at
        if key not in self._by_dates:
            self._by_dates[key] = for_family(agenda, at)
        return self._by_dates[key]


def agreed(
    desk: Desk, programme: Programme, family_id: str, at: Stage
) -> ContactDue | None:
    """The next visit of a programme without a timetable, at the date agreed for it.

    The date stands in the plan of the family's newest visit; without one the phase is
    given as a contact without a date of its own.
    """
    today = desk.clock.today()
    phase = phase_of(programme, today, born=at.born, expected=at.expected)
    if phase is None:
        return None
    encounters = desk.vault.find(Encounter, family_id=family_id)
    held = [v for v in encounters if v.status != EncounterStatus.CANCELLED]
    plan = plan_of(desk, held[0]).activity if held else ()
    days = [part.due for part in plan if part.kind == "visit" and part.due]
    if days:
        return planned(phase.code, phase.title, min(days), today)
    return ContactDue(phase.code, phase.title, DueState.SUGGESTED, today, today)


@dataclass(frozen=True, slots=True)
class Past:
    """What took place; `going` are the contacts being written now.

    Nothing that closed before `known_from` was missed by this practitioner.
    """

    held: tuple[Held, ...] = ()
    going: frozenset[str] = frozenset()
    known_from: date | None = None


def answered(desk: Desk, family_id: str) -> Iterator[tuple[str, str]]:
    """Encounter id and questionnaire name of each form a family has answers to.

    Scores alone do not say it: Whooley is asked and answered, and has no score.
    """
    for response in desk.vault.find(QuestionnaireResponse, family_id=family_id):
        if response.answers:
            yield response.encounter_id, name_of(desk, response)


def past(
    encounters: Iterable[Encounter | VisitRow],
    observations: Iterable[Observation | AskedRow],
    forms: Iterable[tuple[str, str]] = (),
) -> Past:
    """What a family's visits say; cancelled ones say nothing. `forms` as `answered`."""
    took_place = [
        v for v in encounters if v.type and v.status != EncounterStatus.CANCELLED
    ]
    asked: dict[str, set[str]] = {}
    scored = ((result.encounter_id, result.code) for result in observations)
    for encounter_id, name in chain(scored, forms):
        asked.setdefault(encounter_id, set()).add(name)
    held = [
        Held(v.type, v.period_start.astimezone().date(), frozenset(asked.get(v.id, ())))
        for v in took_place
    ]
    going = frozenset([visit.type for visit in took_place if not visit.is_finished])
    return Past(tuple(held), going)


NOTHING = Past()


def for_family(
    agenda: Agenda, at: Stage, past: Past = NOTHING
) -> tuple[ContactDue, ...]:
    """What is due for one family, the most pressing first."""
    found: list[ContactDue] = []
    if at.born:
        since = past.known_from
        found += agenda.due(born=at.born, held=past.held, known_from=since)
    if at.expected:
        found += agenda.due(expected=at.expected, held=past.held)
    waits = (contact for contact in found if contact.code not in past.going)
    return tuple(sorted(waits, key=pressing))


_ORDER = {
    DueState.OVERDUE: 0,
    DueState.DUE: 0,
    DueState.SUGGESTED: 1,
    DueState.SCREENING_OPEN: 2,
    DueState.MISSED: 3,
}


def pressing(due: ContactDue) -> tuple[int, date]:
    """The order of a list of contacts: what can still be in time first."""
    return _ORDER[due.state], due.by


def caseload(
    desk: Desk, rows: Sequence[FamilyRow]
) -> Iterator[tuple[FamilyRow, ContactDue]]:
    """The most pressing contact of each family that has one, the most pressing first.

    Read as far as they are asked for: visits are looked up only where the dates say
    that something may be due, and answers only where they could change the order.
    """
    followed = Followed(desk)
    cases: dict[str, _Case] = {}
    queue: list[_Estimate] = []
    for row in rows:
        agenda = followed.agenda(row.id)
        if agenda is None:
            known, found = _BY_ANSWERS, _agreed_with(desk, followed, row)
        else:
            at = stage_of_row(row)
            known, found = _BY_DATES, followed.by_dates(agenda, at)
            if found:
                cases[row.id] = _Case(row, agenda, at, found)
        queue += [(pressing(due), row.id, known, row, due) for due in found[:1]]
    yield from _Caseload(desk, cases, queue).contacts()


def _agreed_with(
    desk: Desk, followed: Followed, row: FamilyRow
) -> tuple[ContactDue, ...]:
    """The visit agreed with a family; a phase alone is nothing to do on a day."""
    if row.last_visit is None:
        return ()
    found = agreed(desk, followed.programme(row.id), row.id, stage_of_row(row))
    return (found,) if found and found.state != DueState.SUGGESTED else ()


def is_sure(due: ContactDue) -> bool:
    """Whether a contact worked out from visits alone stays so once answers are read."""
    return due.state not in {DueState.SCREENING_OPEN, DueState.MISSED}


# How much an estimate knows. What is learned takes contacts away or makes them less
# pressing, never more: so the first of a queue is right once nothing is left to learn.
_BY_DATES, _BY_VISITS, _BY_ANSWERS = range(3)
_Estimate = tuple[tuple[int, date], str, int, FamilyRow, ContactDue]


@dataclass(frozen=True, slots=True)
class _Case:
    """A family with a timetable, and what its dates alone say.

    Only contacts among these can be due, so only they are asked for in its past.
    """

    row: FamilyRow
    agenda: Agenda
    at: Stage
    by_dates: tuple[ContactDue, ...]


class _Caseload:
    """Estimates in a queue, the most pressing first; each is made sure of in its turn.

    Visits are read for many families at once and in short: of each contact the newest
    one; all of them, and what was asked there, only where questions may be open or a
    contact may have been missed.
    """

    VISITS_AT_ONCE = 200  # families; of many a visit takes the contact off the list
    ANSWERS_AT_ONCE = 50  # several times as much is read of each, and most stay on it

    def __init__(
        self, desk: Desk, cases: Mapping[str, _Case], queue: list[_Estimate]
    ) -> None:
        self._desk, self._cases, self._queue = desk, cases, queue
        self._in_short = desk.vault.in_short()
        self._drafts = _by_family(self._in_short.drafts())
        heapify(queue)

    def contacts(self) -> Iterator[tuple[FamilyRow, ContactDue]]:
        """The most pressing contact of each family, for sure."""
        while self._queue:
            _, _, known, row, due = estimate = heappop(self._queue)
            if known == _BY_ANSWERS or (known == _BY_VISITS and is_sure(due)):
                yield row, due
            elif known == _BY_DATES:
                self._look_at_visits(self._batch(estimate, self.VISITS_AT_ONCE))
            else:
                self._look_at_answers(self._batch(estimate, self.ANSWERS_AT_ONCE))

    def _batch(self, first: _Estimate, most: int) -> list[_Case]:
        """The families at the head of the queue that know as much as this one."""
        batch = [self._cases[first[1]]]
        while self._queue and len(batch) < most:
            _, family_id, known, _, due = self._queue[0]
            if known != first[2] or (known == _BY_VISITS and is_sure(due)):
                break
            batch.append(self._cases[family_id])
            heappop(self._queue)
        return batch

    def _look_at_visits(self, cases: Sequence[_Case]) -> None:
        """The newest visit of a contact says whether any counts for this baby."""
        newest = _by_family(self._in_short.newest(_wanted(cases)))
        for case in cases:
            id, found = case.row.id, case.by_dates
            if made := newest.get(id, []) + self._drafts.get(id, []):
                found = for_family(case.agenda, case.at, past(made, ()))
            self._push(case, _BY_VISITS, next(iter(found), None))

    def _look_at_answers(self, cases: Sequence[_Case]) -> None:
        made = _by_family(self._in_short.visits(_wanted(cases)))
        ids = [visit.id for of_family in made.values() for visit in of_family]
        all_asked = _by_family(self._in_short.asked(ids))
        for case in cases:
            id = case.row.id
            asked = all_asked.get(id, [])
            scores = [one for one in asked if one.code]
            took_place = past(made.get(id, ()), scores, self._forms(asked))
            found = first_due(self._desk, case.agenda, id, case.at, took_place)
            self._push(case, _BY_ANSWERS, found)

    def _forms(self, asked: Iterable[AskedRow]) -> Iterator[tuple[str, str]]:
        for one in asked:
            if one.questionnaire:
                yield one.encounter_id, form_name(self._desk, one.questionnaire)

    def _push(self, case: _Case, known: int, due: ContactDue | None) -> None:
        if due is not None:
            row = case.row
            heappush(self._queue, (pressing(due), row.id, known, row, due))


def _wanted(cases: Iterable[_Case]) -> Wanted:
    wanted: dict[str, list[str]] = {}
    for case in cases:
        for due in case.by_dates:
            wanted.setdefault(due.code, []).append(case.row.id)
    return wanted


def _by_family(rows: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(row.family_id, []).append(row)
    return found


def first_due(
    desk: Desk, agenda: Agenda, family_id: str, at: Stage, past: Past
) -> ContactDue | None:
    """The most pressing contact of a family; nothing missed before it was known."""
    found = for_family(agenda, at, past)
    if found and found[0].state == DueState.MISSED:
        found = for_family(agenda, at, _known(desk, family_id, past))
    return next(iter(found), None)


def missed_besides(
    desk: Desk, followed: Followed, row: FamilyRow, due: ContactDue
) -> tuple[ContactDue, ...]:
    """What a family has missed lately while another contact is due first."""
    agenda = followed.agenda(row.id)
    if agenda is None:
        return ()
    encounters = desk.vault.find(Encounter, family_id=row.id)
    took_place = _known(desk, row.id, past(encounters, ()))
    found = for_family(agenda, stage_of_row(row), took_place)
    return tuple(c for c in found if c.state == DueState.MISSED and c.code != due.code)


def _known(desk: Desk, family_id: str, past: Past) -> Past:
    """With the day since when the family is known here."""
    first = datetime.fromisoformat(desk.vault.revisions(family_id)[-1].recorded)
    return replace(past, known_from=first.astimezone().date())
