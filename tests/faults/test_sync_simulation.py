import pytest
from tests.faults.sync_world import run

from visit_app.sync import joining
from visit_app.sync.recovery import FLOOR


@pytest.fixture(autouse=True)
def cheap_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "COST", FLOOR)


@pytest.mark.parametrize("seed", range(20))
def test_a_team_in_rough_weather_ends_up_with_everything(seed: int) -> None:
    run(seed, laptops=2 + seed % 4, steps=120)
