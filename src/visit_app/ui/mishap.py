"""What happens when the program itself is wrong: a calm sentence, and no values.

An exception's text may hold what somebody said, so only its kind and the places in the
code are written down, to stderr and to no file.
"""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

LOG = logging.getLogger("visit_app")


def start_logging() -> None:
    """Warnings of this app and its libraries go to stderr; nothing to a file."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.raiseExceptions = False


def where(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of an exception and the last of our own lines in it, for support."""
    frames = traceback.extract_tb(trace)
    ours = [f for f in frames if "visit_app" in f.filename] or frames
    if not ours:
        return kind.__name__
    name = ours[-1].filename.replace("\\", "/").rpartition("visit_app/")[2]
    return f"{kind.__name__}, {name}:{ours[-1].lineno}"


def places(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The whole way to the exception as file names, lines and functions, no values."""
    lines = [
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([*lines, kind.__name__])


def catch_mishaps(tell: Callable[[str], None]) -> None:
    """Log the places of every exception nobody caught, and tell the window the last."""

    def hook(
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        LOG.error("a mistake in the app\n%s", places(kind, trace))
        tell(where(kind, trace))

    sys.excepthook = hook
