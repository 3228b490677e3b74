"""Two practitioners of one team, each with records on disk, and their laptops."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from tests.sync.vault_laptops import PASSPHRASE

from visit_app.records import Encounter, Family, Patient, Practitioner, new_id
from visit_app.records.clock import FixedClock
from visit_app.sync import front
from visit_app.sync.laptop import Laptop
from visit_app.sync.recovery import FLOOR
from visit_app.sync.roster import Role
from visit_app.vault import kdf, vault
from visit_app.vault.keyslots import unlock
from visit_app.visits import Desk
from visit_app.visits.opening import open_desk

FATIMA = Patient(
    id="fatima", given_name="Fatima", family_name="Ali", phone="07700 900300"
)
ALI = Family(id="ali", parents=(FATIMA,), postcode="NN16 0AA")


@dataclass(frozen=True)
class Colleague:
    """Somebody with open records."""

    desk: Desk
    laptop: Laptop

    def phone(self, number: str) -> None:
        """Change Fatima's number here."""
        held = self.desk.vault.family("ali")
        changed = held.with_person(replace(held.parents[0], phone=number))
        self.desk.vault.save_family(changed, self.desk.practitioner.name)

    def visit(self) -> Encounter:
        """A finished visit to Fatima, as short as one can be."""
        made = Encounter(
            id=new_id(),
            family_id="ali",
            subject_id="fatima",
            status="finished",
            period_start=self.desk.clock.now(),
        )
        self.desk.vault.put(made)
        return made


@dataclass(frozen=True)
class Kept:
    """Locked records in a folder, what opens them at once, and their team store."""

    root: Path
    codes: dict[str, str]

    def copied(self, root: Path) -> "Kept":
        """The same records, and the same team store, somewhere else."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        return Kept(root, self.codes)

    @property
    def store(self) -> Path:
        """The team's folder."""
        return self.root / "store"

    def opened(self, name: str, clock: FixedClock) -> Colleague:
        """Unlock somebody's records; a team of theirs is at this place now."""
        folder = self.root / name
        with unlock(folder, self.codes[name], clock) as key:
            vault_ = vault.Vault.open(folder, key, clock)
        laptop = Laptop(vault_, clock)
        if self.store.exists():
            front.connect(laptop, str(self.store))
        return Colleague(open_desk(vault_, clock), laptop)


def made(root: Path, *names: str) -> Kept:
    """New records for these people, each by themselves."""
    codes = {}
    for name in names:
        key = name.split(maxsplit=1)[0].lower()
        new = vault.create(
            root / key,
            "four plain words",
            Practitioner(id=key, name=name),
            FixedClock(),
            cost=kdf.FLOOR,
        )
        codes[key] = new.recovery_code
        new.vault.close()
    return Kept(root, codes)


def teamed(kept: Kept) -> Kept:
    """Priya leads, Joanne is in, and both have Fatima's family."""
    clock = FixedClock()
    priya, joanne = kept.opened("priya", clock), kept.opened("joanne", clock)
    with priya.desk.vault, joanne.desk.vault:
        start_team(priya.laptop, kept.store)
        priya.desk.vault.save_family(ALI, "Priya Nair")
        let_in(priya.laptop, joanne.laptop, kept.store)
        front.sync(priya.laptop)
        front.sync(joanne.laptop)
        assert joanne.desk.vault.family("ali").parents
    return kept


def start_team(lead: Laptop, store: Path) -> None:
    """A team in this folder."""
    front.start_team(
        lead,
        name="Kettering North",
        address=str(store),
        passphrase=PASSPHRASE,
        keep_recovery=lambda _: None,
        cost=FLOOR,
    )


def let_in(
    lead: Laptop, newcomer: Laptop, store: Path, role: Role = Role.MEMBER
) -> None:
    """Ask, read the code out, approve, and receive."""
    asked = front.ask_to_join(newcomer, address=str(store))
    front.approve(lead, asked.request, asked.code, role)
    front.sync(newcomer)
