from datetime import date

import pytest

from visit_app.records import (
    CarePlan,
    ClinicalImpression,
    Encounter,
    NeedLevel,
    NeedTheme,
)
from visit_app.records.clock import FixedClock
from visit_app.visits import (
    Desk,
    agree,
    answer,
    change_agreed,
    choose,
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


def test_level_and_theme_are_kept_with_who_judged_and_when(
    desk: Desk, visit: Encounter, clock: FixedClock
) -> None:
    judge(desk, visit.id, summary="Tired")
    kept = open_visit(desk, visit.id).impression
    assert (kept.level, kept.theme, kept.assessor, kept.date) == ("", (), "", None)
    judge(desk, visit.id, level=NeedLevel.UNCLEAR)
    judge(desk, visit.id, theme=(NeedTheme.PIR, NeedTheme.OTHER))
    judge(desk, visit.id, level_reason="Seen once.")
    kept = open_visit(desk, visit.id).impression
    assert (kept.level, kept.theme) == ("unclear", ("pir", "other"))
    assert (kept.assessor, kept.date) == ("Priya Nair", desk.clock.now())
    judged = clock.now()
    clock.forward(minutes=5)
    judge(desk, visit.id, level_reason="Seen once.", summary="Tired, still")
    kept = open_visit(desk, visit.id).impression
    assert (kept.summary, kept.date) == ("Tired, still", judged)
    assert judge(desk, visit.id, level_reason="Seen once.") == kept


def test_no_answer_fills_in_a_level(desk: Desk, visit: Encounter) -> None:
    choose(desk, visit.id, "phq-9", "gad-7")
    for name in ("phq-9", "gad-7"):
        for question in desk.catalogue.get(name).questions:
            worst = question.answer_option[-1].value
            answer(desk, visit.id, name, question.link_id, worst)
    kept = open_visit(desk, visit.id).impression
    assert (kept.level, kept.theme, kept.level_reason) == ("", (), "")


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
