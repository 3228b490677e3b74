"""A family handed over, from its page, and whose list it stands on then."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from tests.ui.desks import Trip, texts
from tests.ui.team.colleagues import Colleague

from visit_app import visits
from visit_app.sync import front
from visit_app.sync.shared_families import in_hands_of
from visit_app.ui.family.view import FamilyScreen
from visit_app.ui.hand_over_family.view import HandOverFamilyScreen, build
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.vault.errors import DiskFull


@pytest.fixture
def trip(team: Path, priya: Colleague, theme: ThemeHolder) -> Trip:
    _ = team, theme
    return Trip(priya.desk)


@pytest.fixture
def screen(trip: Trip, priya: Colleague, qtbot: QtBot) -> HandOverFamilyScreen:
    place = Place.hand_over_family("ali")
    made = build(trip.context(), place, priya.laptop)
    assert isinstance(made, HandOverFamilyScreen)
    qtbot.addWidget(made)
    made.reflowed(Width.NARROW)
    made.show()
    made.shown()
    return made


def test_the_familys_page_says_who_looks_after_it_and_leads_here(
    trip: Trip, priya: Colleague, qtbot: QtBot
) -> None:
    page = FamilyScreen(trip.context(), Place.family("ali"), priya.laptop)
    qtbot.addWidget(page)
    assert "The whole team" in texts(page)
    button = page.findChild(QAbstractButton, "hand-over")
    assert isinstance(button, QAbstractButton)
    button.click()
    assert trip.last == Place.hand_over_family("ali")


def test_a_laptop_by_itself_has_nothing_of_a_team(trip: Trip, qtbot: QtBot) -> None:
    page = FamilyScreen(trip.context(), Place.family("ali"))
    qtbot.addWidget(page)
    assert page.findChild(QAbstractButton, "hand-over") is None


def test_everybody_is_offered_once_and_who_has_it_is_said(
    screen: HandOverFamilyScreen,
) -> None:
    names = [option.text() for option in screen.who.options]
    known = ["Joanne Reid", "Priya Nair", "The whole team", "Another team"]
    assert names == known
    QTest.keyClick(screen.hand, Qt.Key.Key_Space)
    assert "Choose who looks after" in screen.page.foot.reason()
    screen.who.options[2].click()
    QTest.keyClick(screen.hand, Qt.Key.Key_Space)
    assert "looks after this family already" in screen.page.foot.reason()


def test_handed_over_it_leaves_the_one_list_and_stands_on_the_other(
    screen: HandOverFamilyScreen, trip: Trip, priya: Colleague, joanne: Colleague
) -> None:
    screen.who.options[0].click()
    assert screen.hand.text() == "Hand over to Joanne Reid"
    QTest.keyClick(screen.who.options[0], Qt.Key.Key_Return)
    assert trip.last == Place.family("ali")
    assert visits.elsewhere(priya.desk) == {"ali"}
    front.sync(priya.laptop)
    front.sync(joanne.laptop)
    assert in_hands_of(joanne.desk.vault.family("ali")) == "joanne"
    assert visits.elsewhere(joanne.desk) == frozenset()


def test_it_can_go_back_to_the_whole_team(
    screen: HandOverFamilyScreen, trip: Trip, priya: Colleague, qtbot: QtBot
) -> None:
    screen.who.options[0].click()
    screen.hand.click()
    again = build(trip.context(), Place.hand_over_family("ali"), priya.laptop)
    assert isinstance(again, HandOverFamilyScreen)
    qtbot.addWidget(again)
    again.who.options[2].click()
    again.hand.click()
    assert visits.elsewhere(priya.desk) == frozenset()


def test_another_team_has_a_page_of_its_own(
    screen: HandOverFamilyScreen, trip: Trip, priya: Colleague
) -> None:
    screen.who.options[3].click()
    assert screen.hand.text() == "Next: what goes"
    screen.hand.click()
    assert trip.last == Place.another_team("ali")
    assert visits.elsewhere(priya.desk) == frozenset()


def test_a_full_disk_is_said_and_nothing_has_changed(
    screen: HandOverFamilyScreen,
    trip: Trip,
    priya: Colleague,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(priya.desk.vault, "save_family", full)
    screen.who.options[0].click()
    screen.hand.click()
    assert "full" in screen.page.foot.reason()
    assert trip.places == []
