"""Locked while something is open over the page: it goes with the page, at once."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)
from tests.journeys import locking
from tests.journeys.hands import Hands

from visit_app.records import DetectedIssue
from visit_app.ui.kit.date_field import DateField
from visit_app.ui.place import Place
from visit_app.ui.shell import Shell
from visit_app.visits import mitigate

VISIT = "visit"
Open = Callable[[Hands], None]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    folder = tmp_path_factory.mktemp("dialogs") / "data"
    return folder, *locking.make_records(folder, concern=False)


@pytest.fixture
def shell(
    qapp: QApplication, template: tuple[Path, str, str], tmp_path: Path
) -> Iterator[Shell]:
    shutil.copytree(template[0], tmp_path / "data")
    with locking.window_on(qapp, tmp_path / "data", template[1]) as shell:
        yield shell


def a_calendar(hands: Hands) -> None:
    field = hands.showing(DateField)[0]
    field.input.setFocus()
    field.open_calendar()


def a_list(hands: Hands) -> None:
    combo = hands.showing(QComboBox)[0]
    combo.setFocus()
    combo.showPopup()


def a_context_menu(hands: Hands) -> None:
    field = next(f for f in hands.showing(QLineEdit) if not f.isReadOnly())
    field.setFocus()
    where = field.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, where, field.mapToGlobal(where))
    QApplication.sendEvent(field, event)


def pressing(name: str) -> Open:
    return lambda hands: hands.press(name)


def letting_out(name: str) -> Open:
    """A letter waits while a concern of its visit has no owner."""

    def act(hands: Hands) -> None:
        screen = hands.shell.inside.navigator.screen
        assert screen is not None
        desk = screen.context.desk
        for issue in desk.vault.find(DetectedIssue, status="open"):
            mitigate(desk, issue.id, "accepted", person="Dr Shah", at="11:05")
        navigator, here = hands.shell.inside.navigator, screen.place
        for place in (Place.today(), here):
            navigator.go(place)
            hands.settle()
        hands.press(name)

    return act


def the_menu_of_a_narrow_window(hands: Hands) -> None:
    hands.shell.window.resize(760, 690)
    hands.settle()
    hands.press("Menu")


PLACES: dict[str, tuple[Place, Open]] = {
    "calendar": (Place.family_edit("hassan"), a_calendar),
    "list": (Place.settings(), a_list),
    "context menu": (Place.family_edit("hassan"), a_context_menu),
    "menu": (Place.families(), the_menu_of_a_narrow_window),
    "open a file": (Place.services(), pressing("Open a file")),
    "save a file": (Place.services(), pressing("Save to a file")),
    "save the letter": (Place.visit(VISIT, "referral"), letting_out("Save as PDF")),
    "print the letter": (Place.visit(VISIT, "referral"), letting_out("Print")),
}


def over_the_page(shell: Shell) -> list[QWidget]:
    """What is shown besides the window itself."""
    windows = QApplication.topLevelWidgets()
    return [w for w in windows if w.isVisible() and w is not shell.window]


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("name", PLACES)
def test_it_goes_with_the_page_at_once(
    shell: Shell, template: tuple[Path, str, str], name: str
) -> None:
    place, open_it = PLACES[name]
    if place.encounter_id:
        place = Place.visit(template[2], place.step)
    hands = Hands(shell)
    shell.inside.navigator.go(place)
    hands.settle()
    open_it(hands)
    hands.wait(name, lambda: over_the_page(shell))
    here = shell.inside.navigator.screen
    assert here is not None
    before = here.place
    locking.lock(shell)
    assert not shell.is_open
    assert over_the_page(shell) == []
    left = locking.words_left(shell)
    assert not [w for w in left if any(name in w for name in locking.NAMES)]
    shell.opened(shell.records.open(template[1]))
    again = shell.inside.navigator.screen
    assert again is not None
    assert again.place == before


def test_while_something_else_is_being_written(
    shell: Shell, template: tuple[Path, str, str]
) -> None:
    """The page is covered at once; the vault closes when the write is on disk."""
    screen = shell.inside.navigator.screen
    assert screen is not None
    vault = screen.context.desk.vault
    begun, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with vault.transaction():
            vault.set_setting("slow", "begun")
            begun.set()
            go_on.wait(10)
            vault.set_setting("slow", "done")

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(10)
    cover, shown = shell.window.close_dialogs, list[bool]()

    def covered() -> None:
        cover()
        shown.append(not go_on.is_set())
        go_on.set()

    shell.window.close_dialogs = covered  # type: ignore[method-assign]
    locking.lock(shell)
    writer.join()
    assert shown == [True]
    assert not shell.is_open
    shell.opened(shell.records.open(template[1]))
    again = shell.inside.navigator.screen
    assert again is not None
    assert again.context.desk.vault.setting("slow", "") == "done"


def test_closing_the_window_in_the_middle_of_a_word_asks_nothing_of_locked_records(
    shell: Shell, template: tuple[Path, str, str]
) -> None:
    shell.inside.navigator.go(Place.family_edit("hassan"))
    QApplication.processEvents()
    fields = locking.fields(shell)
    number = next(f for f in fields if f.accessibleName().startswith("NHS number"))
    typed = locking.type_into(number)
    assert shell.window.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shell.opened(shell.records.open(template[1]))
    assert locking.focused(shell) == typed
