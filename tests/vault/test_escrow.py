from dataclasses import replace
from typing import Any

import pytest

from visit_app.vault.data_key import DataKey
from visit_app.vault.escrow import (
    EscrowKey,
    EscrowPrivateKey,
    EscrowSlot,
    from_json,
    open_escrow,
    seal_escrow,
)
from visit_app.vault.slot import BadSlot

KEY = DataKey(bytes(range(32)))
PRIVATE = EscrowPrivateKey.generate()
SLOT = seal_escrow(KEY, PRIVATE.public, "vault-1")


def test_the_private_key_opens_what_the_public_one_sealed() -> None:
    opened = open_escrow(from_json(SLOT.to_json()), PRIVATE)

    assert opened is not None
    assert opened.reveal() == KEY.reveal()
    assert opened.opened_with == "escrow"


def test_another_organisation_opens_nothing() -> None:
    assert open_escrow(SLOT, EscrowPrivateKey.generate()) is None


@pytest.mark.parametrize(
    "edited",
    [
        replace(SLOT, vault_id="vault-2"),
        replace(SLOT, key_id="0" * 32),
        replace(SLOT, sealed=SLOT.sealed[:-1] + bytes([SLOT.sealed[-1] ^ 1])),
        replace(SLOT, sealed=b"short"),
    ],
)
def test_an_edited_slot_opens_nothing(edited: EscrowSlot) -> None:
    assert open_escrow(edited, PRIVATE) is None


def test_the_key_travels_as_text() -> None:
    assert EscrowKey.from_text(PRIVATE.public.text) == PRIVATE.public
    assert SLOT.key_id == PRIVATE.public.id
    assert "seeds" not in repr(PRIVATE)


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", "A" * 1624])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several libraries, each its own words
        EscrowKey.from_text(text[:-4] if text.startswith("A" * 9) else text)


def _json(**header: str) -> Any:
    data = SLOT.to_json()
    return {**data, "header": {**data["header"], **header}}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"header": 1},
        {**SLOT.to_json(), "sealed": "AAAA"},
        {**SLOT.to_json(), "sealed": "*"},
        _json(suite="rot13"),
        _json(more="1"),
    ],
)
def test_a_slot_out_of_the_ordinary_is_refused(data: Any) -> None:
    with pytest.raises(BadSlot):
        from_json(data)
