import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend

from visit_app.vault.keychain import (
    SERVICE,
    Keychain,
    KeychainMissing,
    is_trusted,
    system_keychain,
)


class MemoryKeyring(KeyringBackend):
    """A keychain as the library sees one; nothing of it is ever on disk."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


FAILING: KeyringBackend = fail.Keyring()  # type: ignore[no-untyped-call]
NOTHING: KeyringBackend = null.Keyring()  # type: ignore[no-untyped-call]


class Forgetful(MemoryKeyring):
    """Says nothing and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def test_one_key_of_32_bytes_per_vault_is_kept_read_and_forgotten() -> None:
    backend = MemoryKeyring()
    keychain = Keychain(backend)
    first, second = keychain.keep_new("vault-1"), keychain.keep_new("vault-2")

    assert first != second
    assert keychain.device_key("vault-1") == first
    assert {len(kept) for kept in backend.kept.values()} == {44}  # base64 of 32 bytes
    assert {service for service, _ in backend.kept} == {SERVICE}
    assert keychain.forget("vault-1")
    assert keychain.forget("vault-1")
    assert keychain.device_key("vault-1") is None
    assert keychain.device_key("vault-2") == second


def test_a_keychain_that_keeps_nothing_is_noticed() -> None:
    with pytest.raises(KeychainMissing, match="passphrase"):
        Keychain(Forgetful()).keep_new("vault-1")


def test_one_that_refuses_is_said_to_be_missing() -> None:
    refusing = Keychain(FAILING)
    with pytest.raises(KeychainMissing):
        refusing.keep_new("vault-1")
    with pytest.raises(KeychainMissing):
        refusing.device_key("vault-1")
    assert not refusing.forget("vault-1")


@pytest.mark.parametrize("backend", [MemoryKeyring(), FAILING, NOTHING])
def test_only_the_systems_own_keychains_are_used(
    backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    assert system_keychain() is None


def test_the_first_trusted_one_of_several_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trusted = type(
        "Keyring", (MemoryKeyring,), {"__module__": "keyring.backends.macOS"}
    )
    untrusted = type("File", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})
    chain = type("Chain", (ChainerBackend,), {"backends": [untrusted(), trusted()]})
    monkeypatch.setattr(keyring, "get_keyring", chain)
    found = system_keychain()

    assert found is not None
    found.keep_new("vault-1")
    assert not is_trusted(untrusted())


def test_a_broken_desktop_is_no_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no bus")

    monkeypatch.setattr(keyring, "get_keyring", broken)
    assert system_keychain() is None
