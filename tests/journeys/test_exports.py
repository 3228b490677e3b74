"""What leaves the laptop: a family as FHIR, and counts of a quarter."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.exports.fhir_r4 import problems
from tests.journeys.conftest import Unlock
from tests.journeys.laptop import AMIRA, IDRIS, YONIS, desk_on, prepare
from tests.journeys.test_hand_over import in_dialog, open_family

from visit_app.ui.outcomes.presenter import SO_FAR
from visit_app.visits import Desk, answer, finish, save_family, start

WORDS = "a bit scary"


def visited(desk: Desk, families: int) -> None:
    """The Hassans and some more families, each seen once and asked."""
    for n in range(families):
        if n:
            parents = tuple(replace(p, id=f"{p.id}{n}") for p in (AMIRA, YONIS))
            family = replace(desk.vault.family("hassan"), id=f"f{n}", revision="")
            save_family(desk, replace(family, parents=parents, babies=(IDRIS,)))
        visit = start(desk, f"f{n}" if n else "hassan", f"amira{n}" if n else "amira")
        answer(desk, visit.id, "conversation", "words-1", WORDS)
        for link_id in ("1", "2"):
            answer(desk, visit.id, "whooley", link_id, False)
        finish(desk, visit.id)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_family_is_saved_as_fhir_and_the_audit_says_so(
    unlock: Unlock, tmp_path: Path
) -> None:
    prepare(tmp_path / "data", AMIRA, YONIS)
    with desk_on(tmp_path / "data") as desk:
        visited(desk, 1)
    file = tmp_path / "family.fhir.json"

    hands = unlock(tmp_path / "data")
    open_family(hands, "hassan")
    hands.press("Save as FHIR…")
    hands.expect("Whoever has the file can read all of it")
    hands.expect("1 visit, everything written down about the people")
    hands.press("Save the file…")
    in_dialog(hands, file)
    hands.expect("Saved ")
    hands.press("Back to the family")
    hands.press("Who looked at this")
    hands.expect("Priya Nair saved the whole record as a FHIR file")

    found = json.loads(file.read_bytes())
    assert problems(found) == []
    assert WORDS in json.dumps(found)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_counts_of_a_quarter_are_looked_at_and_saved(
    unlock: Unlock, tmp_path: Path
) -> None:
    prepare(tmp_path / "data", AMIRA, YONIS)
    with desk_on(tmp_path / "data") as desk:
        visited(desk, 9)
    file = tmp_path / "outcomes.csv"

    hands = unlock(tmp_path / "data")
    hands.press("Families")
    hands.press("Outcomes")
    hands.expect("None in this period")
    combo = hands.combo("period")
    so_far = combo.itemText(combo.findData(SO_FAR))
    hands.pick("period", so_far)
    hands.expect("Asked, no to both")
    hands.press("What is counted: Whooley questions")
    hands.expect("Confirm locally.")
    hands.press("Save as CSV")
    in_dialog(hands, file)
    hands.expect("Saved ")

    text = file.read_bytes().decode("utf-8-sig")
    lines = csv.DictReader(io.StringIO(text, newline=""))
    values = {(line["measure"], line["row"]): line["value"] for line in lines}
    assert values["families", "seen"] == "10"
    assert values["whooley", "negative"] == "10"
    assert values["conversation", "some"] == "10"
    for word in ("Hassan", "Amira", "hassan", WORDS, "NN16"):
        assert word not in text
    hands.shell.lock()
    with desk_on(tmp_path / "data") as desk:
        entry = desk.vault.audit_entries()
    assert [e.about["what"] for e in entry if e.action == "export"] == ["counts"]
