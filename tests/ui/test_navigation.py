"""From place to place: pages come and go, the keys lead where they should."""

import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.kit.hands import press
from tests.ui.pages import Notes

from visit_app.ui.kit.nav_rail import NavButton
from visit_app.ui.kit.person import Person
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.shell import Shell

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def page(shell: Shell) -> Notes:
    screen = shell.inside.navigator.screen
    assert isinstance(screen, Notes)
    return screen


def test_the_page_before_is_told_and_destroyed(shell: Shell, qtbot: QtBot) -> None:
    old = page(shell)
    shell.inside.navigator.go(Place.families())
    assert old.log == ["shown", "leaving"]
    qtbot.waitUntil(lambda: not shiboken6.isValid(old))
    assert page(shell).isVisible()


def test_back_and_back_again(shell: Shell) -> None:
    navigator = shell.inside.navigator
    navigator.go(Place.families())
    navigator.go(Place.visit("v1"))
    press(shell.window, Qt.Key.Key_Left, ALT)
    assert page(shell).place == Place.families()
    navigator.back()
    assert page(shell).place == Place.today()
    navigator.back()
    assert page(shell).place == Place.today()


def test_a_visit_moves_from_step_to_step_by_itself(shell: Shell) -> None:
    navigator = shell.inside.navigator
    navigator.go(Place.visit("v1", "joy"))
    visit = page(shell)
    navigator.go(Place.visit("v1", "fear"))
    assert page(shell) is visit
    assert visit.place.step == "fear"
    navigator.back()
    assert page(shell).place == Place.today()


def test_going_where_one_is_does_nothing(shell: Shell) -> None:
    before = page(shell)
    shell.inside.navigator.go(Place.today())
    assert page(shell) is before
    assert before.log == ["shown"]


def test_what_is_gone_is_said_and_one_stays(shell: Shell) -> None:
    before = page(shell)
    shell.inside.navigator.go(Place.family("erased"))
    assert page(shell) is before
    assert "not in your records" in shell.inside.workspace.banner.text()
    assert shell.inside.workspace.banner.isVisible()


def test_the_rail_marks_the_page_and_leads(shell: Shell) -> None:
    rail = shell.inside.workspace.rail
    rail.chosen.emit("families")
    assert page(shell).place == Place.families()
    names = [button.accessibleName() for button in rail.findChildren(NavButton)]
    assert names == ["Today", "Families, this page", "Help"]


def test_a_visit_takes_the_whole_window(shell: Shell) -> None:
    space = shell.inside.workspace
    assert space.rail.isVisible()
    assert space.status.isVisible()
    shell.inside.navigator.go(Place.visit("v1"))
    assert not space.rail.isVisible()
    assert not space.status.isVisible()


def test_less_room_folds_the_rail_and_then_makes_it_a_bar(shell: Shell) -> None:
    space = shell.inside.workspace
    shell.window.resize(1000, 690)
    assert shell.window.reflow.width is Width.MEDIUM
    assert space.rail.isVisible()
    shell.window.resize(800, 690)
    assert not space.rail.isVisible()
    assert space.bar.isVisible()
    shell.window.resize(1366, 690)
    assert space.rail.isVisible()
    assert not space.bar.isVisible()


def test_ctrl_f_finds_a_family(shell: Shell) -> None:
    press(shell.window, Qt.Key.Key_F, CTRL)
    assert page(shell).place == Place.families()
    assert page(shell).log == ["shown", "search"]
    press(shell.window, Qt.Key.Key_F, CTRL)
    assert page(shell).log == ["shown", "search", "search"]


def test_f1_helps(shell: Shell) -> None:
    press(shell.window, Qt.Key.Key_F1)
    assert page(shell).place == Place.help()


def test_ctrl_n_shows_surnames_until_the_lock(shell: Shell) -> None:
    shown = page(shell).context.surnames_shown
    assert not shown()
    press(shell.window, Qt.Key.Key_N, CTRL)
    assert shown()
    assert page(shell).log == ["shown", "refresh"]
    shell.lock()
    assert not shown()


def test_in_the_parents_hands_only_hide_and_lock_work(shell: Shell) -> None:
    navigator = shell.inside.navigator
    navigator.go(Place.visit("v1", "hand-over"))
    page(shell).log.clear()
    for key, modifier in (
        (Qt.Key.Key_F, CTRL),
        (Qt.Key.Key_N, CTRL),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, ALT),
    ):
        press(shell.window, key, modifier)
    assert page(shell).place == Place.visit("v1", "hand-over")
    assert page(shell).log == []
    press(shell.window, Qt.Key.Key_F8)
    assert shell.is_hidden


def test_keys_do_nothing_while_locked(locked: Shell) -> None:
    before = locked.window.page()
    for key, modifier in (
        (Qt.Key.Key_F, CTRL),
        (Qt.Key.Key_N, CTRL),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, ALT),
    ):
        press(locked.window, key, modifier)
    assert locked.window.page() is before


def test_the_practitioner_is_named_in_the_rail_and_nowhere_after_a_lock(
    shell: Shell,
) -> None:
    person = shell.inside.workspace.rail.findChildren(Person)[0]
    assert person.person == ("Priya Nair", "Health visitor")
    shell.lock()
    assert person.person == ("", "")
