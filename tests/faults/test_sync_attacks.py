"""Every attack is noticed, and what it touched is whole once the store is honest."""

import pytest
from tests.faults.sync_attacks import ATTACKS, Attack, Scene

from visit_app.sync import joining
from visit_app.sync.recovery import FLOOR


@pytest.fixture(autouse=True)
def cheap_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "COST", FLOOR)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_noticed_and_does_not_last(attack: Attack) -> None:
    for seed in range(3):
        scene = Scene(seed)
        attack.begin(scene)
        noticed = scene.play()
        assert attack.codes & noticed, (attack.name, seed, noticed)
        if attack.name not in {"reuse revision", "write after removal"}:
            scene.world.calm()
            scene.world.check()
