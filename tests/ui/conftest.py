"""What the tests of the shell share: a window on a real vault, made in no time."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from tests.ui.pages import screens
from tests.ui.themes import light

from visit_app.records import Practitioner
from visit_app.records.clock import FixedClock
from visit_app.ui.background import InlineBackground
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.preferences import Preferences
from visit_app.ui.records_folder import RECOVERY_WAITS, RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.watching import bind_keys
from visit_app.ui.window import Window
from visit_app.vault.kdf import FLOOR

PASSPHRASE = "kettle river seven lamp"
PRIYA = Practitioner(id="priya", name="Priya Nair", phone="01632 960077")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def empty_folder(tmp_path: Path, clock: FixedClock) -> RecordsFolder:
    """A folder in which nothing was made yet."""
    return RecordsFolder(tmp_path / "data", clock, FLOOR)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Priya's records, locked, made once: the folder and its recovery code."""
    folder = tmp_path_factory.mktemp("template") / "data"
    made = RecordsFolder(folder, FixedClock(), FLOOR).make(PASSPHRASE, PRIYA)
    made.desk.vault.set_setting(RECOVERY_WAITS, value=False)
    made.desk.vault.close()
    return folder, made.recovery_code


@pytest.fixture
def code(template: tuple[Path, str]) -> str:
    """The recovery code of Priya's records: unlocks in no time."""
    return template[1]


@pytest.fixture
def records(empty_folder: RecordsFolder, template: tuple[Path, str]) -> RecordsFolder:
    """A copy of Priya's records; their recovery code was typed back."""
    shutil.copytree(template[0], empty_folder.folder)
    return empty_folder


@pytest.fixture
def theme(qapp: QApplication) -> ThemeHolder:
    """The theme in force: light at 100 %."""
    return light(qapp)


class SlowBackground(InlineBackground):
    """Hands over only when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[tuple[Any, ...]] = []

    def run(self, *job: Any, last: bool = False) -> None:
        del last
        self.jobs.append(job)

    def finish(self) -> None:
        """Do everything that was asked for, and what comes of it."""
        while self.jobs:
            super().run(*self.jobs.pop(0))


class MakeShell:
    """Makes windows on a folder, and closes them when the test is over."""

    def __init__(self, theme: ThemeHolder) -> None:
        self._theme, self._made = theme, list[Shell]()

    def __call__(
        self, folder: RecordsFolder, background: InlineBackground | None = None
    ) -> Shell:
        """A window that shows the way in."""
        shell = Shell(
            Window(),
            folder,
            background or InlineBackground(),
            theme=self._theme,
            preferences=Preferences(),
            make_screens=lambda _: screens(),
        )
        bind_keys(shell)
        shell.window.resize(1366, 690)
        shell.show_entry()
        shell.window.show()
        shell.window.activateWindow()
        self._made.append(shell)
        return shell

    def close(self) -> None:
        """Lock and destroy every window."""
        for shell in self._made:
            shell.close()
            shiboken6.delete(shell.window)


@pytest.fixture
def make_shell(theme: ThemeHolder, qapp: QApplication) -> Iterator[MakeShell]:
    maker = MakeShell(theme)
    yield maker
    maker.close()
    qapp.processEvents()


@pytest.fixture
def locked(make_shell: MakeShell, records: RecordsFolder) -> Shell:
    """A window that asks for Priya's passphrase."""
    return make_shell(records)


@pytest.fixture
def shell(locked: Shell, code: str) -> Shell:
    """A window with Priya's records open."""
    locked.opened(locked.records.open(code))
    return locked
