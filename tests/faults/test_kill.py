"""Nothing acknowledged is lost to kill -9, and nothing is left in the clear."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("kill_writer.py")
MUST_BE_NONE = ("lost", "torn", "damaged", "audit_broken", "leaks")


def kill(folder: Path, kills: int, seed: int) -> dict[str, int]:
    command = [sys.executable, str(SCRIPT), str(folder), str(kills), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    print(f"seed {seed}: {done.stdout}")  # noqa: T201 - shown when it fails
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("seed", [1, 2])
def test_100_kills_while_answers_are_given(tmp_path: Path, seed: int) -> None:
    found = kill(tmp_path / "vault", 100, seed)

    assert {name: found[name] for name in MUST_BE_NONE} == dict.fromkeys(
        MUST_BE_NONE, 0
    )
    assert found["kills"] == 100
    # Otherwise the kills fell where nothing happened, and the test shows nothing.
    assert found["acknowledged"] >= 50
    assert found["before_the_first_answer"] <= 50
