"""Connects keys, idle lock, the system's lock and the clipboard to the shell."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from visit_app.ui.lock.clipboard import ClipboardCare
from visit_app.ui.lock.system import system_lock
from visit_app.ui.lock.watch import Watch
from visit_app.ui.shell import Shell

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
        (QKeySequence("F1"), shell.help),
        (QKeySequence("Ctrl+F"), shell.find_family),
        (QKeySequence("Ctrl+N"), shell.toggle_surnames),
        (QKeySequence("Alt+Left"), shell.back),
    ):
        shortcut = QShortcut(keys, shell.window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(action)
