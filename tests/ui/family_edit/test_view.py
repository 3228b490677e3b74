"""The form by hand: typing, questions, saving, leaving."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.desks import Trip, add_hassan, texts

from visit_app import visits
from visit_app.ui.family_edit.entry import Entry
from visit_app.ui.family_edit.view import FamilyEditScreen, build
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.visits import Desk


def opened(qtbot: QtBot, trip: Trip, place: Place) -> FamilyEditScreen:
    screen = build(trip.context(), place)
    assert isinstance(screen, FamilyEditScreen)
    qtbot.addWidget(screen)
    screen.resize(1126, 690)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def line(screen: FamilyEditScreen, name: str) -> QLineEdit:
    found = screen.findChild(QLineEdit, name)
    assert found is not None
    return found


def entry(screen: FamilyEditScreen, where: str, name: str) -> Entry:
    cards = [c for c in screen.cards if c.where == where and name in c.entries]
    return cards[0].entries[name]


def retype(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_new_family_by_keyboard(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip, Place.family_edit())
    mother = screen.presenter.form.people[0].id
    assert screen.focusWidget() is line(screen, f"{mother}/given_name")
    QTest.keyClicks(line(screen, f"{mother}/given_name"), "Grace")
    QTest.keyClicks(line(screen, f"{mother}/family_name"), "Obi")
    assert "Grace, mother" in texts(screen)
    screen.save_button.click()
    place = trip.last
    assert place is not None
    assert place.name == "family"
    assert trip.desk.vault.family(place.family_id).title == "Grace Obi"


def test_a_lock_leads_back_to_a_field_in_which_nothing_was_typed(
    qtbot: QtBot, trip: Trip
) -> None:
    screen = opened(qtbot, trip, Place.family_edit())
    line(screen, f"{screen.presenter.form.people[0].id}/phone").setFocus()
    key = screen.focus_key()
    again = opened(qtbot, trip, Place.family_edit())
    assert again.restore_focus(key)
    phone = line(again, f"{again.presenter.form.people[0].id}/phone")
    assert again.focusWidget() is phone


def test_what_is_typed_is_kept_before_it_is_saved(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip, Place.family_edit("hassan"))
    assert not screen.discard.isVisibleTo(screen)
    retype(line(screen, "amira/phone"), "07700 9")
    retype(line(screen, "amira/birth_date"), "3 f")
    assert "Saved 10:42" in screen.tick.accessibleName() + texts(screen)
    again = opened(qtbot, trip, Place.family_edit("hassan"))
    assert line(again, "amira/phone").text() == "07700 9"
    assert line(again, "amira/birth_date").text() == "3 f"
    assert again.discard.isVisibleTo(again)
    again.back.click()
    assert trip.last == Place.family("hassan")


def test_errors_stand_at_their_field_and_take_the_focus(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip, Place.family_edit("hassan"))
    retype(line(screen, "amira/nhs_number"), "999 000 0017")
    screen.save()
    number = entry(screen, "amira", "nhs_number")
    assert "does not add up" in number.frame.error
    assert screen.focusWidget() is number.frame.control
    assert screen.page.foot.reason() == "One thing to look at."
    assert trip.places == []
    QTest.keyClick(number.frame.control, Qt.Key.Key_Backspace)
    assert number.frame.error == ""


def test_an_unlikely_date_is_questioned_and_can_be_right(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip, Place.family_edit("hassan"))
    retype(line(screen, "amira/nhs_number"), "")
    line(screen, "amira/nhs_number").clear()
    screen.presenter.set("amira", "nhs_number", "")
    retype(line(screen, "idris/birth_date"), "3 march 27")
    QTest.keyClick(line(screen, "idris/birth_date"), Qt.Key.Key_Return)
    born = entry(screen, "idris", "birth_date")
    assert born.question.isVisibleTo(screen)
    assert line(screen, "idris/birth_date").text() == "3 March 2027"
    screen.save()
    assert screen.focusWidget() is born.question.button
    born.question.button.click()
    assert not born.question.isVisibleTo(screen)
    screen.save()
    assert trip.last == Place.family("hassan")
    assert str(desk.vault.family("hassan").babies[0].birth_date) == "2027-03-03"


def test_the_number_is_shown_in_groups(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip, Place.family_edit())
    mother = screen.presenter.form.people[0].id
    number = line(screen, f"{mother}/nhs_number")
    QTest.keyClicks(number, "9990000018")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert number.text() == "999 000 0018"
    shown = entry(screen, mother, "nhs_number").question
    assert "never issued" in shown.words.text()


def test_people_come_and_go(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    visits.start(desk, "hassan", "amira")
    screen = opened(qtbot, trip, Place.family_edit("hassan", "yonis"))
    assert screen.focusWidget() is line(screen, "yonis/given_name")
    assert line(screen, "yonis/given_name").selectedText() == ""
    press(screen, "amira/off")
    assert "A visit is recorded with Amira" in texts(screen)
    press(screen, "yonis/off")
    assert "Yonis leaves the family when you save." in texts(screen)
    assert not line(screen, "yonis/given_name").isVisibleTo(screen)
    press(screen, "yonis/back")
    assert line(screen, "yonis/given_name").isVisibleTo(screen)
    press(screen, "add-baby")
    baby = screen.presenter.form.people[-1]
    assert baby.is_baby
    assert screen.focusWidget() is line(screen, f"{baby.id}/given_name")
    press(screen, "add-parent")
    assert not screen.presenter.form.people[-1].is_baby


def test_choices_are_kept(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip, Place.family_edit("hassan"))
    for name, code in (
        ("safe_to_leave_message", "no"),
        ("interpreter_needed", "yes"),
        ("sex", "prefer-not-to-say"),
        ("ethnic_category", "black-african"),
        ("role", "partner"),
    ):
        frame = entry(screen, "yonis", name).frame
        frame.choose(code)  # type: ignore[attr-defined]
        frame.combo.activated.emit(frame.combo.currentIndex())  # type: ignore[attr-defined]
    entry(screen, "amira", "nhs_number").frame.set_value("")  # type: ignore[attr-defined]
    screen.presenter.set("amira", "nhs_number", "")
    screen.save()
    yonis = desk.vault.family("hassan").person("yonis")
    assert (yonis.safe_to_leave_message, yonis.interpreter_needed) == (False, True)
    assert (yonis.sex, yonis.ethnic_category) == ("prefer-not-to-say", "black-african")
    assert yonis.role == "partner"


def test_discarding_asks_once_more(qtbot: QtBot, trip: Trip, desk: Desk) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip, Place.family_edit("hassan"))
    retype(line(screen, "amira/phone"), "1")
    screen.discard.click()
    assert trip.places == []
    assert screen.discard.text() == "Yes, discard changes"
    retype(line(screen, "amira/phone"), "2")
    assert screen.discard.text() == "Discard changes"
    screen.discard.click()
    screen.discard.click()
    assert trip.last == Place.family("hassan")
    assert not screen.presenter.is_changed


@pytest.mark.parametrize("width", list(Width))
def test_every_control_has_a_name_of_its_own(
    qtbot: QtBot, trip: Trip, desk: Desk, width: Width
) -> None:
    add_hassan(desk)
    screen = opened(qtbot, trip, Place.family_edit("hassan"))
    screen.reflowed(width)
    stops = [
        w
        for w in screen.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(screen)
    ]
    names = [w.objectName() for w in stops]
    assert all(names)
    assert len(set(names)) == len(names)


def press(screen: FamilyEditScreen, name: str) -> None:
    button = screen.findChild(QWidget, name)
    assert button is not None
    button.click()  # type: ignore[attr-defined]


def test_it_begins_at_what_was_asked_for_and_goes_back_to_the_visit(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    add_hassan(desk)
    asked = Place.family_edit("hassan", "amira", entry="phone", encounter_id="v1")
    screen = opened(qtbot, trip, asked)
    assert screen.focusWidget() is line(screen, "amira/phone")
    new = opened(qtbot, trip, Place.family_edit(encounter_id="v1"))
    mother = new.presenter.form.people[0].id
    QTest.keyClicks(line(new, f"{mother}/given_name"), "Grace")
    new.save_button.click()
    assert trip.last == Place.visit("v1")
    trip.places.clear()
    at_home = Place.family_edit("hassan", entry="postcode", encounter_id="v1")
    screen = opened(qtbot, trip, at_home)
    assert screen.focusWidget() is line(screen, "home/postcode")
    screen.back.click()
    assert trip.last == Place.visit("v1")
