import struct
from dataclasses import replace

from tests.sync.laptops import AT_ONCE, everything, settled, team_of
from tests.sync.memory_store import MemoryStore

from visit_app.sync import names
from visit_app.sync.engine import run_once
from visit_app.sync.errors import NewerVersion, Stopped
from visit_app.sync.roster_entry import Entry, sign_entry
from visit_app.sync.session import known_roster


def test_a_family_of_one_laptop_appears_on_the_others() -> None:
    lead, asha = team_of(MemoryStore(), "asha")
    lead.new_family("f1", postcode="NN16 0AA")
    sent = lead.sync()
    assert (sent.sent, sent.waiting.records) == (1, 0)
    received = asha.sync()
    assert received.received == 1
    assert received.verified_at == asha.clock.now()
    assert asha.ledger.family("f1").postcode == "NN16 0AA"


def test_both_edits_of_one_field_are_kept() -> None:
    lead, asha = team_of(MemoryStore(), "asha")
    lead.new_family("f1", postcode="NN16 0AA")
    settled(lead, asha)
    lead.edit_family("f1", postcode="NN1 1AA")
    asha.edit_family("f1", postcode="NN2 2BB", address="2 High Street")
    settled(lead, asha)
    assert everything(lead) == everything(asha)
    (versions,) = lead.ledger.views["Family", "f1"].conflicts.values()
    assert {v.text for v in versions} == {'"NN1 1AA"', '"NN2 2BB"'}
    assert lead.ledger.family("f1").address == "2 High Street"


def test_asking_a_team_of_thirty_for_news_is_two_lists() -> None:
    """And one GET: without something signed read back, a poll would not count."""
    lead, *others = team_of(MemoryStore(), *(f"m{n}" for n in range(29)))
    for one in others[:3]:
        one.sync()
        one.new_family(f"family-{one.name}")
        one.sync()
    settled(lead, rounds=2)
    report = lead.sync()
    assert report.problem is None
    assert report.requests == {"list": 2, "get": 1}
    assert len(lead.ledger.families()) == 3


def test_joining_goes_on_where_it_was_stopped() -> None:
    store = MemoryStore()
    lead, asha = team_of(store, "asha")
    for number in range(6):
        lead.new_family(f"f{number}")
        lead.sync()
    told: list[tuple[int, int]] = []
    options = replace(AT_ONCE, window=2, progress=lambda *at: told.append(at))

    def stop() -> bool:
        return len(told) == 1

    cut = run_once(asha.ledger, store, stop, clock=asha.clock, options=options)
    assert isinstance(cut.problem, Stopped)
    assert told == [(2, 6)]
    assert asha.ledger.families() == ["f0", "f1"]
    whole = asha.sync(sweep=True)
    assert (whole.problem, whole.received) == (None, 4)


def test_a_parcel_of_a_newer_version_is_kept_and_blocks_nothing() -> None:
    store = MemoryStore()
    lead, asha = team_of(store, "asha")
    lead.new_family("f1")
    settled(lead, asha)
    roster = known_roster(lead.ledger)
    assert roster is not None
    head = lead.ledger.heads()[lead.device]
    ids = bytes.fromhex(roster.team) + bytes.fromhex(lead.device)
    stem = struct.pack(">4sHH", b"VASG", 2, 96) + ids
    body = stem + struct.pack(">Q32s", head.number + 1, head.digest) + b"something new"
    raw = body + lead.identity.keys.sign(b"visit_app/segment/1" + body)
    store.create(names.segment(roster.team, lead.device, head.number + 1), raw)
    lead.sync(sweep=True)  # its own, by an app that was updated and set back
    lead.new_family("f2")
    lead.sync()
    report = asha.sync(sweep=True)
    assert report.problem is None
    assert report.quarantined == 1
    (condition,) = report.conditions
    assert (condition.code, condition.number) == ("not-readable", head.number + 1)
    assert asha.ledger.families() == ["f1", "f2"]
    assert asha.ledger.segment(lead.device, head.number + 1) == raw


def test_a_newer_team_list_stops_and_says_to_update() -> None:
    store = MemoryStore()
    lead, asha = team_of(store, "asha")
    settled(lead, asha)
    roster = known_roster(lead.ledger)
    assert roster is not None
    entry = Entry(
        roster.team, roster.number + 1, roster.digest, lead.device, "", "disband"
    )
    name = names.roster_entry(roster.team, roster.number + 1)
    store.create(name, sign_entry(entry, lead.identity.keys))
    report = asha.sync(sweep=True)
    assert isinstance(report.problem, NewerVersion)
    assert "Update the app" in str(report.problem)
