"""The ledger in a vault: what waits there, and what it can and cannot keep."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.sync.ledger_changes import FAMILY, other, receive, visit
from tests.sync.vault_laptops import new_laptop

from visit_app.records import DocumentReference, Encounter
from visit_app.records.codec import to_json
from visit_app.sync.book import CONFLICTED
from visit_app.sync.vault_ledger import VaultLedger
from visit_app.vault.errors import NotFound


@pytest.fixture
def in_vault(tmp_path: Path) -> Iterator[VaultLedger]:
    laptop = new_laptop(tmp_path / "vault", "me")
    laptop.vault.save_family(FAMILY, "me")
    yield laptop.ledger
    laptop.vault.close()


def test_an_open_visit_stays_on_the_laptop(tmp_path: Path) -> None:
    laptop = new_laptop(tmp_path / "vault", "me")
    with laptop.vault as vault:
        vault.save_family(FAMILY, "me")
        vault.put(visit(status="in-progress"))
        assert [c.kind for c in laptop.ledger.unsent(10)] == ["Family"]
        assert laptop.ledger.waiting().visits == 0
        vault.put(visit())
        assert [c.kind for c in laptop.ledger.unsent(10)] == ["Family", "Encounter"]


def test_a_record_saved_twice_before_it_was_sent_is_sent_as_it_stands(
    tmp_path: Path,
) -> None:
    laptop = new_laptop(tmp_path / "vault", "me")
    with laptop.vault as vault:
        vault.save_family(FAMILY, "me")
        for number in (1, 2):
            vault.put(visit(status="in-progress", step=f"step {number}"))
        vault.put(visit(step="end"))
        (found,) = [c for c in laptop.ledger.unsent(10) if c.kind == "Encounter"]
        assert found.change.state["step"] == "end"
        vault.put(visit(step="end"))
        assert len(laptop.ledger.unsent(10)) == 2


def test_two_windows_that_changed_one_field_are_a_conflict_too(tmp_path: Path) -> None:
    laptop = new_laptop(tmp_path / "vault", "me")
    with laptop.vault as vault:
        first = vault.save_family(FAMILY, "me")
        for postcode in ("NN1 1AA", "NN2 2BB"):
            vault.save_family(replace(first, postcode=postcode), "me")
        assert len(laptop.ledger.unsent(10)) == 3
        assert laptop.ledger.value(CONFLICTED) == [["Family", "f1"]]


def test_what_a_newer_version_wrote_is_held_back_and_tried_again(
    in_vault: VaultLedger,
) -> None:
    newer = other("Hologram", "h1", {"id": "h1"})
    broken = other("Encounter", "v1", {"period_start": 1})
    receive(in_vault, newer, broken)
    held = [["Encounter", "v1"], ["Hologram", "h1"]]
    assert sorted(in_vault.value("held_back")) == held
    in_vault.take_held_back()
    assert sorted(in_vault.value("held_back")) == held


def test_a_state_that_no_row_can_hold_is_held_back_and_stops_nothing(
    in_vault: VaultLedger,
) -> None:
    start = "0001-01-01T00:00:00+14:00"  # in UTC this is before the year 1
    state = to_json(visit("early")) | {"period_start": start}
    family: dict[str, Any] = {}
    for _ in range(400):
        family = {"more": family}
    deep = to_json(replace(FAMILY, id="f9")) | {"extra_of_a_newer_version": family}
    receive(
        in_vault,
        other("Encounter", "early", state),
        replace(other("Encounter", "v2", to_json(visit("v2"))), revision="r2"),
    )
    assert in_vault.value("held_back") == [["Encounter", "early"]]
    receive(in_vault, replace(other("Family", "f9", deep), family_id="f9"))
    assert in_vault._vault.get(Encounter, "v2") == visit("v2")


def test_the_practitioners_own_record_never_leaves(in_vault: VaultLedger) -> None:
    assert {c.kind for c in in_vault.unsent(10)} == {"Family"}


def test_bytes_that_are_not_what_their_name_says_are_not_kept(
    in_vault: VaultLedger,
) -> None:
    name = "a" * 64
    swapped = {"id": name, "family_id": "f1", "content": "JVBERi0="}
    not_text = {"id": name, "family_id": "f1", "content": "é"}
    for state in (swapped, not_text):
        receive(in_vault, replace(other("Attachment", name, state), revision="x"))
    with pytest.raises(NotFound):
        in_vault._vault.attachment(name)


def test_a_letter_whose_bytes_have_not_come_yet_is_no_hindrance(
    in_vault: VaultLedger,
) -> None:
    letter = DocumentReference(
        id="letter",
        family_id="f1",
        encounter_id="",
        subject_id="amira",
        service_request_id="r",
        sha256="b" * 64,
    )
    in_vault._vault.put(letter)
    kinds = [change.kind for change in in_vault.unsent(10)]
    assert kinds == ["Family", "DocumentReference"]
