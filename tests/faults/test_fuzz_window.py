"""Random use of the window: see window_fuzz.py. What is wrong comes with its seed."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.faults.window_fuzz import run

SLOW = pytest.mark.slow


@dataclass(frozen=True)
class Asked:
    """How long, from which seed, and whether slow work is really done beside it."""

    steps: int
    seed: int
    threads: bool = False


@pytest.mark.parametrize(
    "asked",
    [
        Asked(150, 1),
        pytest.param(Asked(1500, 11), marks=SLOW),
        pytest.param(Asked(1500, 12), marks=SLOW),
        pytest.param(Asked(1000, 13, threads=True), marks=SLOW),
    ],
    ids=str,
)
def test_nothing_typed_is_lost_and_nothing_locked_is_seen(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked: Asked,
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)  # where a dialog would save something

    found = run(qapp, tmp_path, asked.steps, asked.seed, threads=asked.threads)

    assert found["steps"] == asked.steps
    # Otherwise little happened, and the test shows little.
    for kind in ("type", "key", "press", "lock", "came back", "go"):
        assert found[kind] > 0
