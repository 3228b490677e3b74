"""From Ctrl+L to a screen that shows nothing of the records, by the clock."""

import statistics
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication
from tests.bench.vault_bench import p95
from tests.journeys import locking

from visit_app.ui.place import Place
from visit_app.ui.shell import Shell

TARGETS = {"lock_to_blank_ms_p95": 100.0}


def blank(folder: Path, turns: int = 40) -> dict[str, float]:
    """Milliseconds until the page is covered, and until the vault is closed."""
    app = QApplication.instance() or QApplication(["bench"])
    if not isinstance(app, QApplication):
        raise TypeError("there is an application without windows already")
    code, visit = locking.make_records(folder)
    places = (Place.family("hassan"), Place.visit(visit, "summary"), Place.today())
    covered, closed = [], []
    with locking.window_on(app, folder, code) as shell:
        for turn in range(turns):
            shell.inside.navigator.go(places[turn % len(places)])
            app.processEvents()
            first, last = _lock(shell)
            covered.append(first)
            closed.append(last)
            shell.opened(shell.records.open(code))
    return {
        "lock_to_blank_ms_p50": statistics.median(covered),
        "lock_to_blank_ms_p95": p95(covered),
        "lock_to_closed_ms_p50": statistics.median(closed),
    }


def _lock(shell: Shell) -> tuple[float, float]:
    """Milliseconds until everything is covered and every dialog gone, and the whole."""
    done: list[float] = []
    close = shell.window.close_dialogs

    def closed() -> None:
        close()
        done.append(time.perf_counter())

    shell.window.close_dialogs = closed  # type: ignore[method-assign]
    begun = time.perf_counter()
    locking.lock(shell)
    end = time.perf_counter()
    shell.window.close_dialogs = close  # type: ignore[method-assign]
    return (done[0] - begun) * 1000, (end - begun) * 1000
