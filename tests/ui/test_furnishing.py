"""A signal ends the app between two events, never in the midst of one."""

import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from visit_app.ui.furnishing import ENDING, PoliteEnd


class App(QObject):
    """What is asked of the app."""

    aboutToQuit = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.log: list[str] = []

    def quit(self) -> None:
        self.log.append("quit")

    def close(self) -> None:
        self.log.append("closed")


@pytest.fixture
def app(qapp: object) -> Iterator[App]:
    del qapp
    before = {name: signal.getsignal(name) for name in ENDING}
    made = App()
    PoliteEnd(made, made)  # type: ignore[arg-type]
    yield made
    made.aboutToQuit.emit()
    for name, handler in before.items():
        signal.signal(name, handler)


@pytest.mark.parametrize("name", ENDING)
def test_the_records_are_closed_by_the_loop_and_not_by_the_handler(
    app: App, qtbot: QtBot, name: signal.Signals
) -> None:
    signal.raise_signal(name)
    assert app.log == []  # Python may be writing here
    qtbot.waitUntil(lambda: app.log == ["closed", "quit"])
