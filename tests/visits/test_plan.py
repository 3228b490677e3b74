from datetime import date

import pytest

from visit_app.records import CarePlan, ClinicalImpression, Encounter
from visit_app.visits import (
    Desk,
    agree,
    change_agreed,
    judge,
    open_visit,
    take_off,
)


def test_the_judgement_is_one_record_that_is_written_on(
    desk: Desk, visit: Encounter
) -> None:
    judge(desk, visit.id, summary="Tired")
    judge(desk, visit.id, level="unclear", theme=("pir",))
    (kept,) = desk.vault.find(ClinicalImpression, encounter_id=visit.id)
    assert (kept.summary, kept.level, kept.theme) == ("Tired", "unclear", ("pir",))


def test_what_is_agreed_is_in_the_plan_in_order(desk: Desk, visit: Encounter) -> None:
    agree(desk, visit.id, description="Come again", due=date(2026, 12, 1))
    agree(desk, visit.id, kind="signpost", performer="Family hub")
    (plan,) = desk.vault.find(CarePlan, encounter_id=visit.id)
    first, second = plan.activity
    assert (first.description, first.due) == ("Come again", date(2026, 12, 1))
    assert (second.kind, second.performer) == ("signpost", "Family hub")


def test_one_of_them_can_be_changed_and_taken_off(desk: Desk, visit: Encounter) -> None:
    first = agree(desk, visit.id, description="Come again")
    second = agree(desk, visit.id, description="Ring")
    change_agreed(desk, visit.id, first.id, note="In the morning")
    plan = take_off(desk, visit.id, second.id)
    assert [(a.id, a.note) for a in plan.activity] == [(first.id, "In the morning")]
    assert open_visit(desk, visit.id).plan == plan


def test_what_is_not_in_the_plan_cannot_be_changed(
    desk: Desk, visit: Encounter
) -> None:
    with pytest.raises(KeyError):
        change_agreed(desk, visit.id, "nothing", note="x")
    assert desk.vault.find(CarePlan, encounter_id=visit.id) == ()
