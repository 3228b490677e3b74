"""Families in lists: discreet unless surnames are shown."""

from datetime import date

from tests.ui.desks import CHLOE, HASSAN

from visit_app.records import Family, Patient
from visit_app.ui.names import (
    age_words,
    family_title,
    list_note,
    list_title,
    parent_name,
)
from visit_app.vault.rows import BabyRow, FamilyRow

TODAY = date(2026, 11, 23)


def row(given: str, name: str, *babies: BabyRow, due: date | None = None) -> FamilyRow:
    return FamilyRow("id", given, name, babies, due, "", "", None)


def test_surnames_are_hidden_or_shown() -> None:
    theo = BabyRow("Theo", date(2026, 11, 7))
    grace = row("Grace", "Obi", theo)
    assert list_title(grace, surnames=False) == "Grace O. and Theo"
    assert list_title(grace, surnames=True) == "Grace Obi and Theo"
    assert list_note(grace, TODAY) == "Theo is 16 days"
    assert parent_name(row("", "Obi"), surnames=False) == "O."
    assert parent_name(row("", "Obi"), surnames=True) == "Obi"
    assert list_title(row("", ""), surnames=False) == "Family without a name"


def test_the_youngest_baby_and_the_pregnancy() -> None:
    older, younger = BabyRow("Ana", date(2022, 1, 1)), BabyRow("", date(2026, 10, 10))
    assert (
        list_note(row("A", "B", older, younger), TODAY) == "The baby is 6 weeks 2 days"
    )
    assert list_note(row("A", "B", due=date(2027, 3, 15)), TODAY) == "24 weeks pregnant"
    assert list_note(row("A", "B"), TODAY) == ""
    assert age_words(date(2020, 1, 1), TODAY) == "6 years"


def test_records_are_named_the_same_way() -> None:
    assert family_title(HASSAN, surnames=False) == "Amira H. and Idris"
    assert family_title(CHLOE, surnames=True) == "Chloe Byrne"
    alone = Family(id="x", babies=(Patient(id="b", role="baby", given_name="Ben"),))
    assert family_title(alone, surnames=False) == "Ben"
    unnamed = Family(id="x", parents=(Patient(id="m", family_name="Obi"),))
    assert family_title(unnamed, surnames=False) == "O."
