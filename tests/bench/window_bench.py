"""From nothing to the first picture: the unlock window beside a bare QMainWindow.

Both are processes of their own that end when their first picture is painted. CPU time
is compared, not wall clock: it hardly depends on what else the machine does.
"""

import subprocess
import sys
from pathlib import Path

from tests.bench.vault_bench import new_vault

TARGETS = {"first_paint_cpu_ratio": 1.3}

_UNTIL_PAINTED = """
import os, sys
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            # Handled once every widget is painted, before all else that waits.
            urgent = QEvent(QEvent.Type.User)
            first = Qt.EventPriority.HighEventPriority.value
            QApplication.postEvent(self, urgent, first)
            app.removeEventFilter(self)
        return False
    def customEvent(self, event):
        done()

def done():
    heavy = {"sqlalchemy", "reportlab"} & set(sys.modules)
    sys.stderr.write(f"imported before the first picture: {heavy}" if heavy else "")
    sys.stderr.flush()
    os._exit(1 if heavy else 0)
"""
_BARE = """
app = QApplication(["bare"])
watch = Watch()
app.installEventFilter(watch)
window = QMainWindow()
window.showMaximized()
app.exec()
"""
_OURS = """
from pathlib import Path
from visit_app.app import screens
from visit_app.ui.start import open_window
app = QApplication(["visit-app"])
watch = Watch()
app.installEventFilter(watch)
shell = open_window(app, Path(sys.argv[1]), screens)
app.exec()
"""


def first_paint(folder: Path, turns: int = 9) -> dict[str, float]:
    """CPU of both, turn about, the least of so many; raises when ours is heavy."""
    new_vault(folder).close()
    bare, ours = [], []
    for _ in range(turns):
        bare.append(_cpu_ms(_UNTIL_PAINTED + _BARE, folder))
        ours.append(_cpu_ms(_UNTIL_PAINTED + _OURS, folder))
    return {
        "bare_window_cpu_ms": min(bare),
        "unlock_window_cpu_ms": min(ours),
        "first_paint_cpu_ratio": min(ours) / min(bare),
    }


def _cpu_ms(code: str, folder: Path) -> float:
    """User and system time of a Python of its own; raises when it did not end well."""
    before = _children_s()
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    spent = _children_s() - before
    if done.returncode:
        raise AssertionError(done.stderr or f"exit code {done.returncode}")
    return spent * 1000


def _children_s() -> float:
    """CPU seconds of every process this one has waited for; not on Windows."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
