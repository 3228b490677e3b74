"""The practitioner's judgement, and what was agreed."""

from dataclasses import replace
from typing import Any

from visit_app.records import (
    Activity,
    CarePlan,
    ClinicalImpression,
    Encounter,
    new_id,
)
from visit_app.visits.desk import Desk
from visit_app.visits.visit import impression_of, plan_of

_NEED = {"level", "theme", "level_reason"}


def judge(desk: Desk, encounter_id: str, **fields: Any) -> ClinicalImpression:
    """Write the judgement: `summary`, `level`, `theme`, `level_reason`.

    Level, theme and reason are kept with who judged and when; the same again changes
    neither.
    """
    encounter = desk.vault.get(Encounter, encounter_id)
    known = impression_of(desk, encounter)
    changed = {name for name, value in fields.items() if getattr(known, name) != value}
    if not changed:
        return known
    if changed & _NEED:
        who, now = desk.practitioner.name, desk.clock.now()
        fields = {**fields, "assessor": who, "date": now}
    impression = replace(known, **fields)
    desk.vault.put(impression)
    return impression


def agree(desk: Desk, encounter_id: str, **fields: Any) -> Activity:
    """Add one thing to the plan; `fields` are fields of Activity."""
    activity = replace(Activity(id=new_id()), **fields)
    plan = _plan(desk, encounter_id)
    desk.vault.put(replace(plan, activity=(*plan.activity, activity)))
    return activity


def change_agreed(
    desk: Desk, encounter_id: str, activity_id: str, **fields: Any
) -> CarePlan:
    """Change one thing in the plan; raises KeyError when it is not there."""
    plan = _plan(desk, encounter_id)
    if activity_id not in {a.id for a in plan.activity}:
        raise KeyError(activity_id)
    activity = tuple(
        replace(a, **fields) if a.id == activity_id else a for a in plan.activity
    )
    changed = replace(plan, activity=activity)
    desk.vault.put(changed)
    return changed


def take_off(desk: Desk, encounter_id: str, activity_id: str) -> CarePlan:
    """Take one thing off the plan of a visit in progress."""
    plan = _plan(desk, encounter_id)
    rest = tuple(a for a in plan.activity if a.id != activity_id)
    changed = replace(plan, activity=rest)
    desk.vault.put(changed)
    return changed


def _plan(desk: Desk, encounter_id: str) -> CarePlan:
    return plan_of(desk, desk.vault.get(Encounter, encounter_id))
