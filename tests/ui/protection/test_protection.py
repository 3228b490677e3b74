from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.ui.conftest import PASSPHRASE
from tests.vault.test_keychain import MemoryKeyring

from visit_app.ui import records_keys
from visit_app.ui.background import InlineBackground
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.protection.view import ProtectionScreen, build
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.saving import SaveState
from visit_app.ui.screen import ScreenContext
from visit_app.vault import keychain
from visit_app.vault.errors import WrongSecret
from visit_app.vault.escrow import EscrowPrivateKey
from visit_app.vault.further_slots import has_keychain_slot
from visit_app.vault.keychain import Keychain
from visit_app.vault.policy import Policy
from visit_app.vault.profiles import profiles
from visit_app.visits.desk import Desk

NEW = "purple lantern over eight harbours"


@pytest.fixture(autouse=True)
def keychain_here(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """A computer with a keychain that is never on disk."""
    backend = MemoryKeyring()
    monkeypatch.setattr(keychain, "system_keychain", lambda: Keychain(backend))
    return backend


@pytest.fixture
def desk(records: RecordsFolder, code: str) -> Iterator[Desk]:
    desk = records.open(code).desk
    yield desk
    desk.vault.close()


class Page:
    """The screen, and what it asked for."""

    def __init__(
        self, desk: Desk, records: RecordsFolder, *, guarded: bool = True
    ) -> None:
        self.rekeyed: list[tuple[str, str]] = []
        self.chosen: list[Preferences] = []
        self.gone: list[Place] = []
        context = ScreenContext(
            desk=desk,
            background=InlineBackground(),
            save_state=SaveState(desk),
            preferences=Preferences(),
            change_preferences=self.chosen.append,
            go=self.gone.append,
            offers=lambda _: True,
            back=lambda: None,
            hide=lambda: None,
            announce=lambda text, at_once=False: None,
            surnames_shown=lambda: False,
        )
        screen = build(
            context,
            Place("protection"),
            records,
            screen_guarded=guarded,
            on_rekey=lambda now, new: self.rekeyed.append((now, new)),
        )
        assert isinstance(screen, ProtectionScreen)
        self.screen = screen


@pytest.fixture
def page(theme: ThemeHolder, desk: Desk, records: RecordsFolder) -> Iterator[Page]:
    made = Page(desk, records)
    yield made
    made.screen.deleteLater()


def under(desk: Desk, **settled: Any) -> Desk:
    policy = Policy(
        organisation="Example Trust", serial=3, issued=date(2026, 11, 26), **settled
    )
    return replace(desk, policy=policy)


# --- a new key -----------------------------------------------------------------------


def type_keys(page: Page, current: str, new: str, again: str) -> None:
    panel = page.screen.rekey.panel
    panel.current.set_value(current)
    panel.new.first.set_value(new)
    panel.new.second.set_value(again)
    panel.button.click()


def test_a_new_key_is_asked_for_with_the_passphrase_of_now(page: Page) -> None:
    page.screen.rekey.open.click()
    assert page.screen.rekey.panel.isVisibleTo(page.screen)
    type_keys(page, PASSPHRASE, NEW, NEW)
    assert page.rekeyed == [(PASSPHRASE, NEW)]


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        (("", NEW, NEW), "current", "passphrase you use now"),
        (("some other words", NEW, NEW), "current", "did not open"),
        ((PASSPHRASE, NEW, "other"), "new", "do not match"),
        ((PASSPHRASE, "kettle", "kettle"), "new", "Too easy"),
        ((PASSPHRASE, PASSPHRASE, PASSPHRASE), "new", "passphrase of now"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    page: Page, typed: tuple[str, str, str], field: str, says: str
) -> None:
    type_keys(page, *typed)
    panel = page.screen.rekey.panel
    fields = {"current": panel.current, "new": panel.new.first}
    assert says in fields[field].error
    assert page.rekeyed == []


# --- the keychain --------------------------------------------------------------------


def switch(page: Page, passphrase: str) -> None:
    page.screen.keychain.current.set_value(passphrase)
    page.screen.keychain.button.click()


def test_the_keychain_is_off_until_it_is_switched_on(
    page: Page, records: RecordsFolder, desk: Desk, keychain_here: MemoryKeyring
) -> None:
    card = page.screen.keychain
    assert card.state.text().startswith("Off")
    switch(page, "")
    assert "Type the passphrase" in card.current.error
    switch(page, "other words here")
    assert "did not open" in card.current.error
    assert not has_keychain_slot(records.folder)

    switch(page, PASSPHRASE)
    assert card.state.text().startswith("On")
    assert has_keychain_slot(records.folder)
    assert card.button.text() == "Switch it off"
    switch(page, PASSPHRASE)
    assert card.state.text().startswith("Off")
    assert not has_keychain_slot(records.folder)
    assert keychain_here.kept == {}
    said = [e.about for e in desk.vault.audit_entries() if e.action == "keychain"]
    assert said == [{"what": "on"}, {"what": "off"}]


def test_without_a_keychain_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
    theme: ThemeHolder,
    desk: Desk,
    records: RecordsFolder,
) -> None:
    monkeypatch.setattr(keychain, "system_keychain", lambda: None)
    card = Page(desk, records).screen.keychain
    assert "no keychain" in card.state.text()
    assert not card.button.isVisibleTo(card)
    with pytest.raises(keychain.KeychainMissing):
        records_keys.switch_keychain_on(records, PASSPHRASE)


