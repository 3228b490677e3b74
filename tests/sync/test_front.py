from dataclasses import replace
from pathlib import Path

import pytest
from tests.sync.vault_laptops import (
    PASSPHRASE,
    Make,
    add_family,
    add_visit,
    exchange,
    let_in,
    start,
)

from visit_app.records import DocumentReference, Encounter
from visit_app.records.clock import FixedClock
from visit_app.sync import front
from visit_app.sync.errors import Misconfigured, Offline
from visit_app.sync.laptop import Laptop
from visit_app.sync.recovery import WrongPassphrase
from visit_app.sync.roster import Role
from visit_app.sync.session import NotInTeam
from visit_app.sync.status import (
    Standing,
    standing,
    status,
)
from visit_app.sync.vault_ledger import PracticeOnly
from visit_app.vault.errors import DiskFull
from visit_app.vault.vault import Vault


def test_a_visit_made_on_one_laptop_is_on_the_other(lead: Laptop, asha: Laptop) -> None:
    family = add_family(lead, postcode="NN16 0AA")
    visit = add_visit(lead, family)
    sent = front.sync(lead)
    assert (sent.sent, sent.problem, sent.waiting.records) == (2, None, 0)
    received = front.sync(asha)
    assert received.received == 2
    assert asha.vault.family(family.id).postcode == "NN16 0AA"
    assert asha.vault.get(Encounter, visit.id) == visit
    assert [row.id for row in asha.vault.search("Hassan")] == [family.id]


def test_an_issued_letter_arrives_with_the_bytes_that_went_out(
    lead: Laptop, asha: Laptop
) -> None:
    family = add_family(lead)
    visit = add_visit(lead, family)
    digest = lead.vault.attach(b"%PDF-1.7 the letter")
    letter = DocumentReference(
        id="letter",
        family_id=family.id,
        encounter_id=visit.id,
        subject_id=visit.subject_id,
        service_request_id="referral",
        status="final",
        sha256=digest,
    )
    lead.vault.put(letter)
    exchange(lead, asha)
    assert asha.vault.get(DocumentReference, "letter") == letter
    assert asha.vault.attachment(digest) == b"%PDF-1.7 the letter"


def test_what_is_where_is_said_only_after_it_was_read_back(
    lead: Laptop, asha: Laptop
) -> None:
    add_visit(lead, add_family(lead))
    before = status(lead)
    assert (before.waiting.visits, before.visits_stored, before.visits_total) == (
        1,
        0,
        1,
    )
    assert before.waiting_since == lead.clock.now()
    front.sync(lead)
    after = status(lead)
    assert (after.waiting.visits, after.visits_stored) == (0, 1)
    assert after.verified_at == lead.clock.now()
    assert after.seen_by == 0
    exchange(asha, lead)
    seen = status(lead)
    assert seen.seen_by == 1
    (colleague,) = [c for c in seen.colleagues if c.name == "Asha"]
    assert colleague.visits_seen == 1
    assert colleague.last_heard == asha.clock.now()


def test_both_change_the_same_phone_and_a_person_chooses(
    lead: Laptop, asha: Laptop
) -> None:
    family = add_family(lead, postcode="NN16 0AA")
    exchange(lead, asha)
    for laptop, phone in ((lead, "01632 960001"), (asha, "01632 960002")):
        here = laptop.vault.family(family.id)
        mother = replace(here.parents[0], phone=phone)
        laptop.vault.save_family(here.with_person(mother), laptop.practitioner.name)
    exchange(lead, asha)
    for laptop in (lead, asha):
        (conflict,) = front.open_conflicts(laptop)
        assert conflict.path == f"parents/{family.parents[0].id}/phone"
        assert {v.text for v in conflict.versions} == {
            '"01632 960001"',
            '"01632 960002"',
        }
    (conflict,) = front.open_conflicts(asha)
    front.settle(asha, conflict, front.text_of("01632 960003"))
    exchange(asha, lead)
    for laptop in (lead, asha):
        assert front.open_conflicts(laptop) == ()
        assert laptop.vault.family(family.id).phone == "01632 960003"
    (told,) = status(lead).events
    assert told.notice.code == "settled"
    front.dismiss(lead, told.notice)
    assert status(lead).events == ()


def test_a_request_shows_its_code_until_it_is_answered(
    make: Make, lead: Laptop, store: Path
) -> None:
    newcomer = make("Noor")
    asked = front.ask_to_join(newcomer, address=str(store), laptop_name="blue laptop")
    assert front.asked(newcomer) == asked
    assert standing(newcomer) == Standing.ASKING
    (request,) = front.requests(lead)
    assert (request.name, request.laptop) == ("Noor", "blue laptop")
    front.approve(lead, request.device, asked.code)
    assert front.sync(newcomer).problem is None
    assert front.asked(newcomer) is None
    assert standing(newcomer) == Standing.MEMBER
    assert front.requests(lead) == ()


def test_a_removed_laptop_gets_nothing_new(lead: Laptop, asha: Laptop) -> None:
    family = add_family(lead)
    exchange(lead, asha)
    (device,) = [c.device for c in status(lead).colleagues if c.name == "Asha"]
    assert front.revoke(lead, device) == (family.id,)
    add_family(lead, postcode="NN1 1AA")
    front.sync(lead)
    assert "removed" in str(front.sync(asha).problem)
    assert len(list(asha.vault.families())) == 1
    assert standing(asha) == Standing.REMOVED


