"""A visit whose laptop dies on every screen: kill -9, and back at the same place."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.conftest import Unlock
from tests.journeys.laptop import AMIRA, desk_on, prepare
from tests.journeys.screens import FinishScreen
from tests.journeys.stops import STOPS, come_back

from visit_app.records import Encounter
from visit_app.visits import open_visit, results

TREE = Path(__file__).parents[2]
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows that kills at once


@contextmanager
def windows(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """What opens one window after the other on this folder, each its own process."""
    command = [sys.executable, "-m", "tests.journeys.stops", str(folder)]
    pipe = subprocess.PIPE
    with (folder.parent / "errors").open("w") as errors:
        opener = subprocess.Popen(
            command, cwd=TREE, stdin=pipe, stdout=pipe, stderr=errors, text=True
        )
        with opener:
            yield opener


def enter_and_kill(opener: "subprocess.Popen[str]", folder: Path, number: int) -> None:
    """Run a window up to this stop, and kill it there."""
    assert opener.stdin is not None
    assert opener.stdout is not None
    opener.stdin.write(f"{number}\n")
    opener.stdin.flush()
    said, _, process = opener.stdout.readline().strip().partition(" ")
    errors = (folder.parent / "errors").read_text()
    assert said == "ready", f"at {STOPS[number].name}: {errors}"
    os.kill(int(process), KILL)
    assert opener.stdout.readline() == "ended\n"


def test_a_visit_killed_on_every_screen_is_carried_on_with_every_answer(
    tmp_path: Path, unlock: Unlock
) -> None:
    folder = tmp_path / "data"
    prepare(folder, AMIRA)
    with windows(folder) as opener:
        for number in range(len(STOPS)):
            enter_and_kill(opener, folder, number)

    hands = unlock(folder)
    come_back(hands, STOPS[-1])
    FinishScreen(hands).sign_off()
    hands.shell.lock()

    with desk_on(folder) as desk:
        (visit,) = desk.vault.find(Encounter, family_id="hassan")
        record = open_visit(desk, visit.id)
        assert visit.is_finished
        assert {o.code: o.value for o in results(desk, record)} == {
            "gad-2": 4,
            "phq-9": 10,
        }
        assert record.open_issues == ()
        assert record.impression.summary == "Low since the birth."
        assert [a.description for a in record.plan.activity] == ["Evening help"]
