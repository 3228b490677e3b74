"""The window: the only place where its parts are wired together."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from visit_app import __version__
from visit_app.ui.data_folder import VARIABLE, data_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from visit_app.ui.place import Place
    from visit_app.ui.screen import Screen, ScreenContext, Screens
    from visit_app.ui.shell import Shell


def parser() -> ArgumentParser:
    """The arguments of the window; subcommands have their own."""
    made = ArgumentParser(prog="visit-app", description="Home visits, kept encrypted.")
    made.add_argument("--version", action="version", version=f"visit-app {__version__}")
    made.add_argument(
        "--data",
        metavar="DIR",
        help=f"the folder of the records (else {VARIABLE}, else the usual folder)",
    )
    made.add_argument(
        "--self-test",
        action="store_true",
        help="check that this installation is whole, and exit",
    )
    return made


def main(arguments: Sequence[str]) -> int:
    """Open the window, or test the installation; returns the exit code."""
    options = parser().parse_args(arguments)
    if options.self_test:
        from visit_app.ui.self_test import self_test

        return self_test()
    return run(options)


def run(options: Namespace) -> int:
    """Open the window on the chosen folder, and stay until it is closed."""
    from visit_app.ui.mishap import start_logging
    from visit_app.ui.privacy import forbid_core_dumps

    forbid_core_dumps()
    start_logging()
    from PySide6.QtWidgets import QApplication

    app = QApplication(["visit-app"])
    shell = open_window(app, data_folder(options.data))
    _end_politely(app, shell)
    return app.exec()


def open_window(app: "QApplication", folder: Path) -> "Shell":
    """The window on this folder, shown; everything heavy follows after the paint."""
    from visit_app.records.clock import SystemClock
    from visit_app.ui.background import Background
    from visit_app.ui.kit.theme_holder import ThemeHolder
    from visit_app.ui.preferences import read_preferences
    from visit_app.ui.records_folder import RecordsFolder

    app.setApplicationName("Visit")
    app.setApplicationVersion(__version__)
    preferences = read_preferences(folder)
    theme = ThemeHolder(app)
    theme.choose_scheme(preferences.scheme)
    theme.choose_scale(preferences.text_scale)
    from visit_app.ui.shell import Shell
    from visit_app.ui.window import Window

    background = Background(parent=app)
    shell = Shell(
        Window(),
        RecordsFolder(folder, SystemClock()),
        background,
        theme=theme,
        preferences=preferences,
        make_screens=screens,
    )
    app.aboutToQuit.connect(background.close)
    shell.show_entry()
    shell.window.showMaximized()
    _after_paint(app, shell)
    return shell


def _after_paint(app: "QApplication", shell: "Shell") -> None:
    """What the first picture does not need: keys, locks, and the heavy imports."""
    from PySide6.QtCore import QTimer

    def begin() -> None:
        from visit_app.ui.mishap import catch_mishaps
        from visit_app.ui.watching import start_watching

        catch_mishaps(shell.mishap)
        start_watching(app, shell)
        shell.background.run(
            shell, shell.records.warm_up, lambda _: None, lambda _: None
        )

    QTimer.singleShot(0, shell, begin)


def _end_politely(app: "QApplication", shell: "Shell") -> None:
    """SIGTERM and Ctrl+C write, lock and end."""
    import socket

    from PySide6.QtCore import QSocketNotifier

    def end(*_: object) -> None:
        shell.close()
        app.quit()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end)
    # Python hears a signal only while it runs: this wakes it inside Qt's loop.
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.fileno())
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read, shell)
    notifier.activated.connect(lambda: reader.recv(16))
    app.aboutToQuit.connect(lambda: signal.set_wakeup_fd(-1))
    app.aboutToQuit.connect(writer.close)


# --- the screens -----------------------------------------------------------------


def screens(shell: "Shell") -> "Screens":
    """Which screen shows which place; each is imported when it is first shown."""
    from visit_app.ui.screen import Screens

    return Screens(
        {
            "visit": _visit,
            "settings": lambda context, place: _settings(shell, context, place),
            "help": lambda context, place: _help(shell, context, place),
        }
    )


def _visit(context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.visit.view import build

    return build(context, place)


def _settings(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.settings.view import build

    return build(context, place, shell.records, shell.inside.practitioner_changed)


def _help(shell: "Shell", context: "ScreenContext", place: "Place") -> "Screen":
    from visit_app.ui.help.view import build

    return build(context, place, shell.records.folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
