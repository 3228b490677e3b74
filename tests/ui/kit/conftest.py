"""What the tests of the kit share: the theme, and widgets in a window."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.themes import light

from visit_app.ui.kit.theme_holder import ThemeHolder


@pytest.fixture
def holder(qapp: QApplication) -> ThemeHolder:
    """The theme in force: light at 100 %, whatever the computer prefers."""
    return light(qapp)


class Said(list[tuple[str, bool]]):
    """What was announced: the words, and whether at once."""

    def note(self, widget: QWidget, text: str, *, at_once: bool = False) -> None:
        """Take the place of `announce`."""
        if text:
            self.append((text, at_once))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """Collects announcements; each module that announces is listened to."""
    said = Said()
    for module in ("button", "field", "save_tick", "safety_panel", "status_line"):
        monkeypatch.setattr(f"visit_app.ui.kit.{module}.announce", said.note)
    return said


@pytest.fixture
def show(qtbot: QtBot, holder: ThemeHolder) -> "Show":
    """Shows a widget in an active window of a size and waits for it."""
    return Show(qtbot)


class Show:
    """Shows widgets, each in a window that has the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def __call__(self, widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
        """Show the widget, at that size if given."""
        self._qtbot.addWidget(widget)
        if width:
            widget.resize(width, height)
        with self._qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        self._qtbot.waitUntil(widget.isActiveWindow)
        return widget
