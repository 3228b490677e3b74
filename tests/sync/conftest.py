from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sync.vault_laptops import Make, new_laptop

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
