"""Every keystroke is kept, and saving makes one revision of it."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.ui.desks import HASSAN, add_hassan

from visit_app import visits
from visit_app.records import FamilyRole
from visit_app.records.clock import FixedClock
from visit_app.ui.family_edit import drafts
from visit_app.ui.family_edit.form import EXPECTED, HOME
from visit_app.ui.family_edit.presenter import FamilyEditPresenter
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.saving import SaveState
from visit_app.vault.errors import DiskFull
from visit_app.vault.kdf import FLOOR
from visit_app.visits import Desk

PASSPHRASE = "kettle river seven lamp"


def opened(desk: Desk, family_id: str = "") -> FamilyEditPresenter:
    return FamilyEditPresenter(desk, SaveState(desk), family_id)


def type_text(form: FamilyEditPresenter, where: str, name: str, text: str) -> None:
    for end in range(1, len(text) + 1):
        form.set(where, name, text[:end])


def test_a_new_family_is_added_with_one_revision(desk: Desk) -> None:
    form = opened(desk)
    assert form.is_new
    mother = form.form.people[0].id
    type_text(form, mother, "given_name", "Kasia")
    type_text(form, mother, "family_name", "Wiśniewska")
    type_text(form, HOME, EXPECTED, "3 Feb 2027")
    assert form.problems() == ()
    family = form.save()
    assert family is not None
    assert desk.vault.family(family.id).title == "Kasia Wiśniewska"
    assert family.expected_date_of_delivery == date(2027, 2, 3)
    assert len(visits.revisions(desk, family.id)) == 1
    assert drafts.waiting(desk) == ()
    assert opened(desk).form.people[0].name == ""


def test_half_typed_text_is_there_again(desk: Desk) -> None:
    add_hassan(desk)
    form = opened(desk, "hassan")
    assert not form.is_changed
    type_text(form, "amira", "birth_date", "3 f")
    again = opened(desk, "hassan")
    assert again.is_changed
    assert again.text("amira", "birth_date") == "3 f"
    assert desk.vault.family("hassan").parents[0].birth_date == date(1995, 3, 14)
    assert [draft.family_id for draft in drafts.waiting(desk)] == ["hassan"]


def test_a_change_of_a_colleague_meanwhile_is_kept(desk: Desk) -> None:
    add_hassan(desk)
    form = opened(desk, "hassan")
    form.set("amira", "phone", "07700 900999")
    family = desk.vault.family("hassan")
    visits.save_family(
        desk, family.with_person(replace(family.parents[0], contact_note="Ring twice"))
    )
    saved = form.save()
    assert saved is not None
    assert saved.parents[0].phone == "07700 900999"
    assert saved.parents[0].contact_note == "Ring twice"


def test_somebody_is_added_taken_off_and_put_back(desk: Desk) -> None:
    add_hassan(desk)
    form = opened(desk, "hassan")
    partner = form.add(FamilyRole.PARTNER)
    form.set(partner, "given_name", "Sam")
    baby = form.add(FamilyRole.BABY)
    form.set(baby, "birth_date", "10 Oct 2026")
    assert form.take_off("yonis") == ""
    assert form.take_off("idris") == ""
    form.put_back("idris")
    form.set("amira", "role", "other")
    saved = form.save()
    assert saved is not None
    assert [(p.given_name, p.role) for p in saved.parents] == [
        ("Amira", "other"),
        ("Sam", "partner"),
    ]
    assert [b.id for b in saved.babies] == ["idris", baby]


def test_somebody_who_was_visited_stays(desk: Desk) -> None:
    add_hassan(desk)
    visits.start(desk, "hassan", "yonis")
    form = opened(desk, "hassan")
    assert "Yonis" in form.take_off("yonis")
    assert not form.form.person("yonis").removed


def test_discarding_forgets_the_form_only(desk: Desk) -> None:
    add_hassan(desk)
    form = opened(desk, "hassan")
    form.set("amira", "phone", "1")
    form.discard()
    assert form.text("amira", "phone") == "07700 900142"
    assert drafts.waiting(desk) == ()
    assert desk.vault.family("hassan").parents[0].phone == "07700 900142"


def test_a_number_of_another_family_is_found(desk: Desk) -> None:
    add_hassan(desk)
    form = opened(desk)
    form.set(form.form.people[0].id, "given_name", "Kasia")
    form.set(form.form.people[0].id, "nhs_number", "9990000018")
    texts = [problem.text for problem in form.problems()]
    assert "Amira Hassan has this number already. Is it right?" in texts


def test_a_full_disk_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    add_hassan(desk)
    state = SaveState(desk)
    form = FamilyEditPresenter(desk, state, "hassan")

    def full(*_: object, **__: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(desk.vault, "set_setting", full)
        patch.setattr(desk.vault, "save_family", full)
        form.set("amira", "phone", "0")
        assert form.save() is None
        assert state.has_unsaved
    assert form.text("amira", "phone") == "0"
    assert state.retry()
    assert desk.vault.family("hassan").parents[0].phone == "0"


def test_codes_say_the_group_of_an_ethnic_category(desk: Desk) -> None:
    form = opened(desk)
    codes = dict(form.codes("ethnic-category"))
    assert codes["black-african"] == "Black: African"
    assert codes["prefer-not-to-say"] == "Prefer not to say"
    assert ("prefer-not-to-say", "Prefer not to say") in form.codes("sex")


_TYPING = """
import os, signal, sys
from pathlib import Path
from visit_app.records.clock import FixedClock
from visit_app.ui.family_edit.presenter import FamilyEditPresenter
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.saving import SaveState
from visit_app.vault.kdf import FLOOR
desk = RecordsFolder(Path(sys.argv[1]), FixedClock(), FLOOR).open(sys.argv[2]).desk
form = FamilyEditPresenter(desk, SaveState(desk), "hassan")
form.set("amira", "contact_note", "Text firs")
form.set("amira", "contact_note", "Text first, then ri")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_kill_9_keeps_the_last_keystroke(
    records: RecordsFolder, clock: FixedClock
) -> None:
    desk = records.open(PASSPHRASE).desk
    visits.save_family(desk, HASSAN)
    desk.vault.close()
    folder = str(records.folder)
    ended = subprocess.run(
        [sys.executable, "-c", _TYPING, folder, PASSPHRASE], check=False
    )
    assert ended.returncode == -signal.SIGKILL
    desk = RecordsFolder(Path(folder), clock, FLOOR).open(PASSPHRASE).desk
    with desk.vault:
        form = opened(desk, "hassan")
        assert form.text("amira", "contact_note") == "Text first, then ri"
        assert desk.vault.family("hassan").parents[0].contact_note.startswith("Text")
