"""The contract of put, get and find, over a vault in a file and one in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.vault.sample_records import (
    ACCEPTED,
    CONCERN,
    HASSAN,
    LETTER,
    NOON,
    PHQ_9,
    PLAN,
    REFERRAL,
    SCORE,
    TOLD,
    VISIT,
)

from visit_app.records import (
    CarePlan,
    DetectedIssue,
    Encounter,
    Family,
    Observation,
    Practitioner,
    QuestionnaireResponse,
    ServiceRequest,
)
from visit_app.records.clock import FixedClock
from visit_app.vault.errors import NotFound
from visit_app.vault.vault import Vault


def test_every_kind_comes_back_as_it_was(vault: Vault) -> None:
    records = (VISIT, PHQ_9, SCORE, PLAN, REFERRAL, LETTER, CONCERN)
    vault.put(*records)

    assert tuple(vault.get(type(record), record.id) for record in records) == records


def test_the_last_state_counts(vault: Vault) -> None:
    vault.put(PHQ_9)
    vault.put(PHQ_9.answered("/44250-9", 1))
    vault.put(PHQ_9.answered("/44250-9", 2), PHQ_9.answered("/44250-9", 3))

    assert vault.get(QuestionnaireResponse, "phq-9").first("/44250-9") == 3
    assert len(vault.find(QuestionnaireResponse)) == 1


def test_the_same_id_may_name_records_of_two_kinds(vault: Vault) -> None:
    vault.put(replace(VISIT, id="x"), replace(PLAN, id="x"))

    assert vault.get(Encounter, "x").period_start == NOON
    assert vault.get(CarePlan, "x").activity == PLAN.activity


def test_what_is_not_there_is_told(vault: Vault) -> None:
    vault.put(VISIT)
    with pytest.raises(NotFound, match="not in your records"):
        vault.get(Encounter, "other")
    with pytest.raises(NotFound):
        vault.get(CarePlan, "visit")


def test_what_a_newer_version_wrote_survives(vault: Vault) -> None:
    vault.put(replace(VISIT, extra={"newer": {"field": [1]}}))
    kept = vault.get(Encounter, "visit")
    vault.put(replace(kept, location="home"))

    assert vault.get(Encounter, "visit").extra == {"newer": {"field": [1]}}


def test_find_asks_by_every_column(vault: Vault) -> None:
    other = replace(
        VISIT, id="other", family_id="evans", subject_id="sian", status="cancelled"
    )
    answers = replace(PHQ_9, id="answers", encounter_id="other", family_id="evans")
    vault.put(VISIT, other, PHQ_9, answers)

    assert vault.find(Encounter) == (other, VISIT)
    assert vault.find(Encounter, family_id="evans") == (other,)
    assert vault.find(Encounter, subject_id="amira") == (VISIT,)
    assert vault.find(Encounter, status="cancelled", family_id="evans") == (other,)
    assert vault.find(Encounter, status="cancelled", family_id="hassan") == ()
    assert vault.find(QuestionnaireResponse, encounter_id="other") == (answers,)
    assert vault.find(QuestionnaireResponse, encounter_id="") == ()


def test_newest_first_and_no_more_than_asked(vault: Vault) -> None:
    days = [3, 1, 4, 0, 2]
    for day in days:
        start = NOON + timedelta(days=day)
        vault.put(replace(VISIT, id=f"day-{day}", period_start=start))

    assert [v.id for v in vault.find(Encounter)] == [
        f"day-{d}" for d in (4, 3, 2, 1, 0)
    ]
    assert [v.id for v in vault.find(Encounter, limit=2)] == ["day-4", "day-3"]


def test_at_the_same_moment_the_later_saved_comes_first(vault: Vault) -> None:
    vault.put(VISIT)
    vault.put(replace(VISIT, id="second"))

    assert [v.id for v in vault.find(Encounter)] == ["second", "visit"]


def test_a_record_without_a_time_has_that_of_its_first_save(
    vault: Vault, clock: FixedClock
) -> None:
    vault.put(PLAN)
    clock.forward(hours=1)
    vault.put(replace(PLAN, id="later"))
    clock.forward(hours=1)
    vault.put(replace(PLAN, activity=()))

    assert [plan.id for plan in vault.find(CarePlan)] == ["later", "plan"]


def test_a_moved_visit_moves_in_the_list(vault: Vault) -> None:
    vault.put(VISIT, replace(VISIT, id="later", period_start=NOON + timedelta(hours=1)))
    vault.put(replace(VISIT, period_start=NOON + timedelta(hours=2)))

    assert [v.id for v in vault.find(Encounter)] == ["visit", "later"]


def test_answers_keep_the_place_of_their_beginning(vault: Vault) -> None:
    vault.put(PHQ_9, replace(PHQ_9, id="second"))
    vault.put(replace(PHQ_9, authored=NOON + timedelta(days=9)).answered("/a", 1))

    assert [r.id for r in vault.find(QuestionnaireResponse)] == ["second", "phq-9"]


def test_drafts_are_visits_in_progress(vault: Vault) -> None:
    vault.put(
        VISIT,
        replace(VISIT, id="done", status="finished"),
        replace(VISIT, id="off", status="cancelled"),
    )
    assert vault.drafts() == (VISIT,)


def test_concerns_are_open_until_somebody_has_taken_them_on(vault: Vault) -> None:
    vault.put(CONCERN)
    assert vault.find(DetectedIssue, status="open") == (CONCERN,)
    vault.put(replace(CONCERN, mitigation=(TOLD, ACCEPTED)))
    assert vault.find(DetectedIssue, status="open") == ()
    assert len(vault.find(DetectedIssue, status="closed")) == 1


def test_all_or_nothing(vault: Vault) -> None:
    def half() -> None:
        with vault.transaction():
            vault.put(VISIT)
            vault.put(PHQ_9)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert vault.find(Encounter) == ()
    with vault.transaction():
        vault.put(VISIT)
        assert vault.get(Encounter, "visit") == VISIT
        vault.put(PHQ_9)
    assert len(vault.find(QuestionnaireResponse)) == 1


def test_a_family_has_its_own_way_in(vault: Vault) -> None:
    with pytest.raises(TypeError, match="save_family"):
        vault.put(HASSAN)
    assert vault.find(Family) == ()


def test_a_thousand_at_once(vault: Vault) -> None:
    scores = [replace(SCORE, id=f"score-{n}") for n in range(1000)]
    vault.put(*scores)
    vault.put(*(replace(score, value=9) for score in scores))

    assert {score.value for score in vault.find(Observation)} == {9}
    assert len(vault.find(Observation)) == 1000


def test_whose_vault_it_is(vault: Vault, clock: FixedClock) -> None:
    assert vault.practitioner().name == "Priya Nair"
    with Vault.in_memory(clock) as nobodys, pytest.raises(NotFound):
        nobodys.practitioner()


def test_putting_nothing_is_fine(vault: Vault) -> None:
    vault.put()
    assert vault.find(ServiceRequest) == ()
    assert len(vault.find(Practitioner)) == 1
