"""A vault of every release opens in this version, drafts included."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.golden.vaults.make import DRAFT, PASSPHRASE, SIGNED_OFF, content

from visit_app.questionnaires import Catalogue
from visit_app.records import DocumentReference, Encounter, QuestionnaireResponse
from visit_app.records.clock import FixedClock
from visit_app.resources import resource_folder
from visit_app.vault.audit import first_broken
from visit_app.vault.keyslots import unlock
from visit_app.vault.vault import Vault
from visit_app.visits import (
    Desk,
    answer,
    finish,
    form_of,
    open_visit,
    response_of,
    results,
)
from visit_app.visits.opening import open_desk

HERE = Path(__file__).parent
RELEASES = sorted(path.name for path in HERE.iterdir() if (path / "vault.db").exists())
CLOCK = FixedClock()


def test_there_is_a_vault_of_the_first_release() -> None:
    assert "0.1.0" in RELEASES


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def held(release: str) -> dict[str, Any]:
    text = (HERE / f"{release}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture
def folder(release: str, tmp_path: Path) -> Path:
    shutil.copytree(HERE / release, tmp_path / "vault")
    return tmp_path / "vault"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    with unlock(folder, PASSPHRASE, CLOCK) as key:
        vault = Vault.open(folder, key, CLOCK)
    with vault:
        yield vault


@pytest.fixture
def desk(vault: Vault) -> Desk:
    return open_desk(vault, CLOCK)


def test_the_recovery_code_opens_it(folder: Path, held: Mapping[str, Any]) -> None:
    with unlock(folder, held["recovery_code"], CLOCK) as key:
        assert key.opened_with == "recovery-code"
        with Vault.open(folder, key, CLOCK) as vault:
            assert vault.practitioner().name == "Priya Nair"


def test_every_record_is_there_as_it_was_written(
    vault: Vault, held: Mapping[str, Any]
) -> None:
    """A later version may add fields; what was written stays."""
    found = content(vault)
    for kind, records in held["records"].items():
        assert len(found[kind]) == len(records)
        for record in records:
            same = next(each for each in found[kind] if each["id"] == record["id"])
            assert {name: same[name] for name in record} == record


def test_search_letter_setting_and_audit_are_there(vault: Vault) -> None:
    vault.check()
    assert [row.parent_given_name for row in vault.search("has")] == ["Amira"]
    (letter,) = vault.find(DocumentReference)
    assert vault.attachment(letter.sha256).startswith(b"%PDF")
    number: dict[str, str] = vault.setting("local_number", {})
    assert number["name"] == "Duty line"
    assert first_broken(vault.audit_entries()) is None
    assert len(vault.revisions("jones")) == 2


def test_the_signed_off_visit_cannot_change(desk: Desk) -> None:
    record = open_visit(desk, SIGNED_OFF)
    assert record.encounter.is_finished
    assert [found.value for found in record.observations] == [4]


def test_a_draft_is_finished_in_the_version_it_began_with(
    desk: Desk, tmp_path: Path
) -> None:
    begun = response_of(desk, DRAFT, "phq-9")
    assert begun is not None
    desk = replace(desk, catalogue=_with_a_newer_phq_9(tmp_path))
    assert desk.catalogue.get("phq-9").version != form_of(desk, begun).version

    form = form_of(desk, begun)
    for item in form.questions[4:9]:
        answer(desk, DRAFT, "phq-9", item.link_id, "LA6568-5")
    (result,) = results(desk, open_visit(desk, DRAFT))
    finish(desk, DRAFT)

    assert result.value == 4
    done = desk.vault.get(QuestionnaireResponse, begun.id)
    assert done.questionnaire == begun.questionnaire
    assert form_of(desk, done).version == form.version
    assert desk.vault.get(Encounter, DRAFT).is_finished


def _with_a_newer_phq_9(tmp_path: Path) -> Catalogue:
    """What a later release would ship beside the version of this draft."""
    shipped = resource_folder() / "questionnaires"
    newer = json.loads((shipped / "phq-9.json").read_text(encoding="utf-8"))
    newer["version"] = "99.0.0"
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "phq-9.json").write_text(json.dumps(newer), encoding="utf-8")
    return Catalogue.load(shipped, tmp_path / "later")
