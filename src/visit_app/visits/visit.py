"""One visit: starting it, describing it, and reading all of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from visit_app.records import (
    Amendment,
    CarePlan,
    ClinicalImpression,
    DetectedIssue,
    DocumentReference,
    Encounter,
    EncounterStatus,
    Family,
    Observation,
    Patient,
    QuestionnaireResponse,
    ServiceRequest,
    new_id,
)
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible

Kept = TypeVar("Kept", ClinicalImpression, CarePlan)

FIRST_INSTRUMENTS = ("whooley", "gad-2")  # NICE CG192
CONVERSATION = "conversation"


@dataclass(frozen=True, kw_only=True)
class VisitRecord:
    """Everything recorded in one visit; `responses` by questionnaire name.

    `checklists` holds what was ticked in lists of signs, by the list's id: they are
    no questionnaires, have no scale and are never complete.
    """

    encounter: Encounter
    family: Family
    subject: Patient
    responses: Mapping[str, QuestionnaireResponse]
    impression: ClinicalImpression
    plan: CarePlan
    issues: tuple[DetectedIssue, ...] = ()
    referrals: tuple[ServiceRequest, ...] = ()
    letters: tuple[DocumentReference, ...] = ()
    observations: tuple[Observation, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    checklists: Mapping[str, QuestionnaireResponse] = field(default_factory=dict)

    @property
    def open_issues(self) -> tuple[DetectedIssue, ...]:
        """Safety concerns nobody has taken on yet."""
        return tuple(issue for issue in self.issues if issue.is_open)


def start(desk: Desk, family_id: str, subject_id: str, **fields: Any) -> Encounter:
    """Begin a visit with this parent; `fields` are fields of Encounter known already.

    Raises KeyError when the person is not in the family.
    """
    desk.vault.family(family_id).person(subject_id)
    encounter = Encounter(
        id=new_id(),
        family_id=family_id,
        subject_id=subject_id,
        practitioner_id=desk.practitioner.id,
        period_start=desk.clock.now(),
        instruments=FIRST_INSTRUMENTS,
    )
    encounter = replace(encounter, **fields)
    desk.vault.put(encounter)
    return encounter


def describe(desk: Desk, encounter_id: str, **fields: Any) -> Encounter:
    """Change fields of a visit in progress: who, where, alone or not, the position.

    Raises NotPossible when another person is to be asked after answers were given.
    """
    encounter = desk.vault.get(Encounter, encounter_id)
    if fields.get("subject_id", encounter.subject_id) != encounter.subject_id:
        _refuse_after_answers(desk, encounter)
    changed = replace(encounter, **fields)
    if changed != encounter:
        desk.vault.put(changed)
    return changed


def cancel(desk: Desk, encounter_id: str) -> Encounter:
    """Close a visit that did not take place; what was written in it is kept."""
    return describe(
        desk,
        encounter_id,
        status=EncounterStatus.CANCELLED,
        period_end=desk.clock.now(),
    )


def open_visit(desk: Desk, encounter_id: str) -> VisitRecord:
    """Everything of one visit, read at once; raises NotFound."""
    vault = desk.vault
    encounter = vault.get(Encounter, encounter_id)
    family = vault.family(encounter.family_id)

    lists = {checklist.id for checklist in desk.pathway.checklists}

    def of(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(reversed(vault.find(kind, encounter_id=encounter_id)))

    named = {name_of(desk, r): r for r in of(QuestionnaireResponse)}
    return VisitRecord(
        encounter=encounter,
        family=family,
        subject=family.person(encounter.subject_id),
        responses={n: r for n, r in named.items() if n not in lists},
        checklists={n: r for n, r in named.items() if n in lists},
        impression=impression_of(desk, encounter),
        plan=plan_of(desk, encounter),
        issues=of(DetectedIssue),
        referrals=of(ServiceRequest),
        letters=of(DocumentReference),
        observations=of(Observation),
        amendments=of(Amendment),
    )


def name_of(desk: Desk, response: QuestionnaireResponse) -> str:
    """The short name a response's form goes by: "phq-9", "conversation"."""
    return form_name(desk, response.questionnaire)


def form_name(desk: Desk, questionnaire: str) -> str:
    """The short name of the form with this canonical address."""
    url = questionnaire.partition("|")[0]
    for checklist in desk.pathway.checklists:
        if checklist.url == url:
            return checklist.id
    return CONVERSATION if url == desk.guide.url else desk.catalogue.get(url).id


def impression_of(desk: Desk, encounter: Encounter) -> ClinicalImpression:
    """The practitioner's judgement of this visit, empty when none is written yet."""
    found = desk.vault.find(ClinicalImpression, encounter_id=encounter.id, limit=1)
    return found[0] if found else _for(ClinicalImpression, encounter)


def plan_of(desk: Desk, encounter: Encounter) -> CarePlan:
    """The plan of this visit, empty when nothing is agreed yet."""
    found = desk.vault.find(CarePlan, encounter_id=encounter.id, limit=1)
    return found[0] if found else _for(CarePlan, encounter)


def _for(kind: type[Kept], encounter: Encounter) -> Kept:
    return kind(
        id=new_id(),
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
    )


def _refuse_after_answers(desk: Desk, encounter: Encounter) -> None:
    """Raise NotPossible once anything in this visit is about the person asked.

    Lists of signs are responses too; a judgement or plan that was emptied is nothing.
    """
    vault, here = desk.vault, encounter.id
    judged = impression_of(desk, encounter)
    planned = plan_of(desk, encounter)
    responses = vault.find(QuestionnaireResponse, encounter_id=here)
    concerns = vault.find(DetectedIssue, encounter_id=here, limit=1)
    referrals = vault.find(ServiceRequest, encounter_id=here, limit=1)
    if (
        concerns
        or referrals
        or any(response.answers for response in responses)
        or judged != replace(_for(ClinicalImpression, encounter), id=judged.id)
        or planned != replace(_for(CarePlan, encounter), id=planned.id)
    ):
        raise NotPossible(
            "Something is recorded about this person already. "
            "Start a second visit for the other parent."
        )
