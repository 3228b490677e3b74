"""From nothing to a painted window: what the first picture needs, and no more.

SQLAlchemy, the questionnaires and the PDF libraries follow in the background while the
passphrase is typed (docs/decisions/0003).
"""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtWidgets import QApplication

from visit_app import __version__
from visit_app.records.clock import SystemClock
from visit_app.ui.background import Background
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.mishap import catch_mishaps, start_logging
from visit_app.ui.preferences import read_preferences
from visit_app.ui.privacy import forbid_core_dumps
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.shell import MakeScreens, Shell
from visit_app.ui.window import Window


def run(folder: Path, make_screens: MakeScreens) -> int:
    """Open the window on this folder, and stay until it is closed."""
    forbid_core_dumps()
    start_logging()
    app = QApplication(["visit-app"])
    shell = open_window(app, folder, make_screens)
    PoliteEnd(app, shell)
    return app.exec()


def open_window(app: QApplication, folder: Path, make_screens: MakeScreens) -> Shell:
    """The window on this folder, shown; everything heavy follows after the paint."""
    app.setApplicationName("Visit")
    app.setApplicationVersion(__version__)
    preferences = read_preferences(folder)
    theme = ThemeHolder(app)
    theme.choose_scheme(preferences.scheme)
    theme.choose_scale(preferences.text_scale)
    background = Background(parent=app)
    shell = Shell(
        Window(),
        RecordsFolder(folder, SystemClock()),
        background,
        theme=theme,
        preferences=preferences,
        make_screens=make_screens,
    )
    app.aboutToQuit.connect(background.close)
    catch_mishaps(shell.mishap)
    shell.show_entry()
    shell.window.showMaximized()
    FirstPaint(shell, lambda: _after_paint(app, shell))
    return shell


class FirstPaint(QObject):
    """Does something once the window has been painted for the first time.

    A timer alone fires too early: the system asks for the picture only when the window
    is up, which on a slow start is after every event that waits now.
    """

    def __init__(self, shell: Shell, then: Callable[[], None]) -> None:
        super().__init__(shell)
        self._then = then
        shell.window.windowHandle().installEventFilter(self)

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        """Qt paints while this event is handled, so what comes next is after it."""
        if event.type() == QEvent.Type.Expose:
            seen.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def _after_paint(app: QApplication, shell: Shell) -> None:
    """What the first picture does not need: keys, locks, and the heavy imports."""
    from visit_app.ui.watching import start_watching

    start_watching(app, shell)
    shell.background.run(shell, shell.records.warm_up, _ignore, _ignore)


def _ignore(_: object) -> None:
    """Warming up is a courtesy: what fails there fails again when it is needed."""


class PoliteEnd(QObject):
    """SIGTERM and Ctrl+C write, lock and end the app.

    Python hears a signal only while it runs; a byte on a socket wakes it in Qt's loop.
    """

    def __init__(self, app: QApplication, shell: Shell) -> None:
        super().__init__(shell)
        self._app, self._shell = app, shell
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(
            self._reader.fileno(), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self._wake)
        signal.set_wakeup_fd(self._writer.fileno())
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.end())
        app.aboutToQuit.connect(self._forget)

    def end(self) -> None:
        """Write, lock and leave."""
        self._shell.close()
        self._app.quit()

    @Slot()
    def _wake(self) -> None:
        with suppress(BlockingIOError):
            self._reader.recv(16)

    @Slot()
    def _forget(self) -> None:
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
