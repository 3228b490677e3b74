"""The page of one family: people, scores, history, what can be done. Plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from visit_app import visits
from visit_app.records import (
    Encounter,
    EncounterStatus,
    Family,
    Observation,
    Patient,
)
from visit_app.records.dates import age_text, gestation_text, spoken_date
from visit_app.records.nhs_number import display
from visit_app.schedule import ContactDue, DueState, Programme
from visit_app.ui import due
from visit_app.ui.another_team import words as team_words
from visit_app.ui.family_edit import drafts
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr, tr_plural
from visit_app.visits import Desk

ChipKind = str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person or of the home: a heading, and labels with values."""

    heading: str
    rows: tuple[tuple[str, str], ...]
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the history; `chip` is empty when there is nothing to say."""

    encounter_id: str
    when: str
    contact: str
    detail: str
    chip: str = ""
    waits: bool = False


class FamilyPresenter:
    """Reads one family and says what its page shows."""

    def __init__(self, desk: Desk, save_state: SaveState, family_id: str) -> None:
        self._desk, self._save, self._id = desk, save_state, family_id
        self.read()

    def read(self) -> None:
        """Read the record again."""
        self._today = self._desk.clock.today()
        self.history = visits.history(self._desk, self._id)
        self._followed = due.Followed(self._desk)
        self.form_waits = drafts.read(self._desk, self._id) is not None

    def rebind(self, desk: Desk) -> None:
        """Go on with another desk after unlocking."""
        self._desk = desk
        self.read()

    @property
    def family(self) -> Family:
        """The family as it now stands."""
        return self.history.family

    # --- from team to team ---------------------------------------------------------

    def handed_words(self) -> str:
        """To which team it went and when; "" while it is here."""
        done = visits.handed_over(self.family)
        return team_words.handed_words(done, self._today) if done is not None else ""

    def came_words(self) -> str:
        """From whom it was taken over; "" when it began here."""
        done = visits.taken_over(self.family)
        return team_words.taken_words(done, self._today) if done is not None else ""

    def take_back(self) -> bool:
        """It is here after all; whether that is on disk."""
        family_id = self._id
        done = self._save.write(
            f"take-back/{family_id}", lambda desk: visits.take_back(desk, family_id)
        )
        return done is not None

    # --- head ----------------------------------------------------------------------

    @property
    def title(self) -> str:
        """Who the page is about: "Amira Hassan and Idris"."""
        return self.family.title or tr("Family without a name")

    @property
    def subtitle(self) -> str:
        """What is due: "6 to 8 week review due by 5 December"."""
        found = self.next_contact()
        if found is None:
            return self._stage_words()
        phase = found.code in {p.code for p in self._programme().phases}
        if phase and found.state == DueState.SUGGESTED:
            return tr(found.title)
        return due_words(found, self._today)

    def _programme(self) -> Programme:
        return self._followed.programme(self._id)

    def programmes(self) -> tuple[tuple[str, str], ...]:
        """The programmes this family can follow: id and words, the usual one first."""
        known = visits.programmes(self._desk)
        named = ((id, tr(document["title"])) for id, document in known.items())
        return (("", tr("As for all families")), *named)

    @property
    def programme(self) -> str:
        """The id of the programme chosen for this family; empty for the usual one."""
        return self._followed.chosen(self._id)

    def follow(self, programme_id: str) -> None:
        """Let this family follow another programme."""
        family_id = self._id
        self._save.write(
            "programme",
            lambda desk: visits.follow_programme(
                desk, programme_id, family_id=family_id
            ),
        )
        self.read()

    def _stage_words(self) -> str:
        at = self._stage()
        if at.expected and not at.born:
            text = gestation_text(at.expected, self._today)
            return text[:1].upper() + text[1:]
        return tr("No contact is due now")

    def next_contact(self) -> ContactDue | None:
        """The contact to think of first; for an FNP nurse the phase."""
        at, followed = self._stage(), self._followed
        agenda = followed.agenda(self._id)
        if agenda is None:
            return due.agreed(self._desk, followed.programme(self._id), self._id, at)
        visits_made, scores = self.history.encounters, self.history.observations
        took_place = due.past(visits_made, scores)
        found = next(iter(due.for_family(agenda, at, took_place)), None)
        if found is None or due.is_sure(found):
            return found
        forms = due.answered(self._desk, self._id)
        took_place = due.past(visits_made, scores, forms)
        return due.first_due(self._desk, agenda, self._id, at, took_place)

    def _stage(self) -> due.Stage:
        births = (baby.birth_date for baby in self.family.babies)
        return due.stage(births, self.family.expected_date_of_delivery)

    # --- people --------------------------------------------------------------------

    def people(self) -> tuple[Facts, ...]:
        """Parents, babies, a baby on the way, then the home."""
        parents = [self._person(person) for person in self.family.parents]
        babies = [self._person(person) for person in self.family.babies]
        facts = [*parents[:1], *babies, *parents[1:]]
        expected = self.family.due
        if expected:
            heading = tr("Baby on the way")
            week = gestation_text(expected, self._today)
            row = (tr("Due"), f"{spoken_date(expected)} ({week})")
            facts.append(Facts(heading, (row,)))
        home = tuple(self._home())
        return (*facts, *((Facts(tr("Home"), home),) if home else ()))

    def _person(self, person: Patient) -> Facts:
        role = tr(self._desk.people.display("role", person.role)).lower()
        name = person.called
        heading = tr("{name}, {role}", name=name, role=role) if name else role.title()
        rows = self._baby(person) if person.role == "baby" else self._parent(person)
        return Facts(heading, tuple(row for row in rows if row[1]), person.id)

    def _baby(self, person: Patient) -> Iterator[tuple[str, str]]:
        born = person.birth_date
        yield tr("Born"), spoken_date(born) if born else ""
        yield tr("Age"), age_text(born, self._today) if born else ""
        yield tr("NHS no."), number(person)

    def _parent(self, person: Patient) -> Iterator[tuple[str, str]]:
        born = person.birth_date
        age = age_text(born, self._today) if born else ""
        yield tr("Born"), f"{spoken_date(born)} ({age})" if born else ""
        known = person.nhs_number or person.nhs_number_absent_reason
        yield tr("NHS no."), number(person) if known or born else ""
        yield tr("Phone"), person.phone
        yield tr("Message"), _message(person)
        yield tr("Contact"), person.contact_note
        yield tr("Language"), person.language
        interpreter = {True: tr("Needed"), False: tr("Not needed"), None: ""}
        yield tr("Interpreter"), interpreter[person.interpreter_needed]
        yield tr("Needs"), person.communication_needs
        checked = person.communication_checked_on
        yield tr("Checked"), spoken_date(checked) if checked else ""
        yield tr("Lives"), person.lives

    def _home(self) -> Iterator[tuple[str, str]]:
        family = self.family
        address = " ".join(family.address.split("\n")).strip()
        where = ", ".join(part for part in (address, family.postcode) if part)
        rows = (
            (tr("Address") if address else tr("Postcode"), where),
            (tr("GP"), family.general_practice),
            (tr("Access"), family.note),
        )
        return (row for row in rows if row[1])

    # --- visits --------------------------------------------------------------------

    @property
    def draft(self) -> Encounter | None:
        """The newest visit that is not finished."""
        found = self.history.encounters
        going = EncounterStatus.IN_PROGRESS
        return next((visit for visit in found if visit.status == going), None)

    def draft_words(self) -> str:
        """What the resume card says of it."""
        draft = self.draft
        if draft is None:
            return ""
        name = self._name(draft.subject_id)
        began = spoken_date(draft.period_start.astimezone().date(), self._today)
        contact = self._contact(draft)
        words = {"contact": contact, "name": name, "day": began}
        return tr("{contact} with {name}, begun on {day}. All of it is saved.", **words)

    def entries(self) -> tuple[Entry, ...]:
        """The history, newest first."""
        return tuple(self._entry(visit) for visit in self.history.encounters)

    def _entry(self, visit: Encounter) -> Entry:
        results = [r for r in self.history.observations if r.encounter_id == visit.id]
        titles = [r.title for r in results]
        others = len(self.family.parents) > 1
        who = [tr("with {name}", name=self._name(visit.subject_id))] if others else []
        chip, waits = _chip(visit, results)
        return Entry(
            visit.id,
            short_date(visit.period_start.astimezone().date(), self._today),
            self._contact(visit),
            ", ".join([*who, *titles]),
            chip,
            waits,
        )

    def _contact(self, visit: Encounter) -> str:
        if not visit.type:
            return tr("Visit")
        return tr(self._desk.contacts.display("type", visit.type))

    def _name(self, person_id: str) -> str:
        try:
            person = self.family.person(person_id)
        except KeyError:
            return tr("somebody")
        return person.called

    # --- starting ------------------------------------------------------------------

    def askable(self) -> tuple[tuple[str, str, str], ...]:
        """Everybody a visit can be with: id, name, role."""
        return tuple(
            (p.id, p.full_name, tr(self._desk.people.display("role", p.role)))
            for p in self.family.parents
        )

    def start(self, subject_id: str) -> str:
        """Begin a visit of the type that is due; its id, empty when not on disk."""
        found = self.next_contact()
        kind = found.code if found and found.state in _STARTS else ""
        if not self._desk.contacts.find("type", kind):
            kind = ""
        family_id = self._id
        visit: Encounter | None = self._save.write(
            "start",
            lambda desk: visits.start(desk, family_id, subject_id, type=kind),
        )
        return visit.id if visit else ""


_STARTS = (DueState.DUE, DueState.OVERDUE, DueState.SUGGESTED)


def due_words(found: ContactDue, today: date) -> str:
    """A contact due in a sentence: "6 to 8 week review due by 5 December"."""
    words = {"contact": tr(found.title), "day": spoken_date(found.by, today)}
    if found.state == DueState.OVERDUE:
        one, many = "{contact} is 1 day late", "{contact} is {n} days late"
        return tr_plural(one, many, found.days_late, **words)
    sentences = {
        DueState.MISSED: "{contact} was missed",
        DueState.SCREENING_OPEN: "{contact}: some questions were not asked",
        DueState.SUGGESTED: "{contact} can be offered until {day}",
        DueState.DUE: "{contact} due by {day}",
    }
    return tr(sentences[found.state], **words)


def _chip(visit: Encounter, results: list[Observation]) -> tuple[str, bool]:
    """What is to be said of a visit, and whether it waits for something."""
    if visit.status == EncounterStatus.CANCELLED:
        return tr("Did not take place"), False
    if not visit.is_finished:
        return tr("Not finished"), True
    gaps = [r.title for r in results if r.missing]
    if len(gaps) > 1:
        return tr("{n} incomplete", n=len(gaps)), True
    return (tr("{title} incomplete", title=gaps[0]), True) if gaps else ("", False)


def number(person: Patient) -> str:
    """The NHS number in groups, or why it is not there."""
    if person.nhs_number:
        return display(person.nhs_number)
    reason = person.nhs_number_absent_reason
    if not reason:
        return tr("Not known yet")
    return tr("Not known: {reason}", reason=reason[:1].lower() + reason[1:])


def _message(person: Patient) -> str:
    if person.safe_to_leave_message is None:
        return ""
    if person.safe_to_leave_message:
        return tr("Safe to leave one")
    return tr("Do not leave one")


def short_date(day: date, today: date) -> str:
    """A date in a narrow column: "6 Nov", "6 Nov 25" in another year."""
    _, month, *_ = spoken_date(day).split()
    year = "" if day.year == today.year else f" {day.year % 100:02d}"
    return f"{day.day} {month[:3]}{year}"


def weeks_between(start: date, end: date) -> str:
    """The time between two contacts, written out: "13 weeks", "5 days"."""
    days = (end - start).days
    if days < 14:
        return tr_plural("{n} day", "{n} days", days) if days else tr("same day")
    return tr_plural("{n} week", "{n} weeks", days // 7)
