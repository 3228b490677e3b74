"""A family taken over from another team's file, by keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.desks import AMIRA, HASSAN, Trip, open_desk, texts
from tests.visits.two_teams import CORBY, JOANNE, SENDER, desk_of

from visit_app import visits
from visit_app.records import Family
from visit_app.records.clock import FixedClock
from visit_app.sync.book import ERASED
from visit_app.sync.laptop import Laptop
from visit_app.ui.families.view import FamiliesScreen
from visit_app.ui.family.view import FamilyScreen
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.ui.take_over.view import TakeOverScreen, build
from visit_app.vault.errors import DiskFull, NotFound
from visit_app.vault.file_code import new_code
from visit_app.vault.kdf import FLOOR
from visit_app.visits import Desk

# Python must not collect a page in the middle of its last painting.
ALIVE: list[TakeOverScreen | FamiliesScreen | FamilyScreen] = []


@dataclass(frozen=True)
class Sent:
    """A file that was written elsewhere, and its code."""

    path: Path
    code: str


@pytest.fixture
def sent(tmp_path: Path, clock: FixedClock) -> Sent:
    path = tmp_path / "hand-over.visitfamily"
    with desk_of(SENDER, tmp_path / "priya", clock) as desk:
        visits.save_family(desk, HASSAN)
        draft = visits.start(desk, "hassan", "amira", type="new-birth")
        visits.raise_concern(desk, draft.id)
        done = visits.hand_over_file(desk, "hassan", CORBY, path, FLOOR)
    return Sent(path, done.code)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock, theme: ThemeHolder) -> Iterator[Desk]:
    del theme  # in force while the page is there
    with desk_of(JOANNE, tmp_path / "joanne", clock) as desk:
        yield desk
        ALIVE.clear()


@pytest.fixture
def trip(desk: Desk) -> Trip:
    return Trip(desk)


def opened(qtbot: QtBot, trip: Trip, laptop: Laptop | None = None) -> TakeOverScreen:
    screen = build(trip.context(), Place.take_over(), laptop)
    assert isinstance(screen, TakeOverScreen)
    qtbot.addWidget(screen)
    ALIVE.append(screen)
    screen.resize(1126, 690)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def look(screen: TakeOverScreen, sent: Sent, code: str = "") -> None:
    screen.file.chosen.emit(str(sent.path))
    screen.file.code.set_value("")
    QTest.keyClicks(screen.file.code.input, code or sent.code)
    QTest.keyClick(screen.file.code.input, Qt.Key.Key_Return)


@pytest.mark.parametrize("erased", [["hassan"], ["another"]])
def test_what_the_team_erased_before_is_said_before_and_after(
    qtbot: QtBot, trip: Trip, sent: Sent, desk: Desk, erased: list[str]
) -> None:
    """Colleagues leave it out for good: nobody may think that they have it."""
    laptop = Laptop(desk.vault, desk.clock)
    laptop.ledger.set_value(ERASED, erased)
    screen = opened(qtbot, trip, laptop)
    look(screen, sent)
    said = "it is not sent to your colleagues, and stands on this laptop alone"
    assert (said in texts(screen)) == (erased == ["hassan"])
    screen.go.click()
    assert desk.vault.family("hassan")
    assert (said in texts(screen)) == (erased == ["hassan"])


def test_the_list_of_families_leads_here(qtbot: QtBot, trip: Trip) -> None:
    page = FamiliesScreen(trip.context(), Place.families())
    qtbot.addWidget(page)
    ALIVE.append(page)
    page.take_over.click()
    assert trip.last == Place.take_over()


def test_practice_does_not_offer_it(qtbot: QtBot, theme: ThemeHolder) -> None:
    assert theme
    with open_desk() as practice:
        page = FamiliesScreen(Trip(practice).context(), Place.families())
        qtbot.addWidget(page)
        ALIVE.append(page)
        page.show()
        assert "Take over a family" not in texts(page)


def test_first_the_file_then_the_code(qtbot: QtBot, trip: Trip, sent: Sent) -> None:
    screen = opened(qtbot, trip)
    assert screen.focusWidget() is screen.file.choose
    screen.go.click()
    assert screen.page.foot.reason() == "Choose the file first."
    screen.file.chosen.emit(str(sent.path))
    assert sent.path.name in texts(screen)
    assert screen.focusWidget() is screen.file.code.input
    screen.go.click()
    assert "Type the code" in screen.page.foot.reason()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_file_is_asked_for(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip)
    screen.file.choose.click()
    dialog = screen.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert "visitfamily" in dialog.nameFilters()[0]
    dialog.reject()


def test_what_is_wrong_with_a_file_is_said_at_once(
    qtbot: QtBot, trip: Trip, sent: Sent, tmp_path: Path
) -> None:
    whole = sent.path.read_bytes()
    screen = opened(qtbot, trip)
    for content, words in (
        (whole[:-5], "cut short"),
        (whole[:200] + b"?" + whole[201:], "changed or damaged"),
        (whole[:5] + b"\x02" + whole[6:], "newer version"),
        (b"%PDF-1.7 something", "not a file with a family"),
    ):
        sent.path.write_bytes(content)
        screen.file.chosen.emit(str(sent.path))
        assert words in texts(screen)
        assert not screen.file.is_good
    screen.file.chosen.emit(str(tmp_path / "gone.visitfamily"))
    assert "cannot be read" in texts(screen)
    sent.path.write_bytes(whole)
    screen.file.chosen.emit(str(sent.path))
    assert screen.file.is_good
    assert "cannot be read" not in texts(screen)


def test_a_wrong_code_is_said_at_the_field(
    qtbot: QtBot, trip: Trip, sent: Sent, desk: Desk
) -> None:
    screen = opened(qtbot, trip)
    look(screen, sent, new_code())
    assert "does not open this file" in screen.file.code.error
    look(screen, sent, "7QK2")
    assert "slip in this code" in screen.file.code.error
    assert screen.focusWidget() is screen.file.code.input
    QTest.keyClicks(screen.file.code.input, "-")
    assert screen.file.code.error == ""
    with pytest.raises(NotFound):
        desk.vault.family("hassan")


def test_what_it_holds_is_shown_before_anything_is_taken(
    qtbot: QtBot, trip: Trip, sent: Sent, desk: Desk
) -> None:
    screen = opened(qtbot, trip)
    look(screen, sent)
    shown = texts(screen)
    for words in (
        "Amira Hassan and Idris",
        "From Priya Nair, Kettering health visiting, 01632 960077.",
        "for Corby health visiting, Joanne Reid, 01632 960011.",
        "2 parents or carers, 1 baby, 1 visit.",
        "The parent agreed.",
        "1 concern is open",
        "1 visit is not signed off",
    ):
        assert words in shown
    assert "is here already" not in shown
    with pytest.raises(NotFound):
        desk.vault.family("hassan")


def test_it_is_taken_over_and_stands_on_the_own_list(
    qtbot: QtBot, trip: Trip, sent: Sent, desk: Desk
) -> None:
    screen = opened(qtbot, trip)
    look(screen, sent)
    assert screen.focusWidget() is screen.go
    QTest.keyClick(screen.go, Qt.Key.Key_Space)
    assert "The family is on your list." in texts(screen)
    assert visits.elsewhere(desk) == frozenset()
    assert screen.half_typed() == {}
    screen.go.click()
    assert trip.last == Place.family("hassan")
    page = FamilyScreen(trip.context(), Place.family("hassan"))
    qtbot.addWidget(page)
    ALIVE.append(page)
    page.show()
    assert "Taken over from Priya Nair" in texts(page)


def test_the_same_file_again_says_that_nothing_was_changed(
    qtbot: QtBot, trip: Trip, sent: Sent, desk: Desk
) -> None:
    first = opened(qtbot, trip)
    look(first, sent)
    first.go.click()
    before = desk.vault.copies.of("hassan")
    again = opened(qtbot, trip)
    look(again, sent)
    assert "This record is here already." in texts(again)
    again.go.click()
    assert "All of it was here already. Nothing was changed." in texts(again)
    assert desk.vault.copies.of("hassan") == before


def test_tab_goes_from_the_file_to_its_code_and_the_button(
    qtbot: QtBot, trip: Trip, sent: Sent
) -> None:
    screen = opened(qtbot, trip)
    QTest.keyClick(screen.file.choose, Qt.Key.Key_Tab)
    assert screen.focusWidget() is screen.file.code.input
    QTest.keyClick(screen.file.code.input, Qt.Key.Key_Tab)
    assert screen.focusWidget() is screen.go
    look(screen, sent)
    QTest.keyClick(screen.go, Qt.Key.Key_Tab)
    assert screen.focusWidget() is screen.back


def test_who_may_be_the_same_is_named_and_compared_afterwards(
    qtbot: QtBot, trip: Trip, sent: Sent, desk: Desk
) -> None:
    twin = Family(id="twin", parents=(replace(AMIRA, id="other"),))
    visits.save_family(desk, twin)
    screen = opened(qtbot, trip)
    look(screen, sent)
    assert "Amira Hassan is here already" in texts(screen)
    assert "same NHS number" in texts(screen)
    screen.go.click()
    button = screen.findChild(QAbstractButton, "compare-0")
    assert isinstance(button, QAbstractButton)
    button.click()
    assert trip.last == Place.same_family("hassan", "twin")
    assert "merged_into" not in desk.vault.family("twin").extra


def test_a_full_disk_is_said_and_it_can_be_tried_again(
    qtbot: QtBot,
    trip: Trip,
    sent: Sent,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    screen = opened(qtbot, trip)
    look(screen, sent)
    with monkeypatch.context() as patched:
        patched.setattr(desk.vault, "save_family", full)
        screen.go.click()
    assert "disk is full" in screen.page.foot.reason()
    with pytest.raises(NotFound):
        desk.vault.family("hassan")
    screen.go.click()
    assert desk.vault.family("hassan")


def test_file_and_code_come_back_after_a_lock(
    qtbot: QtBot, trip: Trip, sent: Sent
) -> None:
    first = opened(qtbot, trip)
    look(first, sent)
    typed = first.half_typed()
    again = opened(qtbot, trip)
    again.put_back(typed)
    assert again.half_typed() == typed
    assert (again.file.path, again.file.code.value()) == (str(sent.path), sent.code)
    again.go.click()
    assert again.look is not None
