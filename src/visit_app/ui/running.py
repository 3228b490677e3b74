"""How a presenter has slow work done, without knowing about threads or Qt."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from visit_app.vault.errors import VaultError

Result = TypeVar("Result")


class Run(Protocol):
    """`Background.run` for one view: results and errors come back on the GUI thread."""

    def __call__(
        self,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Do the work elsewhere, then hand over its result or its error."""
        ...


class Later(Protocol):
    """Has something done after a while, unless the view is gone by then."""

    def __call__(self, seconds: float, action: Callable[[], None]) -> None:
        """Do the action once, that many seconds from now."""
        ...


class OneJob:
    """The slow work of a page, one job at a time.

    `show_busy(words)` tells what is being done, "" when that is over;
    `show_error(field, sentence)` what the vault refused, "" when a job begins.
    """

    def __init__(
        self,
        run: Run,
        show_busy: Callable[[str], None],
        show_error: Callable[[str, str], None],
    ) -> None:
        self._run, self._show_busy, self._show_error = run, show_busy, show_error
        self._busy = False

    def start(
        self,
        field: str,
        words: str,
        work: Callable[[], Result],
        on_result: Callable[[Result], None],
    ) -> None:
        """Do the work unless another job is under way."""
        if self._busy:
            return
        self._busy = True
        self._show_error(field, "")
        self._show_busy(words)

        def done(result: Result) -> None:
            self._rest()
            on_result(result)

        def failed(error: Exception) -> None:
            self._rest()
            if not isinstance(error, VaultError):
                raise error
            self._show_error(field, str(error))

        self._run(work, done, failed)

    def _rest(self) -> None:
        self._busy = False
        self._show_busy("")
