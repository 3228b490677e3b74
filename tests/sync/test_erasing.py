"""A family that is erased with its receipt on one laptop of a team."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.sync.vault_laptops import (
    Make,
    add_family,
    add_visit,
    exchange,
    let_in,
    start,
)

from visit_app.records import Encounter
from visit_app.sync import front
from visit_app.sync.erasing import telling_the_team
from visit_app.sync.laptop import Laptop
from visit_app.sync.status import erasures, status
from visit_app.sync.team import NotAllowed
from visit_app.visits import erase
from visit_app.visits.opening import open_desk

WHY = "Past its date"


@pytest.fixture
def lead(make: Make, store: Path) -> Laptop:
    one = make("Lena")
    start(one, store)
    return one


@pytest.fixture
def asha(make: Make, lead: Laptop, store: Path) -> Laptop:
    one = make("Asha")
    let_in(lead, one, store)
    return one


def erase_on(laptop: Laptop, family_id: str) -> None:
    desk = open_desk(laptop.vault, laptop.clock)
    erase(desk, family_id, WHY, telling_the_team(laptop, family_id))


def test_it_goes_on_every_laptop_and_each_enters_it_once(
    lead: Laptop, asha: Laptop, store: Path
) -> None:
    family = add_family(lead)
    add_visit(lead, family)
    exchange(lead, asha)
    erase_on(lead, family.id)
    assert list(lead.vault.families()) == []
    exchange(lead, asha)

    assert list(asha.vault.families()) == []
    assert asha.vault.find(Encounter) == ()
    for laptop, reason in ((lead, WHY), (asha, "team")):
        entries = laptop.vault.audit_entries(family.id)
        erased = [e for e in entries if e.action == "erase"]
        assert [e.about["reason"] for e in erased] == [reason]
        assert laptop.vault.verify_audit().holds
    assert erasures(lead)[0].waiting == ()
    assert not [p for p in store.glob("*/keys/*") if any(p.iterdir())]


def test_who_may_not_decide_erases_nothing(lead: Laptop, asha: Laptop) -> None:
    family = add_family(asha)
    exchange(lead, asha)
    with pytest.raises(NotAllowed):
        erase_on(asha, family.id)
    assert asha.vault.family(family.id) == family
    assert not asha.vault.erasing.pages_wait


def test_a_laptop_by_itself_tells_nobody(make: Make) -> None:
    alone = make("Alone")
    family = add_family(alone)
    erase_on(alone, family.id)
    assert list(alone.vault.families()) == []


def test_what_was_open_of_an_erased_family_is_decided(
    lead: Laptop, asha: Laptop
) -> None:
    family = add_family(lead, postcode="NN1 1AA")
    exchange(lead, asha)
    for laptop, postcode in ((lead, "NN2 2BB"), (asha, "NN3 3CC")):
        held = laptop.vault.family(family.id)
        laptop.vault.save_family(replace(held, postcode=postcode), "x")
    exchange(lead, asha)
    for laptop in (lead, asha):
        assert len(front.open_conflicts(laptop)) == 1
    erase_on(lead, family.id)
    assert (front.open_conflicts(lead), status(lead).conflicts) == ((), 0)
    exchange(lead, asha)
    assert (front.open_conflicts(asha), status(asha).conflicts) == ((), 0)
