"""Real vaults on one folder through everything a laptop meets, driven by a seed.

The simulation proper uses a ledger in memory, for speed; here the vault itself is put
through edits, crashes at any call to the store, restored copies and conflicts.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.sync.vault_laptops import add_family, add_visit, let_in, new_laptop, start

from visit_app.records import Encounter
from visit_app.records.codec import to_json
from visit_app.sync import front, joining
from visit_app.sync.address import Address
from visit_app.sync.credentials import Credentials
from visit_app.sync.errors import NotThere, Offline, SyncError, Taken
from visit_app.sync.laptop import Laptop
from visit_app.sync.opening import open_store
from visit_app.sync.recovery import FLOOR
from visit_app.sync.store import Store
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault

FIELDS = ("postcode", "address", "note")


class Killed(BaseException):
    """The process ended here."""


@dataclass
class Unsteady:
    """A store that is sometimes away, loses answers, or takes the process with it."""

    real: Store
    random: Random
    calm: bool = False

    def create(self, name: str, data: bytes) -> None:
        self._trouble()
        self.real.create(name, data)
        if not self.calm and self.random.random() < 0.05:
            raise Taken(name) if self.random.random() < 0.5 else Offline
        self._trouble()

    def get(self, name: str) -> bytes:
        self._trouble()
        return self.real.get(name)

    def list(self, prefix: str, after: str = "") -> Sequence[str]:
        self._trouble()
        return self.real.list(prefix, after)

    def delete(self, name: str) -> None:
        raise NotThere(name)

    def _trouble(self) -> None:
        if self.calm:
            return
        chance = self.random.random()
        if chance < 0.01:
            raise Killed
        if chance < 0.04:
            raise Offline


class Desk:
    """One laptop, its folder, and copies of that folder."""

    def __init__(self, folder: Path, name: str, random: Random) -> None:
        self.folder, self.random = folder, random
        self.store: Unsteady | None = None
        self.laptop = new_laptop(folder, name, opening=self._open)

    def _open(self, address: Address, secrets: Credentials, proxy: str) -> Store:
        self.store = self.store or Unsteady(
            open_store(address, secrets, proxy), self.random, calm=True
        )
        return self.store

    @property
    def vault(self) -> Vault:
        return self.laptop.vault

    def restart(self, files: Path | None = None) -> None:
        """Close the records, perhaps put a copy in their place, and unlock them."""
        self.vault.close()
        if files is not None:
            shutil.rmtree(self.folder)
            shutil.copytree(files, self.folder)
        clock = self.laptop.clock
        with unlock(self.folder, "four plain words", clock) as key:
            vault = Vault.open(self.folder, key, clock)
        self.laptop = Laptop(vault, clock, opening=self._open)

    def copy(self, to: Path) -> None:
        self.vault.close()
        shutil.copytree(self.folder, to)
        self.restart()


class Story:
    """Three laptops, one folder, one seed."""

    def __init__(self, seed: int, place: Path) -> None:
        self.random, self.place = Random(seed), place
        names = ("lena", "asha", "noor")
        self.desks = [Desk(place / n, n, self.random) for n in names]
        lead, *others = self.desks
        start(lead.laptop, place / "team")
        for one in others:
            let_in(lead.laptop, one.laptop, place / "team")
        self.copies: list[tuple[Desk, Path]] = []
        self.count = 0

    def play(self, steps: int) -> None:
        for desk in self.desks:
            assert desk.store is not None
            desk.store.calm = False
        actions: list[tuple[Callable[[Desk], None], int]] = [
            (self.new_family, 4),
            (self.edit, 12),
            (self.visit, 6),
            (self.settle, 3),
            (self.sync, 20),
            (self.back_up, 1),
            (self.restore, 1),
        ]
        weights = [weight for _, weight in actions]
        for _ in range(steps):
            ((action, _),) = self.random.choices(actions, weights)
            action(self.random.choice(self.desks))

    def new_family(self, desk: Desk) -> None:
        self.count += 1
        add_family(desk.laptop, f"family{self.count}")

    def edit(self, desk: Desk) -> None:
        families = sorted(desk.vault.families(), key=lambda f: f.id)
        if families:
            self.count += 1
            family = self.random.choice(families)
            field = self.random.choice(FIELDS)
            changed: Any = {field: f"v{self.count % 7}"}
            desk.vault.save_family(replace(family, **changed), "me")

    def visit(self, desk: Desk) -> None:
        families = sorted(desk.vault.families(), key=lambda f: f.id)
        if families:
            add_visit(desk.laptop, self.random.choice(families))

    def settle(self, desk: Desk) -> None:
        found = front.open_conflicts(desk.laptop)
        if found:
            conflict = self.random.choice(found)
            front.settle(desk.laptop, conflict, conflict.versions[0].text)

    def sync(self, desk: Desk) -> None:
        try:
            front.sync(desk.laptop, sweep=self.random.random() < 0.3)
        except Killed:
            desk.restart()
        except SyncError:
            return

    def back_up(self, desk: Desk) -> None:
        self.count += 1
        to = self.place / f"copy{self.count}"
        desk.copy(to)
        self.copies.append((desk, to))

    def restore(self, desk: Desk) -> None:
        mine = [files for owner, files in self.copies if owner is desk]
        if mine:
            self.sync(desk)  # what only this laptop had is not sync's to bring back
            desk.restart(self.random.choice(mine))

    def end(self) -> None:
        for desk in self.desks:
            assert desk.store is not None
            desk.store.calm = True
        for _ in range(4):
            for desk in self.desks:
                report = front.sync(desk.laptop, sweep=True)
                assert report.problem is None, report.problem
        shown = [self._shown(desk) for desk in self.desks]
        assert shown[0] == shown[1] == shown[2]
        assert all(desk.laptop.ledger.waiting().records == 0 for desk in self.desks)
        for desk in self.desks:
            desk.vault.close()

    def _shown(self, desk: Desk) -> tuple[Any, ...]:
        families = {f.id: _plain(to_json(f)) for f in desk.vault.families()}
        visits = {v.id: to_json(v) for v in desk.vault.find(Encounter)}
        conflicts = {
            c.id: sorted(v.text for v in c.versions)
            for c in front.open_conflicts(desk.laptop)
        }
        return families, visits, conflicts


def _plain(state: dict[str, Any]) -> dict[str, Any]:
    heads = state.pop("revision", "")
    return {**state, "heads": sorted(heads.split("+"))}


@pytest.fixture(autouse=True)
def cheap_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "COST", FLOOR)


FEW, MORE = range(1), range(1, 40)


@pytest.mark.parametrize(
    "seed", [*FEW, *(pytest.param(n, marks=pytest.mark.slow) for n in MORE)]
)
def test_vaults_in_trouble_end_up_with_the_same(seed: int, tmp_path: Path) -> None:
    story = Story(seed, tmp_path)
    story.play(60)
    story.end()
