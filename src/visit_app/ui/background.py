"""The only owner of threads: slow work goes here, its result comes back to the window.

One long-lived object on the GUI thread receives every result through one queued signal;
workers never touch a widget. docs/decisions/0094 has what was measured.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from visit_app.ui.running import Run

Result = TypeVar("Result")
OnError = Callable[[Exception], None]


class Runner(Protocol):
    """Runs work away from the window: `Background`, or `InlineBackground` in tests."""

    @property
    def stop(self) -> Event:
        """Set when the app closes: long work looks at it and ends early."""
        ...

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: OnError,
        *,
        last: bool = False,
    ) -> None:
        """Do the work; give the owner its result or error, if it still lives.

        `last`: it is done even when the app closes before it has begun.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    owner: QObject
    on_result: Callable[[Any], None]
    on_error: OnError

    def deliver(self, future: "Future[Any]") -> None:
        if future.cancelled() or not shiboken6.isValid(self.owner):
            return
        error = future.exception()
        if error is None:
            self.on_result(future.result())
        elif isinstance(error, Exception):
            self.on_error(error)
        else:
            raise error


def runner_for(owner: QObject, runner: Runner) -> Run:
    """What a presenter of this view runs its slow work with."""

    def run(
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: OnError,
    ) -> None:
        runner.run(owner, work, on_result, on_error)

    return run


class Background(QObject):
    """A few threads, and the one place where their results reach the GUI thread.

    `work` is plain Python that touches no widget. `on_result` and `on_error` run on the
    GUI thread, and not at all when the owner was destroyed meanwhile. Make it, and call
    it, on the GUI thread.
    """

    _finished = Signal(object, object)

    def __init__(self, threads: int = 2, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._closed = False
        self._droppable: set[Future[Any]] = set()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="visit-app")
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def stop(self) -> Event:
        """Set when the app closes: long work looks at it and ends early."""
        return self._stop

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: OnError,
        *,
        last: bool = False,
    ) -> None:
        """Do the work on a thread; nothing is done once this is closed."""
        if self._closed:
            return
        job = _Job(owner, on_result, on_error)
        future = self._pool.submit(work)
        if not last:
            self._droppable.add(future)
        future.add_done_callback(lambda done: self._hand_over(job, done))

    def close(self) -> None:
        """Drop what has not begun, set the stop flag, wait for what has begun.

        What was asked for as the last thing is waited for even if it has not begun.
        """
        self._closed = True
        for future in list(self._droppable):
            future.cancel()
        self._stop.set()
        self._pool.shutdown(wait=True)

    def _hand_over(self, job: _Job, future: "Future[Any]") -> None:
        self._droppable.discard(future)
        if not future.cancelled() and not self._stop.is_set():
            self._finished.emit(job, future)

    @Slot(object, object)
    def _deliver(self, job: _Job, future: "Future[Any]") -> None:
        if not self._closed:
            job.deliver(future)


class InlineBackground:
    """Does the work at once, on the thread that asks: for tests."""

    def __init__(self) -> None:
        self.stop = Event()

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: OnError,
        *,
        last: bool = False,
    ) -> None:
        """Do the work now, and hand over its result or error before returning."""
        future: Future[Result] = Future()
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001 - handed over, as a thread does
            future.set_exception(error)
        _Job(owner, on_result, on_error).deliver(future)
