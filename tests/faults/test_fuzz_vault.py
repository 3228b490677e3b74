"""Random use in a rough world: see fuzz.py. The seed is printed with what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("fuzz.py")
TREE = Path(__file__).parents[2]


def fuzz(folder: Path, steps: int, seed: int) -> dict[str, int]:
    """So many steps in a process of its own, because it forks children to be killed."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), str(steps), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        cwd=TREE,
        env={**os.environ, "PYTHONPATH": str(TREE)},
    )
    assert done.returncode == 0, f"seed {seed}: {done.stderr[-3000:]}"
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("steps", "seed"),
    [
        (200, 1),
        pytest.param(2000, 11, marks=pytest.mark.slow),
        pytest.param(2000, 12, marks=pytest.mark.slow),
    ],
)
def test_nothing_acknowledged_is_lost_and_nothing_is_readable(
    tmp_path: Path, steps: int, seed: int
) -> None:
    found = fuzz(tmp_path / "vault", steps, seed)

    assert found["steps"] == steps
    # Otherwise little happened, and the test shows little.
    assert found["acknowledged"] > steps
    for kind in ("kill", "cut_the_power", "fill_the_disk", "lock", "erase"):
        assert found[kind] > 0
