"""The team list is what `follow` accepts; everything else is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.sync.laptops import join, laptop, team_of
from tests.sync.memory_store import MemoryStore

from visit_app.sync import roster_change
from visit_app.sync.change import canonical
from visit_app.sync.errors import NewerVersion, Untrusted
from visit_app.sync.identity import Identity, new_identity
from visit_app.sync.joining import (
    JoinRequest,
    check_code,
    code_of,
    open_request,
    read_request,
    write_request,
)
from visit_app.sync.keys import encode
from visit_app.sync.member_about import read_roster, with_names
from visit_app.sync.parcel import Head
from visit_app.sync.roster import Role, Roster, fold, follow
from visit_app.sync.roster_entry import Entry, read_entry, sign_entry
from visit_app.sync.session import known_roster

NOW = "2026-11-23T10:42:00+00:00"
LEAD = new_identity("p-lena", "Lena", "red")
TRUST = new_identity("recovery", "Trust")
ASHA = new_identity("p-asha", "Asha")
FIRST = roster_change.found_team("Kettering", LEAD, TRUST, NOW)


@pytest.fixture
def roster() -> Roster:
    made = follow(None, FIRST)
    return read_roster(made, [LEAD])[0]


def request(roster: Roster, one: Identity) -> JoinRequest:
    readers = {m.device: m.keys for m in roster.active() if m.may_decide}
    raw = write_request(one, roster.team, roster.digests[0], readers, NOW)
    return open_request(read_request(raw), LEAD)


def admitted(roster: Roster, one: Identity, role: Role = Role.MEMBER) -> Roster:
    _, keys = read_roster(roster, [LEAD])
    raw = roster_change.admit(
        roster,
        LEAD,
        request(roster, one),
        role,
        epoch_key=keys[roster.epoch.number],
        recorded=NOW,
    )
    return read_roster(follow(roster, raw), [LEAD])[0]


def revoked(roster: Roster, by: Identity, device: str) -> bytes:
    _, keys = read_roster(roster, [by])
    return roster_change.revoke(
        roster,
        by,
        device,
        last=Head(3, b"3" * 32),
        epoch_key=keys[roster.epoch.number],
        recorded=NOW,
    )


def test_a_team_begins_with_its_lead_and_the_organisation(roster: Roster) -> None:
    assert roster.name == "Kettering"
    assert [(m.name, m.role) for m in roster.active()] == [
        ("Lena", Role.LEAD),
        ("Trust", Role.RECOVERY),
    ]
    assert roster.members[LEAD.device].title == "Lena’s red"


def test_without_a_key_there_are_no_names(roster: Roster) -> None:
    bare = follow(None, FIRST)
    assert (bare.name, {m.name for m in bare.members.values()}) == ("", {""})
    assert bare.members[LEAD.device].title == "A colleague’s laptop"
    assert with_names(bare, {}) == bare
    assert with_names(bare, {1: b"k" * 32}) == bare
    assert read_roster(bare, [ASHA])[0] == bare


def test_who_was_admitted_has_the_keys_and_reads_the_names(roster: Roster) -> None:
    team = admitted(roster, ASHA)
    theirs, keys = read_roster(follow(None, FIRST), [ASHA])
    assert keys == {}
    theirs, keys = read_roster(replace(team, name=""), [ASHA])
    assert theirs.name == "Kettering"
    assert theirs.members[ASHA.device].practitioner == "p-asha"
    with pytest.raises(Untrusted, match="twice"):
        admitted(team, ASHA)


def test_who_was_removed_gets_no_later_key_and_keeps_its_past(roster: Roster) -> None:
    team = admitted(roster, ASHA)
    after = follow(team, revoked(team, LEAD, ASHA.device))
    assert sorted(read_roster(after, [LEAD])[1]) == [1, 2]
    assert sorted(read_roster(after, [ASHA])[1]) == [1]
    gone = after.members[ASHA.device]
    assert after.member(ASHA.device) is None
    assert (gone.role_at(1), gone.role_at(0)) == (Role.MEMBER, None)
    assert gone.role_at(gone.until or 0) is None
    assert gone.last == Head(3, b"3" * 32)


def test_what_crossed_a_removal_can_be_accepted_further_only(roster: Roster) -> None:
    team = admitted(roster, ASHA)
    team = follow(team, revoked(team, LEAD, ASHA.device))
    later = Head(5, b"5" * 32)
    team = follow(team, roster_change.accept(team, LEAD, ASHA.device, later, NOW))
    assert team.members[ASHA.device].last == later
    with pytest.raises(Untrusted):
        follow(team, roster_change.accept(team, LEAD, ASHA.device, later, NOW))


def test_a_role_changes_what_may_be_done(roster: Roster) -> None:
    team = admitted(roster, ASHA)
    team = follow(
        team, roster_change.change_role(team, LEAD, ASHA.device, Role.LEAD, NOW)
    )
    assert team.members[ASHA.device].may_decide
    follow(team, revoked(read_roster(team, [LEAD])[0], ASHA, LEAD.device))


Forge = Callable[[Roster], bytes]


def entry(roster: Roster, by: Identity, **changed: Any) -> bytes:
    about = {"device": ASHA.device, "role": "lead"}
    number, before = roster.number + 1, roster.digest
    made = Entry(roster.team, number, before, by.device, NOW, "role", about)
    return sign_entry(replace(made, **changed), by.keys)


@pytest.mark.parametrize(
    ("forge", "told"),
    [
        (lambda r: entry(r, LEAD, number=r.number), "out of place"),
        (lambda r: entry(r, LEAD, previous=bytes(32)), "out of place"),
        (lambda r: entry(r, LEAD, team="ab" * 16), "out of place"),
        (lambda r: FIRST, "out of place"),
        (lambda r: entry(r, ASHA), "without the right"),
        (lambda r: entry(r, new_identity("x", "x")), "not signed by a member"),
        (lambda r: entry(r, ASHA, author=LEAD.device), "not signed by a member"),
        (lambda r: revoked(r, LEAD, LEAD.device), "cannot remove itself"),
        (lambda r: revoked(r, LEAD, TRUST.device), "without a recovery member"),
        (
            lambda r: entry(r, LEAD, about={"device": TRUST.device, "role": "member"}),
            "without a recovery member",
        ),
        (lambda r: entry(r, LEAD, about={"device": "nobody"}), "names nobody"),
        (lambda r: entry(r, LEAD, action="admit", about={}), "not valid"),
        (lambda r: entry(r, LEAD, action="accept", about={"last": [1]}), "not valid"),
        (lambda r: entry(r, LEAD)[:-3], "damaged|not valid"),
        (lambda r: b"{}\n\n", "not valid"),
        (lambda r: b"not JSON\nAA==\n", "not valid"),
    ],
)
def test_an_entry_that_is_not_right_is_refused(
    roster: Roster, forge: Forge, told: str
) -> None:
    team = admitted(roster, ASHA)
    with pytest.raises(Untrusted, match=told):
        follow(team, forge(team))


@pytest.mark.parametrize(
    "changed", [{"action": "disband"}, {"about": {"device": ASHA.device, "role": "?"}}]
)
def test_what_a_newer_version_wrote_is_said_to_be_that(
    roster: Roster, changed: dict[str, Any]
) -> None:
    team = admitted(roster, ASHA)
    with pytest.raises(NewerVersion):
        follow(team, entry(team, LEAD, **changed))


def test_a_team_without_its_founder_or_the_organisation_is_none() -> None:
    signed = read_entry(FIRST)
    lead, trust = signed.entry.about["members"]
    for members, by in (([lead], LEAD), ([trust], LEAD), ([lead, trust], ASHA)):
        about = {**signed.entry.about, "members": members}
        with pytest.raises(Untrusted):
            follow(None, sign_entry(replace(signed.entry, about=about), by.keys))


def test_no_entries_are_no_team() -> None:
    assert fold([]) is None


# --- joining


def test_a_request_is_read_by_those_who_may_let_it_in(roster: Roster) -> None:
    wanted = request(roster, ASHA)
    assert (wanted.name, wanted.practitioner, wanted.laptop) == ("Asha", "p-asha", "")
    with pytest.raises(Untrusted):
        open_request(wanted, ASHA)
    assert b"Asha" not in wanted.raw


def test_a_request_that_was_swapped_has_another_code(roster: Roster) -> None:
    genuine, swapped = request(roster, ASHA), request(roster, new_identity("x", "Asha"))
    code = code_of(genuine)
    check_code(genuine, code.replace(" ", "-"), roster.digests[0])
    for wanted, typed, genesis in (
        (swapped, code, roster.digests[0]),
        (genuine, "", roster.digests[0]),
        (genuine, code, b"g" * 32),
    ):
        with pytest.raises(Exception, match="does not match"):
            check_code(wanted, typed, genesis)


@pytest.mark.parametrize("name", ["genesis", "device", "keys", "about"])
def test_a_request_that_is_not_whole_is_refused(roster: Roster, name: str) -> None:
    raw = request(roster, ASHA).raw
    data = json.loads(raw.split(b"\n")[0])
    for broken in (None, "zz", {"a": 1}):
        line = canonical({**data, name: broken}).encode()
        signature = encode(ASHA.keys.sign(b"visit_app/join/1\n" + line)).encode()
        with pytest.raises(Untrusted):
            read_request(line + b"\n" + signature + b"\n")
    with pytest.raises(Untrusted, match="not signed"):
        read_request(raw.replace(b'"format":1', b'"format":1 '))
    with pytest.raises(Untrusted, match="damaged"):
        read_request(raw[:-1])


def test_the_known_team_is_worked_out_once_per_entry_and_identity() -> None:
    lead, _ = team_of(MemoryStore(), "asha")
    once = known_roster(lead.ledger)
    assert once is not None
    assert known_roster(lead.ledger) is once
    join(lead, laptop("noor", lead.store))
    twice = known_roster(lead.ledger)
    assert twice is not None
    assert {m.name for m in twice.active()} >= {"asha", "noor"}
    with lead.ledger.transaction():
        lead.ledger.set_value("identity", None)
    bare = known_roster(lead.ledger)
    assert bare is not None
    assert {m.name for m in bare.active()} == {""}
