"""Connects keys, idle lock, the system's lock and the clipboard to the shell."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from visit_app.ui.lock.clipboard import ClipboardCare
from visit_app.ui.lock.system import system_lock
from visit_app.ui.lock.watch import Watch
from visit_app.ui.shell import Shell

if TYPE_CHECKING:
    from visit_app.ui.inside import Inside

HIDE = QKeyCombination(Qt.Key.Key_F8)
LOCK = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


def start_watching(app: QApplication, shell: Shell) -> None:
    """From now on keys, idleness, the system's lock and the clipboard are minded."""
    watch = Watch(app, shell.idle.touched, shell)
    watch.answer(HIDE, shell.hide)
    watch.answer(LOCK, shell.lock)
    watch.watch(app.focusWindow())
    watch.watch(shell.window.windowHandle())
    bind_keys(shell)
    listener = system_lock(app, shell.window)
    if listener is not None:
        listener.locking.connect(shell.lock)
    care = ClipboardCare(QGuiApplication.clipboard(), shell)
    app.aboutToQuit.connect(care.clear)


def bind_keys(shell: Shell) -> None:
    """The keys of the window itself; Hide and Lock work in dialogs by the watch."""
    for keys, action in (
        (QKeySequence(HIDE), shell.hide),
        (QKeySequence(LOCK), shell.lock),
        (QKeySequence("F1"), _inside(shell, lambda it: it.help())),
        (QKeySequence("Ctrl+F"), _inside(shell, lambda it: it.find_family())),
        (QKeySequence("Ctrl+N"), _inside(shell, lambda it: it.toggle_surnames())),
        (QKeySequence("Alt+Left"), _inside(shell, lambda it: it.back())),
    ):
        shortcut = QShortcut(keys, shell.window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(action)


def _inside(shell: Shell, act: "Callable[[Inside], None]") -> Callable[[], None]:
    """What a key does in the workspace; nothing while locked, or out of sight.

    Practice stays open behind the neutral page.
    """

    def pressed() -> None:
        if shell.is_open and not shell.is_hidden:
            act(shell.inside)

    return pressed
