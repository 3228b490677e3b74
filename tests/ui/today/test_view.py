"""The first screen by hand."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desks import CHLOE, Trip, add_hassan, texts

from visit_app import visits
from visit_app.records import Encounter, Family, Patient
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.today.view import TodayScreen, build
from visit_app.vault.errors import DiskFull
from visit_app.vault.journal import Behind
from visit_app.vault.second_copy import SecondCopy
from visit_app.visits import Desk


def opened(qtbot: QtBot, trip: Trip, **changes: Any) -> TodayScreen:
    screen = build(replace(trip.context(), **changes), Place.today())
    assert isinstance(screen, TodayScreen)
    qtbot.addWidget(screen)
    screen.resize(1126, 690)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def press(screen: QWidget, name: str) -> None:
    found = screen.findChild(QAbstractButton, name)
    assert found is not None, name
    found.click()


def test_an_empty_caseload_says_where_families_come_from(
    qtbot: QtBot, trip: Trip
) -> None:
    screen = opened(qtbot, trip)
    assert "No families yet" in texts(screen)
    assert "No contact is due now." in texts(screen)
    press(screen, "add-family")
    assert trip.last == Place.family_edit()
    screen.find_button.click()
    assert trip.last == Place.families()
    assert screen.search()
    press(screen, "numbers")
    assert trip.last == Place.settings("contacts")


def test_carry_on_is_the_first_thing(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    visit = visits.start(desk, "hassan", "amira", type="6-8-weeks")
    screen = opened(qtbot, trip)
    assert screen.focusWidget() is screen.resumed[0].button
    screen.resumed[0].button.click()
    assert trip.last == Place.visit(visit.id)
    assert "Hassan" not in texts(screen)


def test_due_and_recent_families_open(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip)
    press(screen, "due-hassan")
    assert trip.last == replace(Place.family("hassan"), step="start")
    assert not desk.vault.drafts()
    press(screen, "recent-hassan")
    assert trip.last == Place.family("hassan")


def test_a_visit_with_an_only_parent_starts_at_once(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    visits.save_family(desk, CHLOE)
    screen = opened(qtbot, trip)
    press(screen, "due-byrne")
    (visit,) = desk.vault.drafts()
    assert (visit.subject_id, visit.type) == ("chloe", "antenatal")
    assert trip.last == Place.visit(visit.id)
    press(screen, "due-byrne")  # one is begun: the family's page says so, and asks
    assert trip.last == replace(Place.family("byrne"), step="start")
    assert len(desk.vault.drafts()) == 1


def test_every_visit_that_was_begun_can_be_carried_on_with(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    visits.save_family(desk, CHLOE)
    begun = [visits.start(desk, "byrne", "chloe").id for _ in range(5)]
    screen = opened(qtbot, trip)
    assert len(screen.resumed) == 3
    assert screen.more_begun.text() == "Show 2 more visits"
    screen.more_begun.click()
    assert len(screen.resumed) == 5
    assert screen.focusWidget() is screen.resumed[3].button
    screen.resumed[4].button.click()
    assert trip.last == Place.visit(begun[0])
    assert "more visit" not in texts(screen)


def test_what_was_begun_is_read_once(
    qtbot: QtBot, trip: Trip, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits.save_family(desk, CHLOE)
    visits.start(desk, "byrne", "chloe")
    read: list[str] = []
    drafts = desk.vault.drafts

    def counted() -> tuple[Encounter, ...]:
        read.append("drafts")
        return drafts()

    monkeypatch.setattr(desk.vault, "drafts", counted)
    screen = opened(qtbot, trip)
    assert len(read) == 1
    visits.start(desk, "byrne", "chloe")
    screen.refresh()
    assert len(read) == 2
    assert len(screen.resumed) == 2


def test_ctrl_n_shows_surnames(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    visits.save_family(desk, CHLOE)
    screen = opened(qtbot, trip)
    assert "Surnames are hidden here" in texts(screen)
    trip.surnames = True
    screen.refresh()
    assert "Chloe Byrne" in texts(screen)
    assert "Surnames are shown here" in texts(screen)


def test_the_focus_stays_when_the_page_is_read_again(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    visits.save_family(desk, CHLOE)
    add_hassan(desk)
    screen = opened(qtbot, trip)
    for name in ("due-byrne", "recent-hassan", "find"):
        before = screen.findChild(QAbstractButton, name)
        assert before is not None
        before.setFocus()
        screen.refresh()
        now = screen.focusWidget()
        assert now is not None
        assert now.objectName() == name
        assert now.isVisibleTo(screen)


def test_more_contacts_are_shown_when_asked(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    for n in range(15):
        born = desk.clock.today() - timedelta(10)
        baby = Patient(id=f"b{n}", role="baby", birth_date=born)
        mother = Patient(id=f"m{n}", given_name="Grace")
        visits.save_family(desk, Family(id=f"f{n}", parents=(mother,), babies=(baby,)))
    screen = opened(qtbot, trip)
    assert _due(screen) == 12
    press(screen, "more-due")
    assert _due(screen) == 15


def _due(screen: TodayScreen) -> int:
    buttons = screen.due.findChildren(QAbstractButton)
    return sum(b.objectName().startswith("due-") for b in buttons)


class Failing:
    """Slow work that cannot be done."""

    def run(self, owner: Any, work: Any, on_result: Any, on_error: Any) -> None:
        del owner, work, on_result
        on_error(self.error)

    def __init__(self, error: Exception) -> None:
        self.error = error


def test_a_mistake_of_the_program_is_said_where_such_are_said(
    qtbot: QtBot, trip: Trip
) -> None:
    failing = Failing(DiskFull())
    screen = opened(qtbot, trip, background=failing)
    failing.error = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        screen.refresh()


def test_the_page_stands_when_the_dates_cannot_be_worked_out(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    visits.save_family(desk, CHLOE)
    screen = opened(qtbot, trip, background=Failing(DiskFull()))
    assert "could not be worked out" in texts(screen)


@pytest.mark.parametrize("width", list(Width))
def test_every_control_has_a_name_of_its_own(
    qtbot: QtBot, trip: Trip, desk: Desk, width: Width
) -> None:
    add_hassan(desk)
    visits.save_family(desk, CHLOE)
    visits.start(desk, "hassan", "amira")
    visits.start(desk, "hassan", "yonis")
    screen = opened(qtbot, trip)
    screen.reflowed(width)
    stops = [
        w
        for w in screen.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(screen)
    ]
    names = [w.objectName() for w in stops]
    assert all(names)
    assert len(set(names)) == len(names)


def test_in_a_narrow_window_nothing_of_a_contact_is_left_out(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip)
    parts = ("6 to 8 week review", "By 5 December", "To ask: Whooley, GAD-2")
    assert all(part in texts(screen) for part in parts)
    screen.reflowed(Width.MEDIUM)
    qtbot.waitUntil(lambda: all(part in texts(screen) for part in parts))


def test_a_second_copy_that_cannot_be_written_is_said_first(
    qtbot: QtBot, trip: Trip, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = opened(qtbot, trip)
    assert "in one place only" not in texts(screen)
    monkeypatch.setattr(SecondCopy, "behind", Behind(desk.clock.now(), DiskFull()))
    screen.refresh()
    assert "in one place only" in texts(screen)
