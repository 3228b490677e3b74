"""docs/sync-failures.md names tests; they are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_the_page_names_is_there() -> None:
    page = (ROOT / "docs" / "sync-failures.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) >= 26
    folders = (ROOT / "tests" / "faults", ROOT / "tests" / "sync")
    files = [path for folder in folders for path in folder.glob("test_*.py")]
    written = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert {name for name in named if f"def {name}(" not in written} == set()
