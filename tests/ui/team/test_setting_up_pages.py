"""Set up, joining and apart: over real records and a real folder."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from tests.ui.desks import Trip, open_desk, texts
from tests.ui.team.colleagues import ALI, Colleague, start_team
from tests.ui.team.hands import follow, found, page, press

from visit_app.sync import front
from visit_app.sync.roster import Role
from visit_app.sync.status import Standing, status
from visit_app.ui.background import InlineBackground
from visit_app.ui.courier.courier import Courier
from visit_app.ui.courier.making import make_courier
from visit_app.ui.courier.round import Round
from visit_app.ui.place import Place
from visit_app.ui.team.choose_page import JOIN, START, ChoosePage
from visit_app.ui.team.home_page import HomePage
from visit_app.ui.team.join_page import CodePage, JoinPage
from visit_app.ui.team.start_page import StartedPage, StartPage
from visit_app.ui.team.store_page import StorePage
from visit_app.ui.team.view import TeamScreen
from visit_app.vault.errors import DiskFull, NotFound

Open = Callable[..., TeamScreen]

GOOD = "violet kettle under seven umbrellas"


# --- set up --------------------------------------------------------------------------


def test_by_itself_is_the_first_answer_and_changes_nothing(
    opened: Open, trip: Trip
) -> None:
    screen = opened()
    choosing = page(screen, ChoosePage)
    assert choosing.options.code() == "alone"
    press(choosing.go_on)
    assert "stay on this laptop only" in texts(choosing)
    assert trip.places == []


def test_a_team_is_started_by_keyboard_and_its_key_is_kept_elsewhere(
    opened: Open, trip: Trip, tmp_path: Path, courier: Courier
) -> None:
    screen = opened()
    choosing = page(screen, ChoosePage)
    QTest.keyClick(choosing.options.options[0], Qt.Key.Key_Down)
    press(choosing.options.options[1])
    assert choosing.go_on.text() == "Next: start a team"
    press(choosing.go_on)
    follow(screen, trip)
    form = page(screen, StartPage)
    assert form.name.input.hasFocus()
    QTest.keyClicks(form.name.input, "Kettering North")
    QTest.keyClicks(form.place.place.input, str(tmp_path / "new store"))
    QTest.keyClicks(form.recovery.passphrase.first.input, GOOD)
    QTest.keyClicks(form.recovery.passphrase.second.input, GOOD)
    QTest.keyClicks(form.recovery.file.input, str(tmp_path / "key.json"))
    press(form.button)
    started = page(screen, StartedPage)
    assert str(tmp_path / "key.json") in texts(started)
    assert b"recovery key" in (tmp_path / "key.json").read_bytes()
    assert courier.news.standing is Standing.MEMBER
    assert courier.news.in_team
    press(started.button)
    follow(screen, trip)
    assert "Kettering North" in texts(page(screen, HomePage))


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    opened: Open, tmp_path: Path
) -> None:
    form = page(opened(START), StartPage)
    QTest.keyClicks(form.name.input, "Kettering")
    QTest.keyClicks(form.place.place.input, "somewhere")
    QTest.keyClicks(form.recovery.file.input, str(tmp_path / "key.json"))
    press(form.button)
    assert "whole path" in form.place.place.error
    assert form.place.place.input.hasFocus()
    assert form.recovery.passphrase.first.error
    assert form.recovery.file.error == ""
    assert form.name.value() == "Kettering"
    QTest.keyClicks(form.place.place.input, "x")
    assert form.place.place.error == ""


def test_a_store_that_refuses_is_told_at_the_place(
    opened: Open, tmp_path: Path
) -> None:
    form = page(opened(START), StartPage)
    (tmp_path / "file").write_text("not a folder")
    form.name.set_value("Kettering")
    form.place.set_address(str(tmp_path / "file"))
    form.recovery.passphrase.first.set_value(GOOD)
    form.recovery.passphrase.second.set_value(GOOD)
    form.recovery.file.set_value(str(tmp_path / "key.json"))
    press(form.button)
    assert form.place.place.error
    assert form.button.text() == "Start the team"
    assert not (tmp_path / "key.json").exists()


def test_sign_in_details_are_asked_for_only_where_they_are_needed(opened: Open) -> None:
    form = page(opened(JOIN), JoinPage)
    form.place.set_address("/a/folder")
    assert not form.place.secrets.isVisibleTo(form)
    form.place.set_address("az://records?account=kettering")
    assert form.place.secrets.isVisibleTo(form)
    QTest.keyClicks(form.place.secrets.input, "SHOE=7")
    press(form.button)
    assert "Entry 1 of the credentials" in form.place.secrets.error
    assert "SHOE" not in form.place.secrets.error


@pytest.mark.parametrize(("step", "button"), [(START, "place"), (START, "recovery")])
def test_folders_can_be_chosen_from_the_system(
    opened: Open, step: str, button: str, tmp_path: Path
) -> None:
    form = page(opened(step), StartPage)
    place = form.place if button == "place" else form.recovery
    press(place.browse)
    dialog = place.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    field = form.place.place if button == "place" else form.recovery.file
    assert field.value() == str(tmp_path)


def test_joining_shows_a_code_waits_and_then_the_caseload_is_there(
    opened: Open,
    courier: Courier,
    joanne: Colleague,
    priya: Colleague,
    store: Path,
) -> None:
    start_team(joanne.laptop, store)
    joanne.desk.vault.save_family(ALI, "Joanne Reid")
    front.sync(joanne.laptop)
    screen = opened(JOIN)
    form = page(screen, JoinPage)
    QTest.keyClicks(form.place.place.input, str(store))
    press(form.button)
    waiting = page(screen, CodePage)
    code = waiting.code.text()
    assert len(code.replace(" ", "")) == 12
    press(waiting.button)
    assert "Nobody has let this laptop in yet" in waiting.said.text()
    again = page(opened(), CodePage)
    assert again.code.text() == code
    (asked,) = front.requests(joanne.laptop)
    front.approve(joanne.laptop, asked.device, code)
    courier.check_now()
    assert page(screen, HomePage)
    assert priya.desk.vault.family("ali").parents[0].given_name == "Fatima"


def test_the_caseload_arrives_with_a_bar_from_the_first_run_on(
    opened: Open, courier: Courier, joanne: Colleague, store: Path
) -> None:
    start_team(joanne.laptop, store)
    screen = opened(JOIN)
    form = page(screen, JoinPage)
    form.place.set_address(str(store))
    press(form.button)
    code = page(screen, CodePage).code.text()
    (asked,) = front.requests(joanne.laptop)
    front.approve(joanne.laptop, asked.device, code)
    assert courier.laptop is not None
    front.sync(courier.laptop)  # what the run in hand has done so far
    courier._round = running = Round(courier.laptop, Event())
    running.progress = (300, 1200)
    courier._look_at_progress()
    shown = texts(page(screen, HomePage))
    assert "The team’s records are arriving" in shown
    assert "300 of 1,200 parcels." in shown
    running.progress = (600, 1200)
    courier._look_at_progress()
    assert "600 of 1,200 parcels." in texts(page(screen, HomePage))
    courier._round = None
    courier.look()
    assert "arriving" not in texts(page(screen, HomePage))


def test_a_request_can_be_taken_back(
    opened: Open, courier: Courier, joanne: Colleague, store: Path
) -> None:
    start_team(joanne.laptop, store)
    screen = opened(JOIN)
    form = page(screen, JoinPage)
    form.place.set_address(str(store))
    press(form.button)
    press(page(screen, CodePage).withdraw)
    assert page(screen, ChoosePage)
    assert courier.news.standing is Standing.ALONE


def test_back_leads_to_the_question_and_keeps_the_answer(
    opened: Open, trip: Trip
) -> None:
    screen = opened(JOIN)
    press(page(screen, JoinPage).back)
    follow(screen, trip)
    assert page(screen, ChoosePage).options.code() == JOIN


def test_half_typed_forms_come_back_after_a_lock_but_no_secret(opened: Open) -> None:
    screen = opened(START)
    form = page(screen, StartPage)
    form.name.set_value("Kettering")
    form.place.set_address("s3://records")
    form.place.secrets.set_value("secret_access_key=abc")
    form.recovery.passphrase.first.set_value(GOOD)
    form.recovery.file.set_value("/stick/key.json")
    kept = screen.half_typed()
    assert "abc" not in str(kept)
    assert GOOD not in str(kept)
    again = opened(START)
    again.put_back(kept)
    assert page(again, StartPage).name.value() == "Kettering"
    assert page(again, StartPage).place.address == "s3://records"
    assert page(again, StartPage).place.secrets.isVisibleTo(again)
    assert page(again, StartPage).recovery.file.value() == "/stick/key.json"
    joining = opened(JOIN)
    joining.put_back({"place": "/store", "laptop": "ward"})
    assert joining.half_typed() == {"place": "/store", "laptop": "ward"}


def test_a_half_typed_place_of_the_store_comes_back(team: Path, opened: Open) -> None:
    screen = opened("store")
    form = page(screen, StorePage)
    assert form.place.address == str(team)
    form.place.set_address("/moved/to")
    kept = screen.half_typed()
    again = opened("store")
    again.put_back(kept)
    assert page(again, StorePage).place.address == "/moved/to"


# --- apart from the team -------------------------------------------------------------


def test_one_can_stop_taking_part_and_begin_again(
    team: Path, opened: Open, courier: Courier
) -> None:
    screen = opened()
    pause = found(screen, "pause")
    press(pause)
    assert courier.news.standing == Standing.PAUSED.value
    apart = page(screen, StorePage)
    assert "nothing is sent or received" in texts(apart)
    assert apart.place.address == str(team)
    press(apart.button)
    assert page(screen, HomePage)
    assert courier.news.in_team


def test_a_removed_laptop_says_so_and_may_ask_again(
    team: Path, opened: Open, courier: Courier, joanne: Colleague, priya: Colleague
) -> None:
    (mine,) = [c for c in status(priya.laptop).colleagues if c.is_self]
    (theirs,) = [c for c in status(priya.laptop).colleagues if c.name == "Joanne Reid"]
    front.change_role(priya.laptop, theirs.device, Role.LEAD)
    front.sync(joanne.laptop)
    front.revoke(joanne.laptop, mine.device)
    screen = opened()
    courier.check_now()
    removed = page(screen, StorePage)
    assert "was removed from the team" in texts(removed)
    press(removed.button)
    assert page(screen, CodePage).code.text()
    _ = team


def test_the_store_can_move(
    team: Path, opened: Open, trip: Trip, courier: Courier, tmp_path: Path
) -> None:
    screen = opened()
    store = found(screen, "store")
    press(store)
    follow(screen, trip)
    form = page(screen, StorePage)
    (tmp_path / "empty").mkdir()
    form.place.set_address(str(tmp_path / "empty"))
    press(form.button)
    assert "does not hold this laptop's team" in form.place.place.error
    moved = team.rename(tmp_path / "moved")
    form.place.set_address(str(moved))
    press(form.button)
    assert page(screen, HomePage)
    courier.check_now()
    assert courier.news.problem == ""


def test_practice_has_no_team(trip: Trip, tmp_path: Path, qapp: QWidget) -> None:
    with open_desk() as desk:
        practice = make_courier(InlineBackground(), tmp_path, qapp)
        practice.open(desk)
        with pytest.raises(NotFound):
            TeamScreen(trip.context(), Place.team(), practice)
        practice.close()


# --- what the disk refuses -----------------------------------------------------------


def full(*_: object) -> None:
    raise DiskFull


def test_a_withdrawal_that_is_not_written_is_said(
    team: Path, opened: Open, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    del team
    screen = opened()
    monkeypatch.setattr(front, "disconnect", full)
    press(found(screen, "pause"))
    assert DiskFull.sentence in texts(page(screen, HomePage))
    assert courier.news.in_team
    monkeypatch.undo()
    press(found(screen, "pause"))
    assert page(screen, StorePage)
