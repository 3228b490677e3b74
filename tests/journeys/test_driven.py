"""Whole visits driven from outside, through the accessibility tree.

VISIT_DRIVE is a program, not in this tree, that starts a command on a screen of its own
and does what a .steps file says: wait, click, type, keys, expect, shot, one a line.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BESIDE = HERE.parents[1].parent / "shared" / "tools" / "drive"
DRIVE = Path(os.environ.get("VISIT_DRIVE", BESIDE))


@pytest.mark.slow
@pytest.mark.skipif(not DRIVE.exists(), reason="VISIT_DRIVE names no program")
@pytest.mark.parametrize(
    ("steps", "pictures"),
    [("full_visit.steps", 32), ("pathway.steps", 20), ("keys.steps", 8)],
)
def test_it_is_driven_from_outside(steps: str, pictures: int, tmp_path: Path) -> None:
    (tmp_path / "shots").mkdir()
    app = [sys.executable, "-m", "visit_app", "--data", "data"]
    known = {k: v for k, v in os.environ.items() if not k.startswith("QT_")}
    done = subprocess.run(
        [str(DRIVE), str(HERE / steps), "--", *app],
        cwd=tmp_path,
        env={**known, "JOURNEYS": str(HERE), "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert len(list((tmp_path / "shots").iterdir())) == pictures
