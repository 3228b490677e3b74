"""Who may have a family erased: by the team list as it is now, too."""

from tests.sync.laptops import Laptop, join, laptop, start_team
from tests.sync.memory_store import MemoryStore

from visit_app.sync import names, team
from visit_app.sync.epochs import epoch_keys
from visit_app.sync.parcel import Control, Head, Parcel, pack
from visit_app.sync.roster import Role, Roster, fold
from visit_app.sync.segment import Stem, seal_segment


def erase_as_of(roster: Roster, one: Laptop, family: str) -> None:
    """The laptop's next segment, which says that it knows no newer team list."""
    head = one.ledger.heads().get(one.device, Head())
    epoch = roster.epoch.number
    raw = seal_segment(
        pack(Parcel(Control(erase=(family,)))),
        Stem(roster.team, one.device, head.number + 1, head.digest),
        epoch=epoch,
        epoch_key=epoch_keys(roster, [one.identity])[epoch],
        roster_number=roster.number,
        roster_digest=roster.digest,
        keys=one.identity.keys,
    )
    one.store.create(names.segment(roster.team, one.device, head.number + 1), raw)


def team_with_two_leads() -> tuple[Laptop, Laptop, Roster]:
    store = MemoryStore()
    lead = start_team(store)
    asha = join(lead, laptop("asha", store), Role.LEAD)
    asha.sync()
    lead.new_family("f1")
    lead.sync(sweep=True)
    asha.sync(sweep=True)
    roster = fold(asha.ledger.roster_entries())
    assert roster is not None
    return lead, asha, roster


def test_who_was_a_lead_once_cannot_go_back_to_that() -> None:
    lead, asha, roster = team_with_two_leads()
    team.change_role(
        lead.ledger, lead.store, lead.clock, device=asha.device, role=Role.MEMBER
    )
    erase_as_of(roster, asha, "f1")
    lead.sync(sweep=True)
    assert lead.ledger.families() == ["f1"]


def test_a_lead_can_have_a_family_erased() -> None:
    lead, asha, roster = team_with_two_leads()
    erase_as_of(roster, asha, "f1")
    lead.sync(sweep=True)
    assert lead.ledger.families() == []


def test_what_a_lead_had_erased_before_it_left_is_erased() -> None:
    lead, asha, roster = team_with_two_leads()
    erase_as_of(roster, asha, "f1")
    team.revoke(lead.ledger, lead.store, lead.clock, asha.device)
    assert lead.ledger.families() == []
    noor = join(lead, laptop("noor", lead.store))
    noor.sync(sweep=True)
    assert noor.ledger.families() == []
