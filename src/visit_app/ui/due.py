"""Contacts due for one family or for the whole caseload. Plain Python."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from visit_app import visits
from visit_app.records import (
    Encounter,
    EncounterStatus,
    Observation,
    QuestionnaireResponse,
)
from visit_app.schedule import (
    Agenda,
    ContactDue,
    DueState,
    Programme,
    phase_of,
    planned,
)
from visit_app.vault.rows import FamilyRow
from visit_app.visits import Desk
from visit_app.visits.visit import name_of, plan_of

NEW_PREGNANCY_DAYS = 120  # a due date this long after the last birth is another baby's


@dataclass(frozen=True, slots=True)
class Stage:
    """What the contacts of a family are counted from."""

    born: date | None = None
    expected: date | None = None


def stage(births: Iterable[date | None], expected: date | None) -> Stage:
    """The youngest baby's birth, or the date a baby is expected on, or both."""
    known = [day for day in births if day is not None]
    youngest = max(known, default=None)
    if youngest and expected and (expected - youngest).days < NEW_PREGNANCY_DAYS:
        return Stage(youngest)
    return Stage(youngest, expected)


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
    """What took place: `asked` holds the questionnaires answered by contact code.

    `going` are the contacts being written now. Nothing that closed before `known_from`
    was missed by this practitioner.
    """

    asked: Mapping[str, Collection[str]] = field(default_factory=dict)
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
    encounters: Iterable[Encounter],
    observations: Iterable[Observation],
    forms: Iterable[tuple[str, str]] = (),
) -> Past:
    """What a family's visits say; cancelled ones say nothing. `forms` as `answered`."""
    held = [v for v in encounters if v.type and v.status != EncounterStatus.CANCELLED]
    types = {visit.id: visit.type for visit in held}
    asked: dict[str, set[str]] = {code: set() for code in types.values()}
    scored = ((result.encounter_id, result.code) for result in observations)
    for encounter_id, name in (*scored, *forms):
        if encounter_id in types:
            asked[types[encounter_id]].add(name)
    going = frozenset(visit.type for visit in held if not visit.is_finished)
    return Past(asked, going)


NOTHING = Past()


def for_family(
    agenda: Agenda, at: Stage, past: Past = NOTHING
) -> tuple[ContactDue, ...]:
    """What is due for one family, the most pressing first."""
    found: list[ContactDue] = []
    if at.born:
        since = past.known_from
        found += agenda.due(born=at.born, done=past.asked, known_from=since)
    if at.expected:
        found += agenda.due(expected=at.expected, done=past.asked)
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

    Read as far as they are asked for: visits are looked up family by family, and only
    where the dates say that something may be due.
    """
    followed = Followed(desk)
    candidates: list[_Candidate] = []
    for row in rows:
        at, agenda = stage_of_row(row), followed.agenda(row.id)
        if agenda is not None:
            found = for_family(agenda, at)
        elif row.last_visit is not None:
            found = _agreed_with(desk, followed.programme(row.id), row, at)
        else:
            continue
        candidates += [(pressing(due), row, at, due) for due in found[:1]]
    candidates.sort(key=lambda part: (part[0], part[1].id))
    yield from _checked(desk, followed, candidates)


def _agreed_with(
    desk: Desk, programme: Programme, row: FamilyRow, at: Stage
) -> tuple[ContactDue, ...]:
    """The visit agreed with a family; a phase alone is nothing to do on a day."""
    found = agreed(desk, programme, row.id, at)
    return (found,) if found and found.state != DueState.SUGGESTED else ()


_Candidate = tuple[tuple[int, date], FamilyRow, Stage, ContactDue]


def _checked(
    desk: Desk, followed: Followed, candidates: Sequence[_Candidate]
) -> Iterator[tuple[FamilyRow, ContactDue]]:
    """The candidates with their visits looked up; a later contact waits its turn."""
    later: list[_Candidate] = []
    for order, row, at, due in candidates:
        while later and later[0][0] < order:
            yield later[0][1], later.pop(0)[3]
        agenda = followed.agenda(row.id)
        found = _really_due(desk, agenda, row, at, due) if agenda else due
        if found is None:
            continue
        if pressing(found) <= order:
            yield row, found
        else:
            later.append((pressing(found), row, at, found))
            later.sort(key=lambda part: (part[0], part[1].id))
    yield from ((row, due) for _, row, _, due in later)


def _really_due(
    desk: Desk, agenda: Agenda, row: FamilyRow, at: Stage, due: ContactDue
) -> ContactDue | None:
    if row.last_visit is None and due.state != DueState.MISSED:
        return due
    encounters = desk.vault.find(Encounter, family_id=row.id)
    results = desk.vault.find(Observation, family_id=row.id)
    forms = answered(desk, row.id)
    return first_due(desk, agenda, row.id, at, past(encounters, results, forms))


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
    first = desk.vault.revisions(family_id)[-1]
    return replace(past, known_from=date.fromisoformat(first.recorded[:10]))
