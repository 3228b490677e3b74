"""Calls to the store that never keep anybody waiting once sync is to stop.

A call on a hung network share cannot be cancelled. So every call runs in a thread of
its own that can be left behind: creating is safe to repeat, and whether it happened is
read back next time. With no threads (`workers=0`) calls run at once, one by one: for
tests that replay.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from visit_app.sync.errors import Misconfigured, Stopped, StoreError
from visit_app.sync.store import Shredder, Store, publish

T = TypeVar("T")
Job = tuple["Future[object]", Callable[[], object]]

_GLANCE_S = 0.1


class Calls:
    """A store with a stop; `asked` counts the calls by kind."""

    def __init__(
        self, store: Store, stop: Callable[[], bool], workers: int = 16
    ) -> None:
        self._store = store
        self._stop = stop
        self._workers = workers
        self._threads: list[Thread] = []
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self.asked: dict[str, int] = {}

    def check(self) -> None:
        """Raise Stopped when sync is to stop."""
        if self._stop():
            raise Stopped

    def create(self, name: str, data: bytes) -> None:
        """Store.create."""
        self._run("create", lambda: self._store.create(name, data))

    def publish(self, name: str, data: bytes) -> None:
        """Create, read back, compare: store.publish."""
        self._run("publish", lambda: publish(self._store, name, data))

    def get(self, name: str) -> bytes:
        """Store.get."""
        return self._run("get", lambda: self._store.get(name))

    def list(self, prefix: str, after: str = "") -> Sequence[str]:
        """Store.list."""
        return self._run("list", lambda: self._store.list(prefix, after))

    def delete(self, name: str) -> None:
        """Shredder.delete; raises Misconfigured where a store cannot."""
        store = self._store
        if not isinstance(store, Shredder):
            raise Misconfigured("This kind of store cannot erase a family's key.")
        self._run("delete", lambda: store.delete(name))

    def get_many(self, names: Iterable[str]) -> Iterator[bytes | StoreError]:
        """The objects in the order of their names, several on their way at a time."""
        waiting = [self._begin("get", self._getter(name)) for name in names]
        for future in waiting:
            try:
                yield self._result(future)
            except StoreError as problem:
                yield problem

    def publish_many(
        self, objects: Sequence[tuple[str, bytes]]
    ) -> Sequence[StoreError | None]:
        """Publish several objects; the StoreError of each, None where all is well."""
        waiting = [self._begin("publish", self._publisher(*o)) for o in objects]
        return [self._outcome(future) for future in waiting]

    def close(self) -> None:
        """Let the threads end when they are done; nobody waits for them."""
        for _ in self._threads:
            self._jobs.put(None)
        self._threads = []

    def _getter(self, name: str) -> Callable[[], bytes]:
        return lambda: self._store.get(name)

    def _publisher(self, name: str, data: bytes) -> Callable[[], None]:
        return lambda: publish(self._store, name, data)

    def _outcome(self, future: "Future[None]") -> StoreError | None:
        try:
            self._result(future)
        except StoreError as problem:
            return problem
        return None

    def _run(self, kind: str, work: Callable[[], T]) -> T:
        return self._result(self._begin(kind, work))

    def _begin(self, kind: str, work: Callable[[], T]) -> "Future[T]":
        self.check()
        self.asked[kind] = self.asked.get(kind, 0) + 1
        future: Future[T] = Future()
        if self._workers:
            self._staff()
            self._jobs.put((future, work))  # type: ignore[arg-type]
        else:
            _perform(future, work)
        return future

    def _result(self, future: "Future[T]") -> T:
        while True:
            try:
                return future.result(timeout=_GLANCE_S)
            except NotYet:
                if future.done():
                    raise
                self.check()

    def _staff(self) -> None:
        if len(self._threads) < self._workers:
            thread = Thread(target=self._work, daemon=True, name="sync")
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while job := self._jobs.get():
            _perform(*job)


def _perform(future: "Future[T]", work: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work())
    except BaseException as problem:  # noqa: BLE001 - it is raised where it is awaited
        future.set_exception(problem)
