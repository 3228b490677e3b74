import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.cli.conftest import Ran, Run

from visit_app.cli.demo_data import invent
from visit_app.cli.failure import Failure
from visit_app.cli.output import plain
from visit_app.records import (
    CarePlan,
    ClinicalImpression,
    Encounter,
    Family,
    Observation,
    Patient,
    Practitioner,
    QuestionnaireResponse,
    ServiceRequest,
)
from visit_app.records.clock import FixedClock
from visit_app.records.nhs_number import check
from visit_app.vault.vault import Vault
from visit_app.visits import Desk, open_visit, results, save_family
from visit_app.visits.opening import open_desk

KINDS = (
    Encounter,
    QuestionnaireResponse,
    Observation,
    ClinicalImpression,
    CarePlan,
    ServiceRequest,
)


def new_desk() -> Desk:
    vault = Vault.in_memory(FixedClock())
    vault.put(Practitioner(id="priya", name="Priya Nair"))
    return open_desk(vault, FixedClock())


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = new_desk()
    with made.vault:
        yield made


def written(desk: Desk) -> str:
    """Everything in the vault but the revisions' own ids."""
    families = [plain(family) | {"revision": ""} for family in desk.vault.families()]
    records = [plain(record) for kind in KINDS for record in desk.vault.find(kind)]
    return json.dumps([families, records], sort_keys=True)


def test_so_many_families_and_visits_are_there(made: Ran, run: Run) -> None:
    asked = ("--families", 30, "--visits", 100, "--seed", 7)
    ran = run("demo-data", *asked, "--json")
    assert (ran.code, ran.data) == (0, {"families": 30, "visits": 100})
    assert len(run("families", "list", "--json").data) == 30
    visits = run("visits", "list", "--json").data
    assert len(visits) == 100
    assert {visit["status"] for visit in visits} == {"finished", "in-progress"}


def test_the_same_seed_gives_the_same_records() -> None:
    told = []
    for seed in (1, 1, 2):
        with new_desk().vault as vault:
            desk = open_desk(vault, FixedClock())
            invent(desk, families=12, visits=40, seed=seed)
            told.append(written(desk))
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_the_same_run_twice_adds_nothing(desk: Desk) -> None:
    assert invent(desk, 5, 9, seed=1) == {"families": 5, "visits": 9}
    before = written(desk)
    assert invent(desk, 5, 9, seed=1) == {"families": 0, "visits": 0}
    assert written(desk) == before


def test_nobody_in_it_can_be_mistaken_for_somebody(desk: Desk) -> None:
    invent(desk, 200, 0, seed=3)
    numbers = []
    for family in desk.vault.families():
        assert family.postcode.startswith("ZZ99 ")
        for person in family.people():
            numbers.append(person.nhs_number)
            assert check(person.nhs_number).valid
            assert person.nhs_number.startswith("999")
            assert not person.phone or person.phone[:9] in {"01632 960", "07700 900"}
    assert len(numbers) == len(set(numbers)) > 400


def test_names_of_several_languages_are_among_them(desk: Desk) -> None:
    invent(desk, 120, 0, seed=1)
    names = " ".join(p.full_name for f in desk.vault.families() for p in f.people())
    assert set("łțėŷ") <= set(names.lower())


def test_every_finished_visit_has_the_results_its_answers_give(desk: Desk) -> None:
    invent(desk, 10, 60, seed=5)
    finished = desk.vault.find(Encounter, status="finished")
    assert finished
    for encounter in finished:
        record = open_visit(desk, encounter.id)
        expected = {(o.code, o.value, o.band) for o in results(desk, record)}
        assert {(o.code, o.value, o.band) for o in record.observations} == expected
        assert set(encounter.instruments) == set(record.responses) - {"conversation"}
        assert encounter.signed_by == "Priya Nair"
        assert not record.issues


def test_there_are_referrals_and_drafts(desk: Desk) -> None:
    invent(desk, 40, 200, seed=1)
    assert desk.vault.find(ServiceRequest)
    assert len(desk.vault.drafts()) == 2


def test_nothing_is_in_the_future_or_before_its_time(desk: Desk) -> None:
    invent(desk, 60, 300, seed=9)
    now = desk.clock.now()
    born = {
        family.id: min(
            (b.birth_date for b in family.babies if b.birth_date), default=None
        )
        for family in desk.vault.families()
    }
    for encounter in desk.vault.find(Encounter):
        assert encounter.period_start < now
        day, first = encounter.period_start.date(), born[encounter.family_id]
        if first:
            assert day >= first - timedelta(days=60)
            assert (encounter.type == "antenatal") == (day < first)


@pytest.mark.parametrize("number", ["", "9434765919"])
def test_records_with_a_real_family_are_left_alone(desk: Desk, number: str) -> None:
    real = Patient(id="p", family_name="Hassan", nhs_number=number)
    save_family(desk, Family(id="f", parents=(real,)))
    before = written(desk)
    with pytest.raises(Failure, match="may be real"):
        invent(desk, 3, 3, seed=1)
    assert written(desk) == before


@pytest.mark.parametrize(
    "asked",
    [
        ("--families", "-1"),
        ("--families", "many"),
        ("--families", "0", "--visits", "1"),
        ("--families", "100001"),
    ],
)
def test_what_cannot_be_invented_is_not_understood(
    made: Ran, run: Run, asked: tuple[str, ...]
) -> None:
    ran = run("demo-data", *asked)
    assert (ran.code, ran.out) == (2, "")
