"""Handing a family over as a file: what goes, what is marked, what stops it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.visits.conftest import HASSAN
from tests.visits.two_teams import CORBY, SENDER, desk_of, visited

from visit_app.records import Family, Patient
from visit_app.records.clock import FixedClock
from visit_app.sync import same_family
from visit_app.vault.errors import DiskFull, NotFound, NotWritten
from visit_app.vault.kdf import FLOOR
from visit_app.vault.policy import Policy
from visit_app.vault.vault import Vault
from visit_app.visits import (
    Agreement,
    Desk,
    HandedOver,
    Holding,
    NotPossible,
    before_handing_over,
    check_taker,
    elsewhere,
    file_name,
    hand_over_file,
    handed_over,
    handing_over,
    open_family_file,
    raise_concern,
    revisions,
    save_family,
    start,
    take_back,
    with_another_team,
)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    with desk_of(SENDER, tmp_path / "data", clock) as desk:
        visited(desk)
        yield desk


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "hand-over-2026-11-23-1.visitfamily"


def hand_over(desk: Desk, file: Path) -> HandedOver:
    return hand_over_file(desk, "hassan", CORBY, file, FLOOR)


# --- what is said before -------------------------------------------------------------


def test_what_goes_is_counted(desk: Desk) -> None:
    before = before_handing_over(desk, "hassan")
    assert before.holding == Holding(
        parents=2, babies=1, visits=1, drafts=0, letters=1, open_concerns=0
    )
    assert (before.handed, before.code) == (None, "")
    assert desk.vault.audit_entries("hassan")[-1].action == "view"
    with pytest.raises(NotFound):
        before_handing_over(desk, "nobody")


def test_a_draft_and_an_open_concern_are_named(desk: Desk) -> None:
    draft = start(desk, "hassan", "amira", type="new-birth")
    raise_concern(desk, draft.id)
    holding = before_handing_over(desk, "hassan").holding
    assert (holding.visits, holding.drafts, holding.open_concerns) == (2, 1, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"team": "  "}, "which team"),
        ({"agreement": ""}, "agreed, was told"),
        ({"agreement": Agreement.TOLD}, "lawful basis"),
        ({"agreement": Agreement.NOT_ASKED, "reason": " "}, "was not asked"),
        ({"person": "x" * 201}, "200 characters"),
    ],
)
def test_what_has_to_be_said_first(
    desk: Desk, file: Path, change: dict[str, str], sentence: str
) -> None:
    with pytest.raises(NotPossible, match=sentence):
        hand_over_file(desk, "hassan", replace(CORBY, **change), file, FLOOR)
    assert not file.exists()
    assert with_another_team(desk) == frozenset()


def test_blanks_are_taken_away() -> None:
    assert check_taker(replace(CORBY, team=" Corby\n health visiting ")) == CORBY


# --- the file and the mark -----------------------------------------------------------


def test_the_file_is_written_and_the_family_is_marked(desk: Desk, file: Path) -> None:
    before = desk.vault.copies.of("hassan")
    done = hand_over(desk, file)
    opened = open_family_file(desk, file.read_bytes(), done.code)
    assert opened.content.copies == (before,)
    assert opened.about == done.done
    mark = handed_over(desk.vault.family("hassan"))
    assert mark == done.done
    assert mark is not None
    assert (mark.team, mark.agreement) == (CORBY.team, "agreed")
    assert (mark.sender, mark.organization) == (SENDER.name, SENDER.organization)
    assert before_handing_over(desk, "hassan").code == done.code
    assert list(file.parent.iterdir()) == [file]


def test_it_leaves_the_own_list_and_is_found_all_the_same(
    desk: Desk, file: Path
) -> None:
    hand_over(desk, file)
    assert elsewhere(desk) == {"hassan"}
    assert [row.id for row in desk.vault.search("hassan")] == ["hassan"]
    assert desk.vault.copies.of("hassan").records


def test_the_mark_is_a_revision_that_travels(desk: Desk, file: Path) -> None:
    hand_over(desk, file)
    newest = revisions(desk, "hassan")[0]
    assert (newest.author, newest.changed) == (SENDER.name, ("handed_over",))
    assert ("Revision", newest.id) in {(p.type, p.id) for p in desk.vault.pending()}


def test_the_audit_says_it_without_a_name(desk: Desk, file: Path) -> None:
    done = hand_over(desk, file)
    entries = desk.vault.audit_entries("hassan")
    (entry,) = (e for e in entries if e.about.get("what") == "family-file")
    assert entry.action == "export"
    assert entry.about["sha256"] == done.done.file
    assert entry.about["records"] == len(desk.vault.copies.of("hassan").records)


def test_taking_it_back_undoes_the_mark_and_forgets_the_code(
    desk: Desk, file: Path
) -> None:
    before = desk.vault.family("hassan")
    hand_over(desk, file)
    back = take_back(desk, "hassan")
    assert replace(back, revision=before.revision) == before
    assert elsewhere(desk) == frozenset()
    assert before_handing_over(desk, "hassan").code == ""


def test_the_name_of_the_file_says_the_day_and_nothing_else(
    desk: Desk, file: Path
) -> None:
    assert file_name(desk) == "hand-over-2026-11-23-1.visitfamily"
    hand_over(desk, file)
    assert file_name(desk) == "hand-over-2026-11-23-2.visitfamily"


def test_records_that_were_joined_go_along(desk: Desk, file: Path) -> None:
    twin = save_family(desk, replace(HASSAN, id="twin", revision="", extra={}))
    start(desk, "twin", "amira", type="new-birth")
    joined = same_family.join(desk.vault.family("hassan"), twin)
    save_family(desk, joined.kept)
    save_family(desk, joined.other)
    assert before_handing_over(desk, "hassan").holding.visits == 2
    done = hand_over(desk, file)
    opened = open_family_file(desk, file.read_bytes(), done.code)
    assert [copy.family.id for copy in opened.content.copies] == ["hassan", "twin"]
    with pytest.raises(NotPossible, match="Hand that one over"):
        hand_over_file(desk, "twin", CORBY, file, FLOOR)


# --- what stops it -------------------------------------------------------------------


def test_a_policy_can_forbid_it(desk: Desk, file: Path) -> None:
    policy = Policy(
        organisation="Example Trust",
        serial=1,
        issued=date(2026, 11, 26),
        exports=("lists",),
    )
    with pytest.raises(NotPossible, match="another team as a file"):
        hand_over(replace(desk, policy=policy), file)
    assert not file.exists()


def test_not_out_of_practice(desk: Desk, file: Path, clock: FixedClock) -> None:
    with Vault.in_memory(clock) as vault:
        vault.save_family(HASSAN, "Priya Nair")
        with pytest.raises(NotPossible, match="stay in practice"):
            hand_over(replace(desk, vault=vault), file)
    assert not file.exists()


def nothing_happened(desk: Desk, file: Path) -> bool:
    entries = desk.vault.audit_entries("hassan")
    is_told = any(
        entry.action == "export" and entry.about.get("what") == "family-file"
        for entry in entries
    )
    return not (file.exists() or with_another_team(desk) or is_told)


def test_a_stick_that_says_it_has_what_it_has_not(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        handing_over, "write_whole", lambda path, data: path.write_bytes(data[:-1])
    )
    with pytest.raises(NotWritten):
        hand_over(desk, file)
    assert nothing_happened(desk, file)


def test_no_mark_no_file(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(desk.vault.copies, "note_in_common", full)
    with pytest.raises(DiskFull):
        hand_over(desk, file)
    assert nothing_happened(desk, file)


def test_what_changed_meanwhile_is_not_left_behind(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(path: Path, data: bytes) -> None:
        path.write_bytes(data)
        start(desk, "hassan", "amira", type="new-birth")

    monkeypatch.setattr(handing_over, "write_whole", slowly)
    with pytest.raises(NotPossible, match="write it once more"):
        hand_over(desk, file)
    assert nothing_happened(desk, file)


def test_another_family_is_not_touched(desk: Desk, file: Path) -> None:
    other = Family(id="evans", parents=(Patient(id="zoe", given_name="Zoe"),))
    saved = save_family(desk, other)
    hand_over(desk, file)
    assert desk.vault.family("evans") == saved
