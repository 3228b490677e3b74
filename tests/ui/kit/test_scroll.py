"""Panels that scroll only when they must, and announcements that are heard."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.safety_panel import SafetyPanel, SafetyStep
from visit_app.ui.kit.scroll import ScrollBody
from visit_app.ui.kit.theme_holder import ThemeHolder

STEPS = [SafetyStep(str(n), f"Step {n}", "A line about it. " * 4) for n in range(4)]


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


def test_the_button_follows_the_steps_and_stays_in_sight(show: Show) -> None:
    panel = SafetyPanel("Pause here together", STEPS, ("Crisis team", "01632 960 118"))
    show(panel, 292, 800)
    settle()
    bar = panel.scroller.verticalScrollBar()
    assert bar.maximum() == 0
    below_steps = panel.scroller.geometry().bottom()
    assert 0 < panel.record_button.y() - below_steps < 4
    panel.resize(292, 420)
    settle()
    assert bar.maximum() > 0
    assert panel.record_button.geometry().bottom() < panel.fold_button.y()


def test_a_bar_that_came_goes_again_and_moves_nothing(show: Show) -> None:
    panel = SafetyPanel("Pause here together", STEPS)
    show(panel, 292, 800)
    settle()
    wide, high = panel.steps[0].width(), panel.scroller.height()
    panel.resize(292, 300)
    settle()
    assert panel.scroller.verticalScrollBar().maximum() > 0
    assert panel.steps[0].width() == wide
    panel.resize(292, 800)
    settle()
    assert panel.scroller.verticalScrollBar().maximum() == 0
    assert panel.scroller.height() == high


def test_what_is_announced_reaches_the_screen_reader_as_urgently_as_it_is(
    qtbot: QtBot, holder: ThemeHolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, object]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Saved 10:42")
    announce(widget, "Not saved: disk is full", at_once=True)
    announce(widget, "")
    manner = QAccessible.AnnouncementPoliteness
    assert heard == [
        ("Saved 10:42", manner.Polite),
        ("Not saved: disk is full", manner.Assertive),
    ]


def test_a_screen_reader_may_ask_for_parts_that_went_away(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    """Without scroll_access.py this ends the process, not only the test."""
    content = QWidget()
    area = ScrollBody(content)
    qtbot.addWidget(area)
    area.resize(200, 200)
    area.show()
    found = QAccessible.queryAccessibleInterface(area)
    assert found is not None
    for high in (1000, 10):
        content.setFixedHeight(high)
        settle()
        assert found.childCount() == 3
        assert found.child(0).object() is area.viewport()
        assert [found.child(n) for n in (-1, 3, 99)] == [None, None, None]
