from tests.sync.laptops import everything, settled, team_of
from tests.sync.memory_store import MemoryStore


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
