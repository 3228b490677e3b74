"""Safety concerns: raising them, and recording who took them on."""

from collections.abc import Iterable
from dataclasses import replace

from visit_app.records import (
    DetectedIssue,
    Encounter,
    IssueCode,
    Mitigation,
    new_id,
)
from visit_app.visits.desk import Desk

STEP_DONE = "step-done"
PHONED, TOLD, ACCEPTED, NO_ACTION = "phoned", "told", "accepted", "no-action"
NOTED = "noted"  # what was said or seen, once the visit is signed off
SAFEGUARDING, NO_SAFEGUARDING = "safeguarding", "no-safeguarding"


def raise_concern(
    desk: Desk,
    encounter_id: str,
    *,
    code: str = IssueCode.PRACTITIONER_CONCERN,
    evidence: str = "",
    said: str = "",
    note: str = "",
) -> DetectedIssue:
    """Open a safety concern, or bring the open one of the same evidence up to date."""
    encounter = desk.vault.get(Encounter, encounter_id)
    issue = concern(desk, encounter, code=code, evidence=evidence, said=said, note=note)
    desk.vault.put(issue)
    return issue


def concern(
    desk: Desk, encounter: Encounter, *, code: str, evidence: str, said: str, note: str
) -> DetectedIssue:
    """The concern to keep: the open one of this evidence with `said` as it is now.

    Once the visit is signed off an open one stays as it was raised.
    """
    for known in desk.vault.find(DetectedIssue, encounter_id=encounter.id):
        if known.is_open and (known.code, known.evidence) == (code, evidence):
            if encounter.is_finished:
                return known
            return replace(known, said=said or known.said, note=note or known.note)
    return DetectedIssue(
        id=new_id(),
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
        code=code,
        identified=desk.clock.now(),
        evidence=evidence,
        said=said,
        note=note,
    )


def in_words(desk: Desk, issue: DetectedIssue) -> DetectedIssue:
    """The concern as people read it: the steps that stand as done, by their titles."""
    protocols = desk.pathway.protocols
    titles = {step.id: step.title for p in protocols for step in p.steps}
    titles |= {s.id: s.title for s in desk.pathway.steps_for(issue.evidence).steps}
    last = {
        step.note.removesuffix(":off"): step.id
        for step in issue.mitigation
        if step.action == STEP_DONE
    }
    standing = {done: code for code, done in last.items()}
    return replace(
        issue,
        mitigation=tuple(
            replace(step, note=titles.get(step.note, step.note))
            for step in issue.mitigation
            if step.action != STEP_DONE or standing.get(step.id) == step.note
        ),
    )


def most_pressing(desk: Desk, issues: Iterable[DetectedIssue]) -> DetectedIssue | None:
    """The open concern to show: one whose steps come first, else the oldest."""
    found = (issue for issue in issues if issue.is_open)
    return min(
        found,
        key=lambda i: (not desk.pathway.steps_for(i.evidence).first, i.identified),
        default=None,
    )


def describe_concern(desk: Desk, issue_id: str, note: str) -> DetectedIssue:
    """Keep what was said or seen, in the practitioner's words.

    Once the visit is signed off the concern stays as it was raised: the words are
    added to what was done about it.
    """
    issue = desk.vault.get(DetectedIssue, issue_id)
    if note == issue.note:
        return issue
    if desk.vault.get(Encounter, issue.encounter_id).is_finished:
        return mitigate(desk, issue_id, NOTED, note=note)
    changed = replace(issue, note=note)
    desk.vault.put(changed)
    return changed


def mitigate(
    desk: Desk,
    issue_id: str,
    action: str,
    *,
    person: str = "",
    at: str = "",
    note: str = "",
) -> DetectedIssue:
    """Record what was done about a concern; see Mitigation for the actions."""
    issue = desk.vault.get(DetectedIssue, issue_id)
    step = Mitigation(
        id=new_id(),
        action=action,
        recorded=desk.clock.now(),
        author=desk.practitioner.name,
        person=person,
        at=at,
        note=note,
    )
    changed = replace(issue, mitigation=(*issue.mitigation, step))
    desk.vault.put(changed)
    return changed
