"""One contract over the ledger in memory, which most tests use, and the vault's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.sync.ledger_changes import FAMILY, other, receive, theirs, visit
from tests.sync.memory_ledger import MemoryLedger, family_change
from tests.sync.vault_laptops import new_laptop

from visit_app.records import Amendment, Encounter, Family
from visit_app.records.clock import FixedClock
from visit_app.records.codec import to_json
from visit_app.sync.change import Change
from visit_app.sync.family_key import FamilyKey
from visit_app.sync.ledger import Ledger, Sealed, Waiting
from visit_app.sync.merge import look
from visit_app.sync.parcel import Head

TAG = bytes(16)


@dataclass
class Subject:
    """A ledger, and what a person does on its laptop."""

    ledger: Ledger
    save_family: Callable[[Family], None]
    put: Callable[[object], None]
    family: Callable[[str], Family]
    has: Callable[[str, str], bool]
    clock: FixedClock


def _memory() -> Subject:
    ledger, clock, count = MemoryLedger(), FixedClock(), iter(range(1, 100))

    def edit(change: Change) -> None:
        with ledger.transaction():
            ledger.edit(change)

    def save_family(family: Family) -> None:
        view = ledger.views.get(("Family", family.id))
        change = family_change(
            family,
            revision=f"own{next(count)}",
            author="me",
            recorded=clock.now().isoformat(),
            parents=view.heads if view else (),
            changed=("postcode",),
        )
        edit(change)

    def put(record: object) -> None:
        state = to_json(record)
        kind = type(record).__name__
        change = Change(
            kind=kind,
            id=state["id"],
            family_id=state["family_id"],
            revision=f"own{next(count)}",
            author="me",
            recorded=clock.now().isoformat(),
            state=state,
        )
        edit(change)

    def has(kind: str, record_id: str) -> bool:
        return (kind, record_id) in ledger.views

    return Subject(ledger, save_family, put, ledger.family, has, clock)


@pytest.fixture(params=["memory", "vault"])
def subject(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Subject]:
    if request.param == "memory":
        yield _memory()
        return
    laptop = new_laptop(tmp_path / "vault", "me")
    vault = laptop.vault

    def save_family(family: Family) -> None:
        now = [f for f in vault.families() if f.id == family.id]
        based = replace(family, revision=now[0].revision if now else "")
        vault.save_family(based, "me")

    def has(kind: str, record_id: str) -> bool:
        if kind == "Family":
            return record_id in {f.id for f in vault.families()}
        return record_id in {visit.id for visit in vault.find(Encounter)}

    assert isinstance(laptop.clock, FixedClock)
    ledger = laptop.ledger
    yield Subject(ledger, save_family, vault.put, vault.family, has, laptop.clock)
    vault.close()


def test_values_are_kept_and_forgotten(subject: Subject) -> None:
    ledger = subject.ledger
    assert ledger.value("told") is None
    with ledger.transaction():
        ledger.set_value("told", {"heads": {"a": 1}})
    assert ledger.value("told") == {"heads": {"a": 1}}
    with ledger.transaction():
        ledger.set_value("told", None)
    assert ledger.value("told") is None


def test_a_transaction_that_fails_leaves_nothing(subject: Subject) -> None:
    ledger = subject.ledger
    with ledger.transaction():
        ledger.set_value("kept", 1)

    def fail() -> None:
        with ledger.transaction():
            ledger.set_value("kept", 2)
            ledger.set_value("more", 2)
            assert ledger.value("kept") == 2
            ledger.add_segment("a", Head(1, b"1" * 32), b"raw")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (ledger.value("kept"), ledger.value("more")) == (1, None)
    assert ledger.heads() == {}
    assert ledger.segment("a", 1) is None


def test_the_roster_is_kept_in_order(subject: Subject) -> None:
    ledger = subject.ledger
    with ledger.transaction():
        ledger.add_roster_entry(b"first")
        ledger.add_roster_entry(b"second")
    assert list(ledger.roster_entries()) == [b"first", b"second"]
    with ledger.transaction():
        ledger.drop_roster()
    assert list(ledger.roster_entries()) == []


def test_a_head_moves_on_only_and_the_first_of_a_number_stays(subject: Subject) -> None:
    ledger = subject.ledger
    with ledger.transaction():
        ledger.add_segment("a", Head(1, b"1" * 32), b"one")
        ledger.add_segment("a", Head(2, b"2" * 32), b"two")
        ledger.add_segment("a", Head(1, b"x" * 32), b"other")
        ledger.add_segment("b", Head(1, b"3" * 32), b"three")
    assert ledger.heads() == {"a": Head(2, b"2" * 32), "b": Head(1, b"3" * 32)}
    assert ledger.segment("a", 1) == b"one"
    assert ledger.segment("b", 2) is None


def test_family_keys_are_kept_by_tag_and_dropped(subject: Subject) -> None:
    ledger = subject.ledger
    one, two = FamilyKey(TAG, 1, b"k" * 32), FamilyKey(TAG, 2, b"l" * 32)
    with ledger.transaction():
        ledger.add_family_keys([one, two])
        ledger.add_family_keys([one])
        ledger.add_family_keys([])
    assert {k.key for k in ledger.family_keys(TAG)} == {one.key, two.key}
    assert sorted(ledger.key_names()) == [(TAG, 1), (TAG, 2)]
    with ledger.transaction():
        ledger.drop_family_keys(TAG)
    assert list(ledger.family_keys(TAG)) == []
    assert list(ledger.key_names()) == []


def test_a_closed_segment_waits_alone(subject: Subject) -> None:
    ledger = subject.ledger
    sealed = Sealed(3, b"raw", ("r1", "r2"), {"heads": {"a": 1}, "end": False})
    assert ledger.sealed() is None
    with ledger.transaction():
        ledger.keep_sealed(replace(sealed, number=2))
        ledger.keep_sealed(sealed)
    assert ledger.sealed() == sealed
    with ledger.transaction():
        ledger.keep_sealed(None)
    assert ledger.sealed() is None


def test_a_closed_segment_becomes_the_next_of_its_feed(subject: Subject) -> None:
    ledger = subject.ledger
    sealed = Sealed(3, b"raw", (), {})
    with ledger.transaction():
        ledger.add_segment("a", Head(2, b"2" * 32), b"second")
        ledger.keep_sealed(sealed)
    with ledger.transaction():
        ledger.file_sealed("a", Head(3, b"3" * 32))
    assert ledger.sealed() is None
    assert ledger.segment("a", 3) == b"raw"
    assert ledger.heads() == {"a": Head(3, b"3" * 32)}


def test_what_is_made_here_waits_until_it_is_sent(subject: Subject) -> None:
    ledger = subject.ledger
    assert ledger.waiting() == Waiting()
    subject.save_family(FAMILY)
    subject.put(visit())
    waiting = ledger.waiting()
    assert (waiting.records, waiting.visits) == (2, 1)
    assert waiting.since[:19] == "2026-11-23T10:42:00"
    changes = ledger.unsent(10)
    assert [(c.kind, c.id, c.family_id) for c in changes] == [
        ("Family", "f1", "f1"),
        ("Encounter", "v1", "f1"),
    ]
    assert [c.revision for c in ledger.unsent(10)] == [c.revision for c in changes]
    assert len(ledger.unsent(1)) == 1
    with ledger.transaction():
        ledger.mark_sent([c.revision for c in changes], 7)
    assert list(ledger.unsent(10)) == []
    assert ledger.waiting().records == 0
    assert ledger.sent_visits() == {"v1": 7}


def test_the_longest_wait_is_that_of_the_oldest_visit(subject: Subject) -> None:
    subject.save_family(FAMILY)
    subject.put(visit("v1"))
    subject.clock.forward(hours=2)
    start = FixedClock().now() + timedelta(hours=2)
    subject.put(visit("v2", period_start=start))
    assert subject.ledger.waiting().visits == 2
    assert subject.ledger.waiting().since[:19] == "2026-11-23T10:42:00"


def test_what_a_colleague_made_is_here_and_is_not_sent_again(subject: Subject) -> None:
    receive(subject.ledger, theirs(FAMILY, "r1"))
    assert subject.family("f1").postcode == "NN16 0AA"
    assert list(subject.ledger.families()) == ["f1"]
    assert list(subject.ledger.unsent(10)) == []
    (known,) = subject.ledger.changes([("Family", "f1")])["Family", "f1"]
    assert known == theirs(FAMILY, "r1")


def test_an_edit_here_follows_what_was_received(subject: Subject) -> None:
    receive(subject.ledger, theirs(FAMILY, "r1"))
    subject.save_family(replace(FAMILY, postcode="NN1 1AA"))
    (out,) = subject.ledger.unsent(10)
    own = out.change
    assert own.parents == ("r1",)
    assert own.changed == ("postcode",)
    view = look(subject.ledger.changes([own.key])[own.key])
    assert view.conflicts == {}
    assert view.state["postcode"] == "NN1 1AA"


def test_edits_on_both_sides_stay_apart_and_the_choice_is_sent(
    subject: Subject,
) -> None:
    ledger = subject.ledger
    receive(ledger, theirs(FAMILY, "r1"))
    subject.save_family(replace(FAMILY, postcode="NN1 1AA"))
    receive(ledger, theirs(replace(FAMILY, postcode="NN2 2BB"), "r2", "r1"))
    key = ("Family", "f1")
    known = ledger.changes([key])[key]
    view = look(known)
    assert {v.text for v in view.conflicts["postcode"]} == {'"NN1 1AA"', '"NN2 2BB"'}
    chosen = theirs(replace(FAMILY, postcode="NN3 3CC"), "r3", *view.heads)
    with ledger.transaction():
        ledger.add_own(chosen, look([*known, chosen]))
    assert subject.family("f1").postcode == "NN3 3CC"
    assert chosen in [out.change for out in ledger.unsent(10)]


def test_a_visit_of_a_colleague_is_here(subject: Subject) -> None:
    receive(subject.ledger, theirs(FAMILY, "r1"))
    receive(subject.ledger, other("Encounter", "v1", to_json(visit())))
    assert subject.has("Encounter", "v1")
    assert subject.ledger.sent_visits() == {}
    assert subject.ledger.waiting().visits == 0


def test_an_own_part_of_a_colleagues_visit_makes_no_own_visit(
    subject: Subject,
) -> None:
    ledger = subject.ledger
    receive(ledger, theirs(FAMILY, "r1"))
    receive(ledger, other("Encounter", "v1", to_json(visit())))
    subject.put(
        Amendment(
            id="a1",
            family_id="f1",
            encounter_id="v1",
            subject_id="amira",
            target="Encounter/v1",
            recorded=FixedClock().now(),
        )
    )
    revisions = [out.revision for out in ledger.unsent(10)]
    assert len(revisions) == 1
    with ledger.transaction():
        ledger.mark_sent(revisions, 4)
    assert ledger.sent_visits() == {}


def test_an_erased_family_is_gone_with_what_was_unsent_of_it(subject: Subject) -> None:
    ledger = subject.ledger
    subject.save_family(FAMILY)
    subject.put(visit())
    ledger.unsent(1)
    receive(ledger, theirs(Family(id="f2"), "r9"))
    with ledger.transaction():
        ledger.erase("f1")
    assert list(ledger.families()) == ["f2"]
    assert not subject.has("Encounter", "v1")
    assert ledger.waiting().records == 0
    assert list(ledger.unsent(10)) == []
    assert ledger.changes([("Family", "f1")]) == {}
