"""The neutral page is a calendar of the month, and names nobody."""

from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from visit_app.ui.hide.view import HidePage
from visit_app.ui.kit.theme_holder import ThemeHolder


def test_it_shows_the_month(qtbot: QtBot, theme: ThemeHolder) -> None:
    page = HidePage()
    qtbot.addWidget(page)
    page.set_today(date(2027, 2, 28))
    assert page.title.text() == "February 2027"
    weeks = page.month.weeks()
    assert weeks[0][0].isoweekday() == 1
    assert date(2027, 2, 28) in weeks[-1]
    words = [label.text() for label in page.findChildren(QLabel)]
    assert words == ["February 2027"]


def test_today_has_a_ring(qtbot: QtBot, theme: ThemeHolder) -> None:
    page = HidePage()
    qtbot.addWidget(page)
    page.resize(1000, 690)
    page.set_today(date(2026, 11, 23))
    page.show()
    first = page.month.grab().toImage()
    page.set_today(date(2026, 11, 24))
    assert page.month.grab().toImage() != first


def test_continue_asks_to_go_on(qtbot: QtBot, theme: ThemeHolder) -> None:
    page = HidePage()
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.continue_asked):
        page.button.click()
