"""Laptops of a team, for tests: a ledger, a clock, and what a person does with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from tests.sync.memory_ledger import MemoryLedger, family_change

from visit_app.records import Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.records.codec import to_json
from visit_app.sync import team
from visit_app.sync.change import Change
from visit_app.sync.engine import Report, run_once
from visit_app.sync.identity import Identity, new_identity
from visit_app.sync.recovery import FLOOR
from visit_app.sync.roster import Role
from visit_app.sync.session import Options
from visit_app.sync.store import Store

RECOVERY = new_identity("recovery", "Kestrel NHS Trust", "recovery key")
PASSPHRASE = "three sealed envelopes"
AT_ONCE = Options(workers=0, acknowledge_after=timedelta(0))


@dataclass
class Laptop:
    """One practitioner's laptop."""

    name: str
    identity: Identity
    store: Store
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    clock: FixedClock = field(default_factory=FixedClock)
    options: Options = AT_ONCE
    count: int = 0

    @property
    def device(self) -> str:
        held = self.ledger.value("identity")
        return str(held["device"]) if held else self.identity.device

    def sync(self, **changes: Any) -> Report:
        options = replace(self.options, **changes)
        return run_once(
            self.ledger, self.store, lambda: False, clock=self.clock, options=options
        )

    def new_family(self, family_id: str, **fields: Any) -> Family:
        mother = Patient(id=f"{family_id}-mother", given_name="Amira")
        family = Family(id=family_id, parents=(mother,), **fields)
        self._keep(family, (), ())
        return family

    def edit_family(self, family_id: str, **fields: Any) -> None:
        """Change fields of the family as this laptop shows it."""
        view = self.ledger.views["Family", family_id]
        family = replace(self.ledger.family(family_id), **fields)
        self._keep(family, view.heads, tuple(fields))

    def add(self, kind: str, record_id: str, family_id: str, **state: Any) -> Change:
        """Put a record that does not change any more."""
        about = {"id": record_id, "family_id": family_id, **state}
        change = Change(
            kind=kind,
            id=record_id,
            family_id=family_id,
            revision=self._id(),
            author=self.identity.practitioner,
            recorded=self.clock.now().isoformat(),
            state=about,
        )
        with self.ledger.transaction():
            self.ledger.edit(change)
        return change

    def _keep(
        self, family: Family, parents: tuple[str, ...], changed: tuple[str, ...]
    ) -> None:
        change = family_change(
            family,
            revision=self._id(),
            author=self.identity.practitioner,
            recorded=self.clock.now().isoformat(),
            parents=parents,
            changed=changed,
        )
        with self.ledger.transaction():
            self.ledger.edit(change)

    def _id(self) -> str:
        self.count += 1
        return f"{self.name}-{self.count}"


def laptop(name: str, store: Store, device: str = "") -> Laptop:
    identity = new_identity(f"practitioner-{name}", name)
    return Laptop(name, replace(identity, device=device or identity.device), store)


def start_team(store: Store, name: str = "Kettering", device: str = "") -> Laptop:
    """A team with its lead, whose laptop this is."""
    lead = laptop("lead", store, device)
    team.create_team(
        lead.ledger,
        store,
        name=name,
        founder=lead.identity,
        recovery=RECOVERY,
        passphrase=PASSPHRASE,
        clock=lead.clock,
        cost=FLOOR,
    )
    return lead


def join(lead: Laptop, newcomer: Laptop, role: Role = Role.MEMBER) -> Laptop:
    """Ask, compare the code, approve."""
    asked = team.ask_to_join(
        newcomer.ledger, newcomer.store, newcomer.identity, newcomer.clock
    )
    team.approve(
        lead.ledger,
        lead.store,
        lead.clock,
        request=asked.request,
        code=asked.code,
        role=role,
    )
    return newcomer


def team_of(store: Store, *names: str) -> Iterator[Laptop]:
    lead = start_team(store)
    yield lead
    for name in names:
        yield join(lead, laptop(name, store))


def everything(one: Laptop) -> dict[tuple[str, str], Any]:
    """What a laptop shows of all records, and every conflict."""
    return {
        key: (view.state, sorted(view.conflicts), view.heads)
        for key, view in one.ledger.views.items()
    }


def settled(*laptops: Laptop, rounds: int = 4) -> list[Report]:
    """Everybody syncs until nothing is new."""
    return [one.sync(sweep=True) for _ in range(rounds) for one in laptops]


__all__ = ["Laptop", "everything", "family_change", "join", "start_team", "to_json"]
