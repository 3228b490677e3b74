"""Visits in short: every visit of the families asked for, and nobody else's."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from visit_app.records import (
    Encounter,
    Family,
    Observation,
    Patient,
    QuestionnaireResponse,
)
from visit_app.records.clock import FixedClock
from visit_app.records.encounter import EncounterStatus
from visit_app.vault.vault import Vault
from visit_app.vault.visit_rows import AskedRow, VisitRow

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(1)
VISIT = Encounter(
    id="v", family_id="a", subject_id="p", period_start=AT, type="new-birth"
)


def with_families(vault: Vault, *names: str) -> None:
    for name in names:
        vault.save_family(Family(id=name, parents=(Patient(id=f"p{name}"),)), "me")


def row(visit: Encounter) -> VisitRow:
    about = visit.type, str(visit.status), visit.period_start
    return VisitRow(visit.id, visit.family_id, *about)


def by_id(rows: Iterable[VisitRow]) -> list[VisitRow]:
    return sorted(rows, key=lambda row: row.id)


def test_they_are_those_of_these_contacts_of_these_families() -> None:
    cancelled = replace(VISIT, id="w", status=EncounterStatus.CANCELLED)
    other_family = replace(VISIT, id="x", family_id="b", type="6-8-weeks")
    with Vault.in_memory(FixedClock()) as vault:
        with_families(vault, "a", "b", "c")
        vault.put(
            VISIT,
            cancelled,
            other_family,
            replace(VISIT, id="u", type=""),
            # the code stands in the body, and is not the contact
            replace(VISIT, id="t", type="antenatal", subject_id="new-birth"),
            replace(VISIT, id="y", family_id="c"),
        )
        wanted = {"new-birth": ["a", "b"], "6-8-weeks": ["b"]}
        found = vault.in_short().visits(wanted)
        assert by_id(found) == [row(VISIT), row(cancelled), row(other_family)]
        assert list(vault.in_short().visits({})) == []


def test_a_code_is_found_however_it_is_written() -> None:
    odd = replace(VISIT, type='é"\\n')
    with Vault.in_memory(FixedClock()) as vault:
        with_families(vault, "a")
        vault.put(odd)
        assert list(vault.in_short().visits({odd.type: ["a"]})) == [row(odd)]


def test_the_newest_is_one_that_was_signed_off() -> None:
    signed = replace(VISIT, status=EncounterStatus.FINISHED)
    later = replace(signed, id="w", period_start=AT + DAY)
    last = replace(signed, id="x", type="6-8-weeks", period_start=AT + 2 * DAY)
    with Vault.in_memory(FixedClock()) as vault:
        with_families(vault, "a", "b")
        vault.put(
            later,
            signed,
            last,
            replace(VISIT, id="y", period_start=AT + 3 * DAY),
            replace(signed, id="z", family_id="b", period_start=AT + 3 * DAY),
        )
        newest = vault.in_short().newest
        assert list(newest({"new-birth": ["a"]})) == [row(later)]
        both = newest({"new-birth": ["a"], "6-8-weeks": ["a"], "antenatal": ["a"]})
        assert by_id(both) == [row(later), row(last)]


def test_drafts_are_contacts_being_written() -> None:
    with Vault.in_memory(FixedClock()) as vault:
        with_families(vault, "a")
        vault.put(
            VISIT,
            replace(VISIT, id="w", type=""),
            replace(VISIT, id="x", status=EncounterStatus.CANCELLED),
            replace(VISIT, id="y", status=EncounterStatus.FINISHED),
        )
        assert list(vault.in_short().drafts()) == [row(VISIT)]


def test_there_is_no_most_to_the_families_in_one_statement() -> None:
    many = [f"none-{number}" for number in range(40_000)]
    with Vault.in_memory(FixedClock()) as vault:
        with_families(vault, "a")
        vault.put(VISIT)
        found = vault.in_short().visits({"new-birth": [*many, "a"]})
        assert list(found) == [row(VISIT)]


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
        elsewhere = replace(score, id="other", encounter_id="other")
        vault.put(VISIT, form, replace(form, id="empty", answers={}), score, elsewhere)
        found = vault.in_short().asked(["v"])
        assert sorted(found, key=lambda row: row.code) == [
            AskedRow("a", "v", questionnaire="http://example.org/whooley|1.0"),
            AskedRow("a", "v", code="phq-9"),
        ]
