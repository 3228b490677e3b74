"""Hears from Linux that the session locks or the laptop goes to sleep, over D-Bus."""

import os
import string
from collections.abc import Mapping

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
)
LOGIN_MANAGER = "org.freedesktop.login1.Manager"
LOGIN_SESSION = "org.freedesktop.login1.Session"
_PLAIN = frozenset(string.ascii_letters + string.digits)


class LinuxSystemLock(QObject):
    """Emits `locking` when the screen saver starts, logind locks, or sleep begins."""

    locking = Signal()

    def __init__(
        self, environ: Mapping[str, str] = os.environ, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = QDBusConnection.sessionBus()
        self._system = QDBusConnection.systemBus()
        turned = SLOT("turned(QDBusMessage)")
        for name in SCREEN_SAVERS:
            self._hear(self._session, ("", name, "ActiveChanged"), turned)
        self._hear(self._system, ("", LOGIN_MANAGER, "PrepareForSleep"), turned)
        path = session_path(environ.get("XDG_SESSION_ID", ""))
        if path:  # without it, another person's session would lock ours
            told = SLOT("told(QDBusMessage)")
            self._hear(self._system, (path, LOGIN_SESSION, "Lock"), told)

    def _hear(
        self, bus: QDBusConnection, which: tuple[str, str, str], slot: object
    ) -> None:
        # The stub wants bytes for the slot; the binding takes what SLOT returns.
        bus.connect("", *which, self, slot)  # type: ignore[call-overload]

    @Slot(QDBusMessage)
    def turned(self, message: QDBusMessage) -> None:
        """A signal with one truth value: true when the lock or the sleep begins."""
        if message.arguments()[:1] == [True]:
            self.locking.emit()

    @Slot(QDBusMessage)
    def told(self, message: QDBusMessage) -> None:
        """A signal that by itself means: lock now."""
        self.locking.emit()


def session_path(session_id: str) -> str:
    """Where logind keeps that session on the bus ("2" is ".../_32"); "" without one.

    Source: sd_bus_path_encode(3): other than letters and digits, and a leading digit,
    are written as _ and two hex digits.
    """
    if not session_id:
        return ""
    first, rest = session_id[0], session_id[1:]
    plain = first in _PLAIN and not first.isdigit()
    label = (first if plain else _escaped(first)) + "".join(
        c if c in _PLAIN else _escaped(c) for c in rest
    )
    return f"/org/freedesktop/login1/session/{label}"


def _escaped(character: str) -> str:
    return "".join(f"_{byte:02x}" for byte in character.encode())
