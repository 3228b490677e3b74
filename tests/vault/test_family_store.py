from dataclasses import replace
from datetime import timedelta

import pytest
from tests.vault.sample_records import AMIRA, HASSAN, IDRIS, NOON, VISIT

from visit_app.records import Family, FamilyRole, Patient
from visit_app.records.clock import FixedClock
from visit_app.vault.errors import NotFound
from visit_app.vault.vault import Vault

YONIS = Patient(id="yonis", role=FamilyRole.FATHER, given_name="Yonis")


def named(number: int, given: str, family: str, postcode: str = "") -> Family:
    parent = Patient(id=f"p{number}", given_name=given, family_name=family)
    return Family(id=f"f{number}", parents=(parent,), postcode=postcode)


def test_a_new_family_is_a_revision_without_parents(
    vault: Vault, clock: FixedClock
) -> None:
    saved = vault.save_family(HASSAN, "Priya Nair")
    (revision,) = vault.revisions("hassan")

    assert saved == replace(HASSAN, revision=revision.id)
    assert vault.family("hassan") == saved == revision.state
    assert revision.parents == ()
    assert revision.author == "Priya Nair"
    assert revision.recorded == "2026-11-23T10:42:00.000000+00:00"
    assert "postcode" in revision.changed
    assert "parents/amira/given_name" in revision.changed
    assert clock.now().isoformat() in revision.recorded.replace(".000000", "")


def test_each_change_is_a_revision_and_all_are_kept(vault: Vault) -> None:
    first = vault.save_family(HASSAN, "Priya Nair")
    second = vault.save_family(replace(first, postcode="NN1 1AA"), "Priya Nair")
    newest, oldest = vault.revisions("hassan")

    assert newest.parents == (oldest.id,)
    assert newest.changed == ("postcode",)
    assert newest.state == second == vault.family("hassan")
    assert oldest.state == first


def test_no_change_is_no_revision(vault: Vault) -> None:
    saved = vault.save_family(HASSAN, "Priya Nair")

    assert vault.save_family(saved, "Priya Nair") == saved
    assert len(vault.revisions("hassan")) == 1


def test_an_older_copy_takes_back_nothing_it_did_not_change(vault: Vault) -> None:
    """Two screens, or a colleague's laptop, began with the same state."""
    first = vault.save_family(HASSAN, "Priya Nair")
    theirs = vault.save_family(replace(first, note="Back door"), "Fatima Ali")
    ours = vault.save_family(replace(first, postcode="NN1 1AA"), "Priya Nair")
    newest = vault.revisions("hassan")[0]

    assert (ours.note, ours.postcode) == ("Back door", "NN1 1AA")
    assert newest.changed == ("postcode",)
    assert set(newest.parents) == {first.revision, theirs.revision}


def test_the_same_field_changed_twice_stays_two_revisions(vault: Vault) -> None:
    first = vault.save_family(HASSAN, "Priya Nair")
    theirs = vault.save_family(replace(first, postcode="NN2 2BB"), "Fatima Ali")
    ours = vault.save_family(replace(first, postcode="NN1 1AA"), "Priya Nair")

    assert ours.postcode == vault.family("hassan").postcode == "NN1 1AA"
    assert set(ours.revision.split("+")) >= {theirs.revision}
    kept = {r.id: r for r in vault.revisions("hassan")}
    (own,) = set(ours.revision.split("+")) - {theirs.revision}
    assert kept[own].parents == (first.revision,)
    assert kept[own].changed == ("postcode",)
    assert kept[own].state.postcode == "NN1 1AA"


def test_a_family_without_a_known_revision_removes_nothing(vault: Vault) -> None:
    """An import knows the id, and only some of the fields."""
    vault.save_family(replace(HASSAN, note="Back door"), "Priya Nair")
    partial = Family(id="hassan", parents=(AMIRA,), postcode="NN1 1AA")
    saved = vault.save_family(partial, "Priya Nair")

    assert saved.postcode == "NN1 1AA"
    assert saved.note == "Back door"
    assert saved.babies == (IDRIS,)
    assert saved.parents == (AMIRA,)


