"""Families that go to another team, and what both teams see of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.sync.vault_laptops import exchange
from tests.visits.two_teams import CORBY, SENDER, desk_of, visited

from visit_app import visits
from visit_app.records import DocumentReference, Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.sync import front
from visit_app.sync.laptop import Laptop
from visit_app.sync.same_family import Suggestion, twins_of
from visit_app.sync.status import status
from visit_app.vault.kdf import FLOOR
from visit_app.visits import Desk
from visit_app.visits.opening import shipped

AMIRA = Patient(id="amira", given_name="Amira", nhs_number="9990000018")
HERE = Family(id="a", parents=(AMIRA,))


def at(laptop: Laptop) -> Desk:
    catalogue, guide, pathway, people, contacts = shipped()
    return Desk(
        vault=laptop.vault,
        clock=laptop.clock,
        catalogue=catalogue,
        guide=guide,
        pathway=pathway,
        people=people,
        contacts=contacts,
        practitioner=laptop.practitioner,
    )


@pytest.mark.parametrize("new", ["A", "Z"])
def test_who_is_here_already_is_found(new: str) -> None:
    came = Family(id=new, parents=(replace(AMIRA, id="other"),))
    alone = Family(id="m", parents=(Patient(id="zoe", given_name="Zoe"),))
    assert twins_of(came, [HERE, alone, came]) == (
        Suggestion(new, "a", ("nhs-number",)),
    )
    assert twins_of(alone, [HERE, came]) == ()


def test_a_family_that_was_taken_over_reaches_the_whole_team(
    lead: Laptop, asha: Laptop, tmp_path: Path
) -> None:
    file = tmp_path / "hand-over.visitfamily"
    with desk_of(SENDER, tmp_path / "elsewhere", FixedClock()) as sender:
        visited(sender)
        code = visits.hand_over_file(sender, "hassan", CORBY, file, FLOOR).code
        there = sender.vault.copies.of("hassan")
    desk = at(asha)
    opened = visits.open_family_file(desk, file.read_bytes(), code)
    visits.take_over(desk, opened)
    assert front.sync(asha, sweep=True).received == 0
    exchange(lead, asha)
    arrived = lead.vault.copies.of("hassan")
    assert arrived.letters == there.letters
    assert {one.key: one.record for one in arrived.records} == {
        one.key: one.record for one in there.records
    }
    assert lead.vault.find(DocumentReference, family_id="hassan")[0].sha256
    assert arrived.family == asha.vault.family("hassan")
    assert visits.elsewhere(at(lead)) == {"hassan"}  # it stands on the taker's list
    assert {r.id for r in there.revisions[:-1]} <= {r.id for r in arrived.revisions}


def test_colleagues_of_the_sender_see_that_it_went(
    lead: Laptop, asha: Laptop, tmp_path: Path
) -> None:
    desk = at(lead)
    visited(desk)
    exchange(lead, asha)
    assert visits.elsewhere(at(asha)) == frozenset()
    visits.hand_over_file(desk, "hassan", CORBY, tmp_path / "x.visitfamily", FLOOR)
    exchange(lead, asha)
    mark = visits.handed_over(asha.vault.family("hassan"))
    assert mark is not None
    assert mark.team == CORBY.team
    assert visits.elsewhere(at(asha)) == {"hassan"}
    visits.take_back(at(asha), "hassan")
    exchange(asha, lead)
    assert visits.elsewhere(desk) == frozenset()
    again = replace(CORBY, team="Wellingborough")
    visits.hand_over_file(desk, "hassan", again, tmp_path / "y.visitfamily", FLOOR)
    visits.hand_over_file(desk, "hassan", CORBY, tmp_path / "z.visitfamily", FLOOR)
    exchange(lead, asha)
    mark = visits.handed_over(asha.vault.family("hassan"))
    assert mark is not None
    assert mark.team == CORBY.team


def test_two_of_a_team_take_the_same_file_before_they_meet(
    lead: Laptop, asha: Laptop, tmp_path: Path
) -> None:
    file = tmp_path / "hand-over.visitfamily"
    with desk_of(SENDER, tmp_path / "elsewhere", FixedClock()) as sender:
        visited(sender)
        code = visits.hand_over_file(sender, "hassan", CORBY, file, FLOOR).code
    for one in (lead, asha):
        opened = visits.open_family_file(at(one), file.read_bytes(), code)
        assert visits.take_over(at(one), opened).taken.added
    exchange(lead, asha)
    hers, theirs = (laptop.vault.copies.of("hassan") for laptop in (lead, asha))
    assert {r.key: r.record for r in hers.records} == {
        r.key: r.record for r in theirs.records
    }
    assert hers.family == theirs.family
    (conflict,) = front.open_conflicts(lead)
    assert conflict.path == "practitioner"  # who looks after it is a real question
    for laptop in (lead, asha):
        assert [
            told.notice.code
            for told in (*status(laptop).events, *status(laptop).conditions)
        ] == []
