"""The thread beside the writer's: one thing at a time, and nothing gets lost in it."""

import threading

import pytest

from visit_app.vault.own_thread import OwnThread


def test_each_is_done_there_and_waited_for() -> None:
    thread, done = OwnThread("own"), list[tuple[int, str]]()
    for number in range(100):
        thread.start(
            lambda n=number: done.append((n, threading.current_thread().name))  # type: ignore[misc]
        )
        thread.wait()
        assert done[-1] == (number, "own")
    thread.close()


def test_what_it_raises_is_raised_by_the_wait_and_only_once() -> None:
    thread = OwnThread("own")

    def fail() -> None:
        raise ZeroDivisionError

    thread.start(fail)
    with pytest.raises(ZeroDivisionError):
        thread.wait()
    thread.start(lambda: None)
    thread.wait()
    thread.close()


def test_it_runs_beside_whoever_started_it() -> None:
    thread, here, there = OwnThread("own"), threading.Event(), threading.Event()

    def meet() -> None:
        there.set()
        assert here.wait(10)

    thread.start(meet)
    assert there.wait(10)
    here.set()
    thread.wait()
    thread.close()


def test_closing_ends_it_and_twice_is_fine() -> None:
    before = threading.active_count()
    thread = OwnThread("own")
    thread.close()
    thread.start(lambda: None)
    thread.wait()
    assert threading.active_count() == before + 1
    thread.close()
    thread.close()
    assert threading.active_count() == before
