import json
from pathlib import Path
from typing import Any

import pytest
from tests.vault.test_keychain import MemoryKeyring

from visit_app.records.clock import FixedClock
from visit_app.vault import keyslots
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import Damaged, VaultError
from visit_app.vault.escrow import EscrowPrivateKey
from visit_app.vault.further_slots import (
    NoEscrow,
    escrow_key_id,
    has_keychain_slot,
    put_escrow,
    put_keychain,
    remove_keychain,
    unlock_by_keychain,
    unlock_for_organisation,
)
from visit_app.vault.kdf import FLOOR
from visit_app.vault.keychain import SERVICE, Keychain, KeychainMissing
from visit_app.vault.place import Place
from visit_app.vault.slot_file import SlotFile, parse, read_candidates

KEY = DataKey(bytes(range(32)))
TRUST, OTHER = EscrowPrivateKey.generate(), EscrowPrivateKey.generate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keyslots.create_slots(tmp_path, KEY, "a passphrase", FLOOR)
    return tmp_path


def opens(folder: Path, secret: str) -> bool:
    return keyslots.unlock(folder, secret, FixedClock()).reveal() == KEY.reveal()


# --- escrow --------------------------------------------------------------------------


def test_the_organisation_opens_it_once_the_slot_is_there(folder: Path) -> None:
    with pytest.raises(NoEscrow):
        unlock_for_organisation(folder, TRUST)
    assert put_escrow(folder, KEY, TRUST.public)
    assert not put_escrow(folder, KEY, TRUST.public)  # it is there already
    assert escrow_key_id(folder) == TRUST.public.id
    assert unlock_for_organisation(folder, TRUST).reveal() == KEY.reveal()
    with pytest.raises(NoEscrow, match="older key"):
        unlock_for_organisation(folder, OTHER)
    assert opens(folder, "a passphrase")


def test_a_new_key_takes_the_old_ones_place_and_none_takes_it_away(
    folder: Path,
) -> None:
    put_escrow(folder, KEY, TRUST.public)
    assert put_escrow(folder, KEY, OTHER.public)
    with pytest.raises(NoEscrow):
        unlock_for_organisation(folder, TRUST)
    assert put_escrow(folder, KEY, None)
    assert escrow_key_id(folder) == ""
    with pytest.raises(NoEscrow):
        unlock_for_organisation(folder, OTHER)


def test_the_slot_survives_a_new_passphrase_and_a_new_code(folder: Path) -> None:
    put_escrow(folder, KEY, TRUST.public)
    keyslots.change_passphrase(folder, KEY, "another passphrase", cost=FLOOR)
    keyslots.new_recovery_code(folder, KEY)

    assert unlock_for_organisation(folder, TRUST).reveal() == KEY.reveal()


def test_a_foreign_slot_file_is_not_taken(folder: Path, tmp_path: Path) -> None:
    """Somebody puts a slot of a vault of their own into ours."""
    put_escrow(folder, KEY, TRUST.public)
    other = tmp_path / "other"
    other.mkdir()
    keyslots.create_slots(other, DataKey.random(), "x y z", FLOOR)
    with pytest.raises(Damaged):
        put_escrow(other, KEY, TRUST.public)
    theirs = read_candidates(Place(other))[0]
    ours = read_candidates(Place(folder))[0]
    assert ours.escrow is not None
    assert parse({**_json(theirs), "slots": _json(ours)["slots"]}) is None
    mixed = [*_json(theirs)["slots"], ours.escrow.to_json()]
    assert parse({**_json(theirs), "slots": mixed}) is None
    doubled = [*_json(ours)["slots"], ours.escrow.to_json()]
    assert parse({**_json(ours), "slots": doubled}) is None


def _json(file: SlotFile) -> dict[str, Any]:
    return dict(json.loads(file.to_bytes()))


def test_older_versions_are_told_only_when_there_is_something_new(
    folder: Path,
) -> None:
    assert _json(read_candidates(Place(folder))[0])["format"] == 1
    put_escrow(folder, KEY, TRUST.public)
    assert _json(read_candidates(Place(folder))[0])["format"] == 2


# --- the keychain --------------------------------------------------------------------


def test_the_keychain_opens_it_until_it_is_removed(folder: Path) -> None:
    backend = MemoryKeyring()
    keychain = Keychain(backend)
    assert not has_keychain_slot(folder)
    put_keychain(folder, KEY, keychain)

    key = unlock_by_keychain(folder, keychain)
    assert (key.reveal(), key.opened_with) == (KEY.reveal(), "keychain")
    assert has_keychain_slot(folder)
    assert opens(folder, "a passphrase")

    assert remove_keychain(folder, KEY, keychain)
    assert not remove_keychain(folder, KEY, keychain)
    assert backend.kept == {}
    assert not has_keychain_slot(folder)
    with pytest.raises(KeychainMissing):
        unlock_by_keychain(folder, keychain)


def test_it_is_removed_even_where_the_keychain_is_gone(folder: Path) -> None:
    put_keychain(folder, KEY, Keychain(MemoryKeyring()))
    assert remove_keychain(folder, KEY, None)
    assert not has_keychain_slot(folder)


@pytest.mark.parametrize("wrong", ["", "not base64", "AAAA"])
def test_a_keychain_that_holds_something_else_opens_nothing(
    folder: Path, wrong: str
) -> None:
    backend = MemoryKeyring()
    put_keychain(folder, KEY, Keychain(backend))
    vault_id = read_candidates(Place(folder))[0].vault_id
    backend.kept[SERVICE, vault_id] = wrong

    with pytest.raises(KeychainMissing, match="passphrase"):
        unlock_by_keychain(folder, Keychain(backend))
    with pytest.raises(KeychainMissing):
        unlock_by_keychain(folder, None)


def test_without_a_key_file_there_is_no_keychain_slot(tmp_path: Path) -> None:
    assert not has_keychain_slot(tmp_path)
    with pytest.raises(VaultError):
        unlock_by_keychain(tmp_path, Keychain(MemoryKeyring()))


def test_the_keychain_is_never_the_only_slot(folder: Path) -> None:
    put_keychain(folder, KEY, Keychain(MemoryKeyring()))
    file = read_candidates(Place(folder))[0]
    alone = file.without("passphrase").without("recovery-code")

    assert parse(_json(alone)) is None
