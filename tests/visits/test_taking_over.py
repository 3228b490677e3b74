"""Taking a family over from a file: all of it as it was, once, or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.visits.conftest import HASSAN
from tests.visits.two_teams import CORBY, JOANNE, SENDER, desk_of, visited

from visit_app.records import Encounter, QuestionnaireResponse
from visit_app.records.clock import FixedClock
from visit_app.records.family import PRACTITIONER
from visit_app.vault.errors import DiskFull, NotFound
from visit_app.vault.family_file import WrongCode
from visit_app.vault.file_code import new_code
from visit_app.vault.kdf import FLOOR
from visit_app.vault.vault import Vault
from visit_app.visits import (
    Desk,
    HandedOver,
    NotPossible,
    elsewhere,
    erase,
    finish,
    hand_over_file,
    handed_over,
    open_family_file,
    open_visit,
    raise_concern,
    save_family,
    start,
    take_over,
    taken_over,
)


@pytest.fixture
def priya(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk_of(SENDER, tmp_path / "priya", clock) as desk:
        visited(desk)
        yield desk


@pytest.fixture
def joanne(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk_of(JOANNE, tmp_path / "joanne", clock) as desk:
        yield desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hand-over.visitfamily"


@pytest.fixture
def done(priya: Desk, path: Path) -> HandedOver:
    return hand_over_file(priya, "hassan", CORBY, path, FLOOR)


def test_everything_arrives_as_it_was(
    priya: Desk, joanne: Desk, path: Path, done: HandedOver
) -> None:
    opened = open_family_file(joanne, path.read_bytes(), done.code)
    assert not opened.is_here
    with pytest.raises(NotFound):
        joanne.vault.family("hassan")
    took = take_over(joanne, opened)
    ours, theirs = (d.vault.copies.of("hassan") for d in (joanne, priya))
    assert ours.records == theirs.records
    assert ours.letters == theirs.letters
    assert ours.revisions[:-1] == theirs.revisions[:-1]  # but the two marks
    assert took.taken.added == len(theirs.records)
    assert replace(ours.family, revision="", extra={}) == replace(
        theirs.family, revision="", extra={}
    )
    (response, *_) = joanne.vault.find(QuestionnaireResponse, family_id="hassan")
    assert "|" in response.questionnaire  # the version it was asked in
    (visit,) = joanne.vault.find(Encounter, family_id="hassan")
    assert (visit.is_finished, visit.signed_by) == (True, SENDER.name)
    assert open_visit(joanne, visit.id).amendments


def test_it_stands_on_the_takers_list_and_says_from_whom(
    priya: Desk, joanne: Desk, path: Path, done: HandedOver
) -> None:
    opened = open_family_file(joanne, path.read_bytes(), done.code)
    family = take_over(joanne, opened).family
    assert family.extra[PRACTITIONER] == JOANNE.id
    assert elsewhere(joanne) == frozenset()
    assert elsewhere(priya) == {"hassan"}
    came = taken_over(family)
    assert came == done.done
    assert handed_over(family) is None


def test_a_colleagues_name_on_it_does_not_keep_it_off_the_list(
    priya: Desk, joanne: Desk, path: Path
) -> None:
    mine = priya.vault.family("hassan")
    save_family(priya, replace(mine, extra={PRACTITIONER: "priya"}))
    code = hand_over_file(priya, "hassan", CORBY, path, FLOOR).code
    take_over(joanne, open_family_file(joanne, path.read_bytes(), code))
    assert elsewhere(joanne) == frozenset()


def test_the_audit_of_the_other_side(
    joanne: Desk, path: Path, done: HandedOver
) -> None:
    take_over(joanne, open_family_file(joanne, path.read_bytes(), done.code))
    entry = joanne.vault.audit_entries("hassan")[0]
    assert (entry.action, entry.about["what"]) == ("add", "family-file")
    assert entry.about["sha256"] == done.done.file
    assert joanne.vault.verify_audit().holds


def test_the_same_file_twice_changes_nothing(
    joanne: Desk, path: Path, done: HandedOver
) -> None:
    take_over(joanne, open_family_file(joanne, path.read_bytes(), done.code))
    before, entries = joanne.vault.copies.of("hassan"), joanne.vault.audit_entries()
    again = open_family_file(joanne, path.read_bytes(), done.code)
    assert again.is_here
    assert take_over(joanne, again).is_nothing
    assert joanne.vault.copies.of("hassan") == before
    assert joanne.vault.audit_entries() == entries


def test_a_wrong_code_changes_nothing(
    joanne: Desk, path: Path, done: HandedOver
) -> None:
    assert done.code
    entries = joanne.vault.audit_entries()
    with pytest.raises(WrongCode):
        open_family_file(joanne, path.read_bytes(), new_code())
    assert joanne.vault.audit_entries() == entries


def test_all_of_it_or_nothing(
    joanne: Desk, path: Path, done: HandedOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    opened = open_family_file(joanne, path.read_bytes(), done.code)
    entries = joanne.vault.audit_entries()
    monkeypatch.setattr(joanne.vault, "save_family", full)
    with pytest.raises(DiskFull):
        take_over(joanne, opened)
    with pytest.raises(NotFound):
        joanne.vault.family("hassan")
    assert joanne.vault.find(Encounter) == ()
    assert joanne.vault.audit_entries() == entries


def test_not_into_practice(
    joanne: Desk, path: Path, done: HandedOver, clock: FixedClock
) -> None:
    opened = open_family_file(joanne, path.read_bytes(), done.code)
    with (
        Vault.in_memory(clock) as vault,
        pytest.raises(NotPossible, match="out of practice"),
    ):
        take_over(replace(joanne, vault=vault), opened)


def test_what_was_erased_here_stays_erased(
    priya: Desk, path: Path, done: HandedOver
) -> None:
    erase(priya, "hassan", "Past its date")
    opened = open_family_file(priya, path.read_bytes(), done.code)
    with pytest.raises(NotPossible, match="stays erased"):
        take_over(priya, opened)
    with pytest.raises(NotFound):
        priya.vault.family("hassan")


# --- drafts, and the way back --------------------------------------------------------


def test_a_draft_goes_along_with_its_open_concern(
    priya: Desk, joanne: Desk, path: Path
) -> None:
    draft = start(priya, "hassan", "amira", type="new-birth")
    raise_concern(priya, draft.id, note="Said she feels worse")
    code = hand_over_file(priya, "hassan", CORBY, path, FLOOR).code
    opened = open_family_file(joanne, path.read_bytes(), code)
    assert (opened.holding.drafts, opened.holding.open_concerns) == (1, 1)
    take_over(joanne, opened)
    (found,) = joanne.vault.drafts()
    assert found.id == draft.id
    assert open_visit(joanne, draft.id).open_issues
    with pytest.raises(NotPossible, match="One thing comes first"):
        finish(joanne, draft.id)


def test_a_family_that_comes_back_brings_what_happened_there(
    priya: Desk, joanne: Desk, path: Path, done: HandedOver, clock: FixedClock
) -> None:
    take_over(joanne, open_family_file(joanne, path.read_bytes(), done.code))
    clock.forward(days=30)
    visit = start(joanne, "hassan", "amira", type="new-birth")
    finish(joanne, visit.id)
    moved = replace(joanne.vault.family("hassan"), address="2 Mill Lane")
    save_family(joanne, moved)
    back = hand_over_file(joanne, "hassan", CORBY, path, FLOOR)
    assert elsewhere(joanne) == {"hassan"}
    opened = open_family_file(priya, path.read_bytes(), back.code)
    assert opened.is_here
    took = take_over(priya, opened)
    assert took.taken.kept == 0
    assert len(priya.vault.find(Encounter, family_id="hassan")) == 2
    assert took.family.address == "2 Mill Lane"
    assert handed_over(took.family) is None
    assert elsewhere(priya) == frozenset()
    assert HASSAN.parents == took.family.parents
