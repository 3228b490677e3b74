"""Cards, rows, banners, messages and what stands in for an empty list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Said, Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.banner import Banner
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.chip import Chip
from visit_app.ui.kit.empty import Empty
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.list_row import LinkRow, ListRow, two_lines
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.reason_line import ReasonLine
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme_holder import ThemeHolder

LONG = "The letter could not be printed, because the printer is not connected. " * 3


def test_a_banner_has_one_button_that_acts(qtbot: QtBot, show: Show) -> None:
    banner = Banner("Amira’s consent is not recorded yet.", action="Record")
    show(banner, 600, 68)
    with qtbot.waitSignal(banner.acted):
        click(banner.button)
    banner.set_banner("It is saved here.", "err")
    assert banner.text() == "It is saved here."
    assert not banner.button.isVisible()


def test_a_long_banner_and_message_grow_in_height(show: Show) -> None:
    page, banner, message = QWidget(), Banner(LONG), Message(LONG)
    layout = QVBoxLayout(page)
    for widget in (banner, message):
        layout.addWidget(widget)
    layout.addStretch(1)
    show(page, 360, 900)
    assert banner.height() >= banner.heightForWidth(banner.width())
    assert message.height() >= message.heightForWidth(message.width()) > 60


def test_a_card_grows_with_what_it_holds(show: Show) -> None:
    page, card = QWidget(), Card("Title")
    card.add(Text(LONG))
    card.add_rule()
    layout = QVBoxLayout(page)
    layout.addWidget(card)
    layout.addStretch(1)
    show(page, 300, 1200)
    assert card.height() >= card.heightForWidth(card.width()) > 200
    card.set_title("")
    assert not card.title.isVisible()


def test_columns_of_rows_line_up_at_every_scale(
    show: Show, holder: ThemeHolder
) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    rows = []
    for name, late in (("Grace O. and Theo", "2 days late"), ("Chloe B.", "On time")):
        row, chip = ListRow(), Chip(late)
        row.add(Text("13:30", "strong", figures=True), 68)
        row.add_two_lines(name, "Theo is 16 days", 194)
        row.add(chip, 136)
        row.add_end(Button("Start visit", size="row"))
        layout.addWidget(row)
        rows.append(chip)
    show(page, 1300, 260)
    for scale in (1.0, 1.25, 1.5):
        holder.choose_scale(scale)
        QApplication.processEvents()
        lefts = {chip.mapTo(page, chip.rect().topLeft()).x() for chip in rows}
        assert len(lefts) == 1
        assert all(chip.width() == chip.sizeHint().width() for chip in rows)


def test_a_link_row_is_named_by_all_its_words(qtbot: QtBot, show: Show) -> None:
    words = [("22 Oct", 62), ("New birth visit", 0), ("Feeding, sleep", 0)]
    row = LinkRow(words, end=Chip("PHQ-9 incomplete", "warn"))
    show(row, 700, 46)
    name = "22 Oct, New birth visit, Feeding, sleep, PHQ-9 incomplete"
    assert row.accessibleName() == name
    with qtbot.waitSignal(row.clicked):
        click(row)
    with qtbot.waitSignal(row.clicked):
        press(row, Qt.Key.Key_Space)


def test_rows_are_46_and_68_high(qtbot: QtBot, holder: ThemeHolder) -> None:
    row = ListRow()
    row.add(two_lines("On this laptop", "12 visits"))
    link = LinkRow([("6 Nov", 62)])
    qtbot.addWidget(row)
    qtbot.addWidget(link)
    assert row.minimumHeight() == 68
    assert link.minimumHeight() == 46


def test_why_a_button_is_not_ready_stays_until_it_is(
    qtbot: QtBot, show: Show, said: Said
) -> None:
    page, button = QWidget(), Button("Finish")
    line = ReasonLine(button)
    layout = QVBoxLayout(page)
    layout.addWidget(line)
    layout.addWidget(button)
    show(page, 400, 140)
    assert not line.isVisible()
    button.set_not_ready("Give a name first.")
    button.click()
    assert line.isVisible()
    assert line.text() == "Give a name first."
    button.set_not_ready(None)
    assert not line.isVisible()


def test_an_empty_list_says_what_and_when(show: Show) -> None:
    action = Button("Refer")
    empty = Empty("leaf", "No letters yet", "When you refer, it appears here.", action)
    show(empty, 400, 260)
    texts = [text.text() for text in empty.findChildren(Text)]
    assert texts == ["No letters yet", "When you refer, it appears here."]
    assert action.isVisible()


def test_a_message_that_has_nothing_to_say_yet_says_it_later(show: Show) -> None:
    line = Message("", "warn")
    show(line, 300, 60)
    assert line.text() == ""
    assert not line.findChildren(Text)
    line.set_text("Give the other answers first.")
    assert line.text() == "Give the other answers first."
    assert line.findChild(Text) is not None
    assert line.heightForWidth(150) > line.heightForWidth(600)
    line.set_text("")
    assert line.text() == ""


def test_a_flow_is_as_high_as_what_is_shown_in_it(show: Show) -> None:
    chips = [Chip(f"Chip number {n}") for n in range(6)]
    flow = Flow(*chips)
    show(flow, 200, 300)
    layout = flow.layout()
    assert layout is not None
    before = layout.heightForWidth(200)
    for chip in chips[2:]:
        chip.hide()
    assert layout.heightForWidth(200) < before
    chips[2].show()
    chips[3].show()
    flow.add(Chip("One more"), Chip("And one more"))
    QApplication.processEvents()
    assert layout.heightForWidth(200) == before
