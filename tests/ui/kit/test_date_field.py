from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Said, Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.calendar import Calendar, CalendarPopup
from visit_app.ui.kit.date_field import DateField
from visit_app.ui.kit.theme_holder import SchemeChoice, ThemeHolder

TODAY = date(2026, 11, 23)


def typed(qtbot: QtBot, field: DateField, text: str) -> None:
    field.input.clear()
    press(field.input, text)
    press(field.input, Qt.Key.Key_Return)


def test_what_was_typed_is_read_and_written_out(qtbot: QtBot, show: Show) -> None:
    field = DateField("Date of birth", TODAY)
    show(field, 500, 140)
    with qtbot.waitSignal(field.entered) as signal:
        typed(qtbot, field, "3 feb 26")
    assert signal.args == [date(2026, 2, 3)]
    assert field.input.text() == "3 February 2026"
    with qtbot.assertNotEmitted(field.entered):
        press(field.input, Qt.Key.Key_Return)


def test_what_cannot_be_read_stays_with_the_advice(
    qtbot: QtBot, show: Show, said: Said
) -> None:
    field = DateField("Date of birth", TODAY)
    show(field, 500, 140)
    with qtbot.assertNotEmitted(field.entered):
        typed(qtbot, field, "3 f")
    assert field.input.text() == "3 f"
    assert "could not be read" in field.error
    assert field.value() is None
    with qtbot.waitSignal(field.entered) as signal:
        typed(qtbot, field, "")
    assert signal.args == [None]
    assert field.error == ""


def test_an_emptied_date_that_is_needed_stays(qtbot: QtBot, show: Show) -> None:
    field = DateField("Date", TODAY, needed=True)
    show(field, 500, 140)
    typed(qtbot, field, "")
    assert field.error == ""
    field.set_value(date(2026, 2, 3))
    with qtbot.assertNotEmitted(field.entered):
        typed(qtbot, field, "")
    assert field.error == "3 February 2026 stays until you give another date."
    assert field.half_typed() == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_calendar_picks_a_day_by_keyboard(qtbot: QtBot, show: Show) -> None:
    field = DateField("Date of birth", TODAY)
    show(field, 500, 400)
    field.set_value(date(2026, 2, 3))
    click(field.calendar_button)
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    assert popup.calendar.selectedDate() == QDate(2026, 2, 3)
    popup.calendar.setSelectedDate(QDate(2026, 2, 4))
    with qtbot.waitSignal(field.entered) as signal:
        popup.calendar.activated.emit(popup.calendar.selectedDate())
    assert signal.args == [date(2026, 2, 4)]
    assert field.value() == date(2026, 2, 4)


def test_another_reader_can_be_used(qtbot: QtBot, show: Show) -> None:
    def tomorrow(text: str, today: date) -> date:
        return date(2026, 11, 24)

    field = DateField("Next visit", TODAY, read=tomorrow)
    show(field, 500, 140)
    typed(qtbot, field, "tomorrow")
    assert field.value() == date(2026, 11, 24)


def test_the_calendar_button_says_for_which_field(qtbot: QtBot, show: Show) -> None:
    field = DateField("Date of &birth", TODAY)
    show(field, 500, 140)
    said = field.calendar_button.accessibleDescription()
    assert said == "Picks a date for Date of birth"


def test_no_day_of_the_calendar_is_red_and_its_arrows_have_names(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    calendar = Calendar()
    qtbot.addWidget(calendar)
    schemes: tuple[SchemeChoice, ...] = ("light", "dark")
    for scheme in schemes:
        holder.choose_scheme(scheme)
        inks = {
            calendar.weekdayTextFormat(day).foreground().color().name()
            for day in Qt.DayOfWeek
        }
        assert inks == {holder.theme.tokens.ink.lower()}
    buttons = calendar.findChildren(QToolButton)
    named = [b for b in buttons if b.accessibleName() or b.text()]
    assert len(named) == len(buttons) >= 4
