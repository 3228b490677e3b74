"""Whatever the disk does, what was typed stays on screen, said as not saved, and is
tried again until it is."""

import errno
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.ui.conftest import SlowBackground
from tests.ui.kit.hands import press
from tests.ui.pages import Notes
from tests.ui.test_shell import unlock

from visit_app.ui.shell import Shell
from visit_app.vault import journal_file
from visit_app.vault.backups import Backups
from visit_app.vault.errors import DiskFull
from visit_app.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator

Trouble = Callable[[Vault, Path], AbstractContextManager[None]]


@contextmanager
def full(vault: Vault, folder: Path) -> "Iterator[None]":
    with vault._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    yield
    with vault._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


@contextmanager
def read_only(vault: Vault, folder: Path) -> "Iterator[None]":
    """What the engine says on a disk that turned read-only."""
    with vault._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    yield
    with vault._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")


@contextmanager
def vanished(vault: Vault, folder: Path) -> "Iterator[None]":
    """A disk that was taken out: its folder is not there."""
    folder.rename(folder.with_name("taken out"))
    yield
    folder.with_name("taken out").rename(folder)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (full, "disk is full"),
        (read_only, "this folder does not allow saving"),
        (vanished, "the records’ folder is gone"),
    ],
)
def test_it_stays_on_screen_is_said_and_saved_when_the_disk_is_back(
    shell: Shell, trouble: Trouble, reason: str
) -> None:
    screen = shell.inside.navigator.screen
    assert isinstance(screen, Notes)
    vault = screen.context.desk.vault
    long = "slept well " * 2900  # free pages of the file have no room for it
    with trouble(vault, shell.records.folder):
        press(screen.fields["first"], "Slept ")
        screen.fields["first"].setText(long)
        screen.fields["first"].textEdited.emit(long)
        assert screen.fields["first"].text() == long
        assert f"Not saved: {reason}" in shell.inside.workspace.status.text()
        assert shell.inside.workspace.banner.isVisible()
        assert not shell.inside.navigator.retry()
        assert vault.setting("today//first", "") != long
    assert shell.inside.navigator.retry()
    assert vault.setting("today//first", "") == long
    assert "Everything is saved" in shell.inside.workspace.status.text()
    assert not shell.inside.workspace.banner.isVisible()
    vault.check()


def test_a_file_that_was_deleted_takes_no_answers(shell: Shell) -> None:
    """The system would go on writing to it, and all of that would be gone."""
    screen = shell.inside.navigator.screen
    assert isinstance(screen, Notes)
    database = shell.records.folder / "vault.db"
    content = database.read_bytes()
    database.unlink()
    press(screen.fields["first"], "Slept")
    assert "gone" in shell.inside.workspace.status.text()
    database.write_bytes(content)  # another file is not the one that was opened
    assert not shell.inside.navigator.retry()
    assert screen.fields["first"].text() == "Slept"


def test_a_second_copy_that_cannot_be_written_is_said_at_the_foot(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = shell.inside.navigator.screen
    assert isinstance(screen, Notes)
    foot = shell.inside.workspace.status
    with monkeypatch.context() as patch:
        patch.setattr(journal_file, "_write_at", _refuse)
        press(screen.fields["first"], "Slept")
        assert foot.text().startswith("Saved, but its second copy cannot be written")
        assert screen.context.desk.vault.setting("today//first", "") == "Slept"
    press(screen.fields["first"], " well")
    assert "Everything is saved" in foot.text()


def test_what_was_written_once_gets_a_backup_as_soon_as_the_records_are_open(
    shell: Shell, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk had no room for the journal, and none yet for a backup."""
    shell.inside.keeper.make()
    with monkeypatch.context() as patch:
        patch.setattr(journal_file, "_write_at", _refuse)
        press(notes(shell).fields["first"], "Slept")
        shell.lock()
    shell.inside.keeper.give_up()
    foot, full = shell.inside.workspace.status, DiskFull("There is no room.")
    with monkeypatch.context() as patch:
        patch.setattr(Backups, "make", _raise(full))
        unlock(shell, code)
        assert "a part has no second copy, and no backup was made" in foot.text()
    shell.lock()
    unlock(shell, code)
    assert foot.text().startswith("Everything is saved on this laptop. Backed up")


def test_until_the_backup_is_made_a_part_is_said_to_have_no_second_copy(
    shell: Shell, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.inside.keeper.make()
    with monkeypatch.context() as patch:
        patch.setattr(journal_file, "_write_at", _refuse)
        press(notes(shell).fields["first"], "Slept")
        shell.lock()
    shell.inside.keeper.give_up()
    background = SlowBackground()
    monkeypatch.setattr(shell.inside.keeper, "_background", background)
    unlock(shell, code)
    foot = shell.inside.workspace.status
    assert foot.text() == (
        "Saved, but a part has no second copy: a backup is being made."
    )
    background.finish()
    assert foot.text().startswith("Everything is saved on this laptop. Backed up")


def notes(shell: Shell) -> Notes:
    screen = shell.inside.navigator.screen
    assert isinstance(screen, Notes)
    return screen


def _raise(error: Exception) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise error

    return refuse


def _refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
