"""Whatever the disk does, what was typed stays on screen, said as not saved, and is
tried again until it is."""

import errno
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.ui.kit.hands import press
from tests.ui.pages import Notes

from visit_app.ui.shell import Shell
from visit_app.vault import journal_file
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
    long = "slept well " * 600  # so that a full disk has no room for it
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


def _refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
