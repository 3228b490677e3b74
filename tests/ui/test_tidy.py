"""Garbage is collected on the GUI thread, and only there."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from visit_app.ui import tidy as tidy_module
from visit_app.ui.background import Background
from visit_app.ui.tidy import Tidy


@pytest.fixture
def threads() -> Iterator[list[threading.Thread]]:
    """The threads on which a collection has begun."""
    seen: list[threading.Thread] = []

    def note(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            seen.append(threading.current_thread())

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


@pytest.fixture
def tidy(qapp: QObject) -> Iterator[Tidy]:
    before = gc.get_threshold()
    made = Tidy(qapp)
    yield made
    made.stop()
    gc.set_threshold(*before)
    assert not gc.isenabled()


def litter() -> int:
    """Cycles enough for many collections."""
    for _ in range(20_000):
        knot: list[object] = []
        knot.append(knot)
    return threading.get_ident()


def test_a_worker_never_collects(
    tidy: Tidy, threads: list[threading.Thread], qtbot: QtBot, qapp: QObject
) -> None:
    assert tidy.parent() is qapp
    background, done = Background(parent=qapp), list[int]()
    background.run(qapp, litter, done.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(done))
    assert done[0] != threading.get_ident()
    assert set(threads) <= {threading.current_thread()}
    background.close()


def test_without_it_a_worker_would(
    threads: list[threading.Thread], qtbot: QtBot, qapp: QObject
) -> None:
    gc.collect()  # so that no widget is left for the worker to collect
    gc.enable()
    background, done = Background(parent=qapp), list[int]()
    background.run(qapp, litter, done.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(done))
    assert set(threads) - {threading.current_thread()}
    background.close()


def test_what_is_due_is_collected_here(
    tidy: Tidy, threads: list[threading.Thread]
) -> None:
    gc.collect()  # so that no other generation is about to be due
    threads.clear()
    litter()
    assert gc.get_count()[0] > gc.get_threshold()[0]
    tidy.look()
    assert threads == [threading.current_thread()]
    assert gc.get_count()[0] <= gc.get_threshold()[0]
    tidy.look()
    assert len(threads) == 1


@pytest.fixture
def generations() -> Iterator[list[int]]:
    """The generations of which a collection has begun."""
    seen: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            seen.append(about["generation"])

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_the_old_generation_waits_for_a_lock(
    tidy: Tidy,
    generations: list[int],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gc.set_threshold(10, 1, 1)
    for _ in range(8):
        litter()
        tidy.look()
    assert set(generations) == {0, 1}
    monkeypatch.setattr(tidy_module, "AFTER_LOCK_MS", 0)
    tidy.all_of_it()
    assert 2 not in generations
    qtbot.waitUntil(lambda: 2 in generations)
