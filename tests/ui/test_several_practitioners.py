"""Several practitioners at one window: whose page it is, and what stays apart."""

import json

import pytest
from tests.ui.conftest import PASSPHRASE, MakeShell
from tests.ui.test_entrance import SAM, SAMS
from tests.vault.policies import TRUST, signed
from tests.vault.test_keychain import MemoryKeyring

from visit_app.ui.entrance import Entrance
from visit_app.ui.first_run.view import FirstRunPage
from visit_app.ui.place import Place
from visit_app.ui.policy_notice import policy_notice
from visit_app.ui.preferences import Preferences, write_preferences
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.records_keys import switch_keychain_on
from visit_app.ui.shell import Shell
from visit_app.ui.unlock.chooser import ChooserPage
from visit_app.ui.unlock.view import UnlockPage
from visit_app.vault import keychain, policy_file
from visit_app.vault.keychain import Keychain
from visit_app.vault.profiles import new_folder, profiles, set_name


@pytest.fixture
def several(records: RecordsFolder) -> RecordsFolder:
    folder = new_folder(records.folder)
    made = records.of(folder).make(SAMS, SAM)
    made.desk.vault.set_setting("recovery_code_waits", value=False)
    made.desk.vault.close()
    set_name(folder, "Sam")
    return records


@pytest.fixture
def sams_id(several: RecordsFolder) -> str:
    return profiles(several.folder)[1].id


def chooser(shell: Shell) -> ChooserPage:
    page = shell.window.page()
    assert isinstance(page, ChooserPage)
    return page


def unlock_page(shell: Shell) -> UnlockPage:
    page = shell.window.page()
    assert isinstance(page, UnlockPage)
    return page


def choose(shell: Shell, profile_id: str) -> None:
    form = chooser(shell).form
    form.people.choose(profile_id)
    form.button.click()


def unlock(shell: Shell, passphrase: str) -> None:
    page = unlock_page(shell)
    page.passphrase.field.set_value(passphrase)
    page.passphrase.button.click()


def test_alone_there_is_no_choice_until_somebody_else_comes(locked: Shell) -> None:
    page = unlock_page(locked)
    assert page.passphrase.title.text() == "Unlock your records"
    page.passphrase.other.click()
    form = chooser(locked).form
    assert [o.text() for o in form.people.options] == [
        "First practitioner of this laptop"
    ]
    assert "Anyone who starts this app" in form.note.text()
    form.button.click()
    unlock(locked, PASSPHRASE)
    assert locked.is_open


def test_each_opens_their_own_and_the_name_stands_above(
    make_shell: MakeShell, several: RecordsFolder, sams_id: str
) -> None:
    shell = make_shell(several)
    choose(shell, sams_id)
    page = unlock_page(shell)
    assert page.passphrase.title.text() == "Unlock the records of Sam"
    unlock(shell, PASSPHRASE)
    assert "did not open" in page.passphrase.field.error
    unlock(shell, SAMS)
    assert shell.is_open
    assert shell.inside.workspace.rail is not None
    shell.lock()
    assert unlock_page(shell).passphrase.title.text() == "Unlock the records of Sam"


def test_a_place_is_never_carried_over_to_somebody_else(
    make_shell: MakeShell, several: RecordsFolder, sams_id: str
) -> None:
    shell = make_shell(several)
    choose(shell, sams_id)
    unlock(shell, SAMS)
    sams_inside = shell.inside
    shell.inside.navigator.go(Place("families", query="Hassan"))
    shell.lock()
    unlock_page(shell).passphrase.other.click()
    choose(shell, "first")
    unlock(shell, PASSPHRASE)

    assert shell.inside is not sams_inside
    screen = shell.inside.navigator.screen
    assert screen is not None
    assert screen.place == Place("today")
    shell.lock()
    unlock_page(shell).passphrase.other.click()
    choose(shell, sams_id)
    unlock(shell, SAMS)
    back = shell.inside.navigator.screen
    assert back is not None
    assert back.place.query == "Hassan"


def test_a_first_unlock_beside_others_shows_initials(
    make_shell: MakeShell, several: RecordsFolder
) -> None:
    shell = make_shell(several)
    choose(shell, "first")
    unlock(shell, PASSPHRASE)
    assert {p.name for p in profiles(several.folder)} == {"PN", "Sam"}


def test_preferences_are_each_ones_own(
    make_shell: MakeShell, several: RecordsFolder, sams_id: str
) -> None:
    folder = profiles(several.folder)[1].folder
    write_preferences(folder, Preferences(text_scale=1.5, idle_minutes=1))
    shell = make_shell(several)
    choose(shell, sams_id)
    assert shell.preferences.text_scale == 1.5
    unlock_page(shell).passphrase.other.click()
    choose(shell, "first")
    assert shell.preferences.text_scale == 1.0


def test_one_more_is_added_and_may_turn_back(
    make_shell: MakeShell, several: RecordsFolder
) -> None:
    shell = make_shell(several)
    chooser(shell).form.new.click()
    page = shell.window.page()
    assert isinstance(page, FirstRunPage)
    page.way_back.click()
    assert len(chooser(shell).form.people.options) == 2


