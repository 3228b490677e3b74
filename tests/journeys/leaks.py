"""A whole visit in a process of its own, watched for what it leaves behind.

`python -m tests.journeys.leaks FOLDER LETTER` says, as JSON, each window title, each
file it had open at any moment, and everything that was kept in settings of Qt. What it
writes to HOME, TMPDIR, the folder and its output is for the caller to look through.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from tests.journeys.hands import Hands
from tests.journeys.laptop import close, unlocked, window_on
from tests.journeys.whole_visit import JOY, whole_visit

from visit_app.ui.background import Background
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.mishap import catch_mishaps, start_logging
from visit_app.ui.privacy import forbid_core_dumps

LOOK_EVERY_MS = 20


class Watcher:
    """Looks at the process all the time it runs."""

    def __init__(self) -> None:
        self.titles: set[str] = set()
        self.files: set[str] = set()

    def look(self) -> None:
        """The titles of every window, and the files that are open."""
        windows = QApplication.topLevelWidgets()
        self.titles |= {window.windowTitle() for window in windows}
        self.titles |= {w.title() for w in QApplication.topLevelWindows()}
        folder = Path("/proc/self/fd")
        for handle in folder.iterdir() if folder.exists() else ():
            with suppress(OSError):
                self.files.add(os.readlink(handle))


def mistake(text: str) -> None:
    """A mistake of the program while a value is in hand: its text must not get out."""
    raise ValueError(f"the app meant {text}")


def back_up(hands: Hands) -> None:
    """A snapshot, as it is made while nobody types."""
    opened = hands.shell._opened
    assert opened is not None
    backups = opened.desk.vault.backups()
    assert backups is not None
    with backups:
        backups.make()


def main() -> None:
    """The visit, a mistake, a backup, a lock; then the report."""
    folder, letter = Path(sys.argv[1]), Path(sys.argv[2])
    forbid_core_dumps()
    start_logging()
    qapp = QApplication([])
    qapp.setApplicationName("Visit")
    watcher, timer = Watcher(), QTimer()
    timer.timeout.connect(watcher.look)
    timer.start(LOOK_EVERY_MS)
    background = Background(parent=qapp)
    shell = window_on(folder, ThemeHolder(qapp), background)
    catch_mishaps(shell.mishap)
    hands = unlocked(shell)
    whole_visit(hands, letter)
    back_up(hands)
    QTimer.singleShot(0, lambda: mistake(JOY))
    hands.wait("the calm sentence", lambda: hands.says("Something went wrong"))
    watcher.look()
    shell.lock()
    watcher.look()
    settings = QSettings("visit-app", "Visit")
    kept = {key: str(settings.value(key)) for key in settings.allKeys()}
    close(shell, qapp)
    background.close()
    found = {
        "titles": sorted(watcher.titles),
        "files": sorted(watcher.files),
        "settings": kept,
    }
    sys.stdout.write("REPORT " + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
