"""Keeps pictures of the window from being taken, where the system can do that.

Windows only, by SetWindowDisplayAffinity: screenshots, recordings and shared screens
show nothing of the window. Microsoft calls it no security boundary, a camera sees
everything, and remote help sees nothing: hence a setting. Qt has no call for it, and
Linux and macOS have none that an app may use. Not run on Windows here.
"""

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

SHOWN, MONITOR, EXCLUDED = 0x0, 0x1, 0x11  # WDA_NONE, ..., WDA_EXCLUDEFROMCAPTURE
Affinity = Callable[[int, int], bool]


def system_affinity() -> Affinity | None:
    """What sets how a window (by its handle) is captured; None where nothing does."""
    if sys.platform != "win32":
        return None
    set_affinity = ctypes.windll.user32.SetWindowDisplayAffinity

    def affinity(window: int, value: int) -> bool:
        return bool(set_affinity(ctypes.c_void_p(window), ctypes.c_uint(value)))

    return affinity


class ScreenGuard(QObject):
    """Guards the window and every dialog and menu that gets the focus after it."""

    def __init__(
        self,
        window: QWidget,
        parent: QObject | None = None,
        *,
        affinity: Affinity | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._affinity = affinity or system_affinity()
        self._on = False
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._focused)

    @property
    def is_possible(self) -> bool:
        """Whether this system can do it at all."""
        return self._affinity is not None

    def set_on(self, *, on: bool) -> None:
        """Prevent pictures from now on, or allow them again."""
        if on == self._on:
            return
        self._on = on
        if self._affinity is not None:
            for window in QGuiApplication.topLevelWindows():
                self._apply(window)

    @Slot(QWindow)
    def _focused(self, window: QWindow | None) -> None:
        if window is not None and self._on:
            self._apply(window)

    def _apply(self, window: QWindow) -> None:
        if self._affinity is None or not window.isVisible():
            return
        handle = int(window.winId())
        if not self._on:
            self._affinity(handle, SHOWN)
        elif not self._affinity(handle, EXCLUDED):  # before Windows 10 of May 2020
            self._affinity(handle, MONITOR)
