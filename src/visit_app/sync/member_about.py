"""Who a member is, closed with the team's key: who runs the store learns no name."""

from collections.abc import Mapping
from dataclasses import replace
from secrets import token_bytes
from typing import Any

from visit_app.sync.change import canonical
from visit_app.sync.epochs import EpochKeys, epoch_keys
from visit_app.sync.errors import Untrusted
from visit_app.sync.identity import Identity
from visit_app.sync.keys import derive, seal, unseal
from visit_app.sync.parcel import parse
from visit_app.sync.roster import Member, Roster

_SALT_BYTES = 32
_KEYED = "visit_app/roster-about/1"


def close_about(
    about: Mapping[str, str], epoch_key: bytes, team: str, number: int, device: str
) -> bytes:
    """Texts about a member (or, with device "", the team), for the entry `number`."""
    salt = token_bytes(_SALT_BYTES)
    key = derive(epoch_key, salt, _info(team, number, device))
    return salt + seal(key, canonical(dict(about)).encode(), salt)


def with_names(roster: Roster, keys: EpochKeys) -> Roster:
    """The roster with what its members are called, as far as the keys go."""
    members = {
        device: _named(roster, member, keys)
        for device, member in roster.members.items()
    }
    name = _opened(roster, roster.sealed_name, keys, 0, "").get("name", "")
    return replace(roster, members=members, name=roster.name or name)


def read_roster(
    roster: Roster, identities: list[Identity]
) -> tuple[Roster, dict[int, bytes]]:
    """The roster as these identities of one laptop read it, and the epochs' keys."""
    keys = epoch_keys(roster, identities)
    return with_names(roster, keys), keys


def _named(roster: Roster, member: Member, keys: EpochKeys) -> Member:
    if member.practitioner:
        return member
    about = _opened(roster, member.sealed, keys, member.since, member.device)
    return replace(
        member,
        practitioner=about.get("practitioner", ""),
        name=about.get("name", ""),
        laptop=about.get("laptop", ""),
    )


def _opened(
    roster: Roster, sealed: bytes, keys: EpochKeys, number: int, device: str
) -> dict[str, str]:
    key = keys.get(roster.epoch_at[number])
    if key is None:
        return {}
    salt, text = sealed[:_SALT_BYTES], sealed[_SALT_BYTES:]
    try:
        own = derive(key, salt, _info(roster.team, number, device))
        about: Any = parse(unseal(own, text, salt))
    except Untrusted:
        return {}
    if not isinstance(about, dict):
        return {}
    return {name: text for name, text in about.items() if isinstance(text, str)}


def _info(team: str, number: int, device: str) -> bytes:
    return f"{_KEYED}|{team}|{number}|{device}".encode()
