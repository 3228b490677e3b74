"""Work leaves the GUI thread, results come back to it, and closing is quick."""

import sys
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from visit_app.ui.background import Background, InlineBackground


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()
    made.deleteLater()


def ignore(_: object) -> None:
    """For the outcome a test is not about."""


def test_the_result_arrives_on_the_gui_thread(
    background: Background, qtbot: QtBot
) -> None:
    owner = QObject()
    where: list[tuple[int, bool]] = []
    gui = threading.get_ident()

    def arrived(worker: int) -> None:
        where.append((worker, threading.get_ident() == gui))

    background.run(owner, threading.get_ident, arrived, ignore)
    qtbot.waitUntil(lambda: bool(where))
    worker, on_gui = where[0]
    assert worker != gui
    assert on_gui


def test_an_error_arrives_on_the_gui_thread(
    background: Background, qtbot: QtBot
) -> None:
    owner = QObject()
    errors: list[tuple[Exception, bool]] = []
    gui = threading.get_ident()

    def fail() -> None:
        raise ValueError("no")

    def arrived(error: Exception) -> None:
        errors.append((error, threading.get_ident() == gui))

    background.run(owner, fail, ignore, arrived)
    qtbot.waitUntil(lambda: bool(errors))
    error, on_gui = errors[0]
    assert str(error) == "no"
    assert on_gui


def test_a_closed_owner_gets_nothing(background: Background, qtbot: QtBot) -> None:
    gone, there = QObject(), QObject()
    may_go = threading.Event()
    got: list[str] = []

    def wait() -> str:
        may_go.wait(10)
        return "late"

    background.run(gone, wait, got.append, ignore)
    shiboken6.delete(gone)
    may_go.set()
    background.run(there, lambda: "there", got.append, ignore)
    qtbot.waitUntil(lambda: "there" in got)
    assert got == ["there"]


def test_closing_drops_five_thousand_jobs_that_wait(qapp: object) -> None:
    background = Background()
    owner = QObject()
    got: list[object] = []
    begun: list[int] = []
    one_has = threading.Event()

    def first() -> bool:
        begun.append(1)
        one_has.set()
        return background.stop.wait(10)

    background.run(owner, first, got.append, ignore)
    for _ in range(5000):
        background.run(owner, first, got.append, ignore)
    assert one_has.wait(10)
    background.close()
    assert 1 <= len(begun) <= 2  # a thread each; what had not begun was dropped
    background.run(owner, lambda: 1, got.append, ignore)
    qapp.processEvents()  # type: ignore[attr-defined]
    assert got == []


def test_what_is_to_be_done_last_is_done_though_it_had_not_begun(
    qapp: object,
) -> None:
    background, owner = Background(threads=1), QObject()
    begun, done = threading.Event(), list[str]()

    def hold() -> None:
        begun.set()
        background.stop.wait(10)

    background.run(owner, hold, ignore, ignore)
    background.run(owner, lambda: done.append("dropped"), ignore, ignore)
    background.run(owner, lambda: done.append("last"), ignore, ignore, last=True)
    assert begun.wait(10)
    background.close()
    assert done == ["last"]


def test_every_job_of_twenty_thousand_is_delivered(
    background: Background, qtbot: QtBot
) -> None:
    owner = QObject()
    got: list[int] = []
    failed: list[Exception] = []

    def job(number: int) -> int:
        if number % 10 == 0:
            raise ValueError(str(number))
        return number

    for number in range(20_000):
        background.run(owner, lambda n=number: job(n), got.append, failed.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(got) + len(failed) == 20_000, timeout=60_000)
    assert len(failed) == 2000
    assert sorted(got + [int(str(error)) for error in failed]) == list(range(20_000))


def test_the_inline_one_hands_over_before_returning() -> None:
    owner = QObject()
    got: list[object] = []
    background = InlineBackground()
    background.run(owner, lambda: 42, got.append, ignore)
    background.run(owner, lambda: int("x"), ignore, got.append)
    assert got[0] == 42
    assert isinstance(got[1], ValueError)


class _Emitter(QObject):
    said = Signal(object)


def test_emitting_signals_does_not_wear_out_true(qapp: object) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to True at each emit."""
    emitter = _Emitter()
    before = sys.getrefcount(True)
    for _ in range(1000):
        emitter.said.emit(None)
    assert sys.getrefcount(True) > before - 100
