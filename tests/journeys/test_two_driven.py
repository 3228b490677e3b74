"""Two laptops of a team, each window driven from outside on a screen of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BESIDE = HERE.parents[1].parent / "shared" / "tools" / "drive"
DRIVE = Path(os.environ.get("VISIT_DRIVE", BESIDE))
PASSPHRASE = "violet kettle under seven umbrellas"
CASELOAD = (
    "parent_given_name,parent_family_name,phone,postcode\n"
    "Fatima,Ali,07700 900300,NN16 0AA\n"
)


@pytest.mark.slow
@pytest.mark.skipif(not DRIVE.exists(), reason="VISIT_DRIVE names no program")
def test_two_laptops_of_a_team_are_driven_side_by_side(tmp_path: Path) -> None:
    people = {"a": "Priya Nair", "b": "Joanne Reid"}
    (tmp_path / "p").write_text(f"{PASSPHRASE}\n")
    (tmp_path / "families.csv").write_text(CASELOAD)
    visit_app = [sys.executable, "-m", "visit_app"]
    secret = ["--passphrase-file", str(tmp_path / "p")]
    for laptop, name in people.items():
        (tmp_path / laptop / "shots").mkdir(parents=True)
        made = ["init", "--data", str(tmp_path / laptop / "data"), "--name", name]
        subprocess.run([*visit_app, *made, *secret], check=True, capture_output=True)
    given = ["import", str(tmp_path / "families.csv")]
    given += ["--data", str(tmp_path / "a" / "data")]
    subprocess.run([*visit_app, *given, *secret], check=True, capture_output=True)
    running = {laptop: driven(laptop, tmp_path) for laptop in people}
    said = {laptop: process.communicate()[0] for laptop, process in running.items()}
    for laptop, process in running.items():
        assert process.returncode == 0, said[laptop]


def driven(laptop: str, root: Path) -> "subprocess.Popen[str]":
    """The window of one laptop, driven by its own steps on a screen of its own."""
    known = {k: v for k, v in os.environ.items() if not k.startswith("QT_")}
    steps = HERE / f"two_laptops_{laptop}.steps"
    app = [sys.executable, "-m", "visit_app", "--data", "data"]
    return subprocess.Popen(
        [str(DRIVE), str(steps), "--", *app],
        cwd=root / laptop,
        env={**known, "JOURNEYS": str(HERE), "ROOT": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
