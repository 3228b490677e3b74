"""Everything the window needs after its first paint."""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

from visit_app import __version__
from visit_app.records.clock import SystemClock
from visit_app.ui.background import Background
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.mishap import catch_mishaps, start_logging
from visit_app.ui.preferences import Preferences
from visit_app.ui.privacy import forbid_core_dumps
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.tidy import Tidy
from visit_app.ui.watching import start_watching
from visit_app.ui.window import Window

if TYPE_CHECKING:
    from visit_app.ui.screen import Screens

ENDING = (signal.SIGTERM, signal.SIGINT)


def furnish(
    app: QApplication,
    window: Window,
    folder: Path,
    preferences: Preferences,
    make_screens: "Callable[[Shell], Screens]",
    *,
    who: str = "",
) -> Shell:
    """Show the way in, mind keys and locks, and warm up in the background."""
    forbid_core_dumps()
    start_logging()
    app.setApplicationName("Visit")
    app.setApplicationVersion(__version__)
    theme = ThemeHolder(app)
    theme.choose_scheme(preferences.scheme)
    theme.choose_scale(preferences.text_scale)
    background = Background(parent=app)
    shell = Shell(
        window,
        RecordsFolder(folder, SystemClock()),
        background,
        theme=theme,
        preferences=preferences,
        make_screens=make_screens,
        who=who,
    )
    app.aboutToQuit.connect(background.close)
    tidy = Tidy(app)
    app.aboutToQuit.connect(tidy.stop)
    shell.locked.connect(tidy.all_of_it)
    catch_mishaps(shell.mishap)
    shell.show_entry()
    start_watching(app, shell)
    PoliteEnd(app, shell)
    background.run(shell, shell.records.warm_up, _ignore, _ignore)
    return shell


def _ignore(_: object) -> None:
    """Warming up is a courtesy: what fails there fails again when it is needed."""


class PoliteEnd(QObject):
    """SIGTERM and Ctrl+C write, lock and end the app.

    A signal interrupts Python anywhere, in the midst of a write too, so its handler
    does nothing. Python also puts the signal's number on a socket, which wakes Qt's
    loop: what is to be done is done there.
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
        for name in ENDING:
            signal.signal(name, lambda *_: None)
        app.aboutToQuit.connect(self._forget)

    def end(self) -> None:
        """Write, lock and leave."""
        self._shell.close()
        self._app.quit()

    @Slot()
    def _wake(self) -> None:
        arrived = b""
        with suppress(BlockingIOError):
            arrived = self._reader.recv(16)
        if any(number in arrived for number in ENDING):
            self.end()

    @Slot()
    def _forget(self) -> None:
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        for end in (self._reader, self._writer):
            end.close()
