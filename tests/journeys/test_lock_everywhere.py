"""Locked in the middle of a word, in every field of every page: nothing of it is lost,
nothing of it stays, and unlocking leads back to the very caret."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.journeys import locking
from tests.journeys.laptop import AMIRA, PASSPHRASE, PRIYA, YONIS
from tests.visits.conftest import IDRIS

from visit_app import app
from visit_app.records import Family
from visit_app.records.clock import FixedClock
from visit_app.ui.background import InlineBackground
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.kit.themed import HOLDER
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.records_folder import RECOVERY_WAITS, RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.watching import bind_keys
from visit_app.ui.window import Window
from visit_app.vault.kdf import FLOOR
from visit_app.visits import (
    Desk,
    open_visit,
    raise_concern,
    record_consent,
    refer,
    save_family,
    start,
    steps,
    write_letter,
)

NAMES = ("Amira", "Hassan", "Yonis", "Idris", "Priya")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Records with a visit in which everything can be typed: folder, code, visit."""
    folder = tmp_path_factory.mktemp("lock") / "data"
    made = RecordsFolder(folder, FixedClock(), FLOOR).make(PASSPHRASE, PRIYA)
    with made.desk.vault as vault:
        vault.set_setting(RECOVERY_WAITS, value=False)
        visit = _fill(made.desk)
    return folder, made.recovery_code, visit


def _fill(desk: Desk) -> str:
    people = {"parents": (AMIRA, YONIS), "babies": (IDRIS,)}
    family = Family(id="hassan", postcode="NN16 0AA", **people)
    save_family(desk, family)
    visit = start(desk, "hassan", "amira", type="6-8-weeks")
    raise_concern(desk, visit.id)
    request = refer(desk, visit.id, performer="Perinatal team")
    record_consent(desk, request.id, decision="given")
    write_letter(desk, request.id)
    return visit.id


@pytest.fixture
def shell(
    qapp: QApplication, template: tuple[Path, str, str], tmp_path: Path
) -> Iterator[Shell]:
    shutil.copytree(template[0], tmp_path / "data")
    theme = ThemeHolder(qapp)
    theme.choose_scheme("light")
    made = Shell(
        Window(),
        RecordsFolder(tmp_path / "data", FixedClock(), FLOOR),
        InlineBackground(),
        theme=theme,
        preferences=Preferences(),
        make_screens=app.screens,
    )
    bind_keys(made)
    made.window.resize(1366, 690)
    made.show_entry()
    made.window.show()
    made.window.activateWindow()
    assert QTest.qWaitForWindowActive(made.window)  # else shortcuts do nothing
    made.opened(made.records.open(template[1]))
    yield made
    made.close()
    shiboken6.delete(made.window)
    qapp.processEvents()
    qapp.setProperty(HOLDER, None)
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    theme.deleteLater()


def sweep(shell: Shell, code: str, place: Place) -> list[str]:
    """Lock in each field of this place; what went wrong, in words."""
    wrong: list[str] = []
    if place != Place.today():
        shell.inside.navigator.go(place)
    QApplication.processEvents()
    for number in range(len(locking.fields(shell))):
        wrong += _lock_in(shell, code, place, number)
    return wrong


def _lock_in(shell: Shell, code: str, place: Place, number: int) -> list[str]:
    there = locking.fields(shell)
    if number >= len(there):
        return []
    typed = locking.type_into(there[number])
    where = f"{place.name} {place.step}: {typed.name!r}"
    locking.lock(shell)
    if shell.is_open:
        return [f"{where}: not locked"]
    left = locking.words_left(shell)
    wrong = [f"{where}: {w!r} left" for w in left if any(n in w for n in NAMES)]
    wrong += [f"{where}: what was typed is left" for w in left if w == typed.text]
    shell.opened(shell.records.open(code))
    QApplication.processEvents()
    found = locking.focused(shell)
    if found != typed:
        wrong.append(f"{where}: {typed} became {found}")
    return wrong


PLACES = {
    "families": Place.families(),
    "family": Place.family("hassan"),
    "a new family": Place.family_edit(),
    "the family's people": Place.family_edit("hassan"),
    "services": Place.services(),
    "settings": Place.settings(),
    "help": Place.help(),
}


@pytest.mark.parametrize("name", PLACES)
def test_every_field_of_a_page(
    shell: Shell, template: tuple[Path, str, str], name: str
) -> None:
    assert sweep(shell, template[1], PLACES[name]) == []


def test_every_field_of_a_visit(shell: Shell, template: tuple[Path, str, str]) -> None:
    _, code, visit = template
    screen = shell.inside.navigator.screen
    assert screen is not None
    desk = screen.context.desk
    keys = [step.key for step in steps(desk, open_visit(desk, visit))]
    wrong = []
    seen = 0
    for key in keys:
        wrong += sweep(shell, code, Place.visit(visit, key))
        seen += len(locking.fields(shell))
    assert wrong == []
    assert seen > 20
