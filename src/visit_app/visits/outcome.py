"""What the pathway suggests for a visit, and what the practitioner made of it."""

from dataclasses import replace

from visit_app.records import ClinicalImpression, Considered, Encounter, IssueCode
from visit_app.screening import Outcome, assess
from visit_app.screening.gather import gather
from visit_app.visits.desk import Desk
from visit_app.visits.visit import VisitRecord, impression_of


def outcome(desk: Desk, record: VisitRecord) -> Outcome:
    """What the pathway has to say about this visit as it stands."""
    found = gather(
        encounter=record.encounter,
        family=record.family,
        responses={**record.responses, **record.checklists},
        catalogue=desk.catalogue,
        today=record.encounter.period_start.astimezone().date(),
        checklists=desk.pathway.checklists,
        issues=record.issues,
        concerned=any(
            issue.code == IssueCode.PRACTITIONER_CONCERN for issue in record.issues
        ),
    )
    return assess(found, desk.pathway)


def consider(
    desk: Desk, encounter_id: str, rule: str, text: str, *, agreed: bool, reason: str
) -> ClinicalImpression:
    """Keep what the practitioner made of one suggestion, and why."""
    encounter = desk.vault.get(Encounter, encounter_id)
    impression = impression_of(desk, encounter)
    made = Considered(rule=rule, agreed=agreed, reason=reason, text=text)
    rest = tuple(c for c in impression.considered if c.rule != rule)
    changed = replace(impression, considered=(*rest, made))
    desk.vault.put(changed)
    return changed
