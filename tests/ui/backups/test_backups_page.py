"""Backups make themselves, are looked at on their page, and one can go back to one."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from tests.ui.conftest import PASSPHRASE, MakeShell, SlowBackground

from visit_app import app
from visit_app.records.clock import FixedClock
from visit_app.ui.backups import news as words
from visit_app.ui.backups.news import BackupNews
from visit_app.ui.backups.view import BackupsScreen
from visit_app.ui.place import Place as ScreenPlace
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.settings.view import SettingsScreen
from visit_app.ui.shell import Shell
from visit_app.ui.unlock.view import UnlockPage
from visit_app.vault import second_place, snapshot, suspicion
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
    assert "Backed up today at" in foot(shell)
    shell.lock()
    clock.forward(days=1)
    shell.opened(records.open(PASSPHRASE))
    assert "Backed up on 23 November at" in foot(shell)


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


def test_what_a_page_writes_as_it_is_left_is_in_the_last_backup(
    shell: Shell, records: RecordsFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = shell.inside.navigator.screen
    assert screen is not None
    monkeypatch.setattr(screen, "leaving", lambda: write(shell, "at the last moment"))
    shell.lock()
    shell.inside.keeper.finish()
    assert len(found(records)) == 1


@pytest.fixture
def slow() -> SlowBackground:
    return SlowBackground()


@pytest.fixture
def slow_shell(
    make_shell: MakeShell, records: RecordsFolder, slow: SlowBackground
) -> Shell:
    """Small screens, and slow work that is done when it is told to."""
    made = make_shell(records, slow)
    slow.finish()
    made.opened(records.open(PASSPHRASE))
    return made


def test_one_job_is_under_way_and_one_is_queued(
    slow_shell: Shell, slow: SlowBackground, records: RecordsFolder
) -> None:
    keeper = slow_shell.inside.keeper
    assert len(slow.jobs) == 1  # it looks what there is
    keeper.look()
    keeper.make()
    keeper.make()
    keeper.look()
    assert len(slow.jobs) == 1
    assert keeper.news.busy
    slow.finish()
    assert [each.kind for each in found(records)] == ["asked"]
    assert not keeper.news.busy
    keeper.look()
    assert len(slow.jobs) == 1


def test_a_backup_that_was_asked_for_is_made_though_it_is_locked(
    slow_shell: Shell, slow: SlowBackground, records: RecordsFolder
) -> None:
    keeper = slow_shell.inside.keeper
    keeper.make()
    slow_shell.lock()
    keeper.finish()
    slow.finish()
    assert [each.kind for each in found(records)] == ["asked"]
    assert not keeper.news.busy


def test_a_job_that_fails_lets_the_next_one_begin(
    slow_shell: Shell,
    slow: SlowBackground,
    records: RecordsFolder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> BackupNews:
        monkeypatch.undo()
        raise DiskFull

    keeper, news = slow_shell.inside.keeper, list[BackupNews]()
    keeper.changed.connect(lambda: news.append(keeper.news))
    monkeypatch.setattr(second_place, "read_status", refuse)
    keeper.make()
    slow.finish()
    assert [each.busy for each in news] == [True, True, False]
    assert news[1].problem == DiskFull.sentence
    assert len(found(records)) == 1


def test_the_last_backup_is_made_though_the_app_ends(
    slow_shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def run(*_: object, last: bool = False) -> None:
        asked.append(last)

    write(slow_shell, "before the end")
    monkeypatch.setattr(slow_shell.background, "run", run)
    slow_shell.close()
    assert asked == [True]


def test_a_new_key_gets_no_backup_under_the_old_one(
    shell: Shell, records: RecordsFolder
) -> None:
    write(shell, "before the new key")
    shell.rekey(PASSPHRASE, "purple lantern over eight harbours")
    shell.inside.keeper.finish()
    assert shell.inside.keeper.news.problem == ""
    assert len(found(records)) == 1  # its own


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
    assert words.short(words.BackupNews(), TODAY) == ""
    refused = words.BackupNews(problem="The disk is full.")
    assert "was not made" in words.short(refused, TODAY)
    assert "You can go on working" in words.here_words(
        words.BackupNews(busy=True), TODAY
    )
    kinds = {words.kind_words(kind) for kind in ("asked", "before-update", "routine")}
    assert len(kinds) == 3
