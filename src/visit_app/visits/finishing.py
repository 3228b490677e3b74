"""Signing a visit off: from then on it does not change."""

from dataclasses import replace

from visit_app.questionnaires import score
from visit_app.records import (
    Encounter,
    EncounterStatus,
    Observation,
    QuestionnaireResponse,
    ResponseStatus,
    new_id,
)
from visit_app.visits.answers import form_of
from visit_app.visits.desk import Desk
from visit_app.visits.errors import NotPossible
from visit_app.visits.visit import CONVERSATION, VisitRecord, open_visit


def finish(desk: Desk, encounter_id: str) -> Encounter:
    """Sign the visit off with the practitioner's name and the time.

    Raises NotPossible while a safety concern is open: somebody has to have taken it on,
    or the reason why not has to be written down.
    """
    record = open_visit(desk, encounter_id)
    if record.encounter.is_finished:
        return record.encounter
    if record.open_issues:
        raise NotPossible(
            "One thing comes first: record who has taken this on, and when, "
            "or why nobody needed to."
        )
    now = desk.clock.now()
    signed = replace(
        record.encounter,
        status=EncounterStatus.FINISHED,
        period_end=now,
        signed_by=desk.practitioner.name,
        signed_at=now,
    )
    given = (*record.responses.values(), *record.checklists.values())
    responses = [replace(r, status=ResponseStatus.COMPLETED) for r in given]
    desk.vault.put(*responses, *results(desk, record), signed)
    return signed


def results(desk: Desk, record: VisitRecord) -> tuple[Observation, ...]:
    """The result of each instrument that has answers, as it stands now."""
    found = (
        result(desk, record.encounter, response)
        for name, response in record.responses.items()
        if name != CONVERSATION and response.answers
    )
    return tuple(observation for observation in found if observation is not None)


def result(
    desk: Desk, encounter: Encounter, response: QuestionnaireResponse
) -> Observation | None:
    """One instrument's result as it stands now; None when it has no scale."""
    form = form_of(desk, response)
    found = score(form, response.answers)
    if found is None:
        return None
    return Observation(
        id=new_id(),
        family_id=encounter.family_id,
        encounter_id=encounter.id,
        subject_id=encounter.subject_id,
        code=form.id,
        title=form.title,
        effective=encounter.period_start,  # when asked, not when typed in
        value=found.total,
        low=found.low,
        high=found.high,
        maximum=found.maximum,
        band=found.band,
        missing=found.missing,
        terms=found.terms,
        component={s.title: s.total for s in found.subscales if s.total is not None},
        mode=response.mode,
        questionnaire=response.questionnaire,
        derived_from=response.id,
        source=found.source,
    )
