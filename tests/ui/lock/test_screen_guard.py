import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from visit_app.ui.lock import screen_guard
from visit_app.ui.lock.screen_guard import (
    EXCLUDED,
    MONITOR,
    SHOWN,
    ScreenGuard,
    system_affinity,
)


class System:
    """What Windows would be told."""

    def __init__(self, *, old: bool = False) -> None:
        self.told: list[tuple[int, int]] = []
        self._old = old

    def __call__(self, window: int, value: int) -> bool:
        self.told.append((window, value))
        return not (self._old and value == EXCLUDED)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_every_window_is_guarded_and_let_go_again(window: QWidget) -> None:
    system = System()
    guard = ScreenGuard(window, window, affinity=system)
    guard.set_on(on=False)
    assert system.told == []
    guard.set_on(on=True)
    guard.set_on(on=True)
    assert (int(window.winId()), EXCLUDED) in system.told
    assert len([told for told in system.told if told[0] == int(window.winId())]) == 1
    guard.set_on(on=False)
    assert system.told[-1] == (int(window.winId()), SHOWN)


def test_an_older_windows_shows_black_instead(window: QWidget) -> None:
    system = System(old=True)
    ScreenGuard(window, window, affinity=system).set_on(on=True)
    assert [value for _, value in system.told[-2:]] == [EXCLUDED, MONITOR]


def test_a_dialog_that_opens_later_is_guarded_too(
    window: QWidget, qtbot: QtBot
) -> None:
    system = System()
    guard = ScreenGuard(window, window, affinity=system)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    guard._focused(other.windowHandle())
    assert system.told == []
    guard.set_on(on=True)
    system.told.clear()
    guard._focused(other.windowHandle())
    guard._focused(None)
    assert system.told == [(int(other.winId()), EXCLUDED)]


def test_a_system_that_can_do_nothing_is_told_nothing(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = System()
    monkeypatch.setattr(screen_guard, "system_affinity", lambda: None)
    guard = ScreenGuard(window, window)
    assert not guard.is_possible
    guard.set_on(on=True)
    monkeypatch.setattr(screen_guard, "system_affinity", lambda: system)
    assert ScreenGuard(window, window).is_possible
    guard._focused(window.windowHandle())
    assert system.told == []


def test_windows_is_the_system_that_can() -> None:
    assert (system_affinity() is not None) == (sys.platform == "win32")
