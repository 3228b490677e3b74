"""A laptop with Priya's records and the Hassans on it, and its window."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication
from tests.journeys.hands import Hands
from tests.journeys.screens import UnlockScreen

from visit_app import app
from visit_app.records import Family, FamilyRole, Patient, Practitioner
from visit_app.records.clock import SystemClock
from visit_app.ui.background import Background
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.preferences import Preferences
from visit_app.ui.records_folder import RECOVERY_WAITS, RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.watching import bind_keys
from visit_app.ui.window import Window
from visit_app.vault.kdf import FLOOR
from visit_app.visits import Desk, save_family

PASSPHRASE = "violet kettle under seven umbrellas"
PRIYA = Practitioner(id="priya", name="Priya Nair", phone="01632 960077")
AMIRA = Patient(
    id="amira",
    given_name="Amira",
    family_name="Hassan",
    birth_date=date(1995, 3, 14),
    nhs_number="9990000018",
)
YONIS = Patient(
    id="yonis", role=FamilyRole.FATHER, given_name="Yonis", family_name="Hassan"
)
IDRIS = Patient(
    id="idris",
    role=FamilyRole.BABY,
    given_name="Idris",
    family_name="Hassan",
    birth_date=date(2026, 10, 10),
)


def prepare(folder: Path, *parents: Patient) -> None:
    """Make the records and the family in this folder, as the first run would."""
    made = records_in(folder).make(PASSPHRASE, PRIYA)
    with made.desk.vault as vault:
        vault.set_setting(RECOVERY_WAITS, value=False)
        family = Family(
            id="hassan", parents=parents, babies=(IDRIS,), postcode="NN16 0AA"
        )
        save_family(made.desk, family)


def records_in(folder: Path) -> RecordsFolder:
    """The records of this folder; the passphrase costs the least that is allowed."""
    return RecordsFolder(folder, SystemClock(), FLOOR)


def window_on(folder: Path, theme: ThemeHolder, background: Background) -> Shell:
    """The app's window with all of its screens, locked, as large as a small laptop."""
    shell = Shell(
        Window(),
        records_in(folder),
        background,
        theme=theme,
        preferences=Preferences(),
        make_screens=app.screens,
    )
    bind_keys(shell)
    shell.window.resize(1366, 690)
    shell.show_entry()
    shell.window.show()
    shell.window.activateWindow()
    return shell


def unlocked(shell: Shell) -> Hands:
    """Hands at the window, with the records open."""
    hands = Hands(shell)
    UnlockScreen(hands).unlock(PASSPHRASE)
    return hands


@contextmanager
def desk_on(folder: Path) -> Iterator[Desk]:
    """What is on the disk, read without a window."""
    opened = records_in(folder).open(PASSPHRASE)
    with opened.desk.vault:
        yield opened.desk


def close(shell: Shell, qapp: QApplication) -> None:
    """Lock the records and let the window go."""
    shell.close()
    shiboken6.delete(shell.window)  # it would stay on the screen of the next test
    qapp.processEvents()
