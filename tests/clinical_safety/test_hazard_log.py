"""The hazard log names only tests that exist, and says that it is a draft."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOG = ROOT / "docs" / "clinical-safety" / "hazard-log.md"
TEXT = LOG.read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if re.match(r"\| H\d+ ", line)
]
NO_TEST = "No test yet"


def test_it_is_marked_as_a_draft_without_a_sign_off() -> None:
    assert TEXT.startswith("# Hazard log: DRAFT")
    assert "without a clinical safety officer's sign-off" in TEXT


def test_every_hazard_has_cause_effect_control_and_test() -> None:
    assert [row[0] for row in ROWS] == [f"H{n:02}" for n in range(1, len(ROWS) + 1)]
    assert len(ROWS) >= 20
    assert all(len(row) == 6 and all(row) for row in ROWS)


def test_every_test_it_names_exists() -> None:
    for row in ROWS:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row[5])
        assert named or row[5] == NO_TEST, row[0]
        for path, name in named:
            code = (ROOT / path).read_text(encoding="utf-8")
            assert f"def {name}(" in code, f"{row[0]}: {path}::{name} does not exist"
