"""The families seen in a period, with what was recorded at their visits."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.exports.caseloads import FAMILY, NOON, answers, result, visit
from tests.ui.desks import add_hassan, open_desk

from visit_app import visits
from visit_app.exports.seen import Seen
from visit_app.records import DetectedIssue, ServiceRequest
from visit_app.vault import caseload, family_store, record_store
from visit_app.vault.vault import Vault

DAY = timedelta(1)
PARTS: dict[str, Any] = {
    "family_id": "family",
    "encounter_id": "visit",
    "subject_id": "mother",
}


def seen(vault: Vault) -> list[Seen]:
    return list(vault.caseload.seen(NOON - DAY, NOON + DAY))


def test_a_family_with_all_that_is_counted(vault: Vault) -> None:
    vault.save_family(FAMILY, "Priya Nair")
    old = visit("old", NOON - 90 * DAY)
    earlier = result("phq-9", 12, "old", days=-90)
    later = result("phq-9", 3, "later", days=30)
    with vault.transaction():
        vault.put(earlier, answers("whooley", "old", q1=True), old)
        vault.put(later, visit("later", NOON + 30 * DAY))
        vault.put(
            answers("whooley", q1=False),
            result("phq-9", 8),
            ServiceRequest(id="r", **PARTS),
            DetectedIssue(id="i", code="red-flag", identified=NOON, **PARTS),
            visit(),
        )
    (found,) = seen(vault)
    assert found.family.parents == FAMILY.parents
    assert [e.id for e in found.encounters] == ["visit"]
    assert [r.encounter_id for r in found.responses] == ["visit"]
    assert [r.id for r in found.referrals] == ["r"]
    assert [i.id for i in found.issues] == ["i"]
    # the earlier result, for the first score, and nothing of what came later
    assert [o.value for o in found.observations] == [12, 8]


@pytest.mark.parametrize("status", ["in-progress", "cancelled"])
def test_what_is_not_signed_off_was_not_seen(vault: Vault, status: str) -> None:
    vault.save_family(FAMILY, "Priya Nair")
    vault.put(visit(status=status))
    assert seen(vault) == []


def test_the_period_ends_before_its_last_moment(vault: Vault) -> None:
    vault.save_family(FAMILY, "Priya Nair")
    vault.put(visit("at", NOON - DAY), visit("until", NOON + DAY))
    assert [e.id for e in seen(vault)[0].encounters] == ["at"]


def test_many_families_come_a_few_at_a_time(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caseload, "AT_ONCE", 2)
    for n in range(5):
        vault.save_family(replace(FAMILY, id=f"f{n}"), "Priya Nair")
        vault.put(visit(f"v{n}", family_id=f"f{n}"))
    found = seen(vault)
    assert sorted(one.family.id for one in found) == [f"f{n}" for n in range(5)]
    for one in found:
        assert [e.family_id for e in one.encounters] == [one.family.id]


def test_writing_goes_on_between_two_families(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading holds nothing that a write has to wait for, or waits for one."""
    monkeypatch.setattr(caseload, "AT_ONCE", 1)
    for n in range(3):
        vault.save_family(replace(FAMILY, id=f"f{n}"), "Priya Nair")
        vault.put(visit(f"v{n}", family_id=f"f{n}"))
    reading = vault.caseload.seen(NOON - DAY, NOON + DAY)
    next(reading)
    vault.put(visit("during", family_id="f0"))
    assert len(list(reading)) == 2


def test_families_and_visits_that_are_not_finished(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with open_desk() as desk:
        counts = desk.vault.caseload
        assert (counts.families(), counts.drafts()) == (0, 0)
        add_hassan(desk)
        visit = visits.start(desk, "hassan", "amira")
        visits.start(desk, "hassan", "yonis")
        with monkeypatch.context() as patch:
            patch.delattr(record_store, "find")
            patch.delattr(family_store, "find")
            assert (counts.families(), counts.drafts()) == (1, 2)
        visits.finish(desk, visit.id)
        assert counts.drafts() == 1


def test_what_families_are_marked_with(vault: Vault) -> None:
    for name, extra in (("a", {"marked": "yes"}), ("b", {}), ("c", {"marked": "no"})):
        vault.save_family(replace(FAMILY, id=name, extra=extra), "Priya Nair")
    marked = vault.caseload.marked
    assert marked("marked") == {"a": "yes", "c": "no"}
    assert marked("marked", ["b", "c"]) == {"c": "no"}
    assert marked("marked", ()) == {}


def test_a_name_that_stands_elsewhere_in_a_family_marks_nothing(vault: Vault) -> None:
    vault.save_family(replace(FAMILY, extra={"told": "marked"}), "Priya Nair")
    assert vault.caseload.marked("marked") == {}
