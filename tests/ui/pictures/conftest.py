import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import MakeShell
from tests.ui.pictures.invented import Ids, record_everything
from tests.ui.team.colleagues import Kept
from tests.ui.team.conftest import alone, together

from visit_app import app
from visit_app.records.clock import FixedClock
from visit_app.sync import front
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.vault.kdf import FLOOR

__all__ = ["alone", "together"]


@dataclass(frozen=True)
class Recorded:
    """Records on disk with two families in them, locked; what is in them."""

    folder: Path
    ids: Ids


@pytest.fixture(scope="session")
def recorded(
    template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Recorded:
    """Priya's records with everything the pictures show, made once."""
    folder = tmp_path_factory.mktemp("recorded") / "data"
    shutil.copytree(template[0], folder)
    clock = FixedClock()
    opened = RecordsFolder(folder, clock, FLOOR).open(template[1])
    with opened.desk.vault:
        return Recorded(folder, record_everything(opened.desk, clock))


@pytest.fixture(autouse=True)
def the_same_everywhere(qapp: QApplication) -> Iterator[None]:
    """London's time, and a caret that does not blink."""
    before, flash = os.environ.get("TZ"), qapp.cursorFlashTime()
    os.environ["TZ"] = "Europe/London"
    time.tzset()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(flash)
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


class Opener:
    """Opens the app's window with all of its screens on records, at a place."""

    def __init__(self, make: MakeShell, clock: FixedClock, folder: Path) -> None:
        self._make, self._clock, self._folder = make, clock, folder

    def first_run(self) -> Shell:
        """Where nothing was made yet."""
        return self._make(RecordsFolder(self._folder, self._clock, FLOOR))

    def at(
        self, source: Path, secret: str, place: Place, preferences: Preferences
    ) -> Shell:
        """A copy of these records, unlocked."""
        shutil.copytree(source, self._folder)
        shell = self.first_run()
        shell._make_screens = app.screens
        shell.preferences = preferences
        shell.opened(shell.records.open(secret))
        shell.inside.navigator.go(place)
        return shell


@pytest.fixture
def opener(make_shell: MakeShell, clock: FixedClock, tmp_path: Path) -> Opener:
    return Opener(make_shell, clock, tmp_path / "data")


@pytest.fixture
def apart(together: Kept, clock: FixedClock, tmp_path: Path) -> Kept:
    """Priya and Joanne have both changed Fatima's number, and neither was settled."""
    kept = together.copied(tmp_path / "team")
    priya, joanne = kept.opened("priya", clock), kept.opened("joanne", clock)
    with priya.desk.vault, joanne.desk.vault:
        priya.phone("07700 900318")
        clock.forward(hours=1)
        joanne.phone("07700 900381")
        front.sync(joanne.laptop)
        front.sync(priya.laptop)
    return kept
