"""What covers a page keeps the keyboard, and its keys do nothing behind it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.ui.conftest import MakeShell, SlowBackground
from tests.ui.kit.hands import press

from visit_app import app
from visit_app.ui.place import Place
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.unlock.view import UnlockPage

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def slow() -> SlowBackground:
    return SlowBackground()


@pytest.fixture
def asking(
    make_shell: MakeShell, records: RecordsFolder, slow: SlowBackground
) -> Shell:
    """A window that asks for the passphrase, and tries a wrong one."""
    shell = make_shell(records, slow)
    entry = shell.window.page()
    assert isinstance(entry, UnlockPage)
    entry.presenter.unlock("not this one")
    return shell


@pytest.fixture
def practice(make_shell: MakeShell, records: RecordsFolder) -> Shell:
    """A window in which somebody practises, two pages from home."""
    shell = make_shell(records)
    shell._make_screens = app.screens
    shell.practise()
    shell.inside.navigator.go(Place.families())
    shell.window.activateWindow()
    assert QTest.qWaitForWindowActive(shell.window)  # else it has no shortcuts
    return shell


def test_hidden_while_a_wrong_passphrase_is_tried_the_way_back_has_the_keyboard(
    asking: Shell, slow: SlowBackground
) -> None:
    asking.hide()
    slow.finish()
    assert asking.window.focusWidget() is asking.window.cover.button
    press(asking.window.cover.button, Qt.Key.Key_Return)
    entry = asking.window.page()
    assert isinstance(entry, UnlockPage)
    assert "Check Caps Lock" in entry.passphrase.field.error
    assert entry.passphrase.isAncestorOf(asking.window.focusWidget())


def test_a_wrong_passphrase_takes_no_keyboard_from_what_opened_meanwhile(
    asking: Shell, slow: SlowBackground, code: str
) -> None:
    asking.opened(asking.records.open(code))
    first = asking.window.findChild(QLineEdit, "first")
    assert asking.window.focusWidget() is first
    slow.finish()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert asking.window.focusWidget() is first


def test_told_to_wait_the_passphrase_keeps_the_keyboard(
    make_shell: MakeShell, records: RecordsFolder
) -> None:
    shell = make_shell(records)
    entry = shell.window.page()
    assert isinstance(entry, UnlockPage)
    for _ in range(4):
        entry.presenter.unlock("not this one")
    assert entry.passphrase.button.not_ready
    assert shell.window.focusWidget() is entry.passphrase.field.input


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F, CTRL),
        (Qt.Key.Key_N, CTRL),
        (Qt.Key.Key_Left, ALT),
    ],
)
def test_keys_do_nothing_behind_the_neutral_page(
    practice: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    inside = practice.inside
    screen = inside.navigator.screen
    practice.hide()
    press(practice.window, key, modifier)
    assert inside.navigator.screen is screen
    assert not inside._surnames
    assert practice.window.focusWidget() is practice.window.cover.button


def test_locking_practice_leaves_the_neutral_page_where_it_is(practice: Shell) -> None:
    practice.hide()
    press(practice.window, Qt.Key.Key_L, CTRL)
    assert practice.is_hidden
    assert not practice.is_open
    press(practice.window.cover.button, Qt.Key.Key_Return)
    assert isinstance(practice.window.page(), UnlockPage)
