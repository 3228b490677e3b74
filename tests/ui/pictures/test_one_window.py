"""A page is made in the window it is shown in, and in no other."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from tests.ui.pictures.conftest import Opener, Recorded
from tests.ui.pictures.invented import Ids
from tests.ui.pictures.test_pictures import LIGHT, PLACES

from visit_app.ui.place import Place
from visit_app.ui.screen import Screen
from visit_app.ui.window import Window


class Opened(QObject):
    """What became a window of the system, and which pages were painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.widgets: list[str] = []
        self.pages: list[Screen] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        if event.type() == QEvent.Type.WinIdChange and not isinstance(watched, Window):
            self.widgets.append(f"{type(watched).__name__} {watched.objectName()}")
        if event.type() == QEvent.Type.Paint and isinstance(watched, Screen):
            self.pages.append(watched)
        return False


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Opened]:
    seen = Opened(qapp)
    qapp.installEventFilter(seen)
    yield seen
    qapp.removeEventFilter(seen)
    seen.deleteLater()


OTHERS: dict[str, Callable[[Ids], Place]] = {
    "outcomes": lambda _: Place.outcomes(),
    "form": lambda _: Place.family_edit("hassan"),
    "fhir": lambda _: Place.family_fhir("hassan"),
    "looked": lambda _: Place.looked("hassan"),
    "erase": lambda _: Place.erase("hassan"),
    "another-team": lambda _: Place.another_team("hassan"),
    "take-over": lambda _: Place.take_over(),
    "services": lambda _: Place.services(),
    "team": lambda _: Place.team(),
    "kept": lambda _: Place.kept(),
    "help": lambda _: Place.help(),
    "training": lambda _: Place.training(),
}
ALL = PLACES | OTHERS


@pytest.mark.parametrize("place", ALL.values(), ids=ALL)
def test_nothing_of_a_page_is_a_window_while_it_is_made(
    opener: Opener,
    recorded: Recorded,
    code: str,
    opened: Opened,
    place: Callable[[Ids], Place],
) -> None:
    # shown without a parent it would be one: seen for a moment, and the page with
    # it painted twice
    opener.at(recorded.folder, code, place(recorded.ids), LIGHT)
    assert not opened.widgets


def test_the_page_of_a_family_is_painted_once_when_it_is_opened(
    qapp: QApplication, opener: Opener, recorded: Recorded, code: str, opened: Opened
) -> None:
    shell = opener.at(recorded.folder, code, Place.families(), LIGHT)
    qapp.processEvents()
    opened.pages.clear()
    shell.inside.navigator.go(Place.family("hassan"))
    qapp.processEvents()
    assert opened.pages == [shell.inside.navigator.screen]
