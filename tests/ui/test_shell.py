"""Locked, hidden, unlocked: at once, with nothing lost, and back to the same caret."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, MakeShell, SlowBackground
from tests.ui.kit.hands import press
from tests.ui.pages import Notes

from visit_app.records.clock import FixedClock
from visit_app.ui.place import Place
from visit_app.ui.records_folder import Opened, RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.unlock.view import UnlockPage
from visit_app.ui.workspace import Workspace
from visit_app.vault.errors import Locked

if TYPE_CHECKING:
    from visit_app.vault.vault import Vault

CTRL = Qt.KeyboardModifier.ControlModifier


def page(shell: Shell) -> Notes:
    screen = shell.inside.navigator.screen
    assert isinstance(screen, Notes)
    return screen


def unlock(shell: Shell, code: str) -> None:
    shell.opened(shell.records.open(code))


def vault_of(shell: Shell) -> "Vault":
    return page(shell).context.desk.vault


def show_unlock(shell: Shell) -> UnlockPage:
    entry = shell.window.page()
    assert isinstance(entry, UnlockPage)
    return entry


def test_it_begins_at_the_passphrase(locked: Shell) -> None:
    entry = show_unlock(locked)
    assert locked.window.focusWidget() is entry.passphrase.field.input
    assert not locked.is_open


def test_the_passphrase_leads_home(locked: Shell) -> None:
    entry = show_unlock(locked)
    press(entry.passphrase.field.input, PASSPHRASE)
    press(entry.passphrase.field.input, Qt.Key.Key_Return)
    assert isinstance(locked.window.page(), Workspace)
    assert page(locked).place == Place.today()
    assert locked.window.focusWidget() is page(locked).fields["first"]


def test_the_window_title_never_changes(shell: Shell) -> None:
    assert shell.window.windowTitle() == "Visit"
    shell.inside.navigator.go(Place.visit("v1"))
    assert shell.window.windowTitle() == "Visit"


def test_a_lock_leads_back_to_the_same_caret(shell: Shell, code: str) -> None:
    shell.inside.navigator.go(Place.visit("v1", "joy"))
    second = page(shell).fields["second"]
    second.setFocus()
    press(second, "when he smiles")
    second.setCursorPosition(4)
    page(shell).fields["when"].setText("3 f")
    press(shell.window, Qt.Key.Key_L, CTRL)
    assert not shell.is_open
    unlock(shell, code)
    assert page(shell).place == Place.visit("v1", "joy")
    again = page(shell).fields["second"]
    assert again is not second
    assert (again.text(), again.cursorPosition()) == ("when he smiles", 4)
    assert shell.window.focusWidget() is again
    assert page(shell).fields["when"].text() == "3 f"


def test_a_lock_closes_the_vault_and_destroys_every_page(
    shell: Shell, qtbot: QtBot
) -> None:
    old, vault = page(shell), vault_of(shell)
    shell.lock()
    with pytest.raises(Locked):
        vault.setting("today//first", "")
    qtbot.waitUntil(lambda: not shiboken6.isValid(old))
    field = show_unlock(shell).passphrase.field
    assert shell.window.focusWidget() is field.input


def test_a_lock_is_told_when_everything_is_closed(shell: Shell) -> None:
    told: list[bool] = []
    shell.locked.connect(lambda: told.append(shell.is_open))
    shell.hide()
    shell.lock()
    assert told == [False]


def test_nothing_personal_stays_in_the_window(shell: Shell, qtbot: QtBot) -> None:
    press(page(shell).fields["first"], "Amira")
    shell.hide()
    qtbot.waitUntil(lambda: not shell.window.findChildren(Notes))
    texts = [label.text() for label in shell.window.findChildren(QLabel)]
    texts += [line.text() for line in shell.window.findChildren(QLineEdit)]
    assert not [text for text in texts if "Amira" in text or "Priya" in text]


def test_the_cover_is_painted_before_anything_is_closed(shell: Shell) -> None:
    seen = before_closing(shell)
    press(shell.window, Qt.Key.Key_F8)
    assert seen == [(shell.window.cover, True)]
    assert shell.window.cover.title.text() == "November 2026"


def test_a_lock_covers_the_page_before_anything_is_closed(shell: Shell) -> None:
    workspace = shell.inside.workspace
    seen = before_closing(shell)
    shell.lock()
    ((page, is_open),) = seen
    assert page is not workspace
    assert is_open


def before_closing(shell: Shell) -> list[tuple[QWidget | None, bool]]:
    """What was shown, and whether the records were open, when closing them began."""
    seen: list[tuple[QWidget | None, bool]] = []
    close = shell.window.close_dialogs

    def note() -> None:
        seen.append((shell.window.page(), shell.is_open))
        close()

    shell.window.close_dialogs = note  # type: ignore[method-assign]
    return seen


def test_the_way_back_from_the_cover(shell: Shell, code: str) -> None:
    first = page(shell).fields["first"]
    first.setFocus()
    press(first, "lovely")
    shell.hide()
    press(shell.window.cover.button, Qt.Key.Key_Return)
    entry = show_unlock(shell)
    assert entry.passphrase.field.value() == ""
    unlock(shell, code)
    assert page(shell).fields["first"].text() == "lovely"
    assert page(shell).fields["first"].cursorPosition() == 6


def test_hiding_while_locked_covers_the_passphrase(locked: Shell) -> None:
    press(locked.window, Qt.Key.Key_F8)
    assert locked.is_hidden
    locked.window.cover.button.click()
    assert isinstance(locked.window.page(), UnlockPage)


def test_locking_while_hidden_or_locked_changes_nothing(shell: Shell) -> None:
    shell.hide()
    shell.lock()
    assert shell.is_hidden
    shell.window.cover.button.click()
    before = shell.window.page()
    shell.lock()
    assert shell.window.page() is before


def test_hidden_while_the_passphrase_is_tried_it_stays_hidden(
    make_shell: MakeShell, records: RecordsFolder
) -> None:
    slow = SlowBackground()
    shell = make_shell(records, slow)
    opened: list[Opened] = []
    take = shell.opened

    def note(it: Opened) -> None:
        opened.append(it)
        take(it)

    entry = show_unlock(shell)
    entry.presenter._on_opened = note
    entry.presenter.unlock(PASSPHRASE)
    shell.hide()
    slow.finish()
    assert shell.is_hidden
    assert not shell.is_open
    with pytest.raises(Locked):
        opened[0].desk.vault.setting("x", "")


def test_nothing_else_is_begun_while_the_passphrase_is_tried(
    make_shell: MakeShell, records: RecordsFolder
) -> None:
    slow = SlowBackground()
    entry = show_unlock(make_shell(records, slow))
    assert entry.practise is not None
    form = entry.passphrase
    ways = (entry.practise, form.other, form.recovery)
    assert not any(way.not_ready for way in ways)
    entry.presenter.unlock("not this one")
    assert all(way.not_ready == "Opening your records…" for way in ways)
    slow.finish()
    assert not any(way.not_ready for way in ways)


def test_records_that_come_to_open_ones_are_closed(shell: Shell) -> None:
    before = vault_of(shell)

    class Late:
        closed = False

        def close(self) -> None:
            self.closed = True

    late = Late()
    shell.opened(late)  # type: ignore[arg-type]
    assert late.closed
    assert vault_of(shell) is before


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_dialogs_and_menus_close_with_a_lock(shell: Shell, qtbot: QtBot) -> None:
    dialog = QFileDialog(page(shell))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    menu = QMenu(page(shell))
    menu.addAction("Today")
    menu.popup(shell.window.pos())
    qtbot.waitUntil(lambda: dialog.isVisible() and menu.isVisible())
    shell.lock()
    assert not [
        w
        for w in QApplication.topLevelWidgets()
        if w.isVisible() and w is not shell.window
    ]
    assert QApplication.activeModalWidget() is None


def test_a_lock_inside_a_dialog_that_waits(shell: Shell) -> None:
    dialog = QDialog(shell.window)
    QTimer.singleShot(0, dialog, shell.hide)
    assert dialog.exec() == QDialog.DialogCode.Rejected
    assert shell.is_hidden


def test_idle_time_locks(shell: Shell, clock: FixedClock) -> None:
    clock.forward(minutes=4, seconds=59)
    shell.idle.check()
    assert shell.is_open
    clock.forward(seconds=1)
    shell.idle.check()
    assert not shell.is_open


def test_after_sleep_the_first_key_finds_it_locked(
    shell: Shell, clock: FixedClock
) -> None:
    clock.moment += timedelta(hours=1)
    assert not shell.idle.touched()
    assert not shell.is_open
    assert shell.idle.touched()


def test_a_page_that_makes_a_mistake_is_locked_all_the_same(
    shell: Shell, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaving(_: Notes) -> None:
        raise ZeroDivisionError

    old, vault = page(shell), vault_of(shell)
    monkeypatch.setattr(Notes, "leaving", leaving)
    with pytest.raises(ZeroDivisionError):
        shell.lock()
    monkeypatch.undo()
    with pytest.raises(Locked):
        vault.setting("x", "")
    assert shell.inside.navigator.screen is None
    assert shell.inside.vault is None
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(old)
    unlock(shell, code)
    assert page(shell) is not old


def test_a_mistake_is_said_calmly(shell: Shell, locked: Shell) -> None:
    shell.mishap("ValueError, ui/today/view.py:12")
    text = shell.inside.workspace.banner.text()
    assert "What you entered before is saved." in text
    assert "ui/today/view.py:12" in text
    shell.inside.workspace.banner.button.click()
    assert not shell.inside.workspace.banner.isVisible()


def test_a_second_mistake_does_not_hide_the_first(shell: Shell) -> None:
    banner = shell.inside.workspace.banner
    for sentence in ("one", "two", "one", "three"):
        shell.inside.say(sentence)
    seen = []
    while banner.isVisible():
        seen.append(banner.text())
        banner.button.click()
    assert seen == ["three", "one", "two"]


def test_a_place_that_is_not_offered_is_not_gone_to(shell: Shell) -> None:
    before = page(shell)
    shell.inside.navigator.go(Place.settings("contacts"))
    assert page(shell) is before


def test_a_workspace_takes_its_courier_with_it(shell: Shell) -> None:
    assert shell.inside.courier.parent() is shell.inside


def test_a_mistake_before_unlocking(locked: Shell) -> None:
    locked.mishap("ValueError, ui/unlock/view.py:1")
    assert "ui/unlock/view.py:1" in show_unlock(locked).banner.text()


def test_a_clock_that_cannot_be_right_is_said_at_unlock_wherever_one_comes_back(
    shell: Shell, code: str, clock: FixedClock
) -> None:
    shell.inside.navigator.go(Place.visit("v1"))
    shell.lock()
    clock.moment -= timedelta(days=3)
    unlock(shell, code)
    banner = shell.inside.workspace.banner
    assert "Check the date and time" in banner.text()
    assert banner.isVisible()
    banner.button.click()
    assert not banner.isVisible()
    assert page(shell).place.name == "visit"


def test_today_says_it_by_itself(shell: Shell, code: str, clock: FixedClock) -> None:
    shell.lock()
    clock.moment -= timedelta(days=3)
    unlock(shell, code)
    assert not shell.inside.workspace.banner.isVisible()


def test_locking_leaves_no_form_behind(shell: Shell, code: str) -> None:
    def windows() -> list[QWidget]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return QApplication.topLevelWidgets()

    before = len(windows())
    for _ in range(3):
        shell.lock()
        shell.opened(shell.records.open(code))
    assert len(windows()) == before
