"""Settings are kept as they are changed; keys only change with the passphrase."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from tests.ui.conftest import PASSPHRASE, MakeShell
from tests.ui.kit.hands import press
from tests.vault.policies import TRUST, signed

from visit_app import app
from visit_app.records import PractitionerRole
from visit_app.ui.kit.person import Person
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences, read_preferences
from visit_app.ui.records_folder import RECOVERY_WAITS, RecordsFolder
from visit_app.ui.recovery_code.check import groups
from visit_app.ui.settings.view import SettingsScreen
from visit_app.ui.shell import Shell
from visit_app.vault import policy_file
from visit_app.vault.errors import DiskFull, WrongSecret
from visit_app.vault.vault import Vault

NEW = "paper lantern quiet orbit"


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


def vault_of(shell: Shell) -> Vault:
    return page(shell).context.desk.vault


def reopened(shell: Shell, code: str) -> SettingsScreen:
    shell.lock()
    shell.opened(shell.records.open(code))
    return page(shell)


def test_text_size_colours_and_time_are_used_at_once_and_kept(
    shell: Shell, records: RecordsFolder
) -> None:
    look = page(shell).look
    for strip, choice in ((look.scale, "1.5"), (look.scheme, "dark"), (look.idle, "2")):
        next(s for s in strip._segments if s.choice.code == choice).click()
    chosen = Preferences(1.5, "dark", 2)
    assert shell.preferences == chosen
    assert read_preferences(records.folder) == chosen
    assert look.theme.scale == 1.5
    assert look.theme.tokens.scheme == "dark"
    assert shell.idle._idle_s == 120


def test_a_choice_that_cannot_be_kept_holds_and_says_so(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("visit_app.ui.shell.write_preferences", refuse)
    page(shell).look.scale._segments[1].click()
    assert page(shell).look.theme.scale == 1.25
    assert "was not kept" in shell.inside.workspace.banner.text()


def test_the_practitioner_is_kept_at_each_keystroke(shell: Shell, code: str) -> None:
    who = page(shell).who
    who.fields["name"].set_value("Priya N")
    press(who.fields["name"].input, "air-Shah")
    who.role.choose(PractitionerRole.OTHER)
    who.role.chosen.emit(PractitionerRole.OTHER)
    press(who.fields["role_text"].input, "Nursery nurse")
    address = who.fields["organization"].input
    press(address, "North Trust")
    press(address, Qt.Key.Key_Return)
    press(address, "1 Mill Road")
    kept = vault_of(shell).practitioner()
    assert kept.name == "Priya Nair-Shah"
    assert (kept.role, kept.role_text) == (PractitionerRole.OTHER, "Nursery nurse")
    assert kept.organization == "North Trust\n1 Mill Road"
    person = shell.inside.workspace.rail.findChildren(Person)[0]
    assert person.person == ("Priya Nair-Shah", "Nursery nurse")
    assert page(shell).tick.text().startswith("Saved ")
    again = reopened(shell, code)
    assert again.who.fields["role_text"].value() == "Nursery nurse"
    assert again.who.fields["role_text"].isVisible()


def test_the_next_page_knows_the_new_name(shell: Shell) -> None:
    press(page(shell).who.fields["name"].input, "!")
    shell.inside.navigator.go(Place.help())
    screen = shell.inside.navigator.screen
    assert screen is not None
    assert screen.context.desk.practitioner.name.endswith("!")


def test_an_empty_name_is_not_kept(shell: Shell) -> None:
    name = page(shell).who.fields["name"]
    name.input.selectAll()
    press(name.input, Qt.Key.Key_Delete)
    assert "type it" in name.error
    assert vault_of(shell).practitioner().name == "Priya Nair"
    press(name.input, "P")
    assert name.error == ""
    assert vault_of(shell).practitioner().name == "P"


def test_a_full_disk_is_said_and_the_rail_waits(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "put", full)
        press(page(shell).who.fields["name"].input, "!")
    assert page(shell).tick.text() == "Not saved: disk is full"
    assert page(shell).has_unsaved
    shell.inside.navigator.retry()
    assert vault_of(shell).practitioner().name == "Priya Nair!"


def test_numbers_are_unconfirmed_until_somebody_says_when(
    shell: Shell, code: str
) -> None:
    contacts = page(shell).contacts
    assert contacts.state.text().startswith("Confirm locally:")
    crisis = contacts.fields["crisis-team"]
    assert crisis.value() == ""
    assert "still right: 0800 448 0828" in crisis.input.accessibleDescription()
    press(crisis.input, "01632 960118")
    assert vault_of(shell).setting("crisis/crisis-team", "") == "01632 960118"
    contacts.date.input.setText("20 nov 26")
    contacts.date.input.editingFinished.emit()
    assert vault_of(shell).setting("crisis/agreed-on", "") == "2026-11-20"
    assert contacts.state.text().endswith("Write who confirmed them.")
    press(contacts.by.input, "Jo Bell, team lead")
    assert vault_of(shell).setting("crisis/agreed-by", "") == "Jo Bell, team lead"
    said = "Confirmed locally on 20 November 2026 by Jo Bell, team lead."
    assert contacts.state.text() == said
    again = reopened(shell, code).contacts
    assert again.date.value() == date(2026, 11, 20)
    press(again.fields["crisis-team"].input, "9")
    assert vault_of(shell).setting("crisis/agreed-on", "x") == ""
    assert again.state.text().startswith("Confirm locally:")


def test_the_contacts_can_be_gone_to(shell: Shell) -> None:
    shell.inside.navigator.go(Place.help())
    shell.inside.navigator.go(Place.settings("contacts"))
    first = next(iter(page(shell).contacts.fields.values()))
    assert shell.window.focusWidget() is first.input


def change(shell: Shell, current: str, new: str, again: str) -> None:
    keys = page(shell).keys
    keys.open_passphrase.click()
    panel = keys.passphrase
    for field, words in (
        (panel.current, current),
        (panel.new.first, new),
        (panel.new.second, again),
    ):
        field.set_value(words)
    panel.button.click()


def test_changing_the_passphrase(shell: Shell, records: RecordsFolder) -> None:
    change(shell, PASSPHRASE, NEW, NEW)
    keys = page(shell).keys
    assert keys.done.text().startswith("Changed.")
    assert not keys.passphrase.isVisible()
    assert keys.passphrase.current.value() == ""
    actions = [entry.action for entry in vault_of(shell).audit_entries()]
    assert "change-passphrase" in actions
    records.check(NEW)
    with pytest.raises(WrongSecret):
        records.check(PASSPHRASE)


@pytest.mark.parametrize(
    ("current", "new", "again", "field", "said"),
    [
        ("", NEW, NEW, "current", "you use now"),
        ("wrong", NEW, NEW, "current", "did not open"),
        (PASSPHRASE, "priya nair", "priya nair", "new", "Too easy"),
        (PASSPHRASE, NEW, "other", "new", "do not match"),
        (PASSPHRASE, "", "", "new", "Type a passphrase"),
    ],
)
def test_a_passphrase_is_not_changed(
    shell: Shell,
    records: RecordsFolder,
    *,
    current: str,
    new: str,
    again: str,
    field: str,
    said: str,
) -> None:
    change(shell, current, new, again)
    panel = page(shell).keys.passphrase
    shown = {"current": panel.current, "new": panel.new.first}[field]
    assert said in shown.error
    records.check(PASSPHRASE)


def test_a_new_recovery_code(shell: Shell, records: RecordsFolder, code: str) -> None:
    keys = page(shell).keys
    keys.open_code.click()
    assert shell.window.focusWidget() is keys.code.current.input
    keys.code.current.set_value("wrong")
    keys.code.button.click()
    assert "did not open" in keys.code.current.error
    records.check(code)
    keys.code.current.set_value(PASSPHRASE)
    keys.code.button.click()
    new = keys.code.code.grid.text()
    assert vault_of(shell).setting(RECOVERY_WAITS, default=False) is True
    keys.code.check_button.click()
    assert "different" in keys.code.check.fields[0].error
    asked = page(shell).presenter._asked
    assert asked is not None
    for number, field in zip(asked.numbers, keys.code.check.fields, strict=True):
        field.set_value(groups(new)[number - 1])
    keys.code.check_button.click()
    assert "The old one is void" in keys.done.text()
    assert vault_of(shell).setting(RECOVERY_WAITS, default=True) is False
    records.check(new)
    with pytest.raises(WrongSecret):
        records.check(code)


def test_a_new_code_that_was_not_checked_is_followed_by_another(
    shell: Shell, records: RecordsFolder
) -> None:
    keys = page(shell).keys
    keys.open_code.click()
    keys.code.current.set_value(PASSPHRASE)
    keys.code.button.click()
    unseen = keys.code.code.grid.text()
    shell.lock()
    opened = records.open(PASSPHRASE)
    assert opened.recovery_code not in ("", unseen)
    opened.desk.vault.close()


def test_no_code_without_the_passphrase(shell: Shell) -> None:
    keys = page(shell).keys
    keys.open_code.click()
    keys.code.button.click()
    assert "you use now" in keys.code.current.error
    assert not keys.code.code.isVisible()


def test_a_lock_leads_back_to_the_same_setting(shell: Shell, code: str) -> None:
    phone = page(shell).who.fields["phone"].input
    phone.setFocus()
    shell.lock()
    shell.opened(shell.records.open(code))
    assert shell.window.focusWidget() is page(shell).who.fields["phone"].input


def test_every_control_has_a_name(shell: Shell) -> None:
    for control in page(shell).findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            words = control.accessibleName() or getattr(control, "text", str)()
            assert words, control


def test_the_folder_is_shown(shell: Shell, records: RecordsFolder) -> None:
    assert page(shell).where.body.count() >= 2
    assert str(records.folder) in [
        getattr(w, "text", str)() for w in page(shell).where.findChildren(QWidget)
    ]


def test_what_the_organisation_set_is_marked_and_cannot_be_changed(
    make_shell: MakeShell, records: RecordsFolder, code: str
) -> None:
    policy = signed(1, lock_after_minutes=3, contacts={"duty": "01632 960001"})
    policy_file.install(records.folder, policy, TRUST)
    made = make_shell(records)
    made._make_screens = app.screens
    made.opened(records.open(code))
    made.inside.navigator.go(Place.settings())
    shown = page(made)

    minutes = [s.choice.code for s in shown.look.idle.segments]
    assert minutes == ["1", "2", "3"]
    assert shown.look.idle.code() == "3"
    duty = shown.contacts.fields["duty"]
    assert (duty.value(), duty.input.isReadOnly()) == ("01632 960001", True)
    assert not shown.contacts.fields["safeguarding"].input.isReadOnly()
    assert not shown.contacts.date.isVisibleTo(shown)
    contact = next(c for c in shown.presenter.contacts() if c.id == "duty")
    shown.presenter.set_number(contact, "1")
    assert shown.presenter.number(contact) == "01632 960001"


def test_a_setting_of_another_page_is_not_forgotten(
    shell: Shell, records: RecordsFolder
) -> None:
    shell.change_preferences(Preferences(hide_screen=True))
    shell.inside.navigator.go(Place("today"))
    shell.inside.navigator.go(Place.settings())
    look = page(shell).look
    next(s for s in look.idle.segments if s.choice.code == "2").click()
    assert read_preferences(records.folder) == Preferences(
        idle_minutes=2, hide_screen=True
    )


def test_the_page_about_keys_is_one_press_away(shell: Shell) -> None:
    page(shell).protection.button.click()
    screen = shell.inside.navigator.screen
    assert screen is not None
    assert screen.place.name == "protection"


def test_it_begins_at_the_phone_number_when_that_was_asked_for(shell: Shell) -> None:
    shell.inside.navigator.go(Place.settings("phone"))
    shown = page(shell)
    assert shell.window.focusWidget() is shown.who.fields["phone"].input


def test_a_lock_leads_back_to_the_contacts_that_were_unfolded(
    shell: Shell, code: str
) -> None:
    programmes = page(shell).programmes
    programmes.opener.click()
    programmes.at.choose("6-months")
    shell.lock()
    shell.opened(shell.records.open(code))
    programmes = page(shell).programmes
    assert programmes.unfolded() == "6-months"
    assert programmes.at.code() == "6-months"
    assert programmes.opener.text() == "Fold this"
