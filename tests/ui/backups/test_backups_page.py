"""Backups make themselves, are looked at on their page, and one can go back to one."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from tests.ui.conftest import PASSPHRASE, MakeShell

from visit_app import app
from visit_app.records.clock import FixedClock
from visit_app.ui.backups import news as words
from visit_app.ui.backups.view import BackupsScreen
from visit_app.ui.place import Place as ScreenPlace
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.settings.view import SettingsScreen
from visit_app.ui.shell import Shell
from visit_app.ui.unlock.view import UnlockPage
from visit_app.vault import snapshot, suspicion
from visit_app.vault.database import Database
from visit_app.vault.errors import Damaged, DiskFull
from visit_app.vault.place import Place
from visit_app.vault.snapshot import Snapshot

TODAY = date(2026, 11, 23)


@pytest.fixture
def shell(make_shell: MakeShell, records: RecordsFolder) -> Shell:
    """The real screens, unlocked."""
    made = make_shell(records)
    made._make_screens = app.screens
    made.opened(records.open(PASSPHRASE))
    return made


def page(shell: Shell) -> BackupsScreen:
    shell.inside.navigator.go(ScreenPlace("backups"))
    screen = shell.inside.navigator.screen
    assert isinstance(screen, BackupsScreen)
    return screen


def found(records: RecordsFolder) -> tuple[Snapshot, ...]:
    return snapshot.found_in(Place(records.folder).backups)


def write(shell: Shell, text: str) -> None:
    screen = shell.inside.navigator.screen
    assert screen is not None
    screen.context.desk.vault.set_setting("local_number", text)


def foot(shell: Shell) -> str:
    return shell.inside.workspace.status.text()


def test_one_is_made_by_itself_when_the_hand_rests(
    shell: Shell, records: RecordsFolder, clock: FixedClock
) -> None:
    keeper = shell.inside.keeper
    keeper.look()
    assert found(records) != ()  # there was none at all: that is not waited with
    first = found(records)
    clock.forward(minutes=59)
    write(shell, "1")
    for _ in range(2):
        keeper.look()
    assert found(records) == first
    clock.forward(minutes=2)
    write(shell, "2")
    keeper.look()  # something was written in the last minute
    assert found(records) == first
    keeper.look()
    assert len(found(records)) == 2
    assert "Backed up" in foot(shell)


def test_an_hour_and_a_half_of_writing_is_backed_up_all_the_same(
    shell: Shell, records: RecordsFolder, clock: FixedClock
) -> None:
    shell.inside.keeper.look()
    before = len(found(records))
    for number in range(91):
        clock.forward(minutes=1)
        write(shell, f"{number}")
        shell.inside.keeper.look()
    assert len(found(records)) == before + 1


def test_locking_backs_up_what_was_written(
    shell: Shell, records: RecordsFolder
) -> None:
    write(shell, "before the lock")
    shell.lock()
    shell.inside.keeper.finish()
    assert len(found(records)) == 1
    shell.opened(records.open(PASSPHRASE))
    shell.lock()
    shell.inside.keeper.finish()
    assert len(found(records)) == 1  # only the unlocking itself was entered


def test_the_page_says_what_there_is_and_makes_one(
    shell: Shell, records: RecordsFolder
) -> None:
    screen = page(shell)
    assert "No backup has been made yet" in screen.here.sentence.text()
    assert screen.found.empty.isVisible()
    screen.here.button.click()
    assert "Every page of it was read back." in screen.here.sentence.text()
    (row,) = screen.found._rows
    (back,) = row.findChildren(QPushButton)
    assert back.accessibleName().startswith("Go back to the backup made today at")
    assert found(records)[0].kind == "asked"


def test_why_none_was_made_is_said(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Snapshot:
        raise DiskFull

    screen = page(shell)
    monkeypatch.setattr(snapshot, "take", refuse)
    screen.here.button.click()
    assert screen.here.problem.text() == DiskFull.sentence
    monkeypatch.undo()
    screen.here.button.click()
    assert not screen.here.problem.isVisible()


def test_the_second_place(shell: Shell, records: RecordsFolder, tmp_path: Path) -> None:
    screen = page(shell)
    assert "If this laptop is lost" in screen.second.sentence.text()
    screen.here.button.click()
    stick = tmp_path / "stick"
    stick.mkdir()
    _choose(screen, records.folder)
    assert "one your records are in" in screen.second.problem.text()
    _choose(screen, stick)
    assert not screen.second.problem.isVisible()
    assert screen.second.folder.text() == str(stick)
    assert "Last copied there today" in screen.second.sentence.text()
    assert list(stick.rglob("vault.db"))

    shutil.rmtree(stick)
    write(shell, "more")
    screen.here.button.click()
    assert "stick may have been taken out" in screen.second.sentence.text()
    assert "Last copied there" in screen.second.sentence.text()
    screen.second.none.click()
    assert not screen.second.folder.isVisible()


def test_a_stick_put_in_again_is_caught_up_with(
    shell: Shell, records: RecordsFolder, tmp_path: Path
) -> None:
    screen, stick = page(shell), tmp_path / "stick"
    stick.mkdir()
    _choose(screen, stick)
    stick.rename(tmp_path / "pocket")
    screen.here.button.click()
    (tmp_path / "pocket").rename(stick)
    shell.inside.keeper.look()
    assert [p.parent.name for p in stick.rglob("vault.db")] == [found(records)[0].name]


def _choose(screen: BackupsScreen, folder: Path) -> None:
    screen.second.choose.click()
    (dialog,) = screen.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    dialog.setParent(None)
    dialog.deleteLater()


def test_going_back_asks_for_the_passphrase_first(
    shell: Shell, records: RecordsFolder
) -> None:
    write(shell, "then")
    screen = page(shell)
    screen.here.button.click()
    write(shell, "now")
    (row,) = screen.found._rows
    row.findChildren(QPushButton)[0].click()
    assert not shell.is_open
    entry = shell._entry
    assert isinstance(entry, UnlockPage)
    entry.presenter.unlock(PASSPHRASE)
    assert entry.restore.isVisible()
    entry.restore.button.click()
    assert shell.is_open
    opened = shell.inside.navigator.screen
    assert opened is not None
    assert opened.context.desk.vault.setting("local_number", "") == "then"
    assert "complete up to today at" in shell.inside.workspace.banner.text()
    assert "set-aside-" in shell.inside.workspace.banner.text()


def test_settings_lead_there(shell: Shell) -> None:
    shell.inside.navigator.go(ScreenPlace.settings())
    settings = shell.inside.navigator.screen
    assert isinstance(settings, SettingsScreen)
    settings.backups.button.click()
    assert isinstance(shell.inside.navigator.screen, BackupsScreen)


def test_damage_that_is_met_while_working_is_said_and_remembered(
    shell: Shell, records: RecordsFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not every page is read on opening: the next one reads them all."""
    shell.inside.keeper.make()
    write(shell, "acknowledged")
    screen = shell.inside.navigator.screen
    assert screen is not None
    vault = screen.context.desk.vault
    with pytest.raises(Damaged), vault._database.reading():
        raise Damaged
    shell.lock()
    read: list[bool] = []
    real = suspicion.check

    def check(database: Database) -> None:
        read.append(True)
        real(database)

    monkeypatch.setattr(suspicion, "check", check)
    records.open(PASSPHRASE).desk.vault.close()
    records.open(PASSPHRASE).desk.vault.close()
    assert read == [True]


def test_a_backup_that_meets_damage_says_so(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Snapshot:
        raise Damaged

    monkeypatch.setattr(snapshot, "take", refuse)
    shell.inside.keeper.make()
    assert "Lock and unlock again" in shell.inside.workspace.banner.text()


def test_every_sentence_about_the_second_place() -> None:
    from visit_app.vault.second_place import SecondStatus

    at = FixedClock().now()
    news = words.BackupNews(second_folder="/stick")
    assert "next backup" in words.second_words(news, TODAY)
    away = SecondStatus(problem="It is away.")
    told = words.second_words(words.BackupNews((), away, "/stick"), TODAY)
    assert told == "It is away."
    both = SecondStatus(at, "name", "It is away.")
    told = words.second_words(words.BackupNews((), both, "/stick"), TODAY)
    assert told.startswith("Last copied there today at")
    assert told.endswith("It is away.")
    assert words.short(words.BackupNews()) == ""
    assert "You can go on working" in words.here_words(
        words.BackupNews(busy=True), TODAY
    )
    kinds = {words.kind_words(kind) for kind in ("asked", "before-update", "routine")}
    assert len(kinds) == 3
