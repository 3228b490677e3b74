"""A visit whose laptop dies on every screen: kill -9, and back at the same place."""

import subprocess
import sys
from pathlib import Path

from tests.journeys.conftest import Unlock
from tests.journeys.laptop import AMIRA, desk_on, prepare
from tests.journeys.screens import FinishScreen
from tests.journeys.stops import STOPS, come_back

from visit_app.records import Encounter
from visit_app.visits import open_visit, results

TREE = Path(__file__).parents[2]


def enter_and_kill(folder: Path, number: int) -> None:
    """Run the window in a process of its own up to this stop, and kill it there."""
    command = [sys.executable, "-m", "tests.journeys.stops", str(folder), str(number)]
    with subprocess.Popen(
        command, cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.kill()
        _, errors = process.communicate()
    assert said == "ready\n", f"at {STOPS[number].name}: {errors}"


def test_a_visit_killed_on_every_screen_is_carried_on_with_every_answer(
    tmp_path: Path, unlock: Unlock
) -> None:
    folder = tmp_path / "data"
    prepare(folder, AMIRA)
    for number in range(len(STOPS)):
        enter_and_kill(folder, number)

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
