"""A thread for one thing at a time, started and waited for with every answer.

An executor makes a future, a condition and an entry of a queue for each, and wakes
whoever waits three times: 0.1 ms of CPU. Two locks are enough here.
"""

import threading
from collections.abc import Callable


class OwnThread:
    """Begun with the first thing to do.

    `under_way` says that something was started that nobody has waited for.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._thread: threading.Thread | None = None
        self._work: Callable[[], None] | None = None
        self._problem: BaseException | None = None
        self._to_do, self._done = _taken(), _taken()
        self.under_way = False

    def start(self, work: Callable[[], None]) -> None:
        """Do this there, beside what is done here meanwhile, and then `wait`."""
        if self._thread is None:
            # a daemon, so that a vault nobody closed does not keep the app from ending
            self._thread = threading.Thread(
                target=self._run, name=self._name, daemon=True
            )
            self._thread.start()
        self._work, self.under_way = work, True
        self._to_do.release()

    def wait(self) -> None:
        """Until it is done, if anything is under way; raises what it raised."""
        if not self.under_way:
            return
        self._done.acquire()  # Ctrl+C may end this: then it is still under way
        self.under_way = False
        problem, self._problem = self._problem, None
        if problem is not None:
            raise problem

    def close(self) -> None:
        """End the thread; nothing may be under way."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._work = None
            self._to_do.release()
            thread.join()

    def _run(self) -> None:
        while True:
            self._to_do.acquire()
            work, self._work = self._work, None
            if work is None:
                return
            try:
                work()
            except BaseException as problem:  # noqa: BLE001 - raised by whoever waits
                self._problem = problem
            self._done.release()


def _taken() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock
