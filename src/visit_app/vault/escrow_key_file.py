"""The organisation's private escrow key in a file, closed by a passphrase of its own.

It is made and kept by the people who prepare laptops, and never lies on one of them.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from visit_app.vault.data_key import hkdf, wipe
from visit_app.vault.durable import write_synced
from visit_app.vault.errors import VaultError
from visit_app.vault.escrow import EscrowPrivateKey
from visit_app.vault.kdf import CEILING, FLOOR, STANDARD, Cost, stretch
from visit_app.vault.os_errors import as_vault_error

FORMAT = 1
KIND = "visit-app escrow private key"
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32
LARGEST_FILE = 20_000  # bytes; one has about 700


class NotAKeyFile(VaultError):
    """The file is no private escrow key, or is damaged."""

    sentence = (
        "This file does not hold the private key that is asked for, or it is damaged."
        " Nothing was changed. Name the file that was made with the public key."
    )


class WrongKeyPassphrase(VaultError):
    """The passphrase does not open the private key."""

    sentence = (
        "That passphrase does not open the private key file. Nothing was changed."
        " It is the key file's own passphrase, not that of anybody's records."
    )


def write(
    path: Path, key: EscrowPrivateKey, passphrase: str, *, cost: Cost = STANDARD
) -> None:
    """Write a private key to a new file; raises VaultError, also when it is there."""
    if not passphrase.strip():
        raise VaultError("The passphrase is empty. Nothing was changed. Type one.")
    header = _header(secrets.token_bytes(_SALT_BYTES), cost)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    kek = _kek(header, passphrase)
    sealed = AESGCM(kek).encrypt(nonce, key.seeds, _aad(header))
    wipe(kek)
    data = {"header": header, "nonce": _text(nonce), "sealed": _text(sealed)}
    try:
        write_synced(path, json.dumps(data, indent=1, sort_keys=True).encode())
    except FileExistsError:
        raise VaultError(
            "There is a file of that name already. It was not changed: a private key"
            " must never be overwritten. Choose another name."
        ) from None
    except OSError as problem:
        raise as_vault_error(problem) from None


def read(path: Path, passphrase: str) -> EscrowPrivateKey:
    """The private key; raises NotAKeyFile, WrongKeyPassphrase and the like."""
    data = _content(path)
    try:
        header, nonce = data["header"], _bytes(data["nonce"])
        sealed = _bytes(data["sealed"])
        salt, cost = _bytes(header["kdf"]["salt"]), _cost(header["kdf"])
        sound = header == _header(salt, cost) and len(nonce) == _NONCE_BYTES
    except (KeyError, TypeError, ValueError):
        raise NotAKeyFile from None
    if not sound or not (cost.at_least(FLOOR) and cost.at_most(CEILING)):
        raise NotAKeyFile
    kek = _kek(header, passphrase)
    try:
        seeds = AESGCM(kek).decrypt(nonce, sealed, _aad(header))
    except InvalidTag:
        raise WrongKeyPassphrase from None
    finally:
        wipe(kek)
    return EscrowPrivateKey(seeds)


def _content(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(LARGEST_FILE))
    except OSError as problem:
        raise as_vault_error(problem) from None
    except (ValueError, RecursionError):
        raise NotAKeyFile from None
    if not isinstance(data, Mapping):
        raise NotAKeyFile
    return data


def _header(salt: bytes, cost: Cost) -> dict[str, Any]:
    kdf = {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": _text(salt),
    }
    return {"format": FORMAT, "kind": KIND, "kdf": kdf, "aead": "aes-256-gcm"}


def _cost(kdf: Mapping[str, Any]) -> Cost:
    return Cost(int(kdf["memory_kib"]), int(kdf["passes"]), int(kdf["lanes"]))


def _kek(header: Mapping[str, Any], passphrase: str) -> bytearray:
    kdf = header["kdf"]
    material = stretch(passphrase, _bytes(kdf["salt"]), _cost(kdf))
    out = bytearray(_KEY_BYTES)
    hkdf("escrow-key-file/v1").derive_into(material, out)
    wipe(material)
    return out


def _aad(header: Mapping[str, Any]) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
