"""Referral and letter: what is asked, what is recorded, what goes out. Plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from visit_app import visits
from visit_app.directory import (
    Directory,
    Found,
    HealthcareService,
    Lacking,
    Need,
    RecordFacts,
    find,
    referral_check,
)
from visit_app.records import (
    ConsentDecision,
    DocumentReference,
    Encounter,
    LetterSection,
    Priority,
    ServiceRequest,
)
from visit_app.records.dates import spoken_date
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveState
from visit_app.ui.text import tr
from visit_app.visits import Desk, NotPossible, Waits

LOOKING = "looking"  # the inner place in which one looks at the services: looking/pir
_PLACES = {
    "phone": "phone",
    "message": "safe_to_leave_message",
    "nhs-number": "nhs_number",
    "birth-date": "birth_date",
    "interpreter": "interpreter_needed",
    "address": "address",
    "gp": "general_practice",
    "baby": "expected_date_of_delivery",
}
_OF_THE_HOME = {"address", "gp", "baby"}


@dataclass(frozen=True, slots=True)
class OtherVisit:
    """A visit with another parent, which a letter leaves out unless they agree."""

    encounter_id: str
    name: str
    day: str


class ReferralPresenter:
    """The referrals of one visit; `at` is the id of the one in hand, or empty.

    `looking_for` is a theme while one looks at the services before a referral is made
    ("" for any), None otherwise.
    """

    def __init__(
        self, desk: Desk, save_state: SaveState, encounter_id: str, at: str
    ) -> None:
        self._desk, self._save, self._id = desk, save_state, encounter_id
        self._known: Directory | None = None
        self.go(at)

    def go(self, inner: str) -> None:
        """Be at this referral, or looking at the services: "looking/pir"."""
        looks, _, theme = inner.partition("/")
        self.looking_for = theme if looks == LOOKING else None
        self.at = inner
        self.read()

    def read(self) -> None:
        """Read the visit again; the first referral is in hand unless another is."""
        self.record = visits.open_visit(self._desk, self._id)
        ids = [request.id for request in self.referrals]
        if self.at not in ids:
            self.at = ids[0] if ids else ""
        request = self.request
        self._waits = visits.waits_for(self._desk, request) if request else ()

    @property
    def visit(self) -> Encounter:
        """The visit itself."""
        return self.record.encounter

    @property
    def name(self) -> str:
        """First name of the person who is referred."""
        person = self.record.subject
        return person.called

    @property
    def referrals(self) -> tuple[ServiceRequest, ...]:
        """The referrals that stand, oldest first."""
        return tuple(r for r in self.record.referrals if r.status != "revoked")

    @property
    def request(self) -> ServiceRequest | None:
        """The referral in hand."""
        return next((r for r in self.referrals if r.id == self.at), None)

    @property
    def is_issued(self) -> bool:
        """Whether the letter of the referral in hand has gone out."""
        return self.request is not None and self.request.status == "active"

    # --- what another parent said --------------------------------------------------

    def others(self) -> tuple[OtherVisit, ...]:
        """The newest signed-off visit with each other parent, to be chosen or not."""
        return tuple(self._others())

    def _others(self) -> Iterator[OtherVisit]:
        family_id = self.record.family.id
        known = self._desk.vault.find(Encounter, family_id=family_id)
        for person in self.record.family.parents:
            done = (v for v in known if v.subject_id == person.id and v.is_finished)
            newest = next(done, None)
            if newest is not None and person.id != self.record.subject.id:
                day = spoken_date(newest.period_start.astimezone().date())
                name = person.called
                yield OtherVisit(newest.id, name, day)

    # --- the referral --------------------------------------------------------------

    def add(self) -> str:
        """Begin a referral; its id, empty when it did not reach the disk."""
        visit_id = self._id
        made = self._save.write("refer", lambda desk: visits.refer(desk, visit_id))
        if made is None:
            return ""
        self.at = made.id
        self.read()
        return made.id

    def none_today(self) -> None:
        """Record that no referral is made."""
        visit_id = self._id
        self._save.write(
            "no-referral",
            lambda desk: visits.describe(desk, visit_id, no_referral=True),
        )
        self.read()

    def withdraw(self) -> None:
        """Take the referral in hand back."""
        request_id = self.at
        self._save.write(
            f"{request_id}/withdraw", lambda desk: visits.withdraw(desk, request_id)
        )
        self.read()

    def set(self, name: str, value: Any) -> str:
        """Keep one field of the referral; a sentence says why when it cannot be."""
        request_id = self.at
        return self._try(
            f"{request_id}/{name}",
            lambda desk: visits.change_referral(desk, request_id, **{name: value}),
        )

    def set_consent(self, name: str, value: str) -> str:
        """Keep one field of the consent."""
        request_id = self.at
        return self._try(
            f"{request_id}/consent/{name}",
            lambda desk: visits.record_consent(desk, request_id, **{name: value}),
        )

    def _try(self, key: str, operation: Any) -> str:
        try:
            self._save.write(key, operation)
        except NotPossible as problem:
            return str(problem)
        self.read()
        return ""

    # --- the services --------------------------------------------------------------

    def services(self) -> Found:
        """Every local service, A to Z, with the reasons for and against each.

        What one is looking for counts beside the themes that were chosen.
        """
        impression = self.record.impression
        looked_for = (self.looking_for,) if self.looking_for else ()
        need = Need(
            family=self.record.family,
            subject=self.record.subject,
            level=impression.level,
            theme=tuple(dict.fromkeys((*looked_for, *impression.theme))),
        )
        today = self._desk.clock.today()
        return find(self._directory(), need, self.record.family.postcode, today)

    def _directory(self) -> Directory:
        if self._known is None:
            self._known = visits.directory(self._desk)
        return self._known

    def check(self) -> tuple[Lacking, ...]:
        """What the service asks for and the record lacks; it informs, no more."""
        request = self.request
        if request is None or self.is_issued:
            return ()
        known = {s.id: s for s in self._directory().current()}
        facts = RecordFacts(
            family=self.record.family,
            subject=self.record.subject,
            practitioner=self._desk.practitioner,
            issues=self.record.issues,
            # Once signed off the judgement stands as it is: nothing asks for more.
            impression=None if self.visit.is_finished else self.record.impression,
        )
        return referral_check(request, facts, known.get(request.performer_id))

    def place_of(self, lacking: Lacking) -> Place | None:
        """The screen on which it is put right; None when it is in this visit."""
        if lacking.step == "settings":
            return Place.settings("phone")
        if lacking.step != "family":
            return None
        record, at_home = self.record, lacking.code in _OF_THE_HOME
        return Place.family_edit(
            record.family.id,
            "" if at_home else record.subject.id,
            entry=_PLACES.get(lacking.code, ""),
            encounter_id=self._id,
        )

    def refer_to(self, service: HealthcareService) -> str:
        """Refer to this service: in a draft without one, else in a new referral."""
        waits = (r for r in self.referrals if r.status == "draft" and not r.performer)
        waiting = next(waits, None)
        self.at = waiting.id if waiting else self.add()
        self.looking_for = None
        if self.at:
            self.read()
            self.choose_service(service)
        return self.at

    def choose_service(self, service: HealthcareService) -> str:
        """Refer to this service; the letter goes to it."""
        request_id = self.at
        name = ", ".join(w for w in (service.name, service.provided_by) if w)
        fields = {
            "performer": name,
            "performer_id": service.id,
            "performer_address": service.address,
        }
        return self._try(
            f"{request_id}/service",
            lambda desk: visits.change_referral(desk, request_id, **fields),
        )

    # --- the letter ----------------------------------------------------------------

    def letter(self) -> DocumentReference | None:
        """The letter of the referral in hand, brought up to date and kept."""
        request = self.request
        if request is None or not request.performer.strip():
            return None
        request_id = request.id
        return self._save.write(
            f"{request_id}/letter", lambda desk: visits.write_letter(desk, request_id)
        )

    def edit(
        self, document_id: str, section: LetterSection, at: int, text: str
    ) -> None:
        """Put the practitioner's words into one paragraph of a section."""
        paragraphs = tuple(
            text if number == at else paragraph
            for number, paragraph in enumerate(section.paragraphs)
        )
        self._save.write(
            f"{document_id}/{section.id}",
            lambda desk: visits.edit_section(desk, document_id, section.id, paragraphs),
        )

    def restore(self, document_id: str, section_id: str) -> None:
        """Compose a section from the record again."""
        self._save.write(
            f"{document_id}/{section_id}",
            lambda desk: visits.restore_section(desk, document_id, section_id),
        )

    def put_back(self, document_id: str, earlier: LetterSection) -> None:
        """Put words the record had overtaken into their section again."""
        self._save.write(
            f"{document_id}/{earlier.id}",
            lambda desk: visits.put_back(desk, document_id, earlier),
        )

    def stale(self, document: DocumentReference) -> frozenset[str]:
        """The edited sections that stay although the record has changed since."""
        return visits.stale_sections(self._desk, document)

    def edits_to_look_at(self, document: DocumentReference) -> str:
        """Which edits the record has overtaken or changed under; "" when none."""
        edited = {s.id for s in document.sections if s.edited}
        gone = [s.heading for s in document.set_aside if s.id not in edited]
        stale = self.stale(document)
        kept = [s.heading for s in document.sections if s.id in stale]
        if document.status == "final":
            return ""
        lines = [
            tr(
                "The record has changed, so this is written from it again: {parts}."
                " Your own words are kept; Edit shows them.",
                parts=", ".join(dict.fromkeys(gone)),
            )
            if gone
            else "",
            tr(
                "The record has changed since you edited this: {parts}. It stands as"
                " you wrote it. Does it still hold?",
                parts=", ".join(kept),
            )
            if kept
            else "",
        ]
        return "\n".join(line for line in lines if line)

    def pdf(self, document_id: str) -> bytes:
        """The letter as it stands; slow enough to be done in the background."""
        return visits.pdf(self._desk, document_id)

    def issue(self, document_id: str, how: str, content: bytes) -> str:
        """Record that the letter went out."""
        return self._try(
            f"{document_id}/{how}",
            lambda desk: visits.issue(desk, document_id, how, content),
        )

    def consent_gap(self) -> str:
        """What stands before printing; empty when the letter may go out."""
        request = self.request
        if request is None or not request.performer.strip():
            return tr("Write first to whom the letter goes.")
        if Waits.CONSENT in self._waits:
            return tr("{name}’s consent to share is not recorded yet.", name=self.name)
        if Waits.REASON in self._waits:
            return tr(
                "{name} refused. Write why it is sent all the same.", name=self.name
            )
        return ""

    def not_allowed(self, how: str) -> str:
        """Why the organisation's policy keeps the letter from going out this way."""
        return visits.refusal(self._desk, visits.letter_export(how))

    def call_first(self) -> str:
        """What comes before a letter: an open concern, a call for what is urgent."""
        if Waits.CONCERN in self._waits:
            return tr(
                "A letter is not the urgent route. Record first who has taken this on:"
                " F6."
            )
        if Waits.CONCERN_ELSEWHERE in self._waits:
            return tr(
                "A letter is not the urgent route. Record first, in the other visit"
                " with {name}, who has taken on what worried you there.",
                name=self.name,
            )
        if Waits.CALL in self._waits:
            return tr(
                "A letter is not the urgent route. Phone first, and write who took it."
            )
        return ""


def priorities() -> tuple[tuple[str, str], ...]:
    """The codes of urgency with their words."""
    return (
        (Priority.ROUTINE, tr("Routine")),
        (Priority.URGENT, tr("Urgent")),
        (Priority.EMERGENCY, tr("Emergency")),
    )


def decisions(name: str) -> tuple[tuple[str, str], ...]:
    """The codes of consent with their words."""
    return (
        (ConsentDecision.GIVEN, tr("{name} agrees", name=name)),
        (ConsentDecision.LIMITED, tr("Agrees, with limits")),
        (ConsentDecision.REFUSED, tr("Does not agree")),
    )
