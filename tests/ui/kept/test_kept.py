"""The page on which the rule is settled, and what is past it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from tests.ui.desks import CHLOE, HASSAN, IDRIS, Trip, open_desk, texts

from visit_app.ui.kept.presenter import KeptPresenter
from visit_app.ui.kept.view import KeptScreen, build
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveState
from visit_app.vault.errors import DiskFull
from visit_app.visits import Desk, RetentionRule, retention_rule, save_family

# Python must not collect a page in the middle of its last painting.
ALIVE: list[KeptScreen] = []


@pytest.fixture
def desk(theme: ThemeHolder) -> Iterator[Desk]:
    del theme  # in force while the page is there
    with open_desk() as desk:
        grown = replace(IDRIS, birth_date=date(2000, 1, 2))
        save_family(desk, replace(HASSAN, babies=(grown,)))
        save_family(desk, replace(CHLOE, expected_date_of_delivery=None))
        yield desk
        ALIVE.clear()


def opened(qtbot: QtBot, trip: Trip) -> KeptScreen:
    screen = build(trip.context(), Place.kept())
    assert isinstance(screen, KeptScreen)
    qtbot.addWidget(screen)
    ALIVE.append(screen)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def fill(screen: KeptScreen, text: str) -> None:
    screen.birthday.input.setFocus()
    screen.birthday.input.selectAll()
    QTest.keyClicks(screen.birthday.input, text)
    QTest.keyClick(screen.birthday.input, Qt.Key.Key_Return)


def test_nothing_is_past_before_a_rule_is_settled(qtbot: QtBot, desk: Desk) -> None:
    screen = opened(qtbot, Trip(desk))
    assert "no record is past its date" in texts(screen)
    assert screen.focusWidget() is screen.birthday.input


def test_settling_it_shows_who_is_past_it(qtbot: QtBot, desk: Desk) -> None:
    trip = Trip(desk)
    screen = opened(qtbot, trip)
    fill(screen, "25")
    assert retention_rule(desk) == RetentionRule(25)
    shown = texts(screen)
    assert "1 record is past its date. For 1 more no date can be worked out." in shown
    assert "Kept until 2 January 2025" in shown
    look = screen.findChild(QAbstractButton, "look-hassan")
    erase = screen.findChild(QAbstractButton, "erase-hassan")
    assert look is not None
    assert erase is not None
    look.click()
    assert trip.last == Place.family("hassan")
    erase.click()
    assert trip.last == Place.erase("hassan")
    screen.years.input.setFocus()
    QTest.keyClicks(screen.years.input, "8")
    QTest.keyClick(screen.years.input, Qt.Key.Key_Return)
    assert retention_rule(desk) == RetentionRule(25, 8)


@pytest.mark.parametrize("text", ["x", "0", "1000"])
def test_what_is_no_number_of_years_is_said_at_the_field(
    qtbot: QtBot, desk: Desk, text: str
) -> None:
    screen = opened(qtbot, Trip(desk))
    fill(screen, text)
    assert screen.birthday.error == "Give whole years, from 1 to 100."
    assert not retention_rule(desk).is_set


def test_what_is_half_typed_comes_back(qtbot: QtBot, desk: Desk) -> None:
    first = opened(qtbot, Trip(desk))
    QTest.keyClicks(first.birthday.input, "2")
    second = opened(qtbot, Trip(desk))
    second.put_back(first.half_typed())
    assert second.birthday.value() == "2"


def test_a_vault_that_fails_leaves_the_list_as_it_is(desk: Desk) -> None:
    def fails(
        work: object, on_result: object, on_error: Callable[[Exception], None]
    ) -> None:
        on_error(DiskFull())
        with pytest.raises(ZeroDivisionError):
            on_error(ZeroDivisionError())

    found: list[object] = []
    KeptPresenter(desk, SaveState(desk), fails).look(found.append)
    assert found == []
