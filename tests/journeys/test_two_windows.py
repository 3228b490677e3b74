"""Two laptops of one team, each with a window, and a folder between them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from tests.journeys.conftest import Unlock
from tests.journeys.hands import Hands
from tests.journeys.laptop import AMIRA, IDRIS, PASSPHRASE, PRIYA, desk_on, records_in
from tests.journeys.screens import FamilyScreen

from visit_app.records import Encounter, Family, Practitioner
from visit_app.ui.family_edit.view import FamilyEditScreen
from visit_app.ui.place import Place
from visit_app.ui.records_folder import RECOVERY_WAITS
from visit_app.visits import save_family

JOANNE = Practitioner(id="joanne", name="Joanne Reid")
KEY = "three sealed envelopes of wax"


def prepare(folder: Path, who: Practitioner, *families: Family) -> None:
    """Records in this folder, as the first run would make them."""
    made = records_in(folder).make(PASSPHRASE, who)
    with made.desk.vault as vault:
        vault.set_setting(RECOVERY_WAITS, value=False)
        for family in families:
            save_family(made.desk, family)


def at(hands: Hands, place: Place) -> None:
    """Go there, as the rail and the rows do."""
    hands.shell.inside.navigator.go(place)
    hands.settle()


def foot(hands: Hands) -> str:
    """The line at the foot."""
    return hands.shell.inside.workspace.status.text()


def check(hands: Hands) -> None:
    """Check now, and wait until it is over."""
    at(hands, Place.team())
    hands.press("Check now")
    rests = "resting"
    news = hands.shell.inside.courier
    hands.wait("the end of the run", lambda: news.news.phase.value == rests)


def start_team(hands: Hands, root: Path) -> None:
    """Everything asked for, typed."""
    at(hands, Place.team("start"))
    hands.type("Name of the team", "Kettering North")
    hands.type("Where the team store is", str(root / "store"))
    hands.type("Passphrase of the recovery key", KEY)
    hands.type("The same again", KEY)
    hands.type("File for the recovery key", str(root / "key.json"))
    hands.press("Start the team")
    hands.press("Next: the team")


def ask_to_join(hands: Hands, root: Path) -> str:
    """Ask, and read the code out."""
    at(hands, Place.team("join"))
    hands.type("Where the team store is", str(root / "store"))
    hands.press("Ask to be let in")
    hands.expect("Read this code to your team lead")
    labels = hands.showing(QLabel)
    return next(label.text() for label in labels if label.objectName() == "code")


def sign_off_a_visit(hands: Hands) -> None:
    """As short as one can be: begun, and signed off."""
    at(hands, Place.family("hassan"))
    FamilyScreen(hands).start_visit()
    visit = hands.shell.inside.navigator.screen
    assert visit is not None
    at(hands, Place.visit(visit.place.encounter_id, "finish"))
    hands.press("Sign off")


def change_phone(hands: Hands, number: str) -> None:
    """On the form of the family."""
    at(hands, Place.family_edit("hassan"))
    hands.type("Phone", number)
    hands.press("Save family")
    shown = hands.shell.inside.navigator
    hands.wait(
        "the saved family", lambda: not isinstance(shown.screen, FamilyEditScreen)
    )


@pytest.mark.usefixtures("qapp")
def test_a_visit_arrives_and_two_versions_of_a_number_stand_side_by_side(
    tmp_path: Path, unlock: Unlock
) -> None:
    family = Family(
        id="hassan", parents=(replace(AMIRA, nhs_number=""),), babies=(IDRIS,)
    )
    prepare(tmp_path / "a", PRIYA, family)
    prepare(tmp_path / "b", JOANNE)
    priya = unlock(tmp_path / "a")
    start_team(priya, tmp_path)
    joanne = unlock(tmp_path / "b")
    code = ask_to_join(joanne, tmp_path)
    check(priya)
    priya.type("The code Joanne Reid reads out", code)
    priya.press("Let this laptop in")
    priya.expect("Joanne Reid, laptop")
    joanne.press("Check now")
    joanne.expect("What is where")

    # a visit on the one laptop appears on the other, in the page that is open
    at(joanne, Place.family("hassan"))
    joanne.expect("No visits yet")
    sign_off_a_visit(priya)
    check(priya)
    priya.wait("the read-back", lambda: foot(priya).startswith("1 of 1 visit is in"))
    joanne.shell.inside.courier.check_now()
    joanne.wait("the visit", lambda: not joanne.says("No visits yet"))

    # what is typed in an open page stays while records come in
    at(joanne, Place.families())
    search = joanne.showing(QLineEdit)[0]
    search.setFocus()
    QTest.keyClicks(search, "hass")
    joanne.shell.inside.courier.received.emit()
    joanne.settle()
    assert (search.text(), joanne.shell.window.focusWidget()) == ("hass", search)

    # both change the same number while apart
    away = (tmp_path / "store").rename(tmp_path / "unplugged")
    change_phone(priya, "07700 900318")
    change_phone(joanne, "07700 900381")
    check(priya)
    priya.expect("Offline, as on most visits")
    assert "waiting to send" in foot(priya)
    away.rename(tmp_path / "store")
    check(joanne)
    check(priya)
    priya.expect("Amira H.: which phone number is right?")
    check(joanne)
    joanne.expect("Amira H.: which phone number is right?")
    joanne.press("07700 900381")
    joanne.press("Keep my number")
    check(joanne)
    check(priya)
    priya.expect("which phone number is right? A colleague has chosen.")

    # everything is on both disks when the windows are gone
    for hands in (priya, joanne):
        hands.shell.lock()
    for name in ("a", "b"):
        with desk_on(tmp_path / name) as desk:
            assert desk.vault.family("hassan").parents[0].phone == "07700 900381"
            numbers = {r.state.parents[0].phone for r in desk.vault.revisions("hassan")}
            assert {"07700 900318", "07700 900381"} <= numbers
            (found,) = desk.vault.find(Encounter, family_id="hassan")
            assert found.is_finished
    shutil.rmtree(tmp_path / "store")
