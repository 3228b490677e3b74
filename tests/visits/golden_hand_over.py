"""Writes tests/golden/hand_over: one family's file, its code, and what is in it.

    .venv/bin/python -m tests.visits.golden_hand_over

Only when the format changes, which it must not do within a version: what is there
already has to stay readable.
"""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.visits.two_teams import CORBY, SENDER, desk_of, visited

from visit_app.records.clock import FixedClock
from visit_app.vault.family_file import unseal
from visit_app.visits import hand_over_file

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "hand_over"


def main() -> None:
    """Hand an invented family over, at the cost that the app uses."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    GOLDEN.mkdir(parents=True)
    file = GOLDEN / "family.visitfamily"
    with (
        TemporaryDirectory() as folder,
        desk_of(SENDER, Path(folder) / "data", FixedClock()) as desk,
    ):
        visited(desk)
        code = hand_over_file(desk, "hassan", CORBY, file).code
    content = json.loads(unseal(file.read_bytes(), code))
    for family in content["families"]:
        family["letters"] = sorted(family["letters"])
    data = {"code": code, "content": content}
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (GOLDEN / "family.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
