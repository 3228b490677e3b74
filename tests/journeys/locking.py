"""Locks the window in the middle of a word, and looks at what is there afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from tests.journeys.laptop import AMIRA, IDRIS, PASSPHRASE, PRIYA, YONIS

from visit_app.app import screens
from visit_app.records import Family
from visit_app.records.clock import FixedClock
from visit_app.ui.background import InlineBackground
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.kit.themed import HOLDER
from visit_app.ui.lock.watch import Watch
from visit_app.ui.preferences import Preferences
from visit_app.ui.records_folder import RECOVERY_WAITS, RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.watching import LOCK, bind_keys
from visit_app.ui.window import Window
from visit_app.vault.kdf import FLOOR
from visit_app.visits import (
    Desk,
    raise_concern,
    record_consent,
    refer,
    save_family,
    start,
    write_letter,
)

Field = QLineEdit | QPlainTextEdit | QTextEdit
TYPED = "Qu"  # begins no word of the app
NAMES = ("Amira", "Hassan", "Yonis", "Idris", "Priya")
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Found:
    """The field with the focus: what it is called, its text and its caret."""

    name: str
    text: str
    caret: int


def fields(shell: Shell) -> list[Field]:
    """What can be typed into now, in the order of the page; passwords are not kept."""
    screen = shell.inside.navigator.screen
    if screen is None:
        return []
    found = [w for w in screen.findChildren(QWidget) if _takes_text(w)]
    return sorted((w for w in found if isinstance(w, Field)), key=_place)


def _takes_text(field: QWidget) -> bool:
    if not isinstance(field, Field) or field.isReadOnly():
        return False
    if not field.isVisible() or not field.isEnabled():
        return False
    plain = QLineEdit.EchoMode.Normal
    return not isinstance(field, QLineEdit) or field.echoMode() == plain


def _place(field: Field) -> tuple[int, int]:
    corner = field.mapTo(field.window(), field.rect().topLeft())
    return corner.y(), corner.x()


def type_into(field: Field) -> Found:
    """Type in the middle of what is there, as a hand does, and stop there."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClicks(field, TYPED)
    QTest.keyClick(field, Qt.Key.Key_Left)
    return look_at(field)


def focused(shell: Shell) -> Found | None:
    """The field that has the focus, if it is one that takes text."""
    widget = shell.window.focusWidget()
    return look_at(widget) if isinstance(widget, Field) else None


def look_at(field: Field) -> Found:
    """What is in a field and where its caret is."""
    name = field.accessibleName() or field.objectName()
    if isinstance(field, QLineEdit):
        return Found(name, field.text(), field.cursorPosition())
    return Found(name, field.toPlainText(), field.textCursor().position())


def lock(shell: Shell) -> None:
    """Ctrl+L, given to the window that has the keyboard, as the system does."""
    window = QGuiApplication.focusWindow() or shell.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)


def words_left(shell: Shell) -> list[str]:
    """Every text that still stands in a window, shown or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    found = []
    for window in QApplication.topLevelWidgets():
        if window is not shell.window and not window.isVisible():
            continue
        found += [label.text() for label in window.findChildren(QLabel)]
        found += [look_at(w).text for w in _inputs(window)]
        found += [w.accessibleName() for w in window.findChildren(QWidget)]
    return [text for text in found if text]


def _inputs(window: QWidget) -> list[Field]:
    lines: list[Field] = list(window.findChildren(QLineEdit))
    texts: list[Field] = list(window.findChildren(QTextEdit))
    return [*lines, *texts, *window.findChildren(QPlainTextEdit)]


# --- the window that is locked ---------------------------------------------------


def make_records(folder: Path, *, concern: bool = True) -> tuple[str, str]:
    """Records with a visit in which everything can be typed: their code, the visit.

    While a concern is open no letter goes out.
    """
    made = RecordsFolder(folder, FixedClock(), FLOOR).make(PASSPHRASE, PRIYA)
    with made.desk.vault as vault:
        vault.set_setting(RECOVERY_WAITS, value=False)
        return made.recovery_code, _fill(made.desk, concern=concern)


def _fill(desk: Desk, *, concern: bool) -> str:
    people, babies = (AMIRA, YONIS), (IDRIS,)
    save_family(desk, Family(id="hassan", parents=people, babies=babies))
    visit = start(desk, "hassan", "amira", type="6-8-weeks")
    if concern:
        raise_concern(desk, visit.id)
    request = refer(desk, visit.id, performer="Perinatal team")
    record_consent(desk, request.id, decision="given")
    write_letter(desk, request.id)
    return visit.id


@contextmanager
def window_on(app: QApplication, folder: Path, code: str) -> Iterator[Shell]:
    """The whole app on these records, unlocked, watched as when it runs."""
    theme = ThemeHolder(app)
    theme.choose_scheme("light")
    shell = Shell(
        Window(),
        RecordsFolder(folder, FixedClock(), FLOOR),
        InlineBackground(),
        theme=theme,
        preferences=Preferences(),
        make_screens=screens,
    )
    bind_keys(shell)
    watch = Watch(app, shell.idle.touched, shell)
    watch.answer(LOCK, shell.lock)
    shell.window.resize(1366, 690)
    shell.show_entry()
    shell.window.show()
    shell.window.activateWindow()
    watch.watch(shell.window.windowHandle())
    if not QTest.qWaitForWindowActive(shell.window):
        raise AssertionError("a window that is not active has no shortcuts")
    shell.opened(shell.records.open(code))
    yield shell
    shell.close()
    shiboken6.delete(shell.window)
    app.processEvents()
    app.setProperty(HOLDER, None)
    app.setStyleSheet("")
    app.setPalette(QPalette())
    theme.deleteLater()