def test_a_policy_may_forbid_it(
    theme: ThemeHolder, desk: Desk, records: RecordsFolder
) -> None:
    card = Page(under(desk, keychain=False), records).screen.keychain
    assert "Set by your organisation, Example Trust" in card.state.text()
    assert not card.button.isVisibleTo(card)


def test_it_opens_the_records_and_only_while_the_slot_is_there(
    records: RecordsFolder, desk: Desk
) -> None:
    desk.vault.close()
    assert not records_keys.may_open_by_keychain(records)
    records_keys.switch_keychain_on(records, PASSPHRASE)
    assert records_keys.may_open_by_keychain(records)
    opened = records_keys.open_by_keychain(records)
    with opened.desk.vault as vault:
        assert vault.audit_entries()[-1].about["slot"] == "keychain"


# --- the rest ------------------------------------------------------------------------


def test_the_name_on_the_unlock_page_is_kept_when_the_field_is_left(
    page: Page, records: RecordsFolder
) -> None:
    field = page.screen.name.field
    field.set_value("Pri")
    field.finished.emit()
    assert profiles(records.folder)[0].name == "Pri"
    field.set_value("x" * 50)
    field.finished.emit()
    assert "40 characters" in field.error
    assert profiles(records.folder)[0].name == "Pri"


def test_pictures_of_the_screen_are_a_setting(page: Page) -> None:
    strip = page.screen.screen_pictures.strip
    assert strip.code() == "allowed"
    strip.segments[1].setChecked(True)
    assert page.chosen[-1].hide_screen is True


def test_where_they_cannot_be_prevented_it_is_said(
    theme: ThemeHolder, desk: Desk, records: RecordsFolder
) -> None:
    screen = Page(desk, records, guarded=False).screen
    assert not screen.screen_pictures.strip.isVisibleTo(screen)
    forced = Page(under(desk, screenshots=False), records).screen
    assert not forced.screen_pictures.strip.isVisibleTo(forced)


def test_what_the_organisation_settled_stands_first(
    theme: ThemeHolder, desk: Desk, records: RecordsFolder, page: Page
) -> None:
    assert [line.text() for line in page.screen.policy.lines] == [
        "No policy is installed here: you decide everything."
    ]
    escrow = EscrowPrivateKey.generate().public
    governed = under(desk, lock_after_minutes=2, escrow_key=escrow)
    lines = [line.text() for line in Page(governed, records).screen.policy.lines]
    assert lines[0] == "Policy 3 of Example Trust, 26 November 2026."
    assert any("key of its own" in line for line in lines)


def test_the_way_back(page: Page) -> None:
    page.screen.back.click()
    assert page.gone == [Place.settings()]


def test_rekeying_the_records_themselves(records: RecordsFolder, code: str) -> None:
    opened = records_keys.rekey(records, PASSPHRASE, NEW)
    with opened.desk.vault as vault:
        actions = [e.action for e in vault.audit_entries()]
        assert actions[-1] == "rekey"
        assert opened.recovery_code
    for old in (PASSPHRASE, code):
        with pytest.raises(WrongSecret):
            records.open(old)
    again = records.open(NEW)
    again.desk.vault.close()
    assert again.recovery_code  # until it is typed back
