from dataclasses import replace

from visit_app.records import Encounter, Family
from visit_app.records.clock import FixedClock
from visit_app.records.family import HANDED_OVER
from visit_app.visits import (
    Desk,
    answer,
    elsewhere,
    finish,
    first_here,
    history,
    revisions,
    save_family,
    start,
)


def test_a_change_is_a_new_revision_with_its_author(desk: Desk, family: Family) -> None:
    save_family(desk, replace(family, postcode="NN16 8UZ"))
    assert desk.vault.family(family.id).postcode == "NN16 8UZ"
    found = revisions(desk, family.id)
    assert len(found) == 2
    assert {revision.author for revision in found} == {"Priya Nair"}


def test_saving_it_unchanged_leaves_no_revision(desk: Desk, family: Family) -> None:
    save_family(desk, desk.vault.family(family.id))
    assert len(revisions(desk, family.id)) == 1


def test_history_has_the_newest_visit_first_and_the_oldest_score_first(
    desk: Desk, visit: Encounter, clock: FixedClock
) -> None:
    def ask(encounter: Encounter, code: str) -> None:
        for link_id in ("69725-0", "68509-9"):
            answer(desk, encounter.id, "gad-2", link_id, code)
        finish(desk, encounter.id)

    ask(visit, "LA6569-3")
    clock.forward(days=14)
    later = start(desk, "hassan", "amira")
    ask(later, "LA6568-5")
    found = history(desk, "hassan")
    assert [e.id for e in found.encounters] == [later.id, visit.id]
    assert [o.value for o in found.observations] == [2, 0]
    assert found.family.id == "hassan"


def test_looking_at_a_family_is_in_the_audit(desk: Desk, family: Family) -> None:
    history(desk, family.id)
    assert "view" in [entry.action for entry in desk.vault.audit_entries(family.id)]


def test_families_on_other_lists_and_joined_records_are_elsewhere(desk: Desk) -> None:
    for family_id, extra in {
        "mine": {"practitioner": desk.practitioner.id},
        "hers": {"practitioner": "joanne"},
        "all": {"practitioner": ""},
        "twin": {"merged_into": "mine"},
        "new": {},
    }.items():
        save_family(desk, Family(id=family_id, postcode="NN1 1AA", extra=extra))
    assert elsewhere(desk) == {"hers", "twin"}


def test_the_first_that_are_here_are_found_without_reading_all(desk: Desk) -> None:
    for number in range(100):
        away = {HANDED_OVER: ["Leicester", "2026-11-23", "yes"]} if number < 5 else {}
        save_family(desk, Family(id=f"f{number}", extra=away))
    asked = list[int]()

    def read(limit: int) -> list[str]:
        asked.append(limit)
        return [f"f{number}" for number in range(100)][:limit]

    assert first_here(desk, read, str, 3) == ("f5", "f6", "f7")
    assert asked == [3, 6, 12]


def test_all_that_are_here_when_there_are_fewer(desk: Desk, family: Family) -> None:
    assert first_here(desk, lambda _: [family.id], str, 3) == (family.id,)
