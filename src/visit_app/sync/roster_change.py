"""Making entries of the roster; roster.follow judges them like anybody else's."""

from typing import Any
from uuid import uuid4

from visit_app.sync import epochs
from visit_app.sync.identity import Identity
from visit_app.sync.joining import JoinRequest
from visit_app.sync.keys import PublicKeys, encode
from visit_app.sync.member_about import close_about
from visit_app.sync.parcel import Head
from visit_app.sync.roster import Role, Roster
from visit_app.sync.roster_entry import START, Entry, sign_entry


def found_team(
    name: str, founder: Identity, recovery: Identity, recorded: str
) -> bytes:
    """The first entry: a team with its founder and the organisation's recovery."""
    team, key = uuid4().hex, epochs.new_key()
    members = {i.device: i.keys.public for i in (founder, recovery)}
    about = {
        "name": encode(close_about({"name": name}, key, team, 0, "")),
        "members": [
            _member(
                one.device,
                one.keys.public,
                role,
                close_about(one.about, key, team, 0, one.device),
            )
            for one, role in ((founder, Role.LEAD), (recovery, Role.RECOVERY))
        ],
        **epochs.new_epoch(team, 1, members, key),
    }
    entry = Entry(team, 0, START, founder.device, recorded, "create", about)
    return sign_entry(entry, founder.keys)


def admit(
    roster: Roster,
    by: Identity,
    newcomer: JoinRequest,
    role: Role,
    *,
    epoch_key: bytes,
    recorded: str,
) -> bytes:
    """An entry that admits the laptop of an opened request."""
    team, device, epoch = roster.team, newcomer.device, roster.epoch.number
    wrapped = epochs.wrap(epoch_key, team, epoch, device, newcomer.keys)
    number = roster.number + 1
    sealed = close_about(newcomer.about, epoch_key, team, number, device)
    about = {
        "member": _member(device, newcomer.keys, role, sealed),
        "wrap": encode(wrapped),
    }
    return _signed(roster, by, "admit", about, recorded)


def revoke(
    roster: Roster,
    by: Identity,
    device: str,
    *,
    last: Head,
    epoch_key: bytes,
    recorded: str,
) -> bytes:
    """An entry that removes a laptop and begins an epoch without it."""
    left = {m.device: m.keys for m in roster.active() if m.device != device}
    number = roster.epoch.number + 1
    about = {
        "device": device,
        "last": [last.number, last.digest.hex()],
        **epochs.new_epoch(roster.team, number, left, epochs.new_key(), epoch_key),
    }
    return _signed(roster, by, "revoke", about, recorded)


def change_role(
    roster: Roster, by: Identity, device: str, role: Role, recorded: str
) -> bytes:
    """An entry that gives a member another role."""
    about = {"device": device, "role": str(role)}
    return _signed(roster, by, "role", about, recorded)


def accept(
    roster: Roster, by: Identity, device: str, last: Head, recorded: str
) -> bytes:
    """An entry that accepts what a removed laptop had sent up to here."""
    about = {"device": device, "last": [last.number, last.digest.hex()]}
    return _signed(roster, by, "accept", about, recorded)


def _member(device: str, keys: PublicKeys, role: Role, sealed: bytes) -> dict[str, Any]:
    return {
        "device": device,
        "role": str(role),
        "keys": keys.to_json(),
        "about": encode(sealed),
    }


def _signed(
    roster: Roster, by: Identity, action: str, about: dict[str, Any], recorded: str
) -> bytes:
    number = roster.number + 1
    entry = Entry(
        roster.team, number, roster.digest, by.device, recorded, action, about
    )
    return sign_entry(entry, by.keys)
