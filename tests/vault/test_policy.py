import json
from datetime import date
from typing import Any

import pytest

from visit_app.vault.errors import NewerVersion
from visit_app.vault.escrow import EscrowPrivateKey
from visit_app.vault.policy import LARGEST_FILE, BadPolicy, Policy, read

LEAST: dict[str, Any] = {
    "format": 1,
    "organisation": "Example Trust",
    "serial": 1,
    "issued": "2026-11-26",
}
ESCROW = EscrowPrivateKey.generate().public


def bytes_of(**fields: Any) -> bytes:
    return json.dumps({**LEAST, **fields}).encode()


def test_the_least_that_a_policy_says() -> None:
    policy = read(bytes_of())

    assert policy == Policy(
        organisation="Example Trust", serial=1, issued=date(2026, 11, 26)
    )
    assert policy.allows("letter-pdf")


def test_everything_a_policy_can_say() -> None:
    policy = read(
        bytes_of(
            lock_after_minutes=2,
            backup_places=["E:\\", "/media/stick"],
            exports=["letter-pdf"],
            contacts={"crisis/duty": " 01632 960001 "},
            contacts_confirmed_on="2026-11-20",
            services={"services": []},
            escrow_key=ESCROW.text,
            keychain=False,
            screenshots=False,
            passphrase_guesses_log10=12,
            successor_keys=["ABCD"],
        )
    )

    assert policy.lock_after_minutes == 2
    assert policy.backup_places == ("E:\\", "/media/stick")
    assert policy.allows("letter-pdf")
    assert not policy.allows("record-text")
    assert policy.contacts == {"crisis/duty": "01632 960001"}
    assert policy.contacts_confirmed_on == date(2026, 11, 20)
    assert policy.services == {"services": []}
    assert policy.escrow_key == ESCROW
    assert not policy.keychain
    assert not policy.screenshots
    assert policy.passphrase_guesses_log10 == 12
    assert policy.successor_keys == ("ABCD",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("organisation", ""),
        ("organisation", "x" * 301),
        ("serial", 0),
        ("serial", True),
        ("serial", "3"),
        ("issued", "yesterday"),
        ("lock_after_minutes", 0),
        ("lock_after_minutes", 61),
        ("backup_places", "E:\\"),
        ("exports", ["everything"]),
        ("contacts", ["01632"]),
        ("contacts", {"a": 3}),
        ("contacts_confirmed_on", 7),
        ("services", {}),
        ("services", []),
        ("escrow_key", "AAAA"),
        ("keychain", "no"),
        ("screenshots", 0),
        ("passphrase_guesses_log10", 9),
        ("successor_keys", {}),
    ],
)
def test_a_wrong_value_names_its_setting(name: str, value: Any) -> None:
    with pytest.raises(BadPolicy, match=f"“{name}” has to be"):
        read(bytes_of(**{name: value}))


def test_a_setting_that_is_not_known_is_refused_not_ignored() -> None:
    with pytest.raises(BadPolicy, match="“lock_minutes” is not a setting"):
        read(bytes_of(lock_minutes=1))


@pytest.mark.parametrize("name", list(LEAST))
def test_what_has_to_be_there(name: str) -> None:
    data = {n: value for n, value in LEAST.items() if n != name}
    with pytest.raises(BadPolicy, match=f"“{name}” is missing"):
        read(json.dumps(data).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"format": 1, "format": 1}',
        b'{"contacts": {"a": "1", "a": "2"}}',
        b" " * (LARGEST_FILE + 1),
        bytes_of(format=0),
        bytes_of(format="1"),
    ],
)
def test_what_is_no_policy_is_refused(content: bytes) -> None:
    with pytest.raises(BadPolicy, match="not a policy that can be used"):
        read(content)


def test_a_policy_of_a_newer_app_is_said_to_be_one() -> None:
    with pytest.raises(NewerVersion):
        read(bytes_of(format=2, something="new"))