def test_what_is_not_there_is_told(vault: Vault) -> None:
    with pytest.raises(NotFound):
        vault.family("nobody")
    assert vault.revisions("nobody") == ()


def test_all_families(vault: Vault) -> None:
    saved = [vault.save_family(named(n, "A", "B"), "x") for n in range(3)]
    assert sorted(vault.families(), key=lambda family: family.id) == saved


def test_the_row_has_what_a_list_shows(vault: Vault) -> None:
    vault.save_family(HASSAN, "Priya Nair")
    vault.put(VISIT)
    (row,) = vault.search()

    assert row.id == "hassan"
    assert row.title == "Amira Hassan and Idris"
    assert row.parent_name == "Amira Hassan"
    assert [(b.name, b.birth_date) for b in row.babies] == [("Idris", IDRIS.birth_date)]
    assert (row.postcode, row.phone) == ("NN16 0AA", "07700 900001")
    assert row.expected_date_of_delivery is None
    assert row.last_visit == NOON


def test_a_family_of_nobody_has_a_row(vault: Vault) -> None:
    vault.save_family(Family(id="empty"), "Priya Nair")
    (row,) = vault.search()

    assert (row.title, row.babies, row.last_visit) == ("", (), None)


def test_the_last_visit_is_never_a_cancelled_one(vault: Vault) -> None:
    vault.save_family(HASSAN, "Priya Nair")
    later = replace(VISIT, id="later", period_start=NOON + timedelta(days=1))
    vault.put(VISIT, later)
    assert vault.search()[0].last_visit == NOON + timedelta(days=1)
    vault.put(replace(later, status="cancelled"))
    assert vault.search()[0].last_visit == NOON


def test_visits_may_arrive_before_their_family(vault: Vault) -> None:
    vault.put(VISIT)
    vault.save_family(HASSAN, "Priya Nair")

    assert vault.search()[0].last_visit == NOON


@pytest.mark.parametrize(
    "typed",
    [
        "ami",
        "AMIRA",
        "hassan amira",
        "idr",
        "has idr",
        "9990000018",
        "999 000",
        "999 000 0018",
        "nn16",
        "NN16 0A",
        "nn160aa",
        " amira ",
    ],
)
def test_it_is_found_while_typing(vault: Vault, typed: str) -> None:
    vault.save_family(HASSAN, "Priya Nair")
    vault.save_family(named(2, "Siân", "Evans", "NN2 2BB"), "Priya Nair")

    assert [row.id for row in vault.search(typed)] == ["hassan"]


@pytest.mark.parametrize("typed", ["mira", "amirax", "amira evans", "*", '"', "nn1x"])
def test_it_is_not_found(vault: Vault, typed: str) -> None:
    vault.save_family(HASSAN, "Priya Nair")
    vault.save_family(named(2, "Siân", "Evans"), "Priya Nair")

    assert vault.search(typed) == ()


def test_a_changed_name_is_found_and_the_old_one_is_not(vault: Vault) -> None:
    saved = vault.save_family(HASSAN, "Priya Nair")
    renamed = replace(saved.parents[0], family_name="Głowacka")
    vault.save_family(saved.with_person(renamed).with_person(YONIS), "Priya Nair")

    assert [row.id for row in vault.search("glowacka")] == ["hassan"]
    assert [row.id for row in vault.search("yonis")] == ["hassan"]
    assert vault.search("hassan") == ()


def test_most_recent_first(vault: Vault, clock: FixedClock) -> None:
    for number, family in enumerate("ABC"):
        vault.save_family(named(number, "Anna", family), "Priya Nair")
        clock.forward(minutes=1)
    assert [row.id for row in vault.search()] == ["f2", "f1", "f0"]

    vault.put(replace(VISIT, family_id="f0", period_start=clock.now()))
    clock.forward(minutes=1)
    vault.save_family(replace(vault.family("f1"), note="x"), "Priya Nair")

    assert [row.id for row in vault.search()] == ["f1", "f0", "f2"]
    assert [row.id for row in vault.search("anna")] == ["f1", "f0", "f2"]
    assert [row.id for row in vault.search("anna", limit=2)] == ["f1", "f0"]
    assert [row.id for row in vault.search(limit=1)] == ["f1"]
