"""Two records of one family: found, compared, joined, separated, told apart."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from tests.ui.desks import Trip, texts
from tests.ui.team.colleagues import ALI, FATIMA, Colleague
from tests.ui.team.hands import no_network

from visit_app import visits
from visit_app.records import Family, FamilyRole, Patient
from visit_app.sync import front
from visit_app.sync.shared_families import joined_into
from visit_app.ui.background import InlineBackground
from visit_app.ui.courier.courier import Courier
from visit_app.ui.family.view import FamilyScreen
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.ui.same_family.view import SameFamilyScreen, build
from visit_app.ui.team.home_page import HomePage
from visit_app.ui.team.view import TeamScreen

BORN = date(1995, 3, 14)
OMAR = Patient(
    id="omar",
    role=FamilyRole.BABY,
    given_name="Omar",
    birth_date=date(2026, 10, 1),
)
TWIN = Family(
    id="twin",
    parents=(replace(FATIMA, id="fatima-2", birth_date=BORN, phone="07700 900111"),),
    babies=(OMAR,),
    postcode="NN16 0AA",
)


@pytest.fixture
def trip(team: Path, priya: Colleague, theme: ThemeHolder) -> Trip:
    """Fatima stands in Priya's records twice."""
    _ = team, theme
    held = priya.desk.vault.family("ali")
    known = replace(held.parents[0], birth_date=BORN)
    priya.desk.vault.save_family(held.with_person(known), "Priya Nair")
    priya.desk.vault.save_family(TWIN, "Priya Nair")
    return Trip(priya.desk)


class MakeScreen:
    def __init__(self, trip: Trip, priya: Colleague, qtbot: QtBot) -> None:
        self._trip, self._priya, self._qtbot = trip, priya, qtbot

    def __call__(self) -> SameFamilyScreen:
        place = Place.same_family("ali", "twin")
        made = build(self._trip.context(), place, self._priya.laptop)
        assert isinstance(made, SameFamilyScreen)
        self._qtbot.addWidget(made)
        made.reflowed(Width.WIDE)
        made.show()
        made.shown()
        return made


@pytest.fixture
def opened(trip: Trip, priya: Colleague, qtbot: QtBot) -> MakeScreen:
    return MakeScreen(trip, priya, qtbot)


def press(widget: QAbstractButton) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Space)


@pytest.fixture
def team_page(
    trip: Trip, priya: Colleague, qtbot: QtBot
) -> Iterator[Callable[[], TeamScreen]]:
    """Opens Priya's page of the team."""
    courier = Courier(InlineBackground(), lambda _: priya.laptop, no_network)

    def opened() -> TeamScreen:
        courier.open(priya.desk)
        screen = TeamScreen(trip.context(), Place.team(), courier)
        qtbot.addWidget(screen)
        return screen

    yield opened
    courier.close()


def test_the_team_page_finds_them_and_leads_here(
    trip: Trip, team_page: Callable[[], TeamScreen]
) -> None:
    screen = team_page()
    assert isinstance(screen.page, HomePage)
    shown = texts(screen)
    assert "Fatima A., also as Fatima A. and Omar" in shown
    assert "the same name and date of birth" in shown
    button = screen.findChild(QAbstractButton, "compare-0")
    assert isinstance(button, QAbstractButton)
    press(button)
    assert trip.last == Place.same_family("ali", "twin")


def test_both_stand_side_by_side_and_nothing_is_joined_without_a_choice(
    opened: MakeScreen,
) -> None:
    screen = opened()
    shown = texts(screen)
    assert "07700 900300" in shown
    assert "07700 900111" in shown
    assert "Omar, baby" in shown
    press(screen.act)
    assert "Choose first which record goes on" in screen.page.foot.reason()


def test_what_differs_is_said_before_joining(opened: MakeScreen) -> None:
    screen = opened()
    press(screen.which.options[0])
    assert "07700 900300. The other record keeps: 07700 900111" in texts(screen)
    press(screen.which.options[1])
    assert "07700 900111. The other record keeps: 07700 900300" in texts(screen)


def test_joined_the_one_gains_what_only_the_other_knew_on_every_laptop(
    opened: MakeScreen,
    trip: Trip,
    priya: Colleague,
    joanne: Colleague,
    qtbot: QtBot,
) -> None:
    screen = opened()
    press(screen.which.options[0])
    press(screen.act)
    assert trip.last == Place.family("ali")
    front.sync(priya.laptop)
    front.sync(joanne.laptop)
    for one in (priya, joanne):
        held = one.desk.vault.family("ali")
        assert held.parents[0].phone == "07700 900300"
        assert [baby.given_name for baby in held.babies] == ["Omar"]
        assert joined_into(one.desk.vault.family("twin")) == "ali"
        assert visits.elsewhere(one.desk) == {"twin"}
    page = FamilyScreen(trip.context(), Place.family("ali"), priya.laptop)
    qtbot.addWidget(page)
    assert "another record, joined to this one" in texts(page)
    other = FamilyScreen(trip.context(), Place.family("twin"), priya.laptop)
    qtbot.addWidget(other)
    assert "This record was joined to that of Fatima Ali and Omar." in texts(other)


def test_joined_records_are_not_suggested_any_more(
    opened: MakeScreen, team_page: Callable[[], TeamScreen]
) -> None:
    screen = opened()
    press(screen.which.options[0])
    press(screen.act)
    assert "also as" not in texts(team_page())


def test_separated_both_stand_by_themselves_again(
    opened: MakeScreen, trip: Trip, priya: Colleague
) -> None:
    screen = opened()
    press(screen.which.options[0])
    press(screen.act)
    joined = opened()
    assert joined.together
    assert not joined.which.isVisibleTo(joined)
    press(joined.act)
    assert trip.last == Place.family("ali")
    assert priya.desk.vault.family("ali").babies == ()
    assert joined_into(priya.desk.vault.family("twin")) == ""
    assert not opened().together


def test_what_was_separated_meanwhile_is_said(opened: MakeScreen) -> None:
    screen = opened()
    press(screen.which.options[1])
    press(screen.act)
    first, second = opened(), opened()
    press(first.act)
    press(second.act)
    assert "not joined" in second.page.foot.reason()


def test_told_apart_they_are_not_suggested_again(
    opened: MakeScreen,
    trip: Trip,
    priya: Colleague,
    team_page: Callable[[], TeamScreen],
) -> None:
    press(opened().apart)
    assert trip.last == Place.team()
    assert "also as" not in texts(team_page())
    assert priya.desk.vault.family("ali").id == ALI.id
