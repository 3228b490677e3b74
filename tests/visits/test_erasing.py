import json
from dataclasses import replace
from datetime import date

import pytest
from tests.visits.conftest import AMIRA, HASSAN, IDRIS

from visit_app.records import Family
from visit_app.vault import audit_head
from visit_app.vault.errors import DiskFull, NotFound
from visit_app.visits import (
    Desk,
    NotPossible,
    RetentionRule,
    before_erasing,
    check_reason,
    erase,
    save_family,
    set_retention_rule,
    start,
)

WHY = "Past its date, decided on 12 March"


@pytest.fixture
def family(desk: Desk) -> Family:
    saved = save_family(desk, HASSAN)
    start(desk, saved.id, "amira", type="new-birth")
    return saved


def test_what_would_go(desk: Desk, family: Family) -> None:
    before = before_erasing(desk, "hassan")
    assert before.family == family
    assert before.counts == {"Encounter": 1, "Revision": 1}
    assert before.drafts == 1
    assert (before.kept_until, before.is_past) == (None, False)
    assert desk.vault.audit_entries("hassan")[-1].action == "view"
    with pytest.raises(NotFound):
        before_erasing(desk, "nobody")


def test_whether_it_is_past_its_date(desk: Desk) -> None:
    baby = replace(IDRIS, birth_date=date(2001, 1, 1))
    save_family(desk, replace(HASSAN, babies=(baby,)))
    set_retention_rule(desk, RetentionRule(birthday=25))
    before = before_erasing(desk, "hassan")
    assert (before.kept_until, before.is_past) == (date(2026, 1, 1), True)
    set_retention_rule(desk, RetentionRule(birthday=26))
    assert not before_erasing(desk, "hassan").is_past


def test_a_family_is_erased_and_the_receipt_proves_it(
    desk: Desk, family: Family
) -> None:
    counts = before_erasing(desk, "hassan").counts
    receipt = erase(desk, family.id, f"  {WHY}\n")

    with pytest.raises(NotFound):
        desk.vault.family("hassan")
    entry = desk.vault.audit_entries("hassan")[-1]
    assert entry.sequence == receipt.entry
    assert (entry.about["reason"], entry.about["proof"]) == (WHY, receipt.proof)
    assert receipt.counts == counts
    assert receipt.erased_by == "Priya Nair"
    assert not receipt.pages_wait
    head = audit_head.read(receipt.head.encode())
    assert (head.sequence, head.hash) == (entry.sequence, entry.hash)
    written = json.loads(receipt.to_json())
    assert written["family_id"] == "hassan"
    assert audit_head.read(json.dumps(written["head"]).encode()) == head
    assert "Amira" not in receipt.to_json()


def test_what_else_is_to_be_done_is_done_with_it_or_not_at_all(
    desk: Desk, family: Family
) -> None:
    def refuse() -> None:
        raise NotPossible("not the lead")

    with pytest.raises(NotPossible, match="not the lead"):
        erase(desk, family.id, WHY, refuse)
    assert desk.vault.family("hassan") == family

    done: list[str] = []
    erase(desk, family.id, WHY, lambda: done.append("told"))
    assert done == ["told"]


def test_a_full_disk_may_delay_the_pages_only(
    desk: Desk, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_: object) -> bool:
        raise DiskFull

    monkeypatch.setattr("visit_app.vault.database.Database.compact", no_room)
    assert erase(desk, family.id, WHY).pages_wait
    with pytest.raises(NotFound):
        desk.vault.family("hassan")


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "  \n ",
        "x" * 201,
        "asked for by amira",
        "HASSAN: moved away",
        "mother of Idris",
        "no. 999 000 0018",
    ],
)
def test_a_reason_that_is_none_or_names_somebody(desk: Desk, reason: str) -> None:
    with pytest.raises(NotPossible):
        check_reason(HASSAN, reason)


def test_short_names_do_not_forbid_words(desk: Desk) -> None:
    family = Family(id="f", parents=(replace(AMIRA, given_name="Al", family_name=""),))
    assert check_reason(family, "al fine") == "al fine"


def test_nothing_is_erased_for_a_reason_that_names_somebody(
    desk: Desk, family: Family
) -> None:
    with pytest.raises(NotPossible, match="without a name"):
        erase(desk, family.id, "Amira asked")
    assert desk.vault.family("hassan") == family
