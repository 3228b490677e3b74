"""A family out of a vault as FHIR, and what the audit says of it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.exports.fhir_r4 import problems
from tests.visits.conftest import AMIRA, HASSAN

from visit_app.records.clock import FixedClock
from visit_app.vault import Vault
from visit_app.vault.errors import NotFound, VaultError
from visit_app.vault.policy import Policy
from visit_app.visits import (
    CONVERSATION,
    Desk,
    NotPossible,
    answer,
    family_bundle,
    finish,
    leave,
    save_family,
    save_family_bundle,
    start,
)
from visit_app.visits.practice import open_practice


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """In memory, and yet no practice."""
    monkeypatch.setattr(Vault, "is_practice", False)
    return desk


def seen(desk: Desk) -> None:
    save_family(desk, HASSAN)
    visit = start(desk, "hassan", AMIRA.id, type="new-birth", location="home")
    answer(desk, visit.id, CONVERSATION, "words-1", "lovely")
    leave(desk, visit.id, CONVERSATION, "fear", "The baby woke up")
    for link_id in ("1", "2"):
        answer(desk, visit.id, "whooley", link_id, False)
    form = desk.catalogue.get("gad-2")
    for question in form.questions:
        answer(
            desk, visit.id, "gad-2", question.link_id, question.answer_option[1].value
        )
    finish(desk, visit.id)


def test_a_visit_that_was_made_is_a_valid_bundle(desk: Desk) -> None:
    seen(desk)
    found = json.loads(family_bundle(desk, "hassan"))
    assert problems(found) == []
    kinds = [entry["resource"]["resourceType"] for entry in found["entry"]]
    assert kinds.count("QuestionnaireResponse") == 3
    assert kinds.count("Observation") == 1
    assert "lovely" in json.dumps(found)


def test_a_file_and_its_entry(desk: Desk, tmp_path: Path) -> None:
    seen(desk)
    save_family_bundle(desk, "hassan", tmp_path / "f.json")
    assert (tmp_path / "f.json").read_bytes() == family_bundle(desk, "hassan")
    entry = desk.vault.audit_entries("hassan")[-1]
    assert (entry.action, dict(entry.about)) == ("export", {"what": "fhir"})


def test_a_file_that_cannot_be_written_leaves_no_entry(
    desk: Desk, tmp_path: Path
) -> None:
    seen(desk)
    before = desk.vault.audit_entries()
    with pytest.raises(VaultError):
        save_family_bundle(desk, "hassan", tmp_path / "nowhere" / "f.json")
    assert desk.vault.audit_entries() == before


def test_a_policy_can_keep_it_here(desk: Desk, tmp_path: Path) -> None:
    seen(desk)
    policy = Policy(
        organisation="Example Trust",
        serial=1,
        issued=date(2026, 11, 1),
        exports=("counts",),
    )
    with pytest.raises(NotPossible, match="does not allow exporting records"):
        save_family_bundle(replace(desk, policy=policy), "hassan", tmp_path / "f.json")
    assert not list(tmp_path.iterdir())


def test_nobody_is_made_up(desk: Desk) -> None:
    with pytest.raises(NotFound):
        family_bundle(desk, "nobody")


def test_practice_leaves_no_record(clock: FixedClock) -> None:
    practice = open_practice(clock)
    family = next(iter(practice.vault.families()))
    with pytest.raises(NotPossible, match="Practice is not real"):
        family_bundle(practice, family.id)
