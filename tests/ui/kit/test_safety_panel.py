"""The safety panel: calm, complete, announced, and out of the way of the answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Said, Show
from tests.ui.kit.hands import press

from visit_app.ui.kit.safety_panel import SafetyPanel, SafetyStep
from visit_app.ui.kit.side_panel import SoFarPanel
from visit_app.ui.kit.theme import SCALES
from visit_app.ui.kit.theme_holder import ThemeHolder

STEPS = [
    SafetyStep("listen", "Stay and listen", "The other questions can wait."),
    SafetyStep("ask", "Ask openly", "How often. Any plan. What helps."),
    SafetyStep("phone", "Phone today, before you go", "A letter is not urgent."),
    SafetyStep("name", "Name who takes it on", "With the time."),
]


@pytest.fixture
def panel(show: Show) -> SafetyPanel:
    contact = ("Crisis team, 24 hours", "01632 960 118")
    panel = SafetyPanel("Pause here together", STEPS, contact)
    show(panel, 292, 700)
    return panel


def test_steps_are_numbered_check_boxes(qtbot: QtBot, panel: SafetyPanel) -> None:
    interface = QAccessible.queryAccessibleInterface(panel.steps[0])
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "1. Stay and listen"
    with qtbot.waitSignal(panel.ticked) as signal:
        press(panel.steps[0], Qt.Key.Key_Space)
    assert signal.args == ["listen", True]


def test_showing_what_is_done_emits_nothing(qtbot: QtBot, panel: SafetyPanel) -> None:
    with qtbot.assertNotEmitted(panel.ticked):
        panel.set_ticked(frozenset({"listen", "ask"}))
    assert [row.isChecked() for row in panel.steps] == [True, True, False, False]


def test_record_and_fold_ask_the_screen(qtbot: QtBot, panel: SafetyPanel) -> None:
    with qtbot.waitSignal(panel.record_asked):
        panel.record_button.click()
    with qtbot.waitSignal(panel.fold_asked):
        panel.fold_button.click()


def test_opening_leaves_the_focus_on_the_answer_and_is_announced_at_once(
    show: Show, said: Said
) -> None:
    page, answer = QWidget(), QLineEdit()
    panel = SafetyPanel("Pause here together", STEPS)
    row = QHBoxLayout(page)
    row.addWidget(answer)
    row.addWidget(panel)
    panel.hide()
    show(page, 900, 700)
    answer.setFocus()
    panel.open_for("Safety steps are open at the side. F6 goes there.")
    assert panel.isVisible()
    assert answer.hasFocus()
    assert said == [("Safety steps are open at the side. F6 goes there.", True)]


def test_f6_lands_on_the_first_step_to_do(panel: SafetyPanel) -> None:
    panel.set_ticked(frozenset({"listen"}))
    panel.focus_first()
    assert panel.steps[1].hasFocus()
    panel.set_folded(True)
    panel.focus_first()
    assert panel.fold_button.hasFocus()


def test_folded_keeps_title_and_number(panel: SafetyPanel) -> None:
    panel.set_folded(True)
    assert panel.contact.isVisible()
    assert not any(row.isVisible() for row in panel.steps)
    assert panel.fold_button.text() == "Unfold"
    panel.set_folded(False)
    assert all(row.isVisible() for row in panel.steps)


@pytest.mark.parametrize(
    ("scale", "folded"), [(1.0, False), (1.25, False), (1.5, True), (2.0, True)]
)
def test_it_opens_folded_where_text_is_large(
    panel: SafetyPanel, holder: ThemeHolder, said: Said, scale: float, folded: bool
) -> None:
    holder.choose_scale(scale)
    panel.open_for("Steps are open.")
    assert panel.folded is folded


@pytest.mark.parametrize("scale", SCALES)
def test_it_is_as_wide_as_so_far_and_the_same_colour(
    panel: SafetyPanel, show: Show, holder: ThemeHolder, scale: float
) -> None:
    holder.choose_scale(scale)
    so_far = SoFarPanel()
    show(so_far, 300, 700)
    assert panel.width() == so_far.width() == round(292 * scale)
    corner = so_far.width() - 3, 3
    one, other = panel.grab().toImage(), so_far.grab().toImage()
    assert one.pixelColor(*corner) == other.pixelColor(*corner)


def test_nothing_in_it_is_the_red_of_errors(panel: SafetyPanel) -> None:
    image = panel.grab().toImage()
    red = panel.theme.color("err").name()
    colors = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert red not in colors


def test_the_note_stands_at_the_foot(panel: SafetyPanel) -> None:
    panel.set_note("9 of 9 answered. Total 10.")
    note = panel.findChildren(type(panel.contact.number))
    assert "9 of 9 answered. Total 10." in [text.text() for text in note]
