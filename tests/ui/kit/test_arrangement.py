"""Reflow, flowing rows, the order of Tab, and the list of keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show
from tests.ui.kit.hands import press

from visit_app.ui.entry.frame import UnlockPicture
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.flow import Flow
from visit_app.ui.kit.mark import Brand, Mark
from visit_app.ui.kit.option_group import OptionGroup
from visit_app.ui.kit.practice_band import PracticeBand
from visit_app.ui.kit.reflow import Reflow, Width, width_class
from visit_app.ui.kit.shortcuts import KeyCap, KeyHelp, ShortcutHelp
from visit_app.ui.kit.tab_order import tab_order
from visit_app.ui.kit.theme_holder import ThemeHolder


@pytest.mark.parametrize(
    ("width", "scale", "expected"),
    [
        (1366, 1.0, Width.WIDE),
        (1180, 1.0, Width.WIDE),
        (1179, 1.0, Width.MEDIUM),
        (1366, 1.25, Width.MEDIUM),
        (1366, 1.5, Width.MEDIUM),
        (899, 1.0, Width.NARROW),
        (1366, 2.0, Width.NARROW),
    ],
)
def test_room_is_the_width_divided_by_the_text(
    width: int, scale: float, expected: Width
) -> None:
    assert width_class(width, scale) is expected


def test_a_window_tells_when_its_class_changes(
    qtbot: QtBot, show: Show, holder: ThemeHolder
) -> None:
    window = QWidget()
    show(window, 1366, 400)
    reflow = Reflow(window)
    assert [reflow.width] == [Width.WIDE]
    with qtbot.waitSignal(reflow.changed) as signal:
        holder.choose_scale(1.25)
    assert signal.args == [Width.MEDIUM]
    with qtbot.waitSignal(reflow.changed):
        window.resize(1000, 400)
    assert [reflow.width] == [Width.NARROW]
    with qtbot.assertNotEmitted(reflow.changed):
        window.resize(990, 400)


def test_a_row_goes_on_in_the_next_line(show: Show) -> None:
    buttons = [Button(f"Button {n}") for n in range(6)]
    page, flow = QWidget(), Flow(*buttons)
    layout = QVBoxLayout(page)
    layout.addWidget(flow)
    layout.addStretch(1)
    show(page, 400, 600)
    tops = [button.y() for button in buttons]
    assert len(set(tops)) > 1
    assert all(b.geometry().right() <= flow.width() for b in buttons)
    assert flow.height() >= buttons[-1].geometry().bottom()
    buttons[0].hide()
    QApplication.processEvents()
    assert (buttons[1].x(), buttons[1].y()) == (0, 0)
    flow.clear()
    assert flow.count() == 0


def test_tab_goes_answer_next_skip_back(qtbot: QtBot, show: Show) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    back, skip, following = Button("Back"), Button("Skip"), Button("Next")
    answers = OptionGroup("Question", [Choice("a", "A", "0"), Choice("b", "B", "1")])
    for widget in (back, skip, following, answers):
        layout.addWidget(widget)
    tab_order(answers, following, skip, back)
    show(page, 400, 400)
    answers.focus_first()
    for expected in (following, skip, back):
        focused = page.focusWidget()
        assert focused is not None
        press(focused, Qt.Key.Key_Tab)
        assert expected.hasFocus()


def test_a_line_edit_can_be_in_the_order(qtbot: QtBot, show: Show) -> None:
    page, one, other = QWidget(), QLineEdit(), QLineEdit()
    layout = QVBoxLayout(page)
    for widget in (one, other):
        layout.addWidget(widget)
    tab_order(other, one)
    show(page, 300, 120)
    other.setFocus()
    press(other, Qt.Key.Key_Tab)
    assert one.hasFocus()


def test_the_list_of_keys_reads_as_text(qtbot: QtBot, holder: ThemeHolder) -> None:
    card = ShortcutHelp("Keys", [KeyHelp("F8", "Hides the screen")])
    qtbot.addWidget(card)
    assert [cap.text() for cap in card.findChildren(KeyCap)] == ["F8"]


def test_practice_is_striped_and_says_so(show: Show) -> None:
    band = PracticeBand()
    show(band, 900, 36)
    assert band.text() == "Practice: this family is invented"
    image = band.grab().toImage()
    colors = {image.pixelColor(x, 18).name() for x in range(0, 200)}
    assert len(colors) > 1
    assert band.sizeHint().height() == 36


def test_the_mark_holds_both_circles(show: Show) -> None:
    mark = Mark(30)
    show(mark, 30, 30)
    image = mark.grab().toImage()
    assert image.pixelColor(10, 10).name() == mark.theme.tokens.accent.lower()
    assert image.pixelColor(22, 22).name() == mark.theme.tokens.clay.lower()


def test_the_picture_fills_any_size(show: Show) -> None:
    for width, height in ((520, 768), (300, 300), (520, 2000)):
        picture = UnlockPicture()
        show(picture, width, height)
        assert not picture.grab().toImage().isNull()
    brand = Brand("Visit")
    show(brand, 240, 60)
    brand.set_folded(True)
