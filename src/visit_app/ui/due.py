"""Contacts due for one family or for the whole caseload. Plain Python."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from visit_app.records import (
    Encounter,
    EncounterStatus,
    Observation,
    PractitionerRole,
    QuestionnaireResponse,
)
from visit_app.schedule import (
    FNP,
    Agenda,
    ContactDue,
    DueState,
    configured,
    load_programme,
    phase_of,
)
from visit_app.vault.rows import FamilyRow
from visit_app.visits import Desk
from visit_app.visits.visit import name_of

SETTING = "programme"  # what the service has changed: schedule.configured
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


def agenda(desk: Desk) -> Agenda | None:
    """The programme on this day; None for an FNP nurse, who agrees each date."""
    if desk.practitioner.role == PractitionerRole.FNP_NURSE:
        return None
    programme = configured(load_programme(), desk.vault.setting(SETTING, {}))
    return Agenda(programme, desk.clock.today())


def fnp_phase(desk: Desk, at: Stage) -> ContactDue | None:
    """The FNP phase a family is in, as a contact without a date of its own."""
    today = desk.clock.today()
    programme = load_programme(FNP)
    phase = phase_of(programme, today, born=at.born, expected=at.expected)
    if phase is None:
        return None
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
    programme = agenda(desk)
    if programme is None:
        return
    candidates = []
    for row in rows:
        at = stage_of_row(row)
        found = for_family(programme, at)
        candidates += [(pressing(due), row, at, due) for due in found[:1]]
    candidates.sort(key=lambda part: (part[0], part[1].id))
    yield from _checked(desk, programme, candidates)


_Candidate = tuple[tuple[int, date], FamilyRow, Stage, ContactDue]


def _checked(
    desk: Desk, programme: Agenda, candidates: Sequence[_Candidate]
) -> Iterator[tuple[FamilyRow, ContactDue]]:
    """The candidates with their visits looked up; a later contact waits its turn."""
    later: list[_Candidate] = []
    for order, row, at, due in candidates:
        while later and later[0][0] < order:
            yield later[0][1], later.pop(0)[3]
        found = _really_due(desk, programme, row, at, due)
        if found is None:
            continue
        if pressing(found) <= order:
            yield row, found
        else:
            later.append((pressing(found), row, at, found))
            later.sort(key=lambda part: (part[0], part[1].id))
    yield from ((row, due) for _, row, _, due in later)


def _really_due(
    desk: Desk, programme: Agenda, row: FamilyRow, at: Stage, due: ContactDue
) -> ContactDue | None:
    if row.last_visit is None and due.state != DueState.MISSED:
        return due
    encounters = desk.vault.find(Encounter, family_id=row.id)
    results = desk.vault.find(Observation, family_id=row.id)
    forms = answered(desk, row.id)
    return first_due(desk, programme, row.id, at, past(encounters, results, forms))


def first_due(
    desk: Desk, programme: Agenda, family_id: str, at: Stage, past: Past
) -> ContactDue | None:
    """The most pressing contact of a family; nothing missed before it was known."""
    found = for_family(programme, at, past)
    if found and found[0].state == DueState.MISSED:
        first = desk.vault.revisions(family_id)[-1]
        since = date.fromisoformat(first.recorded[:10])
        found = for_family(programme, at, replace(past, known_from=since))
    return next(iter(found), None)
