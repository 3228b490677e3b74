"""What a letter is composed from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from typing import TypeVar

from visit_app.conversation import Guide
from visit_app.letters.wording import options, say
from visit_app.questionnaires import Questionnaire
from visit_app.records import (
    Amendment,
    CarePlan,
    ClinicalImpression,
    DetectedIssue,
    Encounter,
    Family,
    Observation,
    Patient,
    Practitioner,
    QuestionnaireResponse,
    ServiceRequest,
)
from visit_app.records.dates import spoken_date

OneRecord = TypeVar("OneRecord", ClinicalImpression, CarePlan)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext:
    """The records of one visit with one parent, and the words they need.

    `responses` are by questionnaire name, the conversation among them under the name
    of `guide`; `forms` are the questionnaires, by name, in the version answered.
    `others` are visits with somebody else of the family who agreed to be told of.
    `watch` are the amber flags ticked for this person, as words. `contact`, `place`
    and `present` are the visit's codes as words. Moments are told
    in `zone`, the computer's own when it is None.
    """

    family: Family
    subject: Patient
    encounter: Encounter
    practitioner: Practitioner
    date: date
    service_request: ServiceRequest | None = None
    guide: Guide | None = None
    responses: Mapping[str, QuestionnaireResponse] = field(default_factory=dict)
    forms: Mapping[str, Questionnaire] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    impression: ClinicalImpression | None = None
    plan: CarePlan | None = None
    issues: tuple[DetectedIssue, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    watch: tuple[str, ...] = ()
    others: "tuple[LetterContext, ...]" = ()
    contact: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    zone: tzinfo | None = None
    practice: bool = False
    large_print: bool = False

    @property
    def name(self) -> str:
        """The first name, as the letter speaks of the person."""
        person = self.subject
        return person.called or say("somebody")

    @property
    def request(self) -> ServiceRequest:
        """The referral; raises ValueError when there is none."""
        if self.service_request is None:
            raise ValueError("A letter needs a referral: say first to whom it goes.")
        return self.service_request

    def day(self, moment: datetime) -> str:
        """The day of a moment where the practitioner is, in words."""
        return spoken_date(moment.astimezone(self.zone).date())

    def conversation(self) -> QuestionnaireResponse | None:
        """The answers to the conversation guide, None when it was not begun."""
        return self.responses.get(self.guide.name) if self.guide else None

    def title(self, name: str) -> str:
        """The printed name of a questionnaire: "PHQ-9"; empty when it is not known."""
        return self.forms[name].title if name in self.forms else ""

    def question(self, name: str, link_id: str) -> str:
        """A question as it was asked; empty where its wording may not be printed."""
        if self.guide and name == self.guide.name:
            return next(
                (
                    prompt.text
                    for prompt in self.guide.prompts()
                    if any(field.link_id == link_id for field in prompt.fields)
                ),
                "",
            )
        form = self.forms.get(name)
        item = form.by_link_id.get(link_id) if form else None
        if form is None or item is None or not _is_free(form):
            return ""
        return item.text

    def own(self, *, in_another: bool = False) -> "LetterContext":
        """Only what this person said or what is about this person.

        What another parent said is left out; so is what may only be told when the
        person was seen alone, unless that is recorded and no copy goes to the home.
        `in_another` person's letter it is never told.
        """
        tells_all = self._may_tell_all() and not in_another
        hidden = () if tells_all else tuple(options("alone_only"))
        me = self.subject.id
        responses = {
            name: response
            for name, response in self.responses.items()
            if response.subject_id == me and name not in hidden
        }
        observations = tuple(
            o for o in self.observations if o.subject_id == me and o.code not in hidden
        )
        issues = tuple(
            issue
            for issue in self.issues
            if issue.subject_id == me and not _subjects(issue) & set(hidden)
        )
        kept = _ids(responses, observations, issues)
        return replace(
            self,
            responses=responses,
            observations=observations,
            issues=issues,
            impression=_of(self.impression, me),
            plan=_of(self.plan, me),
            amendments=tuple(
                a
                for a in self.amendments
                if a.subject_id == me and not self._hides(a, kept)
            ),
        )

    def _may_tell_all(self) -> bool:
        request = self.service_request
        stays_away = request is None or request.copy_to_home is False
        return self.encounter.is_alone(self.subject.role) and stays_away

    def _hides(self, amendment: Amendment, kept: set[str]) -> bool:
        """Whether it corrects a record that is left out."""
        known = _ids(self.responses, self.observations, self.issues)
        return amendment.target.rpartition("/")[2] in known - kept


def _is_free(form: Questionnaire) -> bool:
    """Whether a letter may print its wording: EPDS and MORS-SF may not be copied."""
    return form.licence is None or form.licence.status == "free"


def _ids(
    responses: Mapping[str, QuestionnaireResponse],
    observations: Iterable[Observation],
    issues: Iterable[DetectedIssue],
) -> set[str]:
    answered = {response.id for response in responses.values()}
    return answered | {o.id for o in observations} | {issue.id for issue in issues}


def _subjects(issue: DetectedIssue) -> set[str]:
    """What a concern is about: its code, and the questionnaire it came from."""
    return {issue.code, issue.evidence.partition("/")[0]}


def _of(record: OneRecord | None, subject_id: str) -> OneRecord | None:
    return record if record and record.subject_id == subject_id else None
