"""Buttons: pressed by every means, and never silently dead."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Said, Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.button_look import Kind
from visit_app.ui.kit.theme import SCALES
from visit_app.ui.kit.theme_holder import ThemeHolder

ANIMATED_MS = 250  # Qt ends a press by assistive technology after 100
REASON = "Give a name and a time first."


def press_as_assistive_technology(button: Button) -> None:
    interface = QAccessible.queryAccessibleInterface(button)
    interface.actionInterface().doAction("Press")


def test_space_enter_pointer_and_assistive_technology_press_it(
    qtbot: QtBot, show: Show
) -> None:
    button = Button("Next", "primary")
    show(button)
    presses: list[int] = []
    button.clicked.connect(lambda: presses.append(1))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        press(button, key)
    click(button)
    button.click()
    assert len(presses) == 5
    with qtbot.waitSignal(button.clicked):
        press_as_assistive_technology(button)


def test_not_ready_keeps_the_focus_and_says_why_by_every_means(
    qtbot: QtBot, show: Show, said: Said
) -> None:
    button = Button("Finish", "primary")
    show(button)
    button.set_not_ready(REASON)
    reasons: list[str] = []
    button.refused.connect(reasons.append)
    button.setFocus()
    assert button.hasFocus()
    with qtbot.assertNotEmitted(button.clicked, wait=ANIMATED_MS):
        press(button, Qt.Key.Key_Space)
        press(button, Qt.Key.Key_Return)
        click(button)
        button.click()
        press_as_assistive_technology(button)
    assert reasons == [REASON] * 5
    assert said == [(REASON, True)] * 5
    assert REASON in button.accessibleDescription()


def test_it_works_again_once_it_is_ready(qtbot: QtBot, show: Show, said: Said) -> None:
    button = Button("Finish")
    show(button)
    button.set_not_ready(REASON)
    press_as_assistive_technology(button)
    qtbot.waitUntil(lambda: not button.isDown())
    with qtbot.waitSignal(button.became_ready):
        button.set_not_ready(None)
    with qtbot.waitSignal(button.clicked):
        press_as_assistive_technology(button)
    assert button.not_ready == ""


def test_a_mnemonic_presses_it_or_says_why(
    qtbot: QtBot, show: Show, said: Said
) -> None:
    button = Button("&Finish")
    show(button)
    alt = Qt.KeyboardModifier.AltModifier
    with qtbot.waitSignal(button.clicked):
        press(button, Qt.Key.Key_F, alt)
    button.set_not_ready(REASON)
    with qtbot.waitSignal(button.refused), qtbot.assertNotEmitted(button.clicked):
        press(button, Qt.Key.Key_F, alt)


def test_a_key_held_down_presses_once(qtbot: QtBot, show: Show) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    button = Button("Next")
    show(button)
    presses: list[int] = []
    button.clicked.connect(lambda: presses.append(1))
    none = Qt.KeyboardModifier.NoModifier
    for repeat in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "", autorep=repeat
        )
        QApplication.sendEvent(button, event)
    assert presses == [1]


def test_the_key_cap_is_said(qtbot: QtBot, holder: ThemeHolder) -> None:
    button = Button("Hide screen", key="F8")
    button.set_description("Shows a neutral page.")
    assert button.accessibleDescription() == "Shows a neutral page. Key F8."
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.text(QAccessible.Text.Name) == "Hide screen"
    button.set_key(None)
    assert button.accessibleDescription() == "Shows a neutral page."


@pytest.mark.parametrize("scale", SCALES)
def test_sizes_and_targets(qtbot: QtBot, holder: ThemeHolder, scale: float) -> None:
    holder.choose_scale(scale)
    grown = min(scale, 1.6)
    sizes = {"normal": 48, "foot": 56, "row": 40, "line": 32}
    for size, high in sizes.items():
        button = Button("Next", size=size)  # type: ignore[arg-type]
        assert button.sizeHint().height() == round(high * grown)
        assert button.minimumSizeHint() == button.sizeHint()
    metrics = Button("Next").fontMetrics()
    assert Button("Next: joy").sizeHint().width() > metrics.horizontalAdvance("joy")


def test_quiet_has_12_px_and_flush_none(qtbot: QtBot, holder: ThemeHolder) -> None:
    flush = Button("Link", "flush").sizeHint().width()
    assert Button("Link", "quiet").sizeHint().width() == flush + 24
    assert Button("Link", "secondary").sizeHint().width() == flush + 44


def test_looks_of_the_states_differ(show: Show) -> None:
    button = Button("Next", "primary")
    show(button)
    rest = button.grab().toImage()
    button.setDown(True)
    pressed = button.grab().toImage()
    button.setDown(False)
    button.set_not_ready(REASON)
    not_ready = button.grab().toImage()
    assert rest != pressed
    assert pressed != not_ready
    assert not_ready != rest


def test_an_icon_that_does_not_exist_is_named_at_once(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    with pytest.raises(ValueError, match="no icon called smiley"):
        Button("Next", icon="smiley")


@pytest.mark.parametrize("kind", ["primary", "secondary", "care", "quiet"])
def test_in_high_contrast_a_broken_border_says_that_it_is_not_ready(
    show: Show, holder: ThemeHolder, kind: Kind
) -> None:
    holder.choose_scheme("contrast")
    button = Button("Remove this laptop", kind)
    show(button, 260, 48)
    assert len(_along_the_top(button)) == 1
    button.set_not_ready(REASON)
    assert len(_along_the_top(button)) > 1


def test_in_high_contrast_a_broken_line_under_the_words_says_it_without_a_border(
    show: Show, holder: ThemeHolder
) -> None:
    holder.choose_scheme("contrast")
    button = Button("Use the recovery code", "flush")
    show(button, button.sizeHint().width(), 48)
    assert _strokes_under_words(button) == 0
    button.set_not_ready(REASON)
    assert _strokes_under_words(button) > 5


def _strokes_under_words(button: Button) -> int:
    """How many strokes the line under the words has; 0 where none crosses them all."""
    picture = button.grab().toImage()
    ground = picture.pixel(0, 0)
    rows = []
    for y in range(picture.height() // 2, picture.height()):
        inked = [picture.pixel(x, y) != ground for x in range(picture.width())]
        starts = [b and not a for a, b in pairwise(inked)]
        rows.append((sum(inked), sum(starts)))
    inked_most, strokes = max(rows[8:])
    return strokes if inked_most > button.width() / 2 else 0


def _along_the_top(button: Button) -> set[int]:
    """The colours of the border between its corners."""
    picture = button.grab().toImage()
    return {picture.pixel(x, 0) for x in range(20, picture.width() - 20)}


def test_its_width_follows_all_that_is_in_it(show: Show, holder: ThemeHolder) -> None:
    button = Button("Next")
    show(button)
    widths = [button.sizeHint().width()]
    changes: tuple[Callable[[], None], ...] = (
        lambda: button.setText("Next question"),
        lambda: button.set_icon("plus"),
        lambda: button.set_key("N"),
        lambda: holder.choose_scale(1.5),
    )
    for change in changes:
        change()
        widths.append(button.sizeHint().width())
    assert widths == sorted(set(widths))
    button.set_kind("quiet")
    assert button.sizeHint().width() < widths[-1]
