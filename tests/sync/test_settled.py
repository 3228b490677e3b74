"""Who is told when somebody chooses between two versions."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.sync.vault_laptops import Make, add_family, exchange, let_in, start

from visit_app.records import Family
from visit_app.sync import front
from visit_app.sync.laptop import Laptop
from visit_app.sync.status import status


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


def change(laptop: Laptop, family: Family, **fields: str) -> None:
    held = laptop.vault.family(family.id)
    laptop.vault.save_family(replace(held, **fields), laptop.practitioner.name)  # type: ignore[arg-type]


def told(laptop: Laptop) -> list[str]:
    return [
        e.notice.detail for e in status(laptop).events if e.notice.code == "settled"
    ]


def test_the_author_hears_of_a_choice_although_it_saw_no_conflict(
    lead: Laptop, asha: Laptop
) -> None:
    family = add_family(lead, postcode="NN1 1AA")
    exchange(lead, asha)
    change(lead, family, postcode="NN2 2BB")
    change(asha, family, postcode="NN3 3CC")
    front.sync(lead)
    front.sync(asha)
    (conflict,) = front.open_conflicts(asha)
    own = next(v for v in conflict.versions if v.author == asha.practitioner.id)
    front.settle(asha, conflict, own.text)
    front.sync(asha)
    front.sync(lead)
    assert lead.vault.family(family.id).postcode == "NN3 3CC"
    assert told(lead) == [f"Family/{family.id}/postcode"]
    assert told(asha) == []


def test_a_later_change_by_somebody_else_is_no_choice(
    lead: Laptop, asha: Laptop
) -> None:
    family = add_family(lead, postcode="NN1 1AA")
    exchange(lead, asha)
    change(lead, family, postcode="NN2 2BB")
    change(asha, family, note="Ring twice.")
    exchange(lead, asha)
    change(asha, family, note="Ring three times.")
    change(asha, family, postcode="NN3 3CC")
    exchange(asha, lead)
    assert told(lead) == []
