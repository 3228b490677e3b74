"""From nothing to the first paint: the unlock window beside a bare QMainWindow.

Both are processes of their own that end once their first paint is done. CPU time is
compared, not wall clock: it hardly depends on what else the machine does. The bare
window imports nothing but what it needs, not even the namespace `Qt`.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.vault_bench import new_vault

TARGETS = {"first_paint_cpu_ratio": 1.3}

_BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Bare(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: os._exit(0))

app = QApplication(["bare"])
window = Bare()
window.showMaximized()
app.exec()
"""
# The app itself, as an icon on the desktop starts it; what follows its first paint is
# replaced by the end of the process.
_OURS = """
import os, sys
os.environ["VISIT_APP_DATA"] = sys.argv[1]
from visit_app.__main__ import main
from visit_app.ui.start import Start

def painted(start):
    heavy = {"sqlalchemy", "reportlab"} & set(sys.modules)
    sys.stderr.write(f"imported before the first paint: {heavy}" if heavy else "")
    sys.stderr.flush()
    os._exit(1 if heavy else 0)

Start.furnish = painted
main([])
"""
# The same until the whole window has been built and painted in its place.
_WHOLE = """
import os, sys
os.environ["VISIT_APP_DATA"] = sys.argv[1]
from PySide6.QtCore import QTimer
from visit_app.__main__ import main
from visit_app.ui.start import Start

real = Start.furnish
def furnish(start):
    real(start)
    start.window.repaint()
    os._exit(0)

Start.furnish = furnish
main([])
"""


def first_paint(folder: Path, turns: int = 9) -> dict[str, float]:
    """CPU of both, turn about, the least of so many; raises when ours is heavy."""
    new_vault(folder).close()
    bare, ours, whole = [], [], []
    for _ in range(turns):
        bare.append(_cpu_ms(_BARE, folder))
        ours.append(_cpu_ms(_OURS, folder))
        whole.append(_cpu_ms(_WHOLE, folder))
    return {
        "bare_window_cpu_ms": min(bare),
        "unlock_window_cpu_ms": min(ours),
        "form_ready_cpu_ms": min(whole),
        "first_paint_cpu_ratio": min(ours) / min(bare),
    }


def _cpu_ms(code: str, folder: Path) -> float:
    """User and system time of a Python of its own; raises when it did not end well."""
    # As after the first start: what was compiled once is read, ours as well as Qt's.
    environ = dict(os.environ, PYTHONPYCACHEPREFIX=str(folder / "compiled"))
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    before = _children_s()
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env=environ,
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
