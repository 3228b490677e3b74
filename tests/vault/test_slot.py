import json
from typing import Any

import pytest

from visit_app.vault.data_key import DataKey
from visit_app.vault.kdf import FLOOR, Cost
from visit_app.vault.recovery import new_code
from visit_app.vault.slot import (
    BadSlot,
    from_json,
    open_slot,
    seal_passphrase,
    seal_recovery_code,
)

KEY = DataKey(bytes(range(32)))


def a_slot() -> dict[str, Any]:
    slot = seal_passphrase(KEY, "a passphrase", "vault-1", FLOOR)
    return dict(json.loads(json.dumps(slot.to_json())))


def test_a_passphrase_opens_its_slot_and_no_other_does() -> None:
    slot = from_json(a_slot())
    opened = open_slot(slot, "a passphrase")

    assert opened is not None
    assert opened.reveal() == KEY.reveal()
    assert opened.opened_with == "passphrase"
    assert open_slot(slot, "A passphrase") is None


def test_a_recovery_code_opens_its_slot() -> None:
    code = new_code()
    slot = seal_recovery_code(KEY, code, "vault-1")
    opened = open_slot(from_json(slot.to_json()), code.lower())

    assert opened is not None
    assert opened.reveal() == KEY.reveal()
    assert open_slot(slot, new_code()) is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("header", "vault"), "vault-2"),
        (("header", "kdf", "passes"), 3),
        (("header", "kdf", "memory_kib"), 20 * 1024),
        (("header", "kdf", "salt"), "AAAAAAAAAAAAAAAAAAAAAA=="),
        (("nonce",), "AAAAAAAAAAAAAAAA"),
    ],
)
def test_an_edited_slot_does_not_open(path: tuple[str, ...], value: object) -> None:
    data = a_slot()
    _set(data, path, value)

    assert open_slot(from_json(data), "a passphrase") is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("header", "kdf", "memory_kib"), 18 * 1024),
        (("header", "kdf", "passes"), 1),
        (("header", "kdf", "memory_kib"), 64 * 1024 * 1024),
        (("header", "kdf", "lanes"), 999),
        (("header", "kdf", "name"), "pbkdf2"),
        (("header", "kdf", "name"), "hkdf-sha256"),
        (("header", "type"), "escrow"),
        (("header", "type"), "recovery-code"),
        (("header", "aead"), "none"),
        (("header", "extra"), 1),
        (("header", "kdf", "salt"), "AAAA"),
        (("header", "kdf", "salt"), "not base 64"),
        (("nonce",), "AAAA"),
        (("sealed",), "AAAA"),
        (("sealed",), None),
        (("header",), None),
        (("header", "kdf", "passes"), "many"),
    ],
)
def test_a_weakened_or_unknown_slot_is_refused(
    path: tuple[str, ...], value: object
) -> None:
    data = a_slot()
    _set(data, path, value)

    with pytest.raises(BadSlot):
        from_json(data)


def test_none_is_sealed_below_the_floor() -> None:
    with pytest.raises(BadSlot):
        seal_passphrase(KEY, "a passphrase", "vault-1", Cost(8, 1, 1))


def test_two_slots_for_the_same_secret_share_nothing() -> None:
    one, two = a_slot(), a_slot()

    assert one["sealed"] != two["sealed"]
    assert one["nonce"] != two["nonce"]
    assert one["header"]["kdf"]["salt"] != two["header"]["kdf"]["salt"]


def _set(data: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    for name in path[:-1]:
        data = data[name]
    data[path[-1]] = value
