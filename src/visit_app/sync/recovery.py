"""The organisation's recovery key: a file that its own passphrase opens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any
from unicodedata import normalize

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from visit_app.sync.change import canonical
from visit_app.sync.errors import SyncError, Untrusted
from visit_app.sync.identity import Identity
from visit_app.sync.keys import KEY_BYTES, decode, derive, encode, seal, unseal

FORMAT = 1
_KIND = "visit_app recovery key"
_FLOOR_KIB = 19 * 1024
_CEILING_KIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What guessing costs: Argon2id memory (KiB), passes, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


STANDARD = Cost()
FLOOR = Cost(_FLOOR_KIB, 2, 1)  # OWASP's; only tests go this low


class WrongPassphrase(SyncError):
    """The recovery file does not open with this passphrase."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open the recovery file. Check it and try again."
        )


def write_recovery(
    identity: Identity, team: str, passphrase: str, cost: Cost = STANDARD
) -> bytes:
    """The recovery file's bytes: JSON, the keys closed with the passphrase."""
    salt = token_bytes(32)
    label = {
        "kind": _KIND,
        "format": FORMAT,
        "team": team,
        "device": identity.device,
        "kdf": {"name": "argon2id", "salt": encode(salt), **_params(cost)},
    }
    key = _key(passphrase, salt, cost)
    secret = canonical(identity.to_json()).encode()
    sealed = seal(key, secret, canonical(label).encode())
    return (json.dumps({**label, "sealed": encode(sealed)}, indent=1) + "\n").encode()


def read_recovery(data: bytes, passphrase: str) -> tuple[str, Identity]:
    """The team and the recovery identity; raises WrongPassphrase, Untrusted."""
    label = _label(data)
    try:
        sealed = decode(label.pop("sealed"))
        kdf = label["kdf"]
        cost = Cost(kdf["memory_kib"], kdf["passes"], kdf["lanes"])
        key = _key(passphrase, decode(kdf["salt"]), _checked(cost))
        team = str(label["team"])
    except (KeyError, TypeError, ValueError):
        raise _not_one() from None
    try:
        secret = unseal(key, sealed, canonical(label).encode())
    except Untrusted:
        raise WrongPassphrase from None
    return team, Identity.from_json(json.loads(secret))


def _label(data: bytes) -> dict[str, Any]:
    try:
        label = json.loads(data)
    except ValueError:
        raise _not_one() from None
    if not isinstance(label, dict) or label.get("kind") != _KIND:
        raise _not_one()
    if label.get("format") != FORMAT:
        raise Untrusted("A newer version of the app wrote this recovery file.")
    return label


def _not_one() -> Untrusted:
    return Untrusted("This is not a recovery file, or it is damaged.")


def _params(cost: Cost) -> Mapping[str, int]:
    return {
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
    }


def _checked(cost: Cost) -> Cost:
    """A file cannot ask for so little that guessing is cheap, or all the memory."""
    if not _FLOOR_KIB <= cost.memory_kib <= _CEILING_KIB:
        raise ValueError
    if not (1 <= cost.passes <= 16 and 1 <= cost.lanes <= 16):
        raise ValueError
    return cost


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    secret = kdf.derive(normalize("NFKC", passphrase).encode())
    return derive(secret, salt, b"visit_app/recovery/1")
