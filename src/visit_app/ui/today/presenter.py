"""Today: what was begun, what is due, what waits. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from visit_app import visits
from visit_app.questionnaires import state
from visit_app.records import (
    DetectedIssue,
    DocumentReference,
    Encounter,
    QuestionnaireResponse,
)
from visit_app.records.dates import spoken_date
from visit_app.schedule import ContactDue, DueState, chip
from visit_app.screening import missing
from visit_app.screening.safety import AGREED_ON
from visit_app.ui import due
from visit_app.ui.backups.news import behind_words
from visit_app.ui.family.presenter import FamilyPresenter
from visit_app.ui.family_edit import drafts
from visit_app.ui.names import family_title, list_note, list_title
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr, tr_plural
from visit_app.vault.errors import NotFound
from visit_app.vault.rows import FamilyRow
from visit_app.visits import Desk

EVERY_FAMILY = 1_000_000
FIRST, RECENT, RESUMED = 12, 6, 3
SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Coming:
    """The most pressing contact of a family, and what it missed besides."""

    row: FamilyRow
    contact: ContactDue
    missed: tuple[ContactDue, ...] = ()


Found = Sequence[Coming]


@dataclass(frozen=True, slots=True)
class Resumed:
    """A visit that was begun: where it stopped."""

    encounter_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """One contact due: `group` is the heading it stands under.

    `besides` says what is still to be asked at it, and what was missed before it.
    """

    family_id: str
    title: str
    note: str
    contact: str
    chip: str
    late: bool
    group: str
    can_start: bool
    besides: str = ""


@dataclass(frozen=True, slots=True)
class Recent:
    """A family seen or changed lately."""

    family_id: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the practitioner, and where it is done."""

    icon: str
    text: str
    action: str
    place: Place
    key: str


