"""One key slot: the data key, sealed under a passphrase, a recovery code or a key that
the computer's keychain holds. The organisation's slot is in escrow.py.

The header is the associated data of the seal, so that editing it (the cost, the type,
the vault it belongs to) makes the slot fail to open.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from visit_app.vault.data_key import KEY_BYTES, DataKey, hkdf, wipe
from visit_app.vault.kdf import CEILING, FLOOR, Cost, stretch
from visit_app.vault.recovery import read

SlotType = Literal["passphrase", "recovery-code", "keychain"]
_NONCE_BYTES = 12
_SALT_BYTES = 16


class BadSlot(ValueError):
    """The slot is not one this version may open; says why without any content."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A header in the clear and the sealed key; `cost` is for passphrases only."""

    type: SlotType
    vault_id: str
    salt: bytes
    cost: Cost | None
    nonce: bytes
    sealed: bytes

    def header(self) -> dict[str, Any]:
        """What the seal vouches for."""
        kdf: dict[str, Any] = {"name": "hkdf-sha256"}
        if self.cost:
            kdf = {
                "name": "argon2id",
                "memory_kib": self.cost.memory_kib,
                "passes": self.cost.passes,
                "lanes": self.cost.lanes,
            }
        return {
            "type": self.type,
            "vault": self.vault_id,
            "kdf": {**kdf, "salt": _text(self.salt)},
            "aead": "aes-256-gcm",
        }

    def to_json(self) -> dict[str, Any]:
        """The slot as it stands in the key file."""
        return {
            "header": self.header(),
            "nonce": _text(self.nonce),
            "sealed": _text(self.sealed),
        }


def seal_passphrase(key: DataKey, passphrase: str, vault_id: str, cost: Cost) -> Slot:
    """A slot that this passphrase opens; raises BadSlot below the floor."""
    if not (cost.at_least(FLOOR) and cost.at_most(CEILING)):
        raise BadSlot("cost out of range")
    salt = secrets.token_bytes(_SALT_BYTES)
    empty = Slot("passphrase", vault_id, salt, cost, b"", b"")
    return _seal(empty, key, _kek(empty, passphrase))


def seal_recovery_code(key: DataKey, code: str, vault_id: str) -> Slot:
    """A slot that this recovery code opens."""
    salt = secrets.token_bytes(_SALT_BYTES)
    empty = Slot("recovery-code", vault_id, salt, None, b"", b"")
    return _seal(empty, key, _kek(empty, code))


def seal_keychain(key: DataKey, device_key: str, vault_id: str) -> Slot:
    """A slot that this device key (base64 of 32 random bytes) opens."""
    salt = secrets.token_bytes(_SALT_BYTES)
    empty = Slot("keychain", vault_id, salt, None, b"", b"")
    return _seal(empty, key, _kek(empty, device_key))


def open_slot(slot: Slot, secret: str) -> DataKey | None:
    """The data key, or None when this secret does not open this slot."""
    kek = _kek(slot, secret)
    try:
        out = bytearray(KEY_BYTES)
        AESGCM(kek).decrypt_into(slot.nonce, slot.sealed, _aad(slot), out)
    except InvalidTag:
        return None
    finally:
        wipe(kek)
    return DataKey(out, slot.type)


def from_json(data: Mapping[str, Any]) -> Slot:
    """The slot of a key file; raises BadSlot for anything out of the ordinary."""
    try:
        header, kdf = data["header"], data["header"]["kdf"]
        slot = Slot(
            type=header["type"],
            vault_id=str(header["vault"]),
            salt=_bytes(kdf["salt"]),
            cost=_cost(kdf),
            nonce=_bytes(data["nonce"]),
            sealed=_bytes(data["sealed"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise BadSlot("not a slot") from problem
    _check(slot, header)
    return slot


def _cost(kdf: Mapping[str, Any]) -> Cost | None:
    if kdf["name"] != "argon2id":
        return None
    return Cost(int(kdf["memory_kib"]), int(kdf["passes"]), int(kdf["lanes"]))


def _check(slot: Slot, header: Mapping[str, Any]) -> None:
    if slot.header() != header:
        raise BadSlot("unknown header")
    if slot.type not in get_args(SlotType):
        raise BadSlot("unknown type")
    if (slot.type == "passphrase") != (slot.cost is not None):
        raise BadSlot("wrong key derivation for its type")
    if slot.cost and not (slot.cost.at_least(FLOOR) and slot.cost.at_most(CEILING)):
        raise BadSlot("cost out of range")
    if len(slot.nonce) != _NONCE_BYTES or len(slot.sealed) != KEY_BYTES + 16:
        raise BadSlot("wrong lengths")
    if len(slot.salt) != _SALT_BYTES:
        raise BadSlot("wrong salt")


def _kek(slot: Slot, secret: str) -> bytearray:
    if slot.cost:
        material = stretch(secret, slot.salt, slot.cost)
    elif slot.type == "keychain":
        material = bytearray(_bytes(secret) + slot.salt)
    else:
        material = bytearray(read(secret) + slot.salt)
    out = bytearray(KEY_BYTES)
    hkdf(f"slot-kek/v1/{slot.type}").derive_into(material, out)
    wipe(material)
    return out


def _seal(slot: Slot, key: DataKey, kek: bytearray) -> Slot:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(kek).encrypt(nonce, key.reveal(), _aad(slot))
    wipe(kek)
    return Slot(slot.type, slot.vault_id, slot.salt, slot.cost, nonce, sealed)


def _aad(slot: Slot) -> bytes:
    header = slot.header()
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
