"""Practice: invented families in a workspace of its own, away from the records."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from tests.ui.conftest import MakeShell

from visit_app import app
from visit_app.records import Encounter
from visit_app.training.scenarios import load_scenarios
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.practice_band import PracticeBand
from visit_app.ui.place import Place
from visit_app.ui.records_folder import RecordsFolder
from visit_app.ui.shell import Shell
from visit_app.ui.training import practice as practice_room
from visit_app.ui.training.practice import PLACES
from visit_app.ui.training.view import TrainingScreen
from visit_app.vault.errors import Locked
from visit_app.visits import Desk, start


@pytest.fixture
def locked(make_shell: MakeShell, records: RecordsFolder) -> Shell:
    shell = make_shell(records)
    shell._make_screens = app.screens
    return shell


@pytest.fixture
def practice(locked: Shell) -> Shell:
    locked.practise()
    return locked


def page(shell: Shell) -> TrainingScreen:
    screen = shell.inside.navigator.screen
    assert isinstance(screen, TrainingScreen)
    return screen


def desk(shell: Shell) -> Desk:
    found = shell.inside.navigator._desk
    assert found is not None
    return found


def begin_a_visit(shell: Shell) -> Encounter:
    family = load_scenarios()[0].family(shell.records.clock.today())
    return start(desk(shell), family.id, family.parents[0].id, type="new-birth")


def button(shell: Shell, name: str) -> Button | None:
    shown = shell.window.page()
    assert shown is not None
    return shown.findChild(Button, name)


def press(shell: Shell, name: str) -> None:
    found = button(shell, name)
    assert found is not None
    found.click()


def words(shell: Shell) -> str:
    labels = shell.window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_the_way_in_offers_it_and_it_needs_no_passphrase(locked: Shell) -> None:
    press(locked, "practise")
    assert [offer.title for offer in page(locked).presenter.offers()] == [
        scenario.title for scenario in load_scenarios()
    ]
    assert desk(locked).vault.is_practice


def test_a_first_run_offers_it_too(
    make_shell: MakeShell, empty_folder: RecordsFolder
) -> None:
    shell = make_shell(empty_folder)
    shell._make_screens = app.screens
    press(shell, "practise")
    assert page(shell).presenter.practising
    assert not empty_folder.exist()
    press(shell, "leave-practice")
    assert button(shell, "practise") is not None


def test_every_page_says_that_it_is_practice(practice: Shell) -> None:
    visit = begin_a_visit(practice)
    places = [Place(name) for name in ("today", "families", "services", "help")]
    places += [Place.family(visit.family_id), Place.visit(visit.id)]
    for place in places:
        practice.inside.navigator.go(place)
        bands = practice.window.findChildren(PracticeBand)
        (band,) = (each for each in bands if each.isVisible())
        assert band.text() == "Practice: everybody here is invented"


def test_a_card_opens_its_family(practice: Shell) -> None:
    scenario = load_scenarios()[3]
    press(practice, f"open-{scenario.id}")
    screen = practice.inside.navigator.screen
    assert screen is not None
    assert screen.place.family_id == scenario.family(desk(practice).clock.today()).id


def test_settings_and_team_are_out_of_reach(practice: Shell) -> None:
    offers = practice.inside.navigator.offers
    assert all(offers(name) for name in PLACES)
    assert not offers("settings")
    assert not offers("sync")


def test_it_has_nothing_to_send_with(practice: Shell) -> None:
    assert practice.inside.courier.laptop is None


def test_records_that_open_meanwhile_are_closed_again(
    practice: Shell, records: RecordsFolder, code: str
) -> None:
    opened = records.open(code)
    practice.opened(opened)
    with pytest.raises(Locked):
        opened.desk.vault.setting("x", "")
    assert practice.inside.navigator.screen is page(practice)
    assert desk(practice).vault.is_practice


def test_today_offers_nothing_that_is_out_of_reach(practice: Shell) -> None:
    practice.inside.navigator.go(Place.today())
    assert button(practice, "numbers") is None
    assert "encrypted" not in words(practice)
    assert "Nothing you record is kept." in words(practice)
    practice.inside.navigator.go(Place.settings("contacts"))
    shown = practice.inside.navigator.screen
    assert shown is not None
    assert shown.place == Place.today()


def test_a_page_that_makes_a_mistake_is_left_all_the_same(
    practice: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaving(_: TrainingScreen) -> None:
        raise ZeroDivisionError

    vault = desk(practice).vault
    monkeypatch.setattr(TrainingScreen, "leaving", leaving)
    with pytest.raises(ZeroDivisionError):
        practice.leave_practice()
    monkeypatch.undo()
    with pytest.raises(Locked):
        vault.setting("x", "")
    assert not practice.is_open


def test_a_mistake_on_the_way_to_practice_is_no_secret(
    locked: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(practice_room, "invented_desk", fail)
    with pytest.raises(ZeroDivisionError):
        locked.practise()
    assert "Practice could not be started" in words(locked)


def test_the_records_are_locked_before_and_asked_for_after(
    locked: Shell, code: str
) -> None:
    locked.opened(locked.records.open(code))
    real = locked.inside
    real.navigator.go(Place("training"))
    press(locked, "practise")
    assert locked.inside is not real
    assert real.vault is None
    assert "Priya Nair" not in words(locked)
    press(locked, "leave-practice")
    assert not locked.is_open
    locked.opened(locked.records.open(code))
    assert locked.inside is real


def test_hiding_comes_back_without_a_passphrase(practice: Shell) -> None:
    before = desk(practice)
    practice.hide()
    assert practice.is_hidden
    practice.window.cover.continue_asked.emit()
    assert page(practice).presenter.practising
    assert desk(practice) is before


def test_locking_leaves_it_and_everything_invented_is_gone(practice: Shell) -> None:
    begin_a_visit(practice)
    practice.lock()
    assert not practice.is_open
    practice.practise()
    assert not desk(practice).vault.drafts()


def test_beginning_again_is_a_clean_start(practice: Shell) -> None:
    begin_a_visit(practice)
    press(practice, "begin-again")
    assert not desk(practice).vault.drafts()


def test_nothing_is_written(practice: Shell, tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    begin_a_visit(practice)
    after = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert after == before


def test_hidden_before_it_began_stays_hidden(locked: Shell) -> None:
    locked.hide()
    locked.practise()
    assert locked.is_hidden
    assert not locked.is_open
