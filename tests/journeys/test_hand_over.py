"""A family goes from one team's laptop to another's: two windows, a file, a code."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from tests.journeys.conftest import Unlock
from tests.journeys.hands import Hands
from tests.journeys.laptop import PASSPHRASE, desk_on, records_in
from tests.visits.two_teams import JOANNE, SENDER, visited

from visit_app import visits
from visit_app.records import Practitioner
from visit_app.ui.families.family_list import FamilyList
from visit_app.ui.records_folder import RECOVERY_WAITS
from visit_app.vault.family_copies import FamilyCopy

AGREES = "Yes, the parent agrees"


def made(folder: Path, who: Practitioner) -> Path:
    """Records in this folder; the sender's with the Hassans and a finished visit."""
    opened = records_in(folder).make(PASSPHRASE, who)
    with opened.desk.vault as vault:
        vault.set_setting(RECOVERY_WAITS, value=False)
        if who is SENDER:
            visited(opened.desk)
    return folder


def open_family(hands: Hands, words: str) -> None:
    """Search for it and open what is found."""
    hands.press("Families")
    hands.type("Search by name, NHS number or postcode", words)
    hands.expect("1 family")
    (found,) = hands.showing(FamilyList)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(found, Qt.Key.Key_Return)
    hands.expect("Start visit")


def in_dialog(hands: Hands, path: Path) -> None:
    """Type the path into the system's dialog, and take it."""

    def dialogs() -> list[QFileDialog]:
        return hands.showing(QFileDialog)

    hands.wait("the dialog", dialogs)
    (dialog,) = dialogs()
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    QTest.keyClick(name, Qt.Key.Key_Return)
    hands.settle()


def whole(folder: Path) -> FamilyCopy:
    """The family on this disk, its marks left aside."""
    with desk_on(folder) as desk:
        copy = desk.vault.copies.of("hassan")
    plain = replace(copy.family, revision="", extra={})
    last = replace(copy.revisions[0], state=plain)
    return replace(copy, present=last, revisions=copy.revisions[:1])


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_family_moves_with_all_that_was_ever_said_of_it(
    unlock: Unlock, tmp_path: Path
) -> None:
    priya = made(tmp_path / "priya", SENDER)
    joanne = made(tmp_path / "joanne", JOANNE)
    (tmp_path / "stick").mkdir()
    file = tmp_path / "stick" / "hand-over.visitfamily"

    hands = unlock(priya)
    open_family(hands, "hassan")
    hands.press("Hand over to another team…")
    hands.expect("2 parents or carers, 1 baby, 1 visit, 1 letter.")
    hands.type("Team", "Corby health visiting")
    hands.answer("Does the parent agree that the record goes there?", AGREES)
    hands.press("Write the file…")
    in_dialog(hands, file)
    hands.expect("The file is written: hand-over.visitfamily")
    hands.press("To the family")
    hands.expect("Handed over to Corby health visiting on")
    hands.press("Today")
    hands.expect("No visit is half finished.")
    assert not hands.says("Amira")
    hands.shell.lock()
    with desk_on(priya) as desk:
        code = visits.before_handing_over(desk, "hassan").code

    hands = unlock(joanne)
    hands.press("Families")
    hands.press("Take over a family")
    hands.press("Choose the file…")
    in_dialog(hands, file)
    hands.type("The code of the file", code.lower().replace("-", " "))
    hands.press("Look inside")
    hands.expect("From Priya Nair, Kettering health visiting")
    hands.press("Take over this family")
    hands.expect("The family is on your list.")
    hands.press("To the family")
    hands.expect("Taken over from Priya Nair")
    hands.expect("6 to 8 week review")
    hands.shell.lock()

    arrived = whole(joanne)
    assert arrived == whole(priya)
    kinds = [one.key[0] for one in arrived.records]
    assert {"Amendment", "DocumentReference", "QuestionnaireResponse"} <= set(kinds)
    scores = [r.record for r in arrived.records if r.key[0] == "Observation"]
    assert [(score.code, len(score.missing)) for score in scores] == [("phq-9", 1)]
    with desk_on(joanne) as desk:
        assert desk.vault.verify_audit().holds