class TodayPresenter:
    """Reads what the first screen shows; contacts due are read apart."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read: tuple[Encounter, ...] | None = None

    def rebind(self, desk: Desk) -> None:
        """Go on with another desk after unlocking."""
        self._desk = desk
        self.read_again()

    def read_again(self) -> None:
        """What was begun may have changed: read it when it is next asked for."""
        self._read = None

    @property
    def title(self) -> str:
        """The day: "Monday 23 November"."""
        today = self._desk.clock.today()
        return spoken_date(today, today, weekday=True)

    def subtitle(self) -> str:
        """How much is half finished."""
        n = len(self._drafts())
        if n == 0:
            return tr("No visit is half finished.")
        return tr_plural(
            "One visit is half finished.", "{n} visits are half finished.", n
        )

    def clock_doubt(self) -> str:
        """A sentence when the computer's clock cannot be right."""
        return visits.doubted_clock(self._desk)

    def second_copy_doubt(self) -> str:
        """A sentence while what is saved stands in one place only."""
        behind = self._desk.vault.second_copy.behind
        return behind_words(behind, self._desk.clock.today()) if behind else ""

    def kept_words(self) -> str:
        """Where what is recorded is kept."""
        if self._desk.vault.is_practice:
            return tr("Everybody here is invented. Nothing you record is kept.")
        return tr("What you record is saved on this laptop, encrypted, as you go.")

    # --- drafts --------------------------------------------------------------------

    def resumed(self, *, surnames: bool, count: int = RESUMED) -> tuple[Resumed, ...]:
        """Visits to carry on with, the newest first."""
        found = self._drafts()[:count]
        return tuple(self._resumed(visit, surnames) for visit in found)

    def _drafts(self) -> tuple[Encounter, ...]:
        """Those of families that are here: others went on with who took them over."""
        if self._read is None:
            found = self._desk.vault.drafts()
            away = visits.with_another_team(self._desk, {v.family_id for v in found})
            self._read = tuple(v for v in found if v.family_id not in away)
        return self._read

    def more_drafts(self, count: int = RESUMED) -> int:
        """How many more there are than these."""
        return max(len(self._drafts()) - count, 0)

    def _resumed(self, visit: Encounter, surnames: bool) -> Resumed:
        record = visits.open_visit(self._desk, visit.id)
        subject = record.subject
        name = subject.full_name if surnames else subject.discreet_name
        kind = visit.type
        contact = tr(self._desk.contacts.display("type", kind)) if kind else tr("Visit")
        stopped = tr(
            "You stopped at {step}, {when}.",
            step=self._step(record),
            when=self._when(record),
        )
        text = f"{contact}. {stopped} " + tr("Every answer before it is saved.")
        return Resumed(visit.id, tr("Carry on with {name}", name=name), text)

    def _step(self, record: visits.VisitRecord) -> str:
        """Where a visit stopped: "PHQ-9, question 4 of 9", "Joy"."""
        place = record.encounter.step
        for step in visits.steps(self._desk, record):
            if place == step.key or place.startswith(f"{step.key}/"):
                inner = place[len(step.key) + 1 :]
                question = self._question(record.responses.get(step.key), inner)
                title = tr(step.title)
                return f"{title}, {question}" if question else f"“{title}”"
        return tr("the beginning")

    def _question(self, response: QuestionnaireResponse | None, link_id: str) -> str:
        if response is None or not link_id:
            return ""
        form = visits.form_of(self._desk, response)
        enabled = set(state(form, response.answers).enabled)
        asked = [q.link_id for q in form.questions if q.link_id in enabled]
        if link_id not in asked:
            return ""
        n, count = asked.index(link_id) + 1, len(asked)
        return tr("question {n} of {count}", n=n, count=count)

    def _when(self, record: visits.VisitRecord) -> str:
        """When the last answer was given, or the visit begun: "at 10:42"."""
        given = [r.authored for r in record.responses.values() if r.authored]
        last = max([record.encounter.period_start, *given]).astimezone()
        at = tr("at {time}", time=f"{last:%H:%M}")
        today = self._desk.clock.today()
        if last.date() == today:
            return at
        return tr("on {day} {at}", day=spoken_date(last.date(), today), at=at)

    # --- families ------------------------------------------------------------------

    def recent(self, *, surnames: bool) -> tuple[Recent, ...]:
        """The families seen or changed last."""
        desk = self._desk
        rows = visits.first_here(
            desk, lambda n: desk.vault.search("", limit=n), lambda row: row.id, RECENT
        )
        return tuple(self._recent(row, surnames) for row in rows)

    def _recent(self, row: FamilyRow, surnames: bool) -> Recent:
        today = self._desk.clock.today()
        when = tr("Not visited yet")
        if row.last_visit is not None:
            day = row.last_visit.astimezone().date()
            when = tr("Seen {day}", day=_seen(day, today))
        title = list_title(row, surnames=surnames)
        words = ". ".join(part for part in (list_note(row, today), when) if part)
        return Recent(row.id, title, words)

    def due_contacts(self, count: int = FIRST) -> tuple[Coming, ...]:
        """The most pressing contacts of the own list, one more than asked for."""
        desk, followed = self._desk, due.Followed(self._desk)
        others = visits.elsewhere(desk)
        found = desk.vault.search("", limit=EVERY_FAMILY)
        rows = [row for row in found if row.id not in others]
        return tuple(
            Coming(row, first, due.missed_besides(desk, followed, row, first))
            for row, first in islice(due.caseload(desk, rows), count + 1)
        )

    def due_rows(self, found: Found, *, surnames: bool) -> tuple[DueRow, ...]:
        """The rows of these contacts."""
        return tuple(self._due_row(coming, surnames) for coming in found)

    def _due_row(self, coming: Coming, surnames: bool) -> DueRow:
        row, contact, today = coming.row, coming.contact, self._desk.clock.today()
        late = contact.state == DueState.OVERDUE
        return DueRow(
            row.id,
            list_title(row, surnames=surnames),
            list_note(row, today),
            tr(contact.title),
            chip(contact, today),
            late,
            self._group(contact),
            contact.state in {DueState.OVERDUE, DueState.DUE},
            self._besides(coming),
        )

    def _besides(self, coming: Coming) -> str:
        """Which questions are open at a contact, and which contacts were missed."""
        known = self._desk.catalogue
        open_at = coming.contact.screening
        titles = [known.get(n).title for n in open_at if n in known.names]
        parts = [tr("To ask: {titles}", titles=", ".join(titles))] if titles else []
        missed = [tr(contact.title) for contact in coming.missed]
        if missed:
            parts.append(tr("Missed: {contacts}", contacts=", ".join(missed)))
        return ". ".join(parts)

    def _group(self, contact: ContactDue) -> str:
        if contact.state == DueState.MISSED:
            return tr("Missed")
        if contact.state == DueState.SCREENING_OPEN:
            return tr("Questions not asked yet")
        if contact.state == DueState.SUGGESTED:
            return tr("For you to consider")
        if contact.state == DueState.OVERDUE:
            return tr("Late")
        days = (contact.by - self._desk.clock.today()).days
        return tr("In the next 7 days") if days < SOON_DAYS else tr("Later")

    # --- starting ------------------------------------------------------------------

    def start(self, family_id: str, save: SaveState) -> str:
        """Begin the visit that is due where there is nothing to ask; its id, or "".

        There is where it can be with several people, and where another visit is not
        finished: the family's page asks.
        """
        family = FamilyPresenter(self._desk, save, family_id)
        people = family.askable()
        if len(people) != 1 or family.draft is not None:
            return ""
        return family.start(people[0][0])

    # --- what waits ----------------------------------------------------------------

    def waiting(self, *, surnames: bool) -> tuple[Waiting, ...]:
        """What waits for a decision: the weightiest first."""
        return (
            *self._safety(surnames),
            *self._numbers(),
            *self._letters(surnames),
            *self._forms(surnames),
        )

    def _safety(self, surnames: bool) -> list[Waiting]:
        """Every concern nobody has taken on, the longest open first."""
        found = self._desk.vault.find(DetectedIssue, status="open")
        return [
            Waiting(
                "heart-handshake",
                tr(
                    "{name}: write down who has taken this on.",
                    name=self._name(issue.family_id, surnames),
                ),
                tr("Open visit"),
                Place.visit(issue.encounter_id),
                f"safety-{issue.id}",
            )
            for issue in sorted(found, key=lambda issue: issue.identified)
        ]

    def _numbers(self) -> list[Waiting]:
        """Local crisis contacts are required; until then 999 and 111 are shown."""
        contacts, setting = self._desk.pathway.contacts, self._desk.vault.setting
        kept = {c.setting: setting(c.setting, "") for c in contacts if c.setting}
        empty = missing(contacts, kept)
        if not empty:
            return self._unconfirmed()
        text = tr_plural(
            "One local number for a crisis is not filled in.",
            "{n} local numbers for a crisis are not filled in.",
            len(empty),
        )
        fixed = tr("999 and 111 are shown.")
        where = Place.settings("contacts")
        return [Waiting("phone", f"{text} {fixed}", tr("Fill in"), where, "numbers")]

    def _unconfirmed(self) -> list[Waiting]:
        """The numbers are there, and nobody has said that they are right."""
        if self._desk.vault.setting(AGREED_ON, ""):
            return []
        text = tr("Nobody has confirmed the local numbers for a crisis yet.")
        where = Place.settings("contacts")
        return [Waiting("phone", text, tr("Confirm"), where, "numbers")]

    def _letters(self, surnames: bool) -> list[Waiting]:
        find = self._desk.vault.find
        found = visits.first_here(
            self._desk,
            lambda n: find(DocumentReference, status="preliminary", limit=n),
            lambda letter: letter.family_id,
            3,
        )
        return [
            Waiting(
                "file-text",
                tr(
                    "{name}: a letter is not printed yet.",
                    name=self._name(letter.family_id, surnames),
                ),
                tr("Open letter"),
                Place.visit(
                    letter.encounter_id, f"referral/{letter.service_request_id}"
                ),
                f"letter-{letter.id}",
            )
            for letter in found
        ]

    def _forms(self, surnames: bool) -> list[Waiting]:
        return [
            Waiting(
                "pencil",
                tr("A new family is half written.")
                if not draft.family_id
                else tr(
                    "{name}: changed details are not saved yet.",
                    name=self._name(draft.family_id, surnames),
                ),
                tr("Carry on writing"),
                Place.family_edit(draft.family_id),
                f"form-{draft.family_id or 'new'}",
            )
            for draft in drafts.waiting(self._desk)
        ]

    def _name(self, family_id: str, surnames: bool) -> str:
        try:
            family = self._desk.vault.family(family_id)
        except NotFound:
            return tr("A family")
        return family_title(family, surnames=surnames)


def _seen(day: date, today: date) -> str:
    return tr("today") if day == today else spoken_date(day, today)