def test_a_removed_laptop_may_ask_for_a_new_place(
    lead: Laptop, asha: Laptop, store: Path
) -> None:
    (device,) = [c.device for c in status(lead).colleagues if c.name == "Asha"]
    front.revoke(lead, device)
    front.sync(asha)
    let_in(lead, asha, store)
    family = add_family(asha)
    exchange(asha, lead)
    assert lead.vault.family(family.id).id == family.id


def test_the_organisation_can_read_everything_from_its_file_alone(
    make: Make, store: Path
) -> None:
    lead = make("Lena")
    file = start(lead, store)
    family = add_family(lead)
    front.sync(lead)
    trust = make("trust")
    with pytest.raises(WrongPassphrase):
        front.join_as_recovery(
            trust, address=str(store), file=file, passphrase="a guess"
        )
    front.join_as_recovery(trust, address=str(store), file=file, passphrase=PASSPHRASE)
    front.sync(trust)
    assert trust.vault.family(family.id).id == family.id
    assert status(trust).own_role == Role.RECOVERY


def test_without_its_recovery_file_there_is_no_team(make: Make, store: Path) -> None:
    lead = make("Lena")

    def full(file: bytes) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        front.start_team(
            lead,
            name="Kettering",
            address=str(store),
            passphrase=PASSPHRASE,
            keep_recovery=full,
        )
    assert standing(lead) == Standing.ALONE
    assert list(store.iterdir()) == []


def test_a_member_knows_its_store_from_the_start(
    make: Make, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make("Lena")

    def full(*about: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(front, "keep_place", full)
        with pytest.raises(DiskFull):
            start(one, store)
    assert standing(one) is Standing.ALONE


@pytest.mark.parametrize(("name", "passphrase"), [(" ", PASSPHRASE), ("Kettering", "")])
def test_a_team_needs_a_name_and_the_file_a_passphrase(
    make: Make, store: Path, name: str, passphrase: str
) -> None:
    with pytest.raises(Misconfigured):
        front.start_team(
            make("Lena"),
            name=name,
            address=str(store),
            passphrase=passphrase,
            keep_recovery=lambda file: None,
        )


def test_a_member_starts_and_joins_no_second_team(
    lead: Laptop, store: Path, tmp_path: Path
) -> None:
    with pytest.raises(Misconfigured, match="in a team already"):
        start(lead, tmp_path / "other")
    with pytest.raises(Misconfigured, match="in a team already"):
        front.ask_to_join(lead, address=str(store))
    with pytest.raises(Misconfigured, match="in a team already"):
        front.join_as_recovery(lead, address=str(store), file=b"", passphrase="")


def test_used_by_itself_a_laptop_sends_nothing(make: Make) -> None:
    alone = make("Alone")
    assert standing(alone) == Standing.ALONE
    assert status(alone).colleagues == ()
    with pytest.raises(Misconfigured, match="no team store"):
        front.sync(alone)
    with pytest.raises(Misconfigured, match="in no team"):
        front.connect(alone, "/somewhere")


def test_a_member_can_pause_and_go_on(lead: Laptop, asha: Laptop, store: Path) -> None:
    front.sync(asha)
    front.disconnect(asha)
    assert standing(asha) == Standing.PAUSED
    with pytest.raises(Misconfigured, match="taken out"):
        front.sync(asha)
    family = add_family(lead)
    front.sync(lead)
    front.connect(asha, str(store))
    front.sync(asha)
    assert asha.vault.family(family.id).id == family.id


def test_a_place_that_holds_another_team_is_refused(
    lead: Laptop, make: Make, tmp_path: Path
) -> None:
    start(make("Other"), tmp_path / "other")
    with pytest.raises(Misconfigured, match="does not hold"):
        front.connect(lead, str(tmp_path / "other"))


def test_a_request_can_be_taken_back(make: Make, lead: Laptop, store: Path) -> None:
    newcomer = make("Noor")
    front.ask_to_join(newcomer, address=str(store))
    with pytest.raises(NotInTeam):
        front.sync(newcomer)
    front.disconnect(newcomer)
    assert standing(newcomer) == Standing.ALONE
    assert newcomer.ledger.roster_entries() == ()


def test_a_store_that_is_away_is_said_and_nothing_is_lost(
    lead: Laptop, asha: Laptop, store: Path
) -> None:
    store.rename(store.with_name("unplugged"))
    family = add_family(lead)
    report = front.sync(lead)
    assert isinstance(report.problem, Offline)
    assert report.waiting.records == 1
    store.with_name("unplugged").rename(store)
    exchange(lead, asha)
    assert asha.vault.family(family.id).id == family.id


def test_whoever_runs_the_store_learns_no_name(
    lead: Laptop, asha: Laptop, store: Path
) -> None:
    family = add_family(lead, postcode="NN16 0AA", note="Grandmother has a key")
    add_visit(lead, family)
    exchange(lead, asha)
    files = [path for path in store.rglob("*") if path.is_file()]
    seen = b"".join(path.read_bytes() + str(path).encode() for path in files)
    told = ("Amira", "Hassan", "NN16", "Grandmother", "Lena", "Asha", "Kettering")
    ids = (family.id, lead.practitioner.id, asha.practitioner.id, "Encounter")
    assert not [text for text in (*told, *ids) if text.encode() in seen]


def test_practice_reaches_no_team(store: Path) -> None:
    with (
        Vault.in_memory(FixedClock()) as practice,
        pytest.raises(PracticeOnly, match="practice"),
    ):
        Laptop(practice, FixedClock())


def test_reading_a_long_caseload_tells_how_far_it_is(
    lead: Laptop, asha: Laptop
) -> None:
    for number in range(3):
        add_family(lead, f"f{number}")
        front.sync(lead)
    told: list[tuple[int, int]] = []
    front.sync(asha, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (3, 3)
