"""A vault that does not open: one button restores it, nothing is deleted."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from tests.ui.conftest import PASSPHRASE
from tests.ui.kit.hands import press
from tests.ui.unlock.test_unlock import Opening, opening

from visit_app.records import Encounter, Practitioner
from visit_app.records.clock import FixedClock
from visit_app.ui.records_folder import RecordsFolder
from visit_app.vault.kdf import FLOOR
from visit_app.vault.place import Place
from visit_app.vault.snapshot import Snapshot, found_in

__all__ = ["opening"]


def back_up(records: RecordsFolder) -> Snapshot:
    vault = records.open(PASSPHRASE).desk.vault
    with vault, vault.backups() or pytest.fail("no backups") as backups:
        return backups.make().snapshot


def add_visit(records: RecordsFolder, name: str) -> None:
    moment = records.clock.now()
    visit = Encounter(id=name, family_id="f", subject_id="s", period_start=moment)
    with records.open(PASSPHRASE).desk.vault as vault:
        vault.put(visit)


def visits(opened: Opening) -> set[str]:
    vault = opened.opened[-1].desk.vault
    return {visit.id for visit in vault.drafts()}


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(100, len(content), 4096):
        content[place] ^= 1
    path.write_bytes(content)


def test_a_damaged_vault_is_offered_whole_and_opened_by_enter(
    opening: Opening, records: RecordsFolder
) -> None:
    back_up(records)
    add_visit(records, "later")
    spoil(Place(records.folder).database)
    opening.type_passphrase(PASSPHRASE)

    form = opening.page.restore
    assert form.isVisible()
    assert form.title.text() == "Your records can be restored"
    assert "Everything you saved is there, up to today at" in form.facts.text()
    assert "Nothing is deleted." in form.facts.text()
    assert opening.opened == []
    assert form.button.hasFocus()

    press(form.button, Qt.Key.Key_Space)
    assert visits(opening) == {"later"}
    arrival = opening.opened[0].desk.vault.arrival
    assert arrival.restored
    assert (records.folder / arrival.restored["aside"] / "vault.db").exists()


def test_a_loss_is_named(opening: Opening, records: RecordsFolder) -> None:
    back_up(records)
    add_visit(records, "later")
    place = Place(records.folder)
    spoil(place.database)
    for path in place.journal.iterdir():
        path.unlink()
    opening.type_passphrase(PASSPHRASE)
    facts = opening.page.restore.facts.text()
    assert "complete up to" in facts
    assert "may be missing" in facts


def test_not_now_changes_nothing(opening: Opening, records: RecordsFolder) -> None:
    back_up(records)
    place = Place(records.folder)
    spoil(place.database)
    damaged = place.database.read_bytes()
    opening.type_passphrase(PASSPHRASE)
    opening.page.restore.not_now.click()
    assert opening.page.passphrase.isVisible()
    assert place.database.read_bytes() == damaged
    assert not place.restoring.exists()


def test_a_question_nobody_answers_does_not_keep_the_key(
    opening: Opening, records: RecordsFolder
) -> None:
    back_up(records)
    spoil(Place(records.folder).database)
    opening.type_passphrase(PASSPHRASE)
    found = opening.page.presenter._mending
    assert found is not None
    (_, let_go), *_ = opening.waits
    let_go()
    assert opening.page.passphrase.isVisible()
    assert repr(found.key) == "DataKey(wiped)"


def test_without_a_backup_a_folder_with_some_can_be_chosen(
    opening: Opening, records: RecordsFolder, tmp_path: Path
) -> None:
    back_up(records)
    place = Place(records.folder)
    stick = tmp_path / "stick"
    place.backups.rename(stick)
    spoil(place.database)
    opening.type_passphrase(PASSPHRASE)
    problem = opening.page.problem
    assert problem.isVisible()
    assert "No backup of these records" in problem.words.text()
    assert problem.choose.isVisible()

    problem.choose.click()
    _chosen(opening, str(stick))
    assert opening.page.restore.isVisible()
    opening.page.restore.button.click()
    assert opening.opened[0].desk.practitioner.name == "Priya Nair"


def test_of_a_stick_that_others_use_too_the_passphrase_finds_its_own(
    opening: Opening, records: RecordsFolder, tmp_path: Path
) -> None:
    """Key file, records and backups of this laptop are gone."""
    back_up(records)
    place, stick = Place(records.folder), tmp_path / "stick"
    stick.mkdir()
    place.backups.rename(stick / "backups")
    clock = FixedClock()
    clock.forward(days=2)
    other = RecordsFolder(tmp_path / "other", clock, cost=FLOOR)
    lena = Practitioner(id="lena", name="Lena Novak")
    other.make("other plain words", lena).desk.vault.close()
    vault = other.open("other plain words").desk.vault
    with vault, vault.backups() or pytest.fail("no backups") as backups:
        newer = backups.make().snapshot.folder
    newer.rename(stick / "backups" / newer.name)
    spoil(place.database)
    place.slots.unlink()
    place.slots_copy.unlink()
    opening.type_passphrase(PASSPHRASE)
    opening.page.problem.choose.click()
    _chosen(opening, str(stick))
    opening.page.restore.button.click()
    assert opening.opened[0].desk.practitioner.name == "Priya Nair"


def test_an_erasure_that_may_come_undone_is_said(
    opening: Opening, records: RecordsFolder
) -> None:
    back_up(records)
    place = Place(records.folder)
    spoil(place.database)
    for path in place.journal.iterdir():
        path.unlink()
    opening.type_passphrase(PASSPHRASE)
    assert "may come back with it" in opening.page.restore.facts.text()


def _chosen(opening: Opening, path: str) -> None:
    (dialog,) = opening.page.findChildren(QFileDialog)
    dialog.fileSelected.emit(path)
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()


def test_a_report_for_support_is_saved(
    opening: Opening, records: RecordsFolder, tmp_path: Path
) -> None:
    back_up(records)
    spoil(Place(records.folder).database)
    opening.type_passphrase(PASSPHRASE)
    opening.page.restore.report.click()
    _chosen(opening, str(tmp_path / "report.json"))
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert told["backups"][0]["as_written"] is True
    assert "Priya" not in (tmp_path / "report.json").read_text(encoding="utf-8")
    assert "no name" in opening.page.presenter.write_report(tmp_path / "again.json")
    assert "could not" in opening.page.presenter.write_report(tmp_path / "a" / "b")


def test_going_back_to_a_backup_says_what_is_newer(
    opening: Opening, records: RecordsFolder
) -> None:
    chosen = back_up(records)
    add_visit(records, "later")
    opening.page.go_back_to(chosen)
    assert opening.page.passphrase.title.text() == "Go back to an earlier state"
    opening.type_passphrase("not this one")
    assert opening.error()
    opening.type_passphrase(PASSPHRASE)
    facts = opening.page.restore.facts.text()
    assert "1 visit was begun or changed since:" in facts
    opening.page.restore.button.click()
    assert visits(opening) == set()


def test_going_back_can_be_given_up(opening: Opening, records: RecordsFolder) -> None:
    chosen = back_up(records)
    opening.page.go_back_to(chosen)
    opening.page.passphrase.keep.click()
    assert opening.page.passphrase.title.text() == "Unlock your records"
    opening.type_passphrase(PASSPHRASE)
    assert len(opening.opened) == 1
    assert len(found_in(Place(records.folder).backups)) == 1
