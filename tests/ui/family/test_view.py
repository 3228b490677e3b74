"""The page of a family by hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desks import CHLOE, HASSAN, Trip, add_hassan, finished, texts

from visit_app import visits
from visit_app.ui.family.view import FamilyScreen, build
from visit_app.ui.family_edit.presenter import FamilyEditPresenter
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.saving import SaveState
from visit_app.visits import Desk


def opened(qtbot: QtBot, trip: Trip, place: Place | None = None) -> FamilyScreen:
    screen = build(trip.context(), place or Place.family("hassan"))
    assert isinstance(screen, FamilyScreen)
    qtbot.addWidget(screen)
    screen.resize(1126, 690)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def press(screen: QWidget, name: str) -> None:
    found = screen.findChild(QAbstractButton, name)
    assert found is not None
    found.click()


def test_starting_asks_with_whom(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip)
    assert screen.focusWidget() is screen.start
    screen.start.click()
    assert screen.asking is not None
    screen.asking.group.options[1].click()
    press(screen, "begin")
    (visit,) = desk.vault.drafts()
    assert (visit.subject_id, visit.type) == ("yonis", "6-8-weeks")
    assert trip.last == Place.visit(visit.id)


def test_records_that_come_in_leave_the_question_standing(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip)
    screen.refer.click()
    assert screen.asking is not None
    screen.asking.group.options[1].setFocus()
    screen.asking.group.options[1].click()
    screen.refresh()
    asking = screen.asking
    assert asking is not None
    assert asking.isVisible()
    assert asking.group.code() == "yonis"
    assert screen.focusWidget() is asking.group.options[1]
    press(screen, "begin")
    (visit,) = desk.vault.drafts()
    assert visit.subject_id == "yonis"
    assert trip.last == Place.visit(visit.id, "referral")


def test_a_question_about_nobody_goes(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    family = add_hassan(desk)
    screen = opened(qtbot, trip)
    screen.refer.click()
    assert screen.asking is not None
    screen.asking.group.options[1].click()
    visits.save_family(desk, replace(family, parents=family.parents[:1]))
    screen.refresh()
    assert screen.asking is None


def test_escape_and_not_now_start_nothing(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip)
    screen.start.click()
    asking = screen.asking
    assert asking is not None
    QTest.keyClick(asking.group.options[0], Qt.Key.Key_Escape)
    assert screen.asking is None
    screen.start.click()
    press(screen, "not-now")
    assert desk.vault.drafts() == ()
    assert screen.focusWidget() is screen.start


def test_one_parent_is_not_asked_about(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    visits.save_family(desk, CHLOE)
    screen = opened(qtbot, trip, Place.family("byrne"))
    screen.refer.click()
    (visit,) = desk.vault.drafts()
    assert trip.last == Place.visit(visit.id, "referral")


def test_today_may_have_asked_for_the_visit(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    place = replace(Place.family("hassan"), step="start")
    screen = opened(qtbot, trip, place)
    assert screen.asking is not None
    assert desk.vault.drafts() == ()  # a page built again after a lock starts nothing


def test_today_may_have_asked_for_the_visit_of_an_only_parent_that_was_begun(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    visits.save_family(desk, CHLOE)
    visits.start(desk, "byrne", "chloe")
    place = replace(Place.family("byrne"), step="start")
    screen = opened(qtbot, trip, place)
    assert screen.asking is None  # there is nothing to choose
    assert screen.resume is not None
    assert screen.focusWidget() is screen.resume.button


def test_a_draft_is_carried_on_with(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    visit = visits.start(desk, "hassan", "amira", type="6-8-weeks")
    screen = opened(qtbot, trip)
    assert screen.resume is not None
    assert screen.focusWidget() is screen.resume.button
    screen.resume.button.click()
    assert trip.last == Place.visit(visit.id)
    screen.refer.click()
    assert trip.last == Place.visit(visit.id, "referral")
    assert screen.start.text() == "Start another visit"
    screen.start.click()
    assert screen.asking is not None


def test_a_family_without_parents_says_what_to_do(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    visits.save_family(desk, replace(HASSAN, parents=()))
    screen = opened(qtbot, trip)
    screen.start.click()
    assert trip.places == []
    assert "Add a parent or carer first" in texts(screen)


def test_history_opens_visits(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    done = [finished(desk, "amira", "phone-call", n % 4) for n in range(5)]
    screen = opened(qtbot, trip)
    assert len(screen.history.rows) == 3
    screen.history.all.click()
    assert len(screen.history.rows) == 5
    assert screen.focusWidget() is screen.history.rows[3]
    screen.history.rows[-1].click()
    assert trip.last == Place.visit(done[0].id)


def test_scores_of_each_parent_stand_apart(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    for n in range(8):
        finished(desk, "amira", "phone-call", *[n % 4] * 8, 0)
    finished(desk, "yonis", "phone-call", *[3] * 8, 0)
    screen = opened(qtbot, trip)
    assert screen.scores.view is None  # the other parent may be looking on
    assert "Shown when you choose" in texts(screen)
    screen.scores.whose.segments[0].click()
    view = screen.scores.view
    assert view is not None
    assert "Amira’s scores over time" in texts(screen)
    assert view.table.rowCount() == 8
    assert view.chart.accessibleDescription().count("Phone") <= 6
    assert "The last 6 of 8" in texts(screen)
    screen.scores.whose.chosen.emit("yonis")
    assert "Yonis’s scores over time" in texts(screen)
    now = screen.scores.view
    assert now is not None
    assert now.table.rowCount() == 1


def test_edit_and_a_form_that_waits(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip)
    screen.people.edit.click()
    assert trip.last == Place.family_edit("hassan")
    FamilyEditPresenter(desk, SaveState(desk), "hassan").set("amira", "phone", "1")
    screen.refresh()
    press(screen, "carry-on-form")
    assert trip.places == [Place.family_edit("hassan")] * 2


@pytest.mark.parametrize("width", list(Width))
def test_every_control_has_a_name(
    qtbot: QtBot, trip: Trip, desk: Desk, width: Width
) -> None:
    add_hassan(desk)
    for _ in range(4):
        finished(desk, "amira", "phone-call", 1)
    finished(desk, "yonis", "phone-call", 1)
    visits.start(desk, "hassan", "amira")
    screen = opened(qtbot, trip)
    screen.reflowed(width)
    screen.start.click()
    stops = [
        w
        for w in screen.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(screen)
    ]
    for stop in stops:
        parents = [stop, stop.parentWidget()]
        assert any(w is not None and w.objectName() for w in parents), stop
        assert stop.accessibleName() or getattr(stop, "text", str)(), stop


def test_another_programme_is_picked_on_the_page(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip)
    assert "6 to 8 week review due by" in texts(screen)
    screen.people.programme.combo.setFocus()
    QTest.keyClicks(screen.people.programme.combo, "Family")
    assert "FNP, infancy" in texts(screen)
    assert visits.families_programmes(desk) == {"hassan": "fnp"}