def test_while_open_nobody_is_chosen(shell: Shell) -> None:
    shell.choose_practitioner()
    assert shell.is_open
    assert not shell.entrance.choosing


def test_the_window_may_be_told_who(
    several: RecordsFolder, make_shell: MakeShell
) -> None:
    assert Entrance(several, "sam").name() == "Sam"


# --- a policy ------------------------------------------------------------------------


@pytest.fixture
def governed(records: RecordsFolder) -> RecordsFolder:
    policy = signed(1, lock_after_minutes=2, contacts={"duty": "01632 960001"})
    policy_file.install(records.folder, policy, TRUST)
    return records


def test_the_policy_is_in_force_at_once(
    make_shell: MakeShell, governed: RecordsFolder, code: str
) -> None:
    shell = make_shell(governed)
    shell.opened(governed.open(code))
    assert shell.idle._idle_s == 120
    shell.change_preferences(Preferences(idle_minutes=15))
    assert shell.idle._idle_s == 120
    shell.change_preferences(Preferences(idle_minutes=1))
    assert shell.idle._idle_s == 60


def test_a_new_policy_is_said_until_it_was_read(
    make_shell: MakeShell, governed: RecordsFolder, code: str
) -> None:
    shell = make_shell(governed)
    shell.opened(governed.open(code))
    space = shell.inside.workspace
    assert "Example Trust has settled" in space.banner.text()
    shell.lock()
    shell.opened(governed.open(code))
    assert space.banner.isVisibleTo(space)
    space.banner.button.click()
    assert not space.banner.isVisibleTo(space)
    shell.lock()
    opened = governed.open(code)
    assert policy_notice(opened.desk) == ""
    shell.opened(opened)
    assert not space.banner.isVisibleTo(space)


def test_a_policy_that_was_taken_away_by_hand_comes_back(
    governed: RecordsFolder, code: str
) -> None:
    governed.open(code).desk.vault.close()
    file = governed.folder / policy_file.FILE_NAME
    kept = json.loads(file.read_bytes())
    file.unlink()
    opened = governed.open(code)
    opened.desk.vault.close()
    assert opened.settled is not None
    assert opened.settled.restored
    assert json.loads(file.read_bytes()) == kept


def test_new_records_take_the_policy_up_from_the_start(
    records: RecordsFolder,
) -> None:
    policy = signed(1, passphrase_guesses_log10=20)
    policy_file.install(records.folder, policy, TRUST)
    beside = records.of(new_folder(records.folder))
    assert beside.least_guesses() == 1e20
    opened = beside.make(SAMS, SAM)
    with opened.desk.vault:
        assert opened.settled is not None
        assert opened.settled.is_new


# --- the keychain and a new key ------------------------------------------------------


@pytest.fixture
def keychain_here(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    monkeypatch.setattr(keychain, "system_keychain", lambda: Keychain(backend))
    return backend


def test_the_keychain_is_offered_at_the_start_and_not_after_a_lock(
    make_shell: MakeShell, records: RecordsFolder, keychain_here: MemoryKeyring
) -> None:
    switch_keychain_on(records, PASSPHRASE)
    shell = make_shell(records)
    button = unlock_page(shell).passphrase.keychain
    assert button is not None
    assert button.isVisibleTo(shell.window)
    button.click()
    assert shell.is_open
    shell.lock()
    assert unlock_page(shell).passphrase.keychain is None


def test_a_keychain_that_lost_the_key_leaves_the_passphrase(
    make_shell: MakeShell, records: RecordsFolder, keychain_here: MemoryKeyring
) -> None:
    switch_keychain_on(records, PASSPHRASE)
    keychain_here.kept.clear()
    shell = make_shell(records)
    page = unlock_page(shell)
    assert page.passphrase.keychain is not None
    page.passphrase.keychain.click()
    assert "keychain cannot be used" in page.passphrase.field.error
    unlock(shell, PASSPHRASE)
    assert shell.is_open


def test_without_the_choice_no_keychain_is_offered(locked: Shell) -> None:
    assert unlock_page(locked).passphrase.keychain is None


def test_rekeying_locks_and_comes_back_with_a_new_code(shell: Shell) -> None:
    new = "purple lantern over eight harbours"
    shell.rekey(PASSPHRASE, new)
    page = shell.window.page()
    assert isinstance(page, FirstRunPage)
    assert "Your new recovery code" in page.code.title.text()
    assert shell.is_open
    shell.lock()
    unlock(shell, PASSPHRASE)
    assert not shell.is_open


def test_rekeying_that_fails_says_so_and_changes_nothing(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visit_app.vault import rekeying
    from visit_app.vault.errors import DiskFull

    def full(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(rekeying, "rekey", full)
    shell.rekey(PASSPHRASE, "purple lantern over eight harbours")
    page = unlock_page(shell)
    assert "disk is full" in page.problem.words.text()
    page.problem.button.click()
    unlock(shell, PASSPHRASE)
    assert shell.is_open
