import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.vault.policies import TRUST, signed
from tests.vault.test_keychain import MemoryKeyring

from visit_app.records import Practitioner
from visit_app.records.clock import FixedClock
from visit_app.vault import policy_file, policy_in_vault
from visit_app.vault.data_key import DataKey
from visit_app.vault.errors import DiskFull, UnsuitableFolder
from visit_app.vault.escrow import EscrowPrivateKey
from visit_app.vault.further_slots import (
    escrow_key_id,
    has_keychain_slot,
    put_keychain,
    unlock_for_organisation,
)
from visit_app.vault.kdf import FLOOR
from visit_app.vault.keychain import Keychain
from visit_app.vault.keyslots import unlock
from visit_app.vault.policy_file import Installed, install, installed
from visit_app.vault.policy_in_vault import (
    SETTING,
    check_backup_place,
    in_force,
    settle,
)
from visit_app.vault.signed_file import SigningKey
from visit_app.vault.vault import Vault, create

CLOCK = FixedClock()
ESCROW = EscrowPrivateKey.generate()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("policy") / "data"
    who = Practitioner(id="priya", name="Priya Nair")
    create(folder, "some words", who, CLOCK, cost=FLOOR).vault.close()
    return folder, bytes(unlock(folder, "some words", CLOCK).reveal())


@pytest.fixture
def folder(tmp_path: Path, template: tuple[Path, bytes]) -> Path:
    shutil.copytree(template[0], tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def key(template: tuple[Path, bytes]) -> DataKey:
    return DataKey(template[1])


@pytest.fixture
def vault(folder: Path, key: DataKey) -> Iterator[Vault]:
    with Vault.open(folder, key, CLOCK) as vault:
        yield vault


def said(vault: Vault, action: str) -> list[Any]:
    return [e.about for e in vault.audit_entries() if e.action == action]


def test_without_a_policy_the_practitioner_decides(
    vault: Vault, folder: Path, key: DataKey
) -> None:
    settled = settle(folder, folder, vault, key)
    assert (settled.policy, settled.is_new, settled.restored) == (None, False, False)
    assert in_force(vault) is None


def test_the_files_policy_is_taken_into_the_vault_once(
    vault: Vault, folder: Path, key: DataKey
) -> None:
    install(folder, signed(1, lock_after_minutes=2), TRUST)
    first, second = (settle(folder, folder, vault, key) for _ in range(2))

    assert (first.is_new, second.is_new) == (True, False)
    assert first.policy == second.policy == in_force(vault)
    (about,) = said(vault, "policy")
    assert (about["serial"], about["key"]) == (1, TRUST)


@pytest.mark.parametrize("how", ["removed", "damaged", "older", "another key's"])
def test_whatever_is_done_to_the_file_the_vaults_policy_stays(
    vault: Vault, folder: Path, key: DataKey, how: str
) -> None:
    install(folder, signed(2, lock_after_minutes=2), TRUST)
    settle(folder, folder, vault, key)
    file = folder / policy_file.FILE_NAME
    if how == "removed":
        file.unlink()
    elif how == "damaged":
        file.write_bytes(file.read_bytes()[:-9])
    else:
        other = SigningKey.generate()
        evil = signed(1) if how == "older" else signed(9, other, exports=[])
        policy_file.keep(folder, Installed(evil))
    settled = settle(folder, folder, vault, key)

    assert settled.restored
    assert not settled.is_new
    assert settled.policy is not None
    assert settled.policy.serial == 2
    back = installed(folder)
    assert back is not None
    assert back.current.policy.serial == 2
    assert said(vault, "policy")[-1]["what"] == "restored"


def test_a_newer_file_is_taken_up_also_after_a_restart(
    folder: Path, key: DataKey
) -> None:
    for serial in (1, 3):
        install(folder, signed(serial), TRUST)
        with Vault.open(folder, key, CLOCK) as vault:
            assert settle(folder, folder, vault, key).is_new
    with Vault.open(folder, key, CLOCK) as vault:
        policy = in_force(vault)
        assert policy is not None
        assert policy.serial == 3


def test_the_escrow_slot_comes_and_goes_with_the_policy(
    vault: Vault, folder: Path, key: DataKey
) -> None:
    install(folder, signed(1, escrow_key=ESCROW.public.text), TRUST)
    assert settle(folder, folder, vault, key).escrow_made
    assert not settle(folder, folder, vault, key).escrow_made
    assert unlock_for_organisation(folder, ESCROW).reveal() == key.reveal()
    assert said(vault, "escrow") == [{"what": "made"}]

    install(folder, signed(2))
    assert not settle(folder, folder, vault, key).escrow_made
    assert escrow_key_id(folder) == ""
    assert said(vault, "escrow")[-1] == {"what": "removed"}


def test_a_policy_may_forbid_the_keychain(
    vault: Vault, folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = MemoryKeyring()
    monkeypatch.setattr(policy_in_vault, "system_keychain", lambda: Keychain(backend))
    put_keychain(folder, key, Keychain(backend))
    install(folder, signed(1), TRUST)
    settle(folder, folder, vault, key)
    assert has_keychain_slot(folder)

    install(folder, signed(2, keychain=False))
    settle(folder, folder, vault, key)
    assert not has_keychain_slot(folder)
    assert backend.kept == {}
    assert said(vault, "keychain") == [{"what": "removed by policy"}]


def test_a_full_disk_keeps_nobody_out(
    vault: Vault, folder: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    install(folder, signed(1, escrow_key=ESCROW.public.text), TRUST)
    with monkeypatch.context() as patch:
        patch.setattr(policy_in_vault, "_keep", full)
        patch.setattr(policy_in_vault, "put_escrow", full)
        settled = settle(folder, folder, vault, key)
    assert settled.policy is not None
    assert in_force(vault) is None
    assert settle(folder, folder, vault, key).escrow_made
    assert in_force(vault) is not None


def test_what_a_newer_app_left_in_the_vault_is_not_misread(
    vault: Vault, folder: Path, key: DataKey
) -> None:
    vault.set_setting(SETTING, {"format": 9})
    assert in_force(vault) is None
    install(folder, signed(1), TRUST)
    assert settle(folder, folder, vault, key).is_new


def test_backups_go_where_the_policy_allows(
    vault: Vault, folder: Path, key: DataKey, tmp_path: Path
) -> None:
    allowed, other = tmp_path / "stick", tmp_path / "other"
    check_backup_place(vault, other)
    install(folder, signed(1, backup_places=[str(allowed)]), TRUST)
    settle(folder, folder, vault, key)
    for place in (allowed, allowed / "mine", allowed / ".." / "stick"):
        check_backup_place(vault, place)
    for place in (other, tmp_path, allowed / ".."):
        with pytest.raises(UnsuitableFolder, match="stick"):
            check_backup_place(vault, place)
