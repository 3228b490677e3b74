"""Visits in short: every visit of the families asked for, and nobody else's."""

from dataclasses import replace
from datetime import UTC, datetime

from visit_app.records import (
    Encounter,
    Family,
    Observation,
    Patient,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.records.encounter import EncounterStatus
from visit_app.vault import visit_rows
from visit_app.vault.vault import Vault
from visit_app.vault.visit_rows import AskedRow, VisitRow

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
VISIT = Encounter(
    id="v", family_id="a", subject_id="p", period_start=AT, type="new-birth"
)


def test_they_are_those_of_these_families() -> None:
    with Vault.in_memory(FixedClock()) as vault:
        for name in ("a", "b", "c"):
            vault.save_family(Family(id=name, parents=(Patient(id=f"p{name}"),)), "me")
        vault.put(
            VISIT,
            replace(VISIT, id="w", type="", status=EncounterStatus.CANCELLED),
            replace(VISIT, id="x", family_id="b"),
            replace(VISIT, id="y", family_id="c"),
        )
        found = vault.in_short({"a", "b"}).visits()
        assert sorted(found, key=lambda row: (row.family_id, row.type)) == [
            VisitRow("w", "a", "", "cancelled", AT),
            VisitRow("v", "a", "new-birth", "in-progress", AT),
            VisitRow("x", "b", "new-birth", "in-progress", AT),
        ]
        assert list(vault.in_short(()).visits()) == []


def test_many_families_are_read_in_several_statements() -> None:
    many = [f"none-{number}" for number in range(visit_rows.AT_ONCE + 1)]
    with Vault.in_memory(FixedClock()) as vault:
        vault.save_family(Family(id="z", parents=(Patient(id="p"),)), "me")
        vault.put(replace(VISIT, family_id="z"))
        assert len(list(vault.in_short([*many, "z"]).visits())) == 1


def test_what_was_asked_are_scores_and_forms_with_answers() -> None:
    form = QuestionnaireResponse(
        id="r",
        questionnaire="http://example.org/whooley|1.0",
        family_id="a",
        encounter_id="v",
        subject_id="p",
        authored=AT,
        answers={"/1": (True,)},
    )
    score = Observation(
        id="o",
        family_id="a",
        encounter_id="v",
        subject_id="p",
        code="phq-9",
        title="PHQ-9",
        effective=AT,
        value=3,
        maximum=27,
    )
    with Vault.in_memory(FixedClock()) as vault:
        vault.save_family(Family(id="a", parents=(Patient(id="p"),)), "me")
        vault.put(VISIT, form, replace(form, id="empty", answers={}), score)
        found = vault.in_short(["a"]).asked()
        assert sorted(found, key=lambda row: row.code) == [
            AskedRow("a", "v", questionnaire="http://example.org/whooley|1.0"),
            AskedRow("a", "v", code="phq-9"),
        ]
