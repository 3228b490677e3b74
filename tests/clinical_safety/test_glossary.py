"""The glossary names only what exists in the code."""

import importlib
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)*\.[A-Za-z]\w*)`", TEXT)))


@pytest.mark.parametrize("name", NAMES)
def test_what_the_glossary_names_exists(name: str) -> None:
    module, _, thing = f"visit_app.{name}".rpartition(".")
    there = hasattr(importlib.import_module(module), thing)
    assert there or find_spec(f"{module}.{thing}") is not None


def test_every_record_is_in_it() -> None:
    records = importlib.import_module("visit_app.records")
    helpers = {"FamilyRole", "EncounterStatus", "Interpreter", "ResponseStatus"}
    helpers |= {"Priority", "ConsentDecision", "LetterSection", "IssueCode", "Value"}
    for name in set(records.__all__) - helpers - {"PractitionerRole", "new_id"}:
        assert f"records.{name}`" in TEXT, name
