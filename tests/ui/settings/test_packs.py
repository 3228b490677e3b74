"""Licence packs in the settings: the key is shown, trusted, and the form changes."""

from pathlib import Path

import pytest
from tests.ui.conftest import MakeShell
from tests.visits.sample_packs import as_folder, pack

from visit_app import app
from visit_app.ui.kit.button import Button
from visit_app.ui.place import Place
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.settings.view import SettingsScreen
from visit_app.ui.shell import Shell
from visit_app.vault.pack_file import PackFiles, write_zip
from visit_app.vault.signed_file import SigningKey


@pytest.fixture(scope="module")
def files() -> PackFiles:
    """A pack of an organisation nobody here knows yet."""
    return pack(SigningKey.generate())


@pytest.fixture
def shell(make_shell: MakeShell, records: RecordsFolder, code: str) -> Shell:
    """The real screens, at the settings."""
    made = make_shell(records)
    made._make_screens = app.screens
    made.opened(records.open(code))
    made.inside.navigator.go(Place.settings())
    return made


def page(shell: Shell) -> SettingsScreen:
    screen = shell.inside.navigator.screen
    assert isinstance(screen, SettingsScreen)
    return screen


def first_item(shell: Shell) -> str:
    """The first question of EPDS as the next screen will have it."""
    shell.inside.navigator.go(Place.help())
    screen = shell.inside.navigator.screen
    assert screen is not None
    text = screen.context.desk.catalogue.get("epds").questions[0].text
    shell.inside.navigator.go(Place.settings())
    return text


def button(shell: Shell, name: str) -> Button:
    found = page(shell).findChild(Button, name)
    assert isinstance(found, Button)
    return found


def test_the_key_is_compared_before_anything_is_installed(
    shell: Shell, files: PackFiles, tmp_path: Path
) -> None:
    path = tmp_path / "pack.zip"
    write_zip(files, path)
    packs = page(shell).packs
    packs.chosen.emit(path)
    assert packs.trust.isVisible()
    assert packs.trust.fingerprint.text() == files.signer().fingerprint
    assert "Invented Trust" in packs.trust.who.text()
    assert shell.window.focusWidget() is button(shell, "pack-distrust")
    assert first_item(shell) == "Item 1"


def test_not_the_same_installs_nothing(
    shell: Shell, files: PackFiles, tmp_path: Path
) -> None:
    packs = page(shell).packs
    packs.chosen.emit(as_folder(files, tmp_path / "pack"))
    button(shell, "pack-distrust").click()
    assert packs.good.text() == "Not installed. Nothing was changed."
    assert not packs.trust.isVisible()
    page(shell).pack_keeping.trust()
    assert page(shell).pack_keeping.rows() == ()


def test_the_same_installs_it_and_every_screen_has_the_items(
    shell: Shell, files: PackFiles, tmp_path: Path
) -> None:
    folder = as_folder(files, tmp_path / "pack")
    page(shell).packs.chosen.emit(folder / "manifest.json")
    button(shell, "pack-trust").click()
    assert page(shell).packs.good.text() == "Installed. EPDS now shows its items."
    (row,) = page(shell).pack_keeping.rows()
    assert (row.title, row.state) == ("EPDS, Invented Trust", "In use")
    assert files.signer().fingerprint in row.note
    assert first_item(shell) == "Item 1 wording, as licensed"

    button(shell, "pack-remove-nhft-epds").click()
    assert page(shell).packs.good.text().startswith("Removed.")
    assert first_item(shell) == "Item 1"
    # its key stays trusted: no question the second time
    page(shell).packs.chosen.emit(folder)
    assert page(shell).packs.good.text().startswith("Installed.")


def test_what_is_no_pack_is_said(shell: Shell, tmp_path: Path) -> None:
    packs = page(shell).packs
    packs.chosen.emit(tmp_path / "none.zip")
    assert "could not be opened" in packs.bad.text()
    assert packs.install.not_ready == ""


def test_a_pack_that_was_removed_meanwhile_is_said(shell: Shell) -> None:
    page(shell).packs.removed.emit("nhft-epds")
    assert "no licence pack named" in page(shell).packs.bad.text()


def test_a_second_pack_for_the_instrument_is_said(shell: Shell, tmp_path: Path) -> None:
    key = SigningKey.generate()
    for name in ("one", "two"):
        folder = as_folder(pack(key, name=name), tmp_path / name)
        page(shell).packs.chosen.emit(folder)
        if name == "one":
            button(shell, "pack-trust").click()
    assert "one has the wording of this instrument" in page(shell).packs.bad.text()
