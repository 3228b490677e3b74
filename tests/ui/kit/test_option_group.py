"""Answers: given by digits, Space and pointer, never by looking round."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.choice import Choice, Reason
from visit_app.ui.kit.option import Option
from visit_app.ui.kit.option_group import CheckGroup, OptionGroup
from visit_app.ui.kit.theme import SCALES
from visit_app.ui.kit.theme_holder import ThemeHolder

LABELS = ("Not at all", "Several days", "More than half the days", "Nearly every day")
FOUR = [Choice(f"LA{i}", label, str(i)) for i, label in enumerate(LABELS)]
QUESTION = "Feeling tired or having little energy"


@pytest.fixture
def group(show: Show) -> OptionGroup:
    group = OptionGroup(QUESTION, FOUR)
    show(group, 700, 340)
    group.focus_first()
    return group


def test_a_digit_answers_once_and_moves_the_focus(
    qtbot: QtBot, group: OptionGroup
) -> None:
    with qtbot.waitSignal(group.chosen) as signal:
        press(group.options[0], "2")
    assert signal.args == ["LA2"]
    assert group.code() == "LA2"
    assert group.options[2].hasFocus()


def test_a_digit_without_an_answer_does_nothing(
    qtbot: QtBot, group: OptionGroup
) -> None:
    with qtbot.assertNotEmitted(group.chosen):
        press(group.options[0], "7")
    assert group.code() is None


def test_arrows_move_round_without_answering(qtbot: QtBot, group: OptionGroup) -> None:
    with qtbot.assertNotEmitted(group.chosen):
        press(group.options[0], Qt.Key.Key_Down)
        assert group.options[1].hasFocus()
        press(group.options[1], Qt.Key.Key_Up)
        press(group.options[0], Qt.Key.Key_Up)
    assert group.options[3].hasFocus()
    assert group.code() is None


def test_arrows_do_not_change_an_answer_that_was_given(
    qtbot: QtBot, group: OptionGroup
) -> None:
    group.choose("LA0")
    with qtbot.assertNotEmitted(group.chosen):
        press(group.options[0], Qt.Key.Key_Down)
    assert group.code() == "LA0"
    with qtbot.waitSignal(group.chosen):
        press(group.options[1], Qt.Key.Key_Space)
    assert group.code() == "LA1"


def test_enter_confirms_and_answers_nothing(qtbot: QtBot, group: OptionGroup) -> None:
    with qtbot.waitSignal(group.confirmed), qtbot.assertNotEmitted(group.chosen):
        press(group.options[0], Qt.Key.Key_Return)
    assert group.code() is None


def test_the_whole_row_can_be_pressed(qtbot: QtBot, group: OptionGroup) -> None:
    option = group.options[3]
    corner = option.rect().bottomRight() - option.rect().topLeft()
    corner -= type(corner)(3, 3)
    with qtbot.waitSignal(group.chosen) as signal:
        click(option, corner)
    assert signal.args == ["LA3"]


def test_showing_an_answer_emits_nothing(qtbot: QtBot, group: OptionGroup) -> None:
    with qtbot.assertNotEmitted(group.chosen):
        group.choose("LA1")
        assert group.code() == "LA1"
        group.choose(None)
    assert group.code() is None


def test_the_group_is_one_tab_stop(qtbot: QtBot, show: Show) -> None:
    page, before, after = QWidget(), QLineEdit(), QLineEdit()
    group = OptionGroup(QUESTION, FOUR)
    layout = QVBoxLayout(page)
    for widget in (before, group, after):
        layout.addWidget(widget)
    show(page, 700, 460)
    before.setFocus()
    press(before, Qt.Key.Key_Tab)
    assert group.options[0].hasFocus()
    press(group.options[0], Qt.Key.Key_Tab)
    assert after.hasFocus()
    group.choose("LA2")
    press(after, Qt.Key.Key_Backtab)
    assert group.options[2].hasFocus()


def test_digits_answer_from_anywhere_but_a_field(qtbot: QtBot, show: Show) -> None:
    page, field, other = QWidget(), QLineEdit(), Option(FOUR[0])
    group = OptionGroup(QUESTION, FOUR)
    layout = QVBoxLayout(page)
    for widget in (field, group, other):
        layout.addWidget(widget)
    group.answer_keys_from(page)
    show(page, 700, 480)
    field.setFocus()
    with qtbot.assertNotEmitted(group.chosen):
        press(field, "3")
    assert field.text() == "3"
    other.setFocus()
    with qtbot.waitSignal(group.chosen) as signal:
        press(other, "3")
    assert signal.args == ["LA3"]


def test_names_for_the_screen_reader(group: OptionGroup) -> None:
    interface = QAccessible.queryAccessibleInterface(group)
    assert interface.text(QAccessible.Text.Name) == QUESTION
    assert interface.role() == QAccessible.Role.Grouping
    option = QAccessible.queryAccessibleInterface(group.options[1])
    assert option.role() == QAccessible.Role.RadioButton
    assert option.text(QAccessible.Text.Name) == "Several days"
    assert option.text(QAccessible.Text.Description) == "Key 1."


def test_subtitle_and_reasons_are_said_too(qtbot: QtBot, holder: ThemeHolder) -> None:
    reasons = [Reason("Lives nearby"), Reason("Mild: your judgement", "circle-help")]
    choice = Choice("a", "Tom & Co", "", "Young mothers.", reasons)
    group = OptionGroup("Where to?", [choice], "detail")
    qtbot.addWidget(group)
    said = group.options[0].accessibleDescription()
    assert said == "Young mothers. Lives nearby Mild: your judgement"
    interface = QAccessible.queryAccessibleInterface(group.options[0])
    assert interface.text(QAccessible.Text.Name) == "Tom & Co"


def test_other_choices_replace_the_old_ones(qtbot: QtBot, group: OptionGroup) -> None:
    group.choose("LA1")
    group.set_choices([Choice("yes", "Yes", "1"), Choice("no", "No", "0")])
    assert group.code() is None
    assert [option.code for option in group.options] == ["yes", "no"]
    with qtbot.waitSignal(group.chosen) as signal:
        press(group.options[0], "0")
    assert signal.args == ["no"]


def test_choosing_does_not_change_the_height(qtbot: QtBot, holder: ThemeHolder) -> None:
    option = Option(FOUR[2])
    qtbot.addWidget(option)
    for width in range(160, 420, 7):
        before = option.heightForWidth(width)
        option.setChecked(True)
        assert option.heightForWidth(width) == before
        option.setChecked(False)


def test_hover_selected_and_rest_look_different(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    option = Option(FOUR[0])
    show(option, 400, 66)
    monkeypatch.setattr(option, "underMouse", lambda: False)
    rest = option.grab().toImage()
    monkeypatch.setattr(option, "underMouse", lambda: True)
    hover = option.grab().toImage()
    assert rest.pixel(200, 33) == hover.pixel(200, 33)  # hover never fills
    assert rest != hover
    option.setChecked(True)
    chosen = option.grab().toImage()
    assert chosen.pixel(200, 33) != hover.pixel(200, 33)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", ["row", "handover", "small", "detail", "cell"])
def test_answers_are_at_least_44_px_and_hold_their_words(
    qtbot: QtBot, holder: ThemeHolder, size: str, scale: float
) -> None:
    holder.choose_scale(scale)
    option = Option(FOUR[2], size)  # type: ignore[arg-type]
    qtbot.addWidget(option)
    least = 36 if size == "cell" else 44
    assert option.sizeHint().height() >= least
    for width in (260, 340, 700):
        face = option.face()
        needed = face.label(width).size.height()
        assert option.heightForWidth(width) >= needed


def test_check_boxes_give_all_chosen_codes(qtbot: QtBot, show: Show) -> None:
    group = CheckGroup("Who is in the room", FOUR[:3], "small")
    show(group, 500, 220)
    group.choose(["LA0"])
    with qtbot.waitSignal(group.changed) as signal:
        click(group.options[2])
    assert signal.args == [["LA0", "LA2"]]
    interface = QAccessible.queryAccessibleInterface(group.options[0])
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.state().checked
