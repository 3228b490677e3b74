"""Visits in short: every visit of the families asked for, and nobody else's."""

from dataclasses import replace
from datetime import UTC, datetime

from visit_app.records import Encounter, Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.records.encounter import EncounterStatus
from visit_app.vault import visit_rows
from visit_app.vault.vault import Vault
from visit_app.vault.visit_rows import VisitRow

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
        found = vault.visit_rows({"a", "b"})
        assert sorted(found, key=lambda row: (row.family_id, row.type)) == [
            VisitRow("a", "", "cancelled"),
            VisitRow("a", "new-birth", "in-progress"),
            VisitRow("b", "new-birth", "in-progress"),
        ]
        assert vault.visit_rows(()) == ()


def test_many_families_are_read_in_several_statements() -> None:
    many = [f"none-{number}" for number in range(visit_rows.AT_ONCE + 1)]
    with Vault.in_memory(FixedClock()) as vault:
        vault.save_family(Family(id="z", parents=(Patient(id="p"),)), "me")
        vault.put(replace(VISIT, family_id="z"))
        assert len(vault.visit_rows([*many, "z"])) == 1
