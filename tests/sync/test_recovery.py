import json

import pytest

from visit_app.sync.errors import Untrusted
from visit_app.sync.identity import Identity, new_identity
from visit_app.sync.recovery import (
    FLOOR,
    WrongPassphrase,
    read_recovery,
    write_recovery,
)

TRUST = new_identity("recovery", "Trust")
FILE = write_recovery(TRUST, "ab" * 16, "café in winter", FLOOR)


def test_the_file_opens_with_its_passphrase_however_it_is_typed() -> None:
    for passphrase in ("café in winter", "cafe\u0301 in winter"):
        assert read_recovery(FILE, passphrase) == ("ab" * 16, TRUST)


def test_another_passphrase_is_said_to_be_that() -> None:
    with pytest.raises(WrongPassphrase, match="does not open"):
        read_recovery(FILE, "café in summer")


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "other"},
        {"format": 2},
        {"sealed": "?"},
        {"kdf": {"salt": "AA==", "memory_kib": 8, "passes": 1, "lanes": 1}},
        {"kdf": {"salt": "AA==", "memory_kib": 10**9, "passes": 1, "lanes": 1}},
        {"kdf": {"salt": "AA==", "memory_kib": 19456, "passes": 99, "lanes": 1}},
        {"kdf": {}},
    ],
)
def test_a_file_that_is_none_is_refused(changed: dict[str, object]) -> None:
    file = json.dumps({**json.loads(FILE), **changed}).encode()
    with pytest.raises(Untrusted):
        read_recovery(file, "café in winter")


@pytest.mark.parametrize("file", [b"", b"[]", b"\xff"])
def test_what_is_no_json_object_is_refused(file: bytes) -> None:
    with pytest.raises(Untrusted, match="not a recovery file"):
        read_recovery(file, "")


def test_no_secret_of_an_identity_is_shown() -> None:
    assert "seed" not in repr(TRUST)
    assert Identity.from_json(TRUST.to_json()) == TRUST
    with pytest.raises(Untrusted):
        Identity.from_json({**TRUST.to_json(), "keys": "AA=="})
