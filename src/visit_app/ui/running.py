"""How a presenter has slow work done, without knowing about threads or Qt."""

from collections.abc import Callable
from typing import Protocol, TypeVar

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
