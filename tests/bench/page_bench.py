"""What a person waits for when a page is opened: its data, its widgets, its paint.

Offscreen, in the real window. Wall clock and CPU in ms.
"""

import time
from collections.abc import Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from tests.bench.vault_bench import p95

from visit_app.app import screens
from visit_app.records.clock import FixedClock
from visit_app.ui.background import InlineBackground
from visit_app.ui.family.view import FamilyScreen
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.window import Window
from visit_app.visits import Desk

WARM = 3  # pages opened before any is measured: modules are imported, fonts are read


def family_pages(desk: Desk, folder: Path, ids: Sequence[str]) -> dict[str, float]:
    """Open the pages of these families, one after the other; closes the vault."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    shell = Shell(
        Window(),
        RecordsFolder(folder, FixedClock()),
        InlineBackground(),
        theme=ThemeHolder(app),
        preferences=Preferences(),
        make_screens=screens,
    )
    shell.window.resize(1366, 690)
    shell.show_entry()
    shell.window.show()
    shell.opened(Opened(desk))
    app.processEvents()
    spent = [_opened(app, shell, family_id) for family_id in ids][WARM:]
    shell.close()
    shiboken6.delete(shell.window)
    wall, cpu = zip(*spent, strict=True)
    return {
        "family_page_ms_p50": sorted(wall)[len(wall) // 2],
        "family_page_ms_p95": p95(list(wall)),
        "family_page_cpu_ms_p50": sorted(cpu)[len(cpu) // 2],
    }


class _Paints(QObject):
    """Whether a widget was painted since."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Look on."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def _opened(app: QApplication, shell: Shell, family_id: str) -> tuple[float, float]:
    """Until the loop has nothing left to do: the page stands there and was painted."""
    started, busy = time.perf_counter(), time.process_time()
    shell.inside.navigator.go(Place.family(family_id))
    screen = shell.inside.navigator.screen
    if not isinstance(screen, FamilyScreen):
        raise AssertionError("no family was opened")
    paints = _Paints(screen.people)
    app.processEvents()
    wall, cpu = time.perf_counter() - started, time.process_time() - busy
    if not paints.seen:
        raise AssertionError("the page was not painted")
    # without a running loop the pages before would stay and be styled along
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return wall * 1000, cpu * 1000
