"""Making entries of the roster; roster.follow judges them like anybody else's."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from visit_app.sync import epochs
from visit_app.sync.identity import Identity
from visit_app.sync.keys import encode
from visit_app.sync.parcel import Head
from visit_app.sync.roster import Role, Roster
from visit_app.sync.roster_entry import START, Entry, sign_entry


def found_team(
    name: str, founder: Identity, recovery: Identity, recorded: str
) -> bytes:
    """The first entry: a team with its founder and the organisation's recovery."""
    team = uuid4().hex
    members = {i.device: i.keys.public for i in (founder, recovery)}
    about = {
        "name": name,
        "members": [
            founder.for_colleagues(Role.LEAD),
            recovery.for_colleagues(Role.RECOVERY),
        ],
        **epochs.new_epoch(team, 1, members),
    }
    entry = Entry(team, 0, START, founder.device, recorded, "create", about)
    return sign_entry(entry, founder.keys)


def admit(
    roster: Roster,
    by: Identity,
    newcomer: Mapping[str, Any],
    wrapped: bytes,
    recorded: str,
) -> bytes:
    """An entry that admits a laptop: `newcomer` as in Identity.for_colleagues."""
    about = {"member": dict(newcomer), "wrap": encode(wrapped)}
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
        **epochs.new_epoch(roster.team, number, left, epoch_key),
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


def _signed(
    roster: Roster, by: Identity, action: str, about: dict[str, Any], recorded: str
) -> bytes:
    number = roster.number + 1
    entry = Entry(
        roster.team, number, roster.digest, by.device, recorded, action, about
    )
    return sign_entry(entry, by.keys)
