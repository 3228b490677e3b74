"""What the process itself must not give away: its memory, to a crash file."""

import sys
from collections.abc import Callable
from contextlib import suppress

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def forbid_core_dumps() -> None:
    """No core dump, and no other process of this user may read the memory (Linux).

    Where the system refuses, the app goes on: this is one layer of several.
    """
    if sys.platform == "win32":
        return  # Windows Error Reporting is set by the organisation: docs
    import resource

    _quietly(lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
    if sys.platform == "linux":
        import ctypes

        _quietly(lambda: ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))


def _quietly(act: Callable[[], object]) -> None:
    with suppress(OSError, ValueError, AttributeError):
        act()
