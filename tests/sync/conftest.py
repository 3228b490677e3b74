from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sync.vault_laptops import Make, let_in, new_laptop, start

from visit_app.sync import joining
from visit_app.sync.laptop import Laptop
from visit_app.sync.recovery import FLOOR


@pytest.fixture(autouse=True)
def cheap_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "COST", FLOOR)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "team folder"


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes laptops whose vaults are closed at the end."""
    made: list[Laptop] = []

    def one(name: str) -> Laptop:
        made.append(new_laptop(tmp_path / name, name))
        return made[-1]

    yield one
    for laptop in made:
        laptop.vault.close()


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
