"""From nothing to records: back and forth, and nothing half made at the end."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.conftest import MakeShell, SlowBackground
from tests.ui.kit.hands import press

from visit_app.records import PractitionerRole
from visit_app.ui.first_run.view import FirstRunPage
from visit_app.ui.records_folder import RECOVERY_WAITS, Opened, RecordsFolder
from visit_app.ui.recovery_code.check import groups
from visit_app.ui.shell import Shell
from visit_app.ui.unlock.view import UnlockPage
from visit_app.ui.workspace import Workspace
from visit_app.vault.errors import DiskFull, WrongSecret

PASSPHRASE = "copper meadow ladder whisper"


@pytest.fixture
def fresh(make_shell: MakeShell, empty_folder: RecordsFolder) -> Shell:
    return make_shell(empty_folder)


def first_run(shell: Shell) -> FirstRunPage:
    page = shell.window.page()
    assert isinstance(page, FirstRunPage)
    return page


def describe(shell: Shell, name: str = "Priya Nair") -> FirstRunPage:
    page = first_run(shell)
    page.who.fields["name"].set_value(name)
    page.who.fields["organization"].set_value("North Trust")
    page.who.fields["phone"].set_value("01632 960077")
    page.who.button.click()
    return page


def choose(shell: Shell, words: str = PASSPHRASE, again: str | None = None) -> None:
    new = first_run(shell).passphrase.new
    new.first.set_value(words)
    new.second.set_value(words if again is None else again)
    first_run(shell).passphrase.button.click()


def code_shown(shell: Shell) -> str:
    return first_run(shell).code.panel.grid.text()


def type_groups_back(shell: Shell, code: str) -> None:
    page = first_run(shell)
    asked = page.presenter._asked
    assert asked is not None
    for number, field in zip(asked.numbers, page.check.panel.fields, strict=True):
        assert f"{number}" in field.control.accessibleName()
        field.set_value(groups(code)[number - 1].lower())
    page.check.button.click()


def test_the_whole_way(fresh: Shell, empty_folder: RecordsFolder) -> None:
    describe(fresh)
    choose(fresh)
    code = code_shown(fresh)
    assert len(groups(code)) == 9
    first_run(fresh).code.button.click()
    type_groups_back(fresh, code)
    assert isinstance(fresh.window.page(), Workspace)
    fresh.lock()
    opened = empty_folder.open(code)
    who = opened.desk.practitioner
    assert (who.name, who.phone, who.role) == (
        "Priya Nair",
        "01632 960077",
        PractitionerRole.HEALTH_VISITOR,
    )
    assert opened.recovery_code == ""
    opened.desk.vault.close()


def test_by_keyboard_alone(fresh: Shell) -> None:
    page = first_run(fresh)
    press(page.who.fields["name"].input, "Priya Nair")
    press(page.who.fields["name"].input, Qt.Key.Key_Return)
    assert page.passphrase.isVisible()
    assert fresh.window.focusWidget() is page.passphrase.new.first.input
    press(page.passphrase.new.first.input, PASSPHRASE)
    press(page.passphrase.new.second.input, PASSPHRASE)
    press(page.passphrase.new.second.input, Qt.Key.Key_Return)
    assert page.code.isVisible()


def test_nothing_else_is_begun_while_the_records_are_made(
    make_shell: MakeShell, empty_folder: RecordsFolder
) -> None:
    slow = SlowBackground()
    shell = make_shell(empty_folder, slow)
    page = describe(shell)
    choose(shell)
    assert page.practise is not None
    for way in (page.practise, page.passphrase.back):
        assert way.not_ready == "Making your records…"
    slow.finish()
    assert not page.passphrase.back.not_ready
    assert page.code.isVisible()


def test_a_name_is_needed(fresh: Shell) -> None:
    page = describe(fresh, "  ")
    assert page.who.isVisible()
    assert "Type your name" in page.who.fields["name"].error
    assert fresh.window.focusWidget() is page.who.fields["name"].input


def test_another_role_needs_its_name(fresh: Shell) -> None:
    page = first_run(fresh)
    page.who.role.choose(PractitionerRole.OTHER)
    page.who.role.chosen.emit(PractitionerRole.OTHER)
    assert page.who.fields["role_text"].isVisible()
    describe(fresh)
    assert "role is called" in page.who.fields["role_text"].error
    page.who.fields["role_text"].set_value("Nursery nurse")
    describe(fresh)
    assert page.passphrase.isVisible()


@pytest.mark.parametrize(
    ("words", "again", "said"),
    [
        ("", "", "Type a passphrase"),
        ("north trust", "north trust", "Too easy"),
        (PASSPHRASE, "copper meadow", "do not match"),
    ],
)
def test_a_passphrase_that_will_not_do(
    fresh: Shell, empty_folder: RecordsFolder, words: str, again: str, said: str
) -> None:
    page = describe(fresh)
    choose(fresh, words, again)
    assert said in page.passphrase.new.first.error
    assert not empty_folder.exist()


def test_the_advice_knows_the_person(fresh: Shell) -> None:
    page = describe(fresh, "Wilhelmina Featherstone")
    page.passphrase.new.first.set_value("wilhelminafeatherstone")
    page.passphrase.new.advise()
    assert "what others know about you" in page.passphrase.new.advice.text()


def test_back_and_forth_before_anything_is_made(
    fresh: Shell, empty_folder: RecordsFolder
) -> None:
    page = describe(fresh)
    page.passphrase.new.first.set_value(PASSPHRASE)
    page.passphrase.back.click()
    assert page.who.fields["organization"].value() == "North Trust"
    page.who.button.click()
    assert page.passphrase.new.first.value() == PASSPHRASE
    assert not empty_folder.exist()


def test_back_and_forth_after_the_records_were_made(
    fresh: Shell, empty_folder: RecordsFolder
) -> None:
    page = describe(fresh)
    choose(fresh)
    code = code_shown(fresh)
    page.code.back.click()
    page.passphrase.back.click()
    describe(fresh, "Priya Nair-Shah")
    choose(fresh, "velvet harbour ninety trees")
    assert code_shown(fresh) == code
    page.code.button.click()
    page.check.back.click()
    assert page.code.isVisible()
    page.code.button.click()
    type_groups_back(fresh, code)
    fresh.lock()
    with pytest.raises(WrongSecret):
        empty_folder.open(PASSPHRASE)
    opened = empty_folder.open("velvet harbour ninety trees")
    assert opened.desk.practitioner.name == "Priya Nair-Shah"
    opened.desk.vault.close()


def test_the_same_passphrase_again_changes_nothing(fresh: Shell) -> None:
    page = describe(fresh)
    choose(fresh)
    code = code_shown(fresh)
    page.code.back.click()
    page.passphrase.button.click()
    assert code_shown(fresh) == code


def test_a_wrong_group_is_pointed_at(fresh: Shell) -> None:
    page = describe(fresh)
    choose(fresh)
    page.code.button.click()
    page.check.panel.fields[0].set_value("AAAA")
    page.check.button.click()
    assert page.check.isVisible()
    assert "different" in page.check.panel.fields[0].error
    assert "different" in page.check.panel.fields[1].error
    assert fresh.window.focusWidget() is page.check.panel.fields[0].input
    page.check.panel.fields[0].set_value("B")
    page.check.panel.fields[0].edited.emit("B")
    assert page.check.panel.fields[0].error == ""


def test_a_full_disk_leaves_nothing_half_made(
    fresh: Shell, empty_folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = describe(fresh)

    def full(*_: object) -> Opened:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(RecordsFolder, "make", full)
        choose(fresh)
    assert "disk is full" in page.passphrase.new.first.error
    assert page.passphrase.button.text() == "Next: recovery code"
    choose(fresh)
    assert page.code.isVisible()
    assert empty_folder.exist()


def test_stopping_before_the_check_shows_a_new_code_next_time(
    fresh: Shell, empty_folder: RecordsFolder, make_shell: MakeShell
) -> None:
    describe(fresh)
    choose(fresh)
    old = code_shown(fresh)
    fresh.close()  # the laptop is turned off here
    again = make_shell(empty_folder)
    assert isinstance(again.window.page(), UnlockPage)
    again.opened(empty_folder.open(PASSPHRASE))
    page = first_run(again)
    assert page.code.title.text() == "Your new recovery code"
    assert not page.code.back.isVisible()
    new = code_shown(again)
    assert new != old
    page.code.button.click()
    type_groups_back(again, new)
    assert isinstance(again.window.page(), Workspace)
    again.lock()
    with pytest.raises(WrongSecret):
        empty_folder.open(old)
    opened = empty_folder.open(new)
    assert opened.desk.vault.setting(RECOVERY_WAITS, default=True) is False
    opened.desk.vault.close()


def test_hiding_at_the_code_covers_it_and_asks_for_the_passphrase(
    fresh: Shell,
) -> None:
    describe(fresh)
    choose(fresh)
    fresh.hide()
    assert fresh.is_hidden
    assert not fresh.is_open
    fresh.window.cover.button.click()
    assert isinstance(fresh.window.page(), UnlockPage)


def test_hiding_before_anything_is_made_keeps_what_was_typed(fresh: Shell) -> None:
    describe(fresh)
    fresh.hide()
    fresh.window.cover.button.click()
    assert first_run(fresh).passphrase.isVisible()
    first_run(fresh).passphrase.back.click()
    assert first_run(fresh).who.fields["name"].value() == "Priya Nair"
