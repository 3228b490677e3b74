"""The threat model is what the tests show: each threat has some, and they exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
THREATS = {
    part.partition("\n")[0]: part.partition("\n")[2] for part in TEXT.split("\n## ")[1:]
}
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_list_holds_what_the_issue_asks_for() -> None:
    told = " ".join(THREATS).casefold()
    for threat in (
        *("switched off", "locked", "unlocked", "windows account", "family member"),
        *("usb stick", "copied vault", "malware", "insider"),
    ):
        assert threat in told, threat


@pytest.mark.parametrize("threat", THREATS)
def test_each_says_what_is_done_what_remains_and_what_shows_it(threat: str) -> None:
    for word in ("**Does.**", "**Remains.**", "**Tests.**"):
        assert word in THREATS[threat], word


@pytest.mark.parametrize("threat", THREATS)
def test_every_test_that_is_named_exists(threat: str) -> None:
    named = NAMED.findall(THREATS[threat])
    assert named
    for file, name in named:
        path = ROOT / file
        assert path.is_file(), file
        found = functions(path)
        assert name in found if name else found, f"{file}::{name}"
