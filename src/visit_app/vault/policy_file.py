"""The policy on this laptop: checked at every reading, and never replaced by an older.

The signed policy lies beside the records, for all practitioners of the laptop, and once
more inside each vault: whoever removes or swaps the file finds it back after the next
unlock. The key that signed the first one is pinned; another key counts only when a
policy in force has named it as its successor.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from visit_app.vault import policy as policies
from visit_app.vault.durable import write_whole
from visit_app.vault.errors import VaultError
from visit_app.vault.os_errors import as_vault_error
from visit_app.vault.policy import Policy
from visit_app.vault.recovery import plain
from visit_app.vault.signed_file import PublicKey, signer_of

PURPOSE = "policy"
FILE_NAME = "policy.json"
SUFFIX = ".sig"
_LARGEST = 12_000_000  # the installed form: base64, and what handed over before


class NotTrusted(VaultError):
    """The signature is right, but nobody said that this key may sign policies here."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(
            "This policy is signed by a key that this laptop does not trust. It was not"
            " used and nothing was changed. Its fingerprint is"
            f" {fingerprint}: compare it with what your organisation says.",
            detail="policy key",
        )


class OlderPolicy(VaultError):
    """A newer policy, or another one with the same number, is in force."""

    sentence = (
        "A newer policy is in force on this laptop, so this one was not used. Nothing"
        " was changed. Ask your organisation for its newest policy."
    )


@dataclass(frozen=True, slots=True)
class Signed:
    """A policy with its signature; `key` is whose it is."""

    content: bytes
    signature: bytes
    policy: Policy
    key: PublicKey

    @property
    def next_keys(self) -> frozenset[str]:
        """Fingerprints that may sign what follows this policy, as plain characters."""
        named = (self.key.fingerprint, *self.policy.successor_keys)
        return frozenset(plain(fingerprint) for fingerprint in named)

    def is_trusted_by(self, fingerprints: frozenset[str]) -> bool:
        """Whether one of these signed it."""
        return plain(self.key.fingerprint) in fingerprints

    def to_json(self) -> dict[str, str]:
        """As it is kept: base64 texts."""
        return {"policy": _text(self.content), "signature": _text(self.signature)}


@dataclass(frozen=True, slots=True)
class Installed:
    """The policy in force, and those whose successors' keys led to it, oldest first."""

    current: Signed
    handed_over: tuple[Signed, ...] = ()

    def follows(self, before: "Installed") -> bool:
        """Whether this may take the place of that one: newer, and led to by keys."""
        if self.current.policy.serial <= before.current.policy.serial:
            return False
        trusted = before.current.next_keys
        for step in (*self.handed_over, self.current):
            newer = step.policy.serial > before.current.policy.serial
            if newer and step.is_trusted_by(trusted):
                trusted |= step.next_keys
        return self.current.is_trusted_by(trusted)

    def to_json(self) -> dict[str, Any]:
        """As it is kept, in the folder and in the vault."""
        handed_over = [step.to_json() for step in self.handed_over]
        return {"format": 1, **self.current.to_json(), "handed_over": handed_over}


def check(content: bytes, signature: bytes) -> Signed:
    """A policy whose signature is right; raises NotSigned, BadPolicy, NewerVersion.

    Whether its key is to be trusted is another question.
    """
    key = signer_of(content, signature, PURPOSE)
    return Signed(content, signature, policies.read(content), key)


def install(folder: Path, new: Signed, trust: str = "") -> Installed:
    """Put a policy in force on this laptop; `trust` is a fingerprint, the first time.

    The same policy again changes nothing. Raises NotTrusted, OlderPolicy.
    """
    before = _readable(folder)
    if before is None:
        if not new.is_trusted_by(frozenset({plain(trust)})):
            raise NotTrusted(new.key.fingerprint)
        installed = Installed(new)
    elif before.current == new:
        return before
    else:
        installed = _succeeding(before, new)
    keep(folder, installed)
    return installed


def installed(folder: Path) -> Installed | None:
    """The policy of this laptop, its signature checked anew, or None without one.

    Raises VaultError when the file is not what was installed.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise as_vault_error(problem) from None
    try:
        return from_json(json.loads(content))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise policies.BadPolicy("the file on this laptop is damaged.") from None


def keep(folder: Path, what: Installed) -> None:
    """Write the policy into the folder, in one step; raises VaultError."""
    write_whole(folder / FILE_NAME, json.dumps(what.to_json(), indent=1).encode())


def newest(in_file: Installed | None, in_vault: Installed | None) -> Installed | None:
    """Which of the two is in force: the vault's, unless the file's rightly follows."""
    if in_vault is None or in_file is None:
        return in_vault or in_file
    return in_file if in_file.follows(in_vault) else in_vault


def from_json(data: Mapping[str, Any]) -> Installed:
    """What `to_json` gave, every signature checked; raises ValueError, VaultError."""
    return Installed(_signed(data), tuple(map(_signed, data["handed_over"])))


def _readable(folder: Path) -> Installed | None:
    """A damaged file must not keep a good policy out: the vaults know the pin."""
    try:
        return installed(folder)
    except VaultError:
        return None


def _succeeding(before: Installed, new: Signed) -> Installed:
    if not new.is_trusted_by(before.current.next_keys):
        raise NotTrusted(new.key.fingerprint)
    if new.policy.serial <= before.current.policy.serial:
        raise OlderPolicy
    handed_over: Iterable[Signed] = before.handed_over
    if new.key != before.current.key:
        handed_over = (*handed_over, before.current)
    return Installed(new, tuple(handed_over))


def _signed(data: Mapping[str, Any]) -> Signed:
    content = b64decode(data["policy"], validate=True)
    return check(content, b64decode(data["signature"], validate=True))


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
