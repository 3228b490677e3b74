"""Chooses how to hear from this computer that it locks or sleeps."""

import sys
from typing import Protocol, cast

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication, QWidget


class SystemLock(Protocol):
    """Something that says when the computer locks or sleeps."""

    @property
    def locking(self) -> SignalInstance:
        """Emitted at the beginning of the lock or sleep."""
        ...


def system_lock(app: QApplication, window: QWidget) -> SystemLock | None:
    """The listener for this system; None on macOS, where none was written yet."""
    if sys.platform == "win32":
        from visit_app.ui.lock.windows import WindowsSystemLock

        return cast("SystemLock", WindowsSystemLock(app, window))
    if sys.platform == "linux":
        from visit_app.ui.lock.linux import LinuxSystemLock

        return cast("SystemLock", LinuxSystemLock(parent=window))
    return None
