"""Ticking signs of a checklist; a red one opens a safety concern at that moment."""

from dataclasses import replace

from visit_app.records import (
    DetectedIssue,
    Encounter,
    IssueCode,
    QuestionnaireResponse,
    new_id,
)
from visit_app.screening.checklist import Checklist, Flag
from visit_app.visits.answers import response_of
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.safety import concern
from visit_app.visits.visit import VisitRecord

RED = "red"  # the group whose flags ask for a review now: resources/pathways
AMBER = "amber"


def tick_flag(
    desk: Desk, encounter_id: str, checklist_id: str, flag_id: str, *, on: bool
) -> QuestionnaireResponse:
    """Keep that a sign was seen or heard, or take its tick back.

    A red one opens a safety concern in the same transaction. Taking the tick back
    leaves the concern: who took it on, or why nobody needed to, is recorded there.
    Raises NotPossible once the visit is signed off, KeyError for an unknown sign.
    """
    encounter = desk.vault.get(Encounter, encounter_id)
    if encounter.is_finished:
        raise NotPossible("This visit is signed off. Add a correction under Finish.")
    checklist = desk.pathway.checklist(checklist_id)
    flag = _flag(checklist, flag_id)
    known = response_of(desk, encounter_id, checklist_id) or _begun(
        encounter, checklist
    )
    changed = replace(
        known.answered(flag_id, *([True] if on else [])),
        author=desk.practitioner.name,
        authored=desk.clock.now(),
    )
    opened = _concern(desk, encounter, checklist, flag) if on else ()
    desk.vault.put(changed, *opened)
    return changed


def ticked_flags(record: VisitRecord, checklist: Checklist) -> tuple[str, ...]:
    """The ids of the signs ticked in this visit, in the order of the list."""
    response = record.checklists.get(checklist.id)
    if response is None:
        return ()
    return tuple(f.id for f in checklist.flags() if response.first(f.id) is True)


def amber_flags(desk: Desk, record: VisitRecord) -> tuple[str, ...]:
    """The amber flags ticked for the person who was asked, as the lists word them."""
    found = []
    for checklist in desk.pathway.checklists:
        response = record.checklists.get(checklist.id)
        if response is None or response.subject_id != record.subject.id:
            continue
        ticked = ticked_flags(record, checklist)
        found += [f.text for f in checklist.flags(AMBER) if f.id in ticked]
    return tuple(found)


def _flag(checklist: Checklist, flag_id: str) -> Flag:
    return {flag.id: flag for flag in checklist.flags()}[flag_id]


def _begun(encounter: Encounter, checklist: Checklist) -> QuestionnaireResponse:
    return QuestionnaireResponse(
        id=new_id(),
        questionnaire=checklist.canonical,
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
    )


def _concern(
    desk: Desk, encounter: Encounter, checklist: Checklist, flag: Flag
) -> tuple[DetectedIssue, ...]:
    if flag not in checklist.flags(RED):
        return ()
    opened = concern(
        desk,
        encounter,
        code=IssueCode.RED_FLAG,
        evidence=checklist.name(flag),
        said=flag.text,
        note="",
    )
    return (opened,)
