"""The team's keys: one per epoch, each closed for every member and with the next one.

A member who joins gets the present key and from it every earlier one; a member who is
revoked gets no later one.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from hmac import compare_digest
from secrets import token_bytes
from typing import Any

from visit_app.sync.errors import Untrusted
from visit_app.sync.identity import Identity
from visit_app.sync.keys import KEY_BYTES, PublicKeys, derive, encode, seal, unseal
from visit_app.sync.roster import Epoch, Roster

EpochKeys = Mapping[int, bytes]


def new_epoch(
    team: str,
    number: int,
    members: Mapping[str, PublicKeys],
    key: bytes,
    before: bytes = b"",
) -> dict[str, Any]:
    """What a roster entry says of a new epoch; `before` is the last one's key."""
    about: dict[str, Any] = {
        "wraps": {d: encode(wrap(key, team, number, d, m)) for d, m in members.items()},
        "check": encode(_check(key)),
    }
    if before:
        about["before"] = encode(_close_before(key, before, team, number))
    return about


def new_key() -> bytes:
    """A fresh key for an epoch."""
    return token_bytes(KEY_BYTES)


def wrap(key: bytes, team: str, epoch: int, device: str, public: PublicKeys) -> bytes:
    """An epoch's key for one member."""
    return public.wrap(key, _info(team, epoch, device))


def epoch_keys(roster: Roster, identities: Iterable[Identity]) -> dict[int, bytes]:
    """Every epoch's key that these identities of one laptop can open, by number."""
    held = list(identities)
    keys: dict[int, bytes] = {}
    for epoch in reversed(roster.epochs):
        key = _own(roster, epoch, held) or _from_next(roster, epoch.number, keys)
        if key and compare_digest(_check(key), epoch.check):
            keys[epoch.number] = key
    return keys


def _own(roster: Roster, epoch: Epoch, identities: list[Identity]) -> bytes | None:
    for identity in identities:
        wrapped = epoch.wraps.get(identity.device)
        if wrapped is None:
            continue
        info = _info(roster.team, epoch.number, identity.device)
        try:
            return identity.keys.unwrap(wrapped, info)
        except Untrusted:
            continue
    return None


def _from_next(roster: Roster, number: int, keys: EpochKeys) -> bytes | None:
    later = keys.get(number + 1)
    if later is None:
        return None
    closed = roster.epochs[number].before  # epochs count from 1: this is the next one
    try:
        return unseal(_chain_key(later, roster.team, number + 1), closed, b"")
    except Untrusted:
        return None


def _close_before(key: bytes, before: bytes, team: str, number: int) -> bytes:
    return seal(_chain_key(key, team, number), before, b"")


def _chain_key(key: bytes, team: str, number: int) -> bytes:
    return derive(key, b"", f"visit_app/epoch-before/1|{team}|{number}".encode())


def _check(key: bytes) -> bytes:
    return sha256(b"visit_app/epoch-check/1" + key).digest()


def _info(team: str, epoch: int, device: str) -> bytes:
    return f"visit_app/epoch/1|{team}|{epoch}|{device}".encode()
