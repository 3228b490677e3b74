"""What did not reach the disk: said, tried again, and never lost without a word."""

import pytest
import shiboken6
from tests.ui.kit.hands import press
from tests.ui.test_shell import page, show_unlock, unlock, vault_of

from visit_app.ui.place import Place
from visit_app.ui.shell import Shell
from visit_app.vault.errors import DiskFull, Locked


class FullDisk:
    """Makes every write fail, then lets them through again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from visit_app.vault.vault import Vault

        self.full = True
        write = Vault.set_setting

        def set_setting(vault: Vault, name: str, value: object) -> None:
            if self.full:
                raise DiskFull
            write(vault, name, value)

        monkeypatch.setattr(Vault, "set_setting", set_setting)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, shell: Shell) -> FullDisk:
    return FullDisk(monkeypatch)


def test_what_is_not_saved_is_said_and_tried_again(
    shell: Shell, disk: FullDisk
) -> None:
    press(page(shell).fields["first"], "tiring")
    space = shell.inside.workspace
    assert space.status.text() == "Not saved: disk is full"
    assert "Make room" in space.banner.text()
    assert space.banner.isVisible()
    disk.full = False
    space.banner.button.click()
    assert space.status.text() == "Everything is saved on this laptop."
    assert not space.banner.isVisible()
    assert vault_of(shell).setting("today//first", "") == "tiring"


def test_an_unsaved_page_outlives_going_elsewhere(shell: Shell, disk: FullDisk) -> None:
    old = page(shell)
    press(old.fields["first"], "tiring")
    shell.inside.navigator.go(Place.families())
    assert shell.inside.workspace.banner.isVisible()
    shell.inside.navigator.go(Place.today())
    assert page(shell) is old
    shell.inside.navigator.go(Place.families())
    disk.full = False
    assert shell.inside.navigator.retry()
    shell.inside.navigator.go(Place.today())
    assert page(shell) is not old
    assert page(shell).fields["first"].text() == "tiring"


def test_an_unsaved_page_outlives_a_lock(
    shell: Shell, disk: FullDisk, code: str
) -> None:
    old = page(shell)
    press(old.fields["first"], "tiring")
    shell.lock()
    assert shiboken6.isValid(old)
    assert not old.isVisible()
    unlock(shell, code)
    assert page(shell) is old
    assert old.fields["first"].text() == "tiring"
    disk.full = False
    press(old.fields["first"], "!")
    assert vault_of(shell).setting("today//first", "") == "tiring!"


def test_what_was_not_saved_is_saved_by_the_next_unlock(
    shell: Shell, disk: FullDisk, code: str
) -> None:
    press(page(shell).fields["first"], "tiring")
    shell.lock()
    disk.full = False
    unlock(shell, code)
    assert vault_of(shell).setting("today//first", "") == "tiring"
    assert page(shell).fields["first"].text() == "tiring"


def test_closing_with_something_unsaved_asks_once(shell: Shell, disk: FullDisk) -> None:
    press(page(shell).fields["first"], "tiring")
    assert not shell.window.close()
    assert "not on disk yet" in shell.inside.workspace.banner.text()
    assert shell.is_open
    assert shell.window.close()
    assert not shell.is_open


def test_locked_it_is_said_where_it_is_seen(shell: Shell, disk: FullDisk) -> None:
    press(page(shell).fields["first"], "tiring")
    shell.lock()
    assert not shell.window.close()
    assert "Unlock the records to save it" in show_unlock(shell).banner.text()
    assert shell.window.close()


def test_hidden_it_comes_out_of_hiding_to_say_so(shell: Shell, disk: FullDisk) -> None:
    press(page(shell).fields["first"], "tiring")
    shell.hide()
    assert not shell.window.close()
    assert not shell.is_hidden
    assert "Unlock the records to save it" in show_unlock(shell).banner.text()


def test_what_is_not_saved_after_a_save_is_said_anew(
    shell: Shell, disk: FullDisk
) -> None:
    first = page(shell).fields["first"]
    press(first, "tiring")
    assert not shell.window.close()
    disk.full = False
    press(first, "!")
    disk.full = True
    press(first, "?")
    assert not shell.window.close()


def test_a_lock_leaves_no_timer_that_tries_again(shell: Shell, disk: FullDisk) -> None:
    press(page(shell).fields["first"], "tiring")
    assert shell.inside._timer.isActive()
    shell.lock()
    assert not shell.inside._timer.isActive()


def test_closing_the_window_locks(shell: Shell) -> None:
    vault = vault_of(shell)
    assert shell.window.close()
    with pytest.raises(Locked):
        vault.setting("x", "")
