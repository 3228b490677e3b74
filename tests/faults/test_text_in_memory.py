"""No text that the engine read or wrote is left in memory once its file is closed."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults import process_memory

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/maps").exists(), reason="reads /proc, which is Linux only"
)
SCRIPT = Path(__file__).with_name("text_holder.py")
FORMS = {"first": b"zebrakettle text ", "second": b"umbrellamoth text "}
STEPS = ("both open", "one closed", "both closed", "open again", "closed again")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    """How often each form stood in the memory at each step."""
    folder = tmp_path_factory.mktemp("text")
    words = ("zebrakettle", "umbrellamoth")
    counts = {}
    with subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        for step in STEPS:
            assert process.stdout.readline().strip() == step
            counts[step] = process_memory.count(process.pid, FORMS)
            process.stdin.write("\n")
            process.stdin.flush()
    return counts


def test_an_open_file_is_in_memory(found: dict[str, dict[str, int]]) -> None:
    """Else the search is no search."""
    assert found["both open"]["first"] > 100
    assert found["both open"]["second"] > 100
    assert found["open again"]["first"] > 100


def test_closing_one_takes_its_text_out(found: dict[str, dict[str, int]]) -> None:
    assert found["one closed"]["first"] == 0
    assert found["one closed"]["second"] > 100


@pytest.mark.parametrize("step", ["both closed", "closed again"])
def test_nothing_is_left_once_all_are_closed(
    found: dict[str, dict[str, int]], step: str
) -> None:
    assert found[step]["first"] == 0
    assert found[step]["second"] == 0
