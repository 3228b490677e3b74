from collections.abc import Iterator
from datetime import date

import pytest
from tests.questionnaires.forms import shipped

from visit_app.conversation import load_guide
from visit_app.questionnaires import Catalogue
from visit_app.records import Encounter, Family, FamilyRole, Patient, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.records.codes import code_book
from visit_app.resources import read_json
from visit_app.screening import load_pathway
from visit_app.vault.vault import Vault
from visit_app.visits import Desk, save_family, start

AMIRA = Patient(
    id="amira",
    given_name="Amira",
    family_name="Hassan",
    birth_date=date(1995, 3, 14),
    nhs_number="9990000018",
)
YONIS = Patient(id="yonis", role=FamilyRole.FATHER, given_name="Yonis")
IDRIS = Patient(
    id="idris",
    role=FamilyRole.BABY,
    given_name="Idris",
    family_name="Hassan",
    birth_date=date(2026, 10, 10),
)
HASSAN = Family(
    id="hassan", parents=(AMIRA, YONIS), babies=(IDRIS,), postcode="NN16 0AA"
)
PRIYA = Practitioner(id="priya", name="Priya Nair", phone="01632 960077")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk(catalogue: Catalogue, clock: FixedClock) -> Iterator[Desk]:
    with Vault.in_memory(clock) as vault:
        vault.put(PRIYA)
        yield Desk(
            vault=vault,
            clock=clock,
            catalogue=catalogue,
            guide=load_guide(),
            pathway=load_pathway(),
            people=code_book(read_json("codes/people.json")),
            contacts=code_book(read_json("codes/contacts.json")),
            practitioner=PRIYA,
        )


@pytest.fixture
def family(desk: Desk) -> Family:
    return save_family(desk, HASSAN)


@pytest.fixture
def visit(desk: Desk, family: Family) -> Encounter:
    return start(desk, family.id, "amira", type="6-8-weeks")
