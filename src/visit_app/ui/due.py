"""Contacts due for one family or for the whole caseload. Plain Python."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from heapq import heapify, heappop, heappush

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
from visit_app.vault.visit_rows import AskedRow, VisitRow
from visit_app.visits import Desk
from visit_app.visits.visit import form_name, name_of, plan_of


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
    asked: dict[str, set[str]] = {visit.id: set() for visit in took_place}
    scored = ((result.encounter_id, result.code) for result in observations)
    for encounter_id, name in (*scored, *forms):
        if encounter_id in asked:
            asked[encounter_id].add(name)
    held = tuple(
        Held(v.type, v.period_start.astimezone().date(), frozenset(asked[v.id]))
        for v in took_place
    )
    going = frozenset(visit.type for visit in took_place if not visit.is_finished)
    return Past(held, going)


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
    queue: list[_Estimate] = []
    for row in rows:
        timetable = followed.agenda(row.id) is not None
        known = _BY_DATES if timetable else _BY_ANSWERS
        found = _by_dates(desk, followed, row)[:1]
        queue += [(pressing(due), row.id, known, row, due) for due in found]
    yield from _Caseload(desk, followed, queue).contacts()


def _by_dates(desk: Desk, followed: Followed, row: FamilyRow) -> tuple[ContactDue, ...]:
    """What the dates of a family alone say."""
    agenda = followed.agenda(row.id)
    if agenda is not None:
        return for_family(agenda, stage_of_row(row))
    if row.last_visit is None:
        return ()
    return _agreed_with(desk, followed.programme(row.id), row, stage_of_row(row))


def _agreed_with(
    desk: Desk, programme: Programme, row: FamilyRow, at: Stage
) -> tuple[ContactDue, ...]:
    """The visit agreed with a family; a phase alone is nothing to do on a day."""
    found = agreed(desk, programme, row.id, at)
    return (found,) if found and found.state != DueState.SUGGESTED else ()


def is_sure(due: ContactDue) -> bool:
    """Whether a contact worked out from visits alone stays so once answers are read."""
    return due.state not in {DueState.SCREENING_OPEN, DueState.MISSED}


# How much an estimate knows. What is learned takes contacts away or makes them less
# pressing, never more: so the first of a queue is right once nothing is left to learn.
_BY_DATES, _BY_VISITS, _BY_ANSWERS = range(3)
_Estimate = tuple[tuple[int, date], str, int, FamilyRow, ContactDue]


class _Caseload:
    """Estimates in a queue, the most pressing first; each is made sure of in its turn.

    Visits are read for many families at once and in short; what was asked at them only
    where questions may be open or a contact may have been missed.
    """

    AT_ONCE = 200

    def __init__(self, desk: Desk, followed: Followed, queue: list[_Estimate]) -> None:
        self._desk, self._followed, self._queue = desk, followed, queue
        self._visits: dict[str, list[VisitRow]] = {}
        heapify(queue)

    def contacts(self) -> Iterator[tuple[FamilyRow, ContactDue]]:
        """The most pressing contact of each family, for sure."""
        while self._queue:
            _, _, known, row, due = estimate = heappop(self._queue)
            if known == _BY_ANSWERS or (known == _BY_VISITS and is_sure(due)):
                yield row, due
            elif known == _BY_DATES:
                self._look_at_visits(self._batch(estimate))
            else:
                self._look_at_answers(self._batch(estimate))

    def _batch(self, first: _Estimate) -> dict[str, FamilyRow]:
        """The families at the head of the queue that know as much as this one."""
        batch = {first[1]: first[3]}
        while self._queue and len(batch) < self.AT_ONCE:
            _, family_id, known, row, due = self._queue[0]
            if known != first[2] or (known == _BY_VISITS and is_sure(due)):
                break
            batch[family_id] = row
            heappop(self._queue)
        return batch

    def _look_at_visits(self, rows: dict[str, FamilyRow]) -> None:
        self._visits |= {family_id: [] for family_id in rows}
        for visit in self._desk.vault.in_short(rows).visits():
            self._visits[visit.family_id].append(visit)
        for row in rows.values():
            at, took_place = stage_of_row(row), past(self._visits[row.id], ())
            found = for_family(self._agenda(row), at, took_place)
            self._push(row, _BY_VISITS, next(iter(found), None))

    def _look_at_answers(self, rows: dict[str, FamilyRow]) -> None:
        asked: dict[str, list[AskedRow]] = {family_id: [] for family_id in rows}
        for one in self._desk.vault.in_short(rows).asked():
            asked[one.family_id].append(one)
        for row in rows.values():
            scores = [one for one in asked[row.id] if one.code]
            forms = self._forms(asked[row.id])
            took_place = past(self._visits[row.id], scores, forms)
            at, agenda = stage_of_row(row), self._agenda(row)
            found = first_due(self._desk, agenda, row.id, at, took_place)
            self._push(row, _BY_ANSWERS, found)

    def _forms(self, asked: Iterable[AskedRow]) -> Iterator[tuple[str, str]]:
        for one in asked:
            if one.questionnaire:
                yield one.encounter_id, form_name(self._desk, one.questionnaire)

    def _agenda(self, row: FamilyRow) -> Agenda:
        agenda = self._followed.agenda(row.id)
        if agenda is None:  # what is agreed with a family needs no second look
            raise ValueError(row.id)
        return agenda

    def _push(self, row: FamilyRow, known: int, due: ContactDue | None) -> None:
        if due is not None:
            heappush(self._queue, (pressing(due), row.id, known, row, due))


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
