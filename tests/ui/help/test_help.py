"""Help says which keys there are, where everything is, and what the app is not."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from tests.ui.conftest import MakeShell

from visit_app import __version__, app
from visit_app.ui.help import content
from visit_app.ui.help.view import HelpScreen
from visit_app.ui.place import Place
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.shell import Shell


@pytest.fixture
def page(make_shell: MakeShell, records: RecordsFolder, code: str) -> HelpScreen:
    shell: Shell = make_shell(records)
    shell._make_screens = app.screens
    shell.opened(records.open(code))
    shell.inside.navigator.go(Place.help())
    screen = shell.inside.navigator.screen
    assert isinstance(screen, HelpScreen)
    return screen


def test_what_it_says(page: HelpScreen, records: RecordsFolder) -> None:
    words = "\n".join(label.text() for label in page.findChildren(QLabel))
    assert __version__ in words
    assert str(records.folder) in words
    for key, does in content.key_list():
        assert key in words
        assert does in words
    assert "It does not decide a level of need" in words


def test_it_begins_at_the_top_and_scrolls_by_keyboard(page: HelpScreen) -> None:
    assert page.window().focusWidget() is page.page.scroller
    assert page.page.scroller.accessibleName() == "Help"
    assert page.page.scroller.verticalScrollBar().value() == 0


def test_the_licences_unfold(page: HelpScreen) -> None:
    assert not page.notice.isVisible()
    page.unfold.click()
    assert page.notice.isVisible()
    assert "Atkinson Hyperlegible" in page.notice.toPlainText()
    assert page.notice.isReadOnly()
    page.unfold.click()
    assert not page.notice.isVisible()


def test_without_its_notice_the_installation_is_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(content, "resource_folder", lambda: tmp_path / "resources")
    assert "missing from this installation" in content.notice()
