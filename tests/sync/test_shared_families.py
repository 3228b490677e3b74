from dataclasses import replace
from pathlib import Path

import pytest
from tests.sync.vault_laptops import Make, add_family, add_visit, exchange, let_in

from visit_app.records import Encounter, Patient
from visit_app.sync import front, shared_families
from visit_app.sync.laptop import Laptop
from visit_app.sync.status import erasures


def test_a_family_is_handed_over(lead: Laptop, asha: Laptop) -> None:
    family = add_family(lead)
    shared_families.hand_over(lead, family.id, asha.practitioner.id)
    exchange(lead, asha)
    here = asha.vault.family(family.id)
    assert shared_families.in_hands_of(here) == asha.practitioner.id
    shared_families.hand_over(asha, family.id, shared_families.WHOLE_TEAM)
    exchange(asha, lead)
    assert shared_families.in_hands_of(lead.vault.family(family.id)) == ""


def test_one_family_met_twice_is_joined_and_separated(
    lead: Laptop, asha: Laptop
) -> None:
    mother = Patient(id="m1", given_name="Amira", nhs_number="9990000018")
    kept = lead.vault.save_family(replace(add_family(lead), parents=(mother,)), "Lena")
    twin = replace(mother, id="m2", phone="01632 960001")
    other = asha.vault.save_family(
        replace(add_family(asha, postcode="NN16 0AA"), parents=(twin,)), "Asha"
    )
    exchange(lead, asha)
    (suggestion,) = shared_families.suggestions(lead)
    assert {suggestion.first, suggestion.second} == {kept.id, other.id}
    assert suggestion.reasons == ("nhs-number",)
    shared_families.join_families(lead, kept.id, other.id)
    exchange(lead, asha)
    there = asha.vault.family(kept.id)
    assert (there.phone, there.postcode) == ("01632 960001", "NN16 0AA")
    assert shared_families.joined_into(asha.vault.family(other.id)) == kept.id
    assert shared_families.suggestions(asha) == ()
    noted = replace(there, note="Ring twice")
    asha.vault.save_family(noted, "Asha")
    shared_families.separate_families(asha, kept.id, other.id)
    exchange(asha, lead)
    apart = lead.vault.family(kept.id)
    assert (apart.phone, apart.postcode, apart.note) == ("", "", "Ring twice")
    assert shared_families.joined_into(lead.vault.family(other.id)) == ""
    with pytest.raises(shared_families.NotJoined):
        shared_families.separate_families(lead, kept.id, other.id)


def test_an_erased_family_is_gone_everywhere_and_those_who_have_not_said_so_are_named(
    lead: Laptop, asha: Laptop, make: Make, store: Path
) -> None:
    away = make("Away")
    let_in(lead, away, store)
    family = add_family(lead)
    add_visit(lead, family)
    exchange(lead, asha, away)
    front.erase_family(lead, family.id)
    (asked,) = erasures(lead)
    assert asked.confirmed == ()
    exchange(lead, asha)
    assert list(lead.vault.families()) == []
    assert list(asha.vault.families()) == []
    assert asha.vault.find(Encounter) == ()
    (report,) = erasures(lead)
    assert report.family_id == family.id
    assert report.confirmed == ("Asha’s laptop", "Lena’s laptop")
    assert report.waiting == ("Away’s laptop",)
    assert not [p for p in store.glob("*/keys/*") if any(p.iterdir())]
