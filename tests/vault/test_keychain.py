import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from visit_app.vault import keychain
from visit_app.vault.keychain import (
    SERVICE,
    Keychain,
    KeychainMissing,
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


class Forgetful(MemoryKeyring):
    """Says nothing and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def test_one_key_of_32_bytes_per_vault_is_kept_read_and_forgotten() -> None:
    backend = MemoryKeyring()
    kept = Keychain(backend)
    first, second = kept.keep_new("vault-1"), kept.keep_new("vault-2")

    assert first != second
    assert kept.device_key("vault-1") == first
    assert {len(secret) for secret in backend.kept.values()} == {
        44
    }  # base64 of 32 bytes
    assert {service for service, _ in backend.kept} == {SERVICE}
    assert kept.forget("vault-1")
    assert kept.forget("vault-1")
    assert kept.device_key("vault-1") is None
    assert kept.device_key("vault-2") == second


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


# --- which one is used ---------------------------------------------------------------


class NotHere(MemoryKeyring):
    """A keychain of another system."""

    viable = False


class Broken(MemoryKeyring):
    """A keychain whose desktop does not answer."""

    def __init__(self) -> None:
        raise RuntimeError("no bus")


def trusting(monkeypatch: pytest.MonkeyPatch, *names: str) -> Keychain | None:
    trusted = tuple((__name__, name) for name in names)
    monkeypatch.setattr(keychain, "TRUSTED", trusted)
    return system_keychain()


def test_the_first_one_that_works_here_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    found = trusting(monkeypatch, "Gone", "NotHere", "Broken", "MemoryKeyring")
    assert found is not None
    assert found.keep_new("vault-1") == found.device_key("vault-1")


def test_without_one_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert trusting(monkeypatch, "NotHere", "Broken") is None
    assert trusting(monkeypatch) is None


def test_only_the_systems_own_keychains_are_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever the library is configured to: one that writes a file is never used."""
    asked = list[str]()
    monkeypatch.setattr(keychain, "import_module", asked.append)
    monkeypatch.setattr(keyring, "get_keyring", MemoryKeyring)
    assert system_keychain() is None
    assert {name.rpartition(".")[2] for name in asked} == {
        *("Windows", "macOS", "SecretService", "libsecret", "kwallet")
    }
