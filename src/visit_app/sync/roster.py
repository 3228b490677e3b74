"""Who belongs to the team: a signed chain, folded into one value.

`follow` is the only judge: what it accepts is the team, whoever stored it. An entry
that does not verify, or that its author had no right to, is refused.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from visit_app.sync.errors import NewerVersion, Untrusted
from visit_app.sync.keys import PublicKeys, decode
from visit_app.sync.parcel import Head
from visit_app.sync.roster_entry import START, Entry, SignedEntry, read_entry


class Role(StrEnum):
    """What a laptop may do: lead and recovery admit, revoke and erase; readers read."""

    LEAD = "lead"
    MEMBER = "member"
    READER = "reader"
    RECOVERY = "recovery"


DECIDING = {Role.LEAD, Role.RECOVERY}


@dataclass(frozen=True, slots=True)
class Member:
    """A laptop in the team, and whose it is.

    `practitioner`, `name` and `laptop` are empty until the roster was read with the
    team's key (member_about.py): `sealed` holds them.
    `roles` are (roster entry, role), the first from the entry that admitted it;
    `until` is the entry that revoked it, with `last` the end of its feed that the team
    accepts.
    """

    device: str
    practitioner: str
    name: str
    laptop: str
    roles: tuple[tuple[int, Role], ...]
    keys: PublicKeys
    until: int | None = None
    last: Head | None = None
    sealed: bytes = field(default=b"", repr=False)

    @property
    def role(self) -> Role:
        """What it may do now."""
        return self.roles[-1][1]

    @property
    def since(self) -> int:
        """The entry that admitted it."""
        return self.roles[0][0]

    @property
    def may_decide(self) -> bool:
        """Admit, revoke, erase: now."""
        return self.role in DECIDING

    def role_at(self, number: int) -> Role | None:
        """What it might do when the roster had this newest entry; None: not a member.

        A revoked laptop keeps its past: what it wrote before counts.
        """
        if self.until is not None and number >= self.until:
            return None
        held = [role for since, role in self.roles if since <= number]
        return held[-1] if held else None

    @property
    def title(self) -> str:
        """For sentences: "Asha Patel's laptop"."""
        return f"{self.name or 'A colleague'}’s {self.laptop or 'laptop'}"


@dataclass(frozen=True, slots=True)
class Epoch:
    """A period in which one team key holds: the key wrapped, never the key.

    `wraps` by device; `before` is the epoch before's key, closed with this one's;
    `check` is a digest that the right key matches.
    """

    number: int
    wraps: Mapping[str, bytes]
    before: bytes
    check: bytes


@dataclass(frozen=True, slots=True)
class Roster:
    """The team after some entries; `digests` and `epoch_at` by entry number."""

    team: str
    name: str
    members: Mapping[str, Member]
    epochs: tuple[Epoch, ...]
    digests: tuple[bytes, ...]
    epoch_at: tuple[int, ...]
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    sealed_name: bytes = field(default=b"", repr=False)

    @property
    def number(self) -> int:
        """The number of the newest entry."""
        return len(self.digests) - 1

    @property
    def digest(self) -> bytes:
        """The digest of the newest entry."""
        return self.digests[-1]

    @property
    def epoch(self) -> Epoch:
        """The present epoch."""
        return self.epochs[-1]

    def active(self) -> tuple[Member, ...]:
        """Members that have not been revoked, by name."""
        here = [m for m in self.members.values() if m.until is None]
        return tuple(sorted(here, key=lambda m: (m.name, m.device)))

    def member(self, device: str) -> Member | None:
        """The member that has not been revoked, or None."""
        found = self.members.get(device)
        return found if found and found.until is None else None


def fold(entries: Iterable[bytes]) -> Roster | None:
    """The team after all these entries; None without any. Raises Untrusted."""
    roster: Roster | None = None
    for raw in entries:
        roster = follow(roster, raw)
    return roster


def follow(roster: Roster | None, raw: bytes) -> Roster:
    """The team after one more entry; raises Untrusted, NewerVersion."""
    signed = read_entry(raw)
    _check_place(roster, signed.entry)
    if roster is None:
        return _create(signed)
    author = roster.member(signed.entry.author)
    if author is None or not signed.is_by(author.keys):
        raise Untrusted("An entry of the team list is not signed by a member.")
    if not author.may_decide:
        raise Untrusted("An entry of the team list was made without the right to it.")
    return _noted(_APPLY[signed.entry.action](roster, signed.entry), signed)


def _check_place(roster: Roster | None, entry: Entry) -> None:
    if roster is None:
        expected: tuple[object, ...] = (entry.team, 0, START, "create")
        action = entry.action
    else:
        expected = (roster.team, roster.number + 1, roster.digest, "")
        action = "create" if entry.action == "create" else ""
    if (entry.team, entry.number, entry.previous, action) != expected:
        raise Untrusted("An entry of the team list is out of place.")


def _noted(roster: Roster, signed: SignedEntry) -> Roster:
    return replace(
        roster,
        digests=(*roster.digests, signed.digest),
        epoch_at=(*roster.epoch_at, roster.epoch.number),
        entries=(*roster.entries, signed.entry),
    )


def _create(signed: SignedEntry) -> Roster:
    entry = signed.entry
    given = [_member(data, 0) for data in _list(entry.about, "members")]
    members = {member.device: member for member in given}
    founder = members.get(entry.author)
    if founder is None or not signed.is_by(founder.keys) or not founder.may_decide:
        raise Untrusted("The team list does not begin with its founder.")
    if Role.RECOVERY not in {m.role for m in given}:
        raise Untrusted("The team list has no recovery member.")
    epoch = _epoch(entry.about, 1, members)
    name = _bytes(entry.about, "name")
    roster = Roster(entry.team, "", members, (epoch,), (), (), sealed_name=name)
    return _noted(roster, signed)


def _admit(roster: Roster, entry: Entry) -> Roster:
    member = _member(_dict(entry.about, "member"), entry.number)
    if member.device in roster.members:
        raise Untrusted("The team list admits a laptop twice.")
    wrap = _bytes(entry.about, "wrap")
    epoch = replace(roster.epoch, wraps={**roster.epoch.wraps, member.device: wrap})
    return replace(
        roster,
        members={**roster.members, member.device: member},
        epochs=(*roster.epochs[:-1], epoch),
    )


def _revoke(roster: Roster, entry: Entry) -> Roster:
    member = _known(roster, entry)
    if member.device == entry.author:
        raise Untrusted("A laptop cannot remove itself from the team list.")
    gone = replace(member, until=entry.number, last=_head(entry.about))
    members = {**roster.members, member.device: gone}
    left = {d: m for d, m in members.items() if m.until is None}
    if Role.RECOVERY not in {m.role for m in left.values()}:
        raise Untrusted("The team list would be left without a recovery member.")
    epoch = _epoch(entry.about, roster.epoch.number + 1, left)
    return replace(roster, members=members, epochs=(*roster.epochs, epoch))


def _change_role(roster: Roster, entry: Entry) -> Roster:
    member = _known(roster, entry)
    roles = (*member.roles, (entry.number, _role(entry.about)))
    changed = replace(member, roles=roles)
    members = {**roster.members, member.device: changed}
    if Role.RECOVERY not in {m.role for m in members.values() if m.until is None}:
        raise Untrusted("The team list would be left without a recovery member.")
    return replace(roster, members=members)


def _accept(roster: Roster, entry: Entry) -> Roster:
    """Segments of a revoked laptop that crossed its revocation count after all."""
    member = roster.members.get(str(entry.about.get("device", "")))
    last = _head(entry.about)
    if member is None or member.last is None or last.number <= member.last.number:
        raise Untrusted("An entry of the team list is not valid.")
    members = {**roster.members, member.device: replace(member, last=last)}
    return replace(roster, members=members)


_APPLY: Mapping[str, Callable[[Roster, Entry], Roster]] = {
    "admit": _admit,
    "revoke": _revoke,
    "role": _change_role,
    "accept": _accept,
}


def _known(roster: Roster, entry: Entry) -> Member:
    member = roster.member(str(entry.about.get("device", "")))
    if member is None:
        raise Untrusted("An entry of the team list names nobody in the team.")
    return member


def _member(data: Mapping[str, Any], number: int) -> Member:
    device = str(data.get("device", ""))
    if len(device) != 32 or set(device) - set("0123456789abcdef"):
        raise Untrusted("An entry of the team list is not valid.")
    return Member(
        device=device,
        practitioner="",
        name="",
        laptop="",
        roles=((number, _role(data)),),
        keys=PublicKeys.from_json(_dict(data, "keys")),
        sealed=_bytes(data, "about"),
    )


def _role(data: Mapping[str, Any]) -> Role:
    try:
        return Role(data.get("role", ""))
    except ValueError:
        raise NewerVersion from None


def _epoch(
    about: Mapping[str, Any], number: int, members: Mapping[str, Member]
) -> Epoch:
    wraps = {device: _bytes(_dict(about, "wraps"), device) for device in members}
    before = _bytes(about, "before") if number > 1 else b""
    return Epoch(number, wraps, before, _bytes(about, "check"))


def _head(about: Mapping[str, Any]) -> Head:
    try:
        number, digest = about["last"]
        return Head(int(number), bytes.fromhex(digest))
    except (KeyError, TypeError, ValueError):
        raise Untrusted("An entry of the team list is not valid.") from None


def _dict(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    if not isinstance(value, dict):
        raise Untrusted("An entry of the team list is not valid.")
    return value


def _list(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = data.get(name)
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise Untrusted("An entry of the team list is not valid.")
    return value


def _bytes(data: Mapping[str, Any], name: str) -> bytes:
    try:
        return decode(data[name])
    except (KeyError, TypeError, ValueError):
        raise Untrusted("An entry of the team list is not valid.") from None
