"""Hears from Windows that the session locks or the laptop goes to sleep.

Written from the Windows documentation (WTSRegisterSessionNotification,
WM_WTSSESSION_CHANGE, WM_POWERBROADCAST); it was not run on Windows here.
"""

import ctypes
import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 4
_SESSION_ENDS = {
    2,  # WTS_CONSOLE_DISCONNECT: another person was switched to
    4,  # WTS_REMOTE_DISCONNECT
    6,  # WTS_SESSION_LOGOFF
    7,  # WTS_SESSION_LOCK
}
_THIS_SESSION_ONLY = 0  # NOTIFY_FOR_THIS_SESSION: others share the server over RDP


def means_lock(message: int, w_param: int) -> bool:
    """Whether this window message says that the session locks or sleep begins."""
    if message == WM_WTSSESSION_CHANGE:
        return w_param in _SESSION_ENDS
    return message == WM_POWERBROADCAST and w_param == PBT_APMSUSPEND


class _Message(ctypes.Structure):
    """The start of the MSG structure of the Windows API."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("w_param", ctypes.c_size_t),
    )


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, owner: "WindowsSystemLock") -> None:
        super().__init__()
        self._owner = owner

    def nativeEventFilter(
        self,
        eventType: QByteArray | bytes | bytearray | memoryview,  # noqa: N803 - Qt's name
        message: int,
    ) -> Any:
        """Look at each window message, and take none away."""
        told = _Message.from_address(int(message))
        if means_lock(int(told.message), int(told.w_param)):
            self._owner.locking.emit()
        return False, 0


class WindowsSystemLock(QObject):
    """Emits `locking` when the session locks or ends, or sleep begins."""

    locking = Signal()

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._filter = _Filter(self)
        app.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                ctypes.c_void_p(int(window.winId())), _THIS_SESSION_ONLY
            )
