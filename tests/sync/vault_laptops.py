"""Laptops with real vaults on disk and the plain API that screens and commands use."""

from collections.abc import Callable
from pathlib import Path

from visit_app.records import Encounter, Family, Patient, Practitioner, new_id
from visit_app.records.clock import FixedClock
from visit_app.sync import front
from visit_app.sync.engine import Report
from visit_app.sync.laptop import Laptop
from visit_app.sync.recovery import FLOOR
from visit_app.sync.roster import Role
from visit_app.vault import kdf, vault

PASSPHRASE = "three sealed envelopes"


def new_laptop(folder: Path, name: str, **about: object) -> Laptop:
    """A new vault of one practitioner, open."""
    person = Practitioner(id=f"practitioner-{name}", name=name)
    clock = FixedClock()
    made = vault.create(folder, "four plain words", person, clock, cost=kdf.FLOOR)
    return Laptop(made.vault, clock, **about)  # type: ignore[arg-type]


def start(laptop: Laptop, store: Path, name: str = "Kettering") -> bytes:
    """Start a team; returns the recovery file."""
    kept: list[bytes] = []
    front.start_team(
        laptop,
        name=name,
        address=str(store),
        passphrase=PASSPHRASE,
        keep_recovery=kept.append,
        cost=FLOOR,
    )
    return kept[0]


def let_in(
    lead: Laptop, newcomer: Laptop, store: Path, role: Role = Role.MEMBER
) -> None:
    """Ask, read the code out, approve."""
    asked = front.ask_to_join(newcomer, address=str(store))
    front.approve(lead, asked.request, asked.code, role)


def add_family(laptop: Laptop, family_id: str = "", **fields: object) -> Family:
    """A family with a mother."""
    mother = Patient(id=new_id(), given_name="Amira", family_name="Hassan")
    family = Family(id=family_id or new_id(), parents=(mother,), **fields)  # type: ignore[arg-type]
    return laptop.vault.save_family(family, laptop.practitioner.name)


def add_visit(laptop: Laptop, family: Family) -> Encounter:
    """A finished visit, as short as one can be."""
    visit = Encounter(
        id=new_id(),
        family_id=family.id,
        subject_id=family.parents[0].id,
        status="finished",
        period_start=laptop.clock.now(),
    )
    laptop.vault.put(visit)
    return visit


def exchange(*laptops: Laptop, rounds: int = 3) -> list[Report]:
    """Everybody syncs until nothing is new."""
    return [front.sync(one, sweep=True) for _ in range(rounds) for one in laptops]


Make = Callable[[str], Laptop]
