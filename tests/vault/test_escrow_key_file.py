import json
from pathlib import Path
from typing import Any

import pytest

from visit_app.vault.errors import VaultError
from visit_app.vault.escrow import EscrowPrivateKey
from visit_app.vault.escrow_key_file import (
    NotAKeyFile,
    WrongKeyPassphrase,
    read,
    write,
)
from visit_app.vault.kdf import FLOOR

PRIVATE = EscrowPrivateKey.generate()
PASSPHRASE = "in the safe of the trust"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "escrow.key"
    write(path, PRIVATE, PASSPHRASE, cost=FLOOR)
    return path


def test_it_comes_back_with_its_passphrase_only(file: Path) -> None:
    assert read(file, PASSPHRASE) == PRIVATE
    with pytest.raises(WrongKeyPassphrase, match="key file's own"):
        read(file, "another")


def test_the_file_does_not_hold_it_in_the_clear(file: Path) -> None:
    content = json.loads(file.read_bytes())
    assert set(content) == {"header", "nonce", "sealed"}
    assert PRIVATE.seeds not in file.read_bytes()


def test_a_private_key_is_never_overwritten(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(VaultError, match="already"):
        write(file, EscrowPrivateKey.generate(), PASSPHRASE, cost=FLOOR)
    assert file.read_bytes() == before


def test_it_needs_a_passphrase_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="empty"):
        write(tmp_path / "key", PRIVATE, " ", cost=FLOOR)
    with pytest.raises(VaultError):
        write(tmp_path / "no" / "key", PRIVATE, PASSPHRASE, cost=FLOOR)
    with pytest.raises(VaultError):
        read(tmp_path / "no", PASSPHRASE)


def _edited(file: Path, **kdf: Any) -> bytes:
    data = json.loads(file.read_bytes())
    data["header"]["kdf"].update(kdf)
    return json.dumps(data).encode()


def test_what_is_no_such_file_is_refused(file: Path) -> None:
    for content in (
        b"",
        b"[]",
        b"{}",
        b"[" * 100_000,
        _edited(file, memory_kib=8),  # below the floor
        _edited(file, memory_kib=1 << 40),  # would hang the laptop
        _edited(file, name="md5"),
        _edited(file, salt="*"),
    ):
        file.write_bytes(content)
        with pytest.raises(NotAKeyFile, match="private key"):
            read(file, PASSPHRASE)


def test_an_edited_cost_does_not_open(file: Path) -> None:
    file.write_bytes(_edited(file, passes=FLOOR.passes + 1))
    with pytest.raises(WrongKeyPassphrase):
        read(file, PASSPHRASE)
