"""The signed head of the audit: "the chain has this many entries and ends with this".

The device key (Ed25519) is made in the vault and never leaves it but in a copy of the
whole. A head by itself is no secret: it travels in backups and in the team store, so
that a chain cut short or written anew can be told from it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from visit_app.vault.database import Transaction
from visit_app.vault.statement import Statement
from visit_app.vault.tables import AUDIT_HEAD, AUDIT_KEY

KIND = "visit-app/audit-head/v1"
NESTED = "audit_head"  # where other files (a backup's manifest) carry one


class NotAHead(ValueError):
    """These bytes hold no head of an audit."""


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Entries 1 to `sequence` end with `hash`; `key` is the public key, hexadecimal."""

    sequence: int
    hash: str
    at: str
    key: str
    signature: str = ""

    def to_bytes(self) -> bytes:
        """The head as JSON, to be kept elsewhere."""
        return _json({"kind": KIND, **asdict(self)}).encode()

    @property
    def is_genuine(self) -> bool:
        """Whether the key it names has signed exactly this."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
            key.verify(bytes.fromhex(self.signature), _signed(self))
        except (ValueError, InvalidSignature):
            return False
        return True


def read(content: bytes) -> AuditHead:
    """The head in these bytes, itself or inside another JSON; raises NotAHead."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise NotAHead("not JSON") from None
    if isinstance(data, dict) and isinstance(data.get(NESTED), dict):
        data = data[NESTED]
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise NotAHead("another kind of file")
    return _from_json(data)


class Signer:
    """The device key of one open vault."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw().hex()

    def sign(self, sequence: int, digest: str, at: str) -> AuditHead:
        """The signed head of a chain that ends like this."""
        head = AuditHead(sequence, digest, at, self.public)
        signature = self._key.sign(_signed(head)).hex()
        return AuditHead(sequence, digest, at, self.public, signature)


def signer(connection: Connection) -> Signer | None:
    """The vault's device key; None before the first entry."""
    private = connection.execute(select(AUDIT_KEY.c.private)).scalar()
    return Signer(Ed25519PrivateKey.from_private_bytes(private)) if private else None


def make_signer(connection: Connection) -> Signer:
    """A new device key, kept in the vault."""
    key = Ed25519PrivateKey.generate()
    made = Signer(key)
    row = {"public": made.public, "private": key.private_bytes_raw()}
    connection.execute(insert(AUDIT_KEY), row)
    return made


_STORED = Statement(select(AUDIT_HEAD.c.body))
_NEW = upsert(AUDIT_HEAD).values(one=1, body=bindparam("body"))
_KEEP = Statement(
    _NEW.on_conflict_do_update(index_elements=["one"], set_={"body": bindparam("body")})
)


def stored(connection: Connection) -> AuditHead | None:
    """The newest head; None in a vault whose audit was never signed."""
    for (body,) in _STORED.read(connection, {}).fetchall():
        return read(body.encode()) if body else None
    return None


def keep(transaction: Transaction, head: AuditHead) -> None:
    """Let this be the newest head."""
    _KEEP.write(transaction, {"body": head.to_bytes().decode()})


def _from_json(data: Mapping[str, Any]) -> AuditHead:
    names = ("hash", "at", "key", "signature")
    texts = [data.get(name) for name in names]
    sequence = data.get("sequence")
    if type(sequence) is not int or not all(isinstance(t, str) for t in texts):
        raise NotAHead("not whole")
    return AuditHead(sequence, *map(str, texts))


def _signed(head: AuditHead) -> bytes:
    parts = (head.sequence, head.hash, head.at, head.key)
    return f"{KIND}\n{_json(list(parts))}".encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
