"""What the pathway suggests for a visit, and what the practitioner made of it."""

from collections.abc import Mapping
from dataclasses import replace

from visit_app.records import (
    ClinicalImpression,
    Concern,
    Considered,
    Encounter,
    EncounterStatus,
    QuestionnaireResponse,
)
from visit_app.screening import Outcome, Suggestion, assess
from visit_app.screening.gather import EARLIER, gather
from visit_app.screening.rule import inputs_of
from visit_app.visits.desk import Desk
from visit_app.visits.visit import VisitRecord, impression_of, name_of


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
        concerned=record.impression.concern is not None,
        before=earlier(desk, record.encounter),
    )
    return assess(found, desk.pathway)


def earlier(desk: Desk, visit: Encounter) -> Mapping[str, QuestionnaireResponse]:
    """The newest answers this person gave at earlier visits to what still counts."""
    before = {
        other.id: other.period_start
        for other in desk.vault.find(Encounter, family_id=visit.family_id)
        if other.period_start < visit.period_start
        and other.status != EncounterStatus.CANCELLED
    }
    found: dict[str, QuestionnaireResponse] = {}
    given = [
        response
        for response in desk.vault.find(
            QuestionnaireResponse, subject_id=visit.subject_id
        )
        if response.encounter_id in before and response.answers
    ]
    for response in sorted(given, key=lambda r: before[r.encounter_id]):
        name = name_of(desk, response)
        if name in EARLIER:
            found[name] = response
    return found


def forms_of(desk: Desk, rule_id: str) -> frozenset[str]:
    """The names of the questionnaires whose answers or sums this rule looks at."""
    names = (name.partition(":") for name in inputs_of(desk.pathway.rule(rule_id)))
    return frozenset(
        name.partition("/")[0] for kind, _, name in names if kind in {"answer", "score"}
    )


def asks_for_concern(desk: Desk, name: str) -> bool:
    """Whether a rule counts the practitioner's concern beside this questionnaire."""
    return any(
        "fact:concerned" in inputs_of(rule) and name in forms_of(desk, rule.id)
        for rule in desk.pathway.rules
    )


def consider(
    desk: Desk, encounter_id: str, made_of: Suggestion, *, agreed: bool, reason: str
) -> ClinicalImpression:
    """Keep what the practitioner made of one suggestion, why, and what it rested on.

    Considering it again replaces what was kept of it before.
    """
    encounter = desk.vault.get(Encounter, encounter_id)
    impression = impression_of(desk, encounter)
    made = Considered(
        rule=made_of.rule_id,
        agreed=agreed,
        reason=reason,
        text=made_of.text,
        source=f"{made_of.label}. {made_of.source.text}",
        because=tuple(part.words for part in made_of.because),
        author=desk.practitioner.name,
        recorded=desk.clock.now(),
    )
    rest = tuple(c for c in impression.considered if c.rule != made.rule)
    changed = replace(impression, considered=(*rest, made))
    desk.vault.put(changed)
    return changed


def note_concern(desk: Desk, encounter_id: str, *, after: str) -> ClinicalImpression:
    """Keep that the practitioner is still concerned, although the answers say no.

    `after` is where that was said: a questionnaire's name, or "summary". Who said it
    first, and when, stays.
    """
    impression = impression_of(desk, desk.vault.get(Encounter, encounter_id))
    if impression.concern is not None:
        return impression
    concern = Concern(
        noted=desk.clock.now(), author=desk.practitioner.name, after=after
    )
    changed = replace(impression, concern=concern)
    desk.vault.put(changed)
    return changed


def take_back_concern(desk: Desk, encounter_id: str) -> ClinicalImpression:
    """The practitioner is not concerned any more."""
    impression = impression_of(desk, desk.vault.get(Encounter, encounter_id))
    changed = replace(impression, concern=None)
    if changed != impression:
        desk.vault.put(changed)
    return changed
