"""The page of the team as a person uses it, over real records and a real folder."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from tests.ui.desks import Trip, open_desk, texts
from tests.ui.team.colleagues import ALI, Colleague, start_team

from visit_app.sync import front
from visit_app.sync.roster import Role
from visit_app.sync.status import Standing, status
from visit_app.ui.background import InlineBackground
from visit_app.ui.courier.courier import Courier, Reachable
from visit_app.ui.courier.making import make_courier
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.team.choose_page import JOIN, START, ChoosePage
from visit_app.ui.team.home_page import HomePage
from visit_app.ui.team.join_page import CodePage, JoinPage
from visit_app.ui.team.lost_page import SURE, LostPage
from visit_app.ui.team.request_card import RequestCard
from visit_app.ui.team.road_page import RoadPage
from visit_app.ui.team.start_page import StartedPage, StartPage
from visit_app.ui.team.store_page import StorePage
from visit_app.ui.team.view import TeamScreen

Open = Callable[..., TeamScreen]
Kind = TypeVar("Kind", bound=QWidget)

GOOD = "violet kettle under seven umbrellas"


def page(screen: TeamScreen, kind: type[Kind]) -> Kind:
    assert isinstance(screen.page, kind)
    return screen.page


def press(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Space)


def follow(screen: TeamScreen, trip: Trip) -> None:
    """Go where the screen asked to go last, as the navigator does."""
    assert trip.last is not None
    assert screen.move_to(trip.last)


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
    assert "“SHOE”" in form.place.secrets.error


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
    kept = screen.half_typed()
    assert "abc" not in str(kept)
    assert GOOD not in str(kept)
    again = opened(START)
    again.put_back(kept)
    assert page(again, StartPage).name.value() == "Kettering"
    assert page(again, StartPage).place.address == "s3://records"
    joining = opened(JOIN)
    joining.put_back({"place": "/store", "laptop": "ward"})
    assert joining.half_typed() == {"place": "/store", "laptop": "ward"}


# --- letting in ----------------------------------------------------------------------


def test_a_lead_types_the_code_that_was_read_out(
    team: Path, opened: Open, courier: Courier, asha: Colleague
) -> None:
    asked = front.ask_to_join(asha.laptop, address=str(team), laptop_name="ward")
    screen = opened()
    courier.check_now()
    home = page(screen, HomePage)
    card = home.findChild(RequestCard)
    assert isinstance(card, RequestCard)
    assert "Asha Patel asks to join the team" in texts(home)
    press(card.button)
    assert "Type the code" in card.code.error
    QTest.keyClicks(card.code.input, "1111 2222 3333")
    press(card.button)
    assert "does not match" in card.code.error
    card.code.set_value("")
    QTest.keyClicks(card.code.input, asked.code)
    QTest.keyClick(card.code.input, Qt.Key.Key_Return)
    assert home.findChild(RequestCard) is None or not card.isVisibleTo(home)
    assert "Asha Patel, ward" in texts(home)
    front.sync(asha.laptop)
    assert status(asha.laptop).own_role is Role.MEMBER
    assert asha.desk.vault.family("ali").parents


# --- what is where -------------------------------------------------------------------


def test_the_page_says_what_is_where_and_by_whom_it_was_seen(
    team: Path, opened: Open, courier: Courier, priya: Colleague, joanne: Colleague
) -> None:
    del team
    priya.visit()
    home = page(opened(), HomePage)
    assert "1 waiting" in texts(home)
    press(home.check)
    shown = texts(home)
    assert "1 of 1 visit. Read back and compared today at 10:42." in shown
    assert "All there" in shown
    assert "Last heard from Joanne Reid today at 10:42." in shown
    priya.desk.clock.forward(hours=2)  # type: ignore[attr-defined]
    front.sync(joanne.laptop)
    courier.check_now()
    shown = texts(home)
    assert "All of them were read by 1 colleague’s laptop." in shown
    assert "has read 1 of 1 of your visits" in shown


def test_offline_is_said_calmly_and_trouble_plainly(
    team: Path, opened: Open, courier: Courier
) -> None:
    home = page(opened(), HomePage)
    away = team.rename(team.with_name("unplugged"))
    courier.check_now()
    assert "Offline, as on most visits." in texts(home)
    assert "saved on this laptop" in texts(home)
    away.rename(team)
    courier.check_now()
    assert "Nothing waits for you here." in texts(home)


def test_parts_of_the_store_that_cannot_be_used_stand_there_with_their_reason(
    team: Path, opened: Open, courier: Courier, joanne: Colleague
) -> None:
    home = page(opened(), HomePage)
    joanne.phone("07700 900381")
    front.sync(joanne.laptop)
    newest = max(team.rglob("*.seg"), key=lambda file: file.stat().st_mtime_ns)
    whole = newest.read_bytes()
    newest.chmod(0o600)
    newest.write_bytes(whole[:100])
    courier.check_now()
    shown = texts(home)
    assert "from Joanne Reid’s laptop is damaged" in shown
    assert "See below" in shown
    newest.write_bytes(whole)
    courier.check_now()
    assert "damaged" not in texts(home)


# --- the desk ------------------------------------------------------------------------


def test_two_versions_stand_side_by_side_with_who_and_when(
    apart: Path, opened: Open, courier: Courier
) -> None:
    del apart
    home = page(opened(), HomePage)
    courier.check_now()
    card = home.desk
    assert card is not None
    assert "Fatima A.: which phone number is right?" in texts(card)
    assert "It was 07700 900300 before." in texts(card)
    names = [option.text() for option in card.sides.options]
    assert names[0].startswith("07700 900318")
    assert names[1].startswith("07700 900381")
    assert "Neither: write what is right" in names[2]
    assert courier.news.to_decide == 1


def test_keeping_theirs_settles_it_on_both_laptops_and_tells_the_other(
    apart: Path,
    opened: Open,
    courier: Courier,
    priya: Colleague,
    joanne: Colleague,
) -> None:
    del apart
    courier.check_now()
    home = page(opened(), HomePage)
    assert home.desk is not None
    assert home.desk.sides.options[0].hasFocus()
    QTest.keyClick(home.desk.sides.options[0], Qt.Key.Key_Right)
    press(home.desk.sides.options[1])
    assert home.desk.keep.text() == "Keep Joanne’s number"
    press(home.desk.keep)
    assert home.desk is None
    courier.check_now()
    front.sync(joanne.laptop)
    for one in (priya, joanne):
        assert one.desk.vault.family("ali").parents[0].phone == "07700 900381"
        numbers = {r.state.parents[0].phone for r in one.desk.vault.revisions("ali")}
        assert {"07700 900318", "07700 900381"} <= numbers
    assert status(joanne.laptop).conflicts == 0


def test_a_third_value_can_be_typed_and_an_odd_one_is_refused(
    apart: Path, opened: Open, courier: Courier, priya: Colleague
) -> None:
    del apart
    courier.check_now()
    home = page(opened(), HomePage)
    card = home.desk
    assert card is not None
    press(card.keep)
    assert card.sides.code() is None
    press(card.sides.options[2])
    assert card.other.isVisibleTo(card)
    press(card.keep)
    assert "Type what is right" in card.other.error
    QTest.keyClicks(card.other.input, "07700 900999")
    press(card.keep)
    assert home.desk is None
    assert priya.desk.vault.family("ali").parents[0].phone == "07700 900999"


def test_what_is_being_typed_survives_a_report_and_a_lock(
    apart: Path, opened: Open, courier: Courier, joanne: Colleague
) -> None:
    del apart
    courier.check_now()
    screen = opened()
    card = page(screen, HomePage).desk
    assert card is not None
    press(card.sides.options[2])
    card.other.input.setFocus()
    QTest.keyClicks(card.other.input, "07700 9")
    joanne.visit()
    front.sync(joanne.laptop)
    courier.check_now()
    screen.refresh()
    assert page(screen, HomePage).desk is card
    assert card.other.value() == "07700 9"
    assert card.other.input.hasFocus()
    kept = screen.half_typed()
    again = opened()
    again.put_back(kept)
    desk = page(again, HomePage).desk
    assert desk is not None
    assert desk.other.value() == "07700 9"


def test_decide_later_folds_it_and_decide_now_brings_it_back(
    apart: Path, opened: Open, courier: Courier
) -> None:
    del apart
    courier.check_now()
    home = page(opened(), HomePage)
    assert home.desk is not None
    press(home.desk.later)
    assert home.desk is None
    assert "One detail waits for you to decide" in texts(home)
    button = home.findChild(QWidget, "decide-now")
    assert isinstance(button, QWidget)
    press(button)
    assert home.desk is not None
    assert courier.news.to_decide == 1


def test_several_are_decided_one_by_one(
    apart: Path, opened: Open, courier: Courier, priya: Colleague, joanne: Colleague
) -> None:
    for one, postcode in ((priya, "NN1 1AA"), (joanne, "NN2 2BB")):
        family = one.desk.vault.family("ali")
        one.desk.vault.save_family(
            replace(family, postcode=postcode), one.desk.practitioner.name
        )
    front.sync(joanne.laptop)
    courier.check_now()
    home = page(opened(), HomePage)
    assert home.desk is not None
    assert "1 of 2" in texts(home.desk)
    first = home.desk.question.id
    press(home.desk.later)
    assert home.desk is not None
    assert home.desk.question.id != first
    press(home.desk.sides.options[0])
    QTest.keyClick(home.desk.sides.options[0], Qt.Key.Key_Return)
    assert "One detail waits" in texts(home)
    _ = apart


def test_what_a_colleague_settled_is_told_until_it_was_read(
    apart: Path, opened: Open, courier: Courier, joanne: Colleague
) -> None:
    del apart
    courier.check_now()
    front.sync(joanne.laptop)
    (conflict,) = front.open_conflicts(joanne.laptop)
    front.settle(joanne.laptop, conflict, conflict.versions[-1].text)
    front.sync(joanne.laptop)
    courier.check_now()
    home = page(opened(), HomePage)
    assert "A colleague has chosen between your version" in texts(home)
    assert courier.news.to_decide == 1
    read = home.findChild(QWidget, "read-0")
    assert isinstance(read, QWidget)
    press(read)
    assert "A colleague has chosen" not in texts(home)
    assert courier.news.to_decide == 0


# --- a lost laptop -------------------------------------------------------------------


def test_a_lost_laptop_is_removed_once_confirmed_and_what_it_held_is_listed(
    team: Path, opened: Open, trip: Trip, courier: Courier, joanne: Colleague
) -> None:
    del team
    screen = opened()
    lost = page(screen, HomePage).findChild(QWidget, "lost")
    assert isinstance(lost, QWidget)
    press(lost)
    follow(screen, trip)
    asking = page(screen, LostPage)
    press(asking.button)
    assert "Choose the laptop first" in asking.foot.reason()
    press(asking.which.options[0])
    press(asking.button)
    assert "Say that you are sure" in asking.foot.reason()
    press(asking.sure.options[0])
    assert asking.sure.codes() == [SURE]
    press(asking.button)
    shown = texts(asking)
    assert "Removed: Joanne Reid, laptop" in shown
    assert "The records of 1 family" in shown
    assert "Fatima Ali" in shown
    front.sync(joanne.laptop)
    assert status(joanne.laptop).standing is Standing.REMOVED
    press(asking.back)
    follow(screen, trip)
    assert "Removed" in texts(page(screen, HomePage))
    assert courier.news.standing is Standing.MEMBER


def test_a_removal_that_cannot_be_published_says_why(team: Path, opened: Open) -> None:
    asking = page(opened("lost"), LostPage)
    press(asking.which.options[0])
    press(asking.sure.options[0])
    team.rename(team.with_name("unplugged"))
    press(asking.button)
    assert "Your work is saved on this laptop" in asking.foot.reason()
    assert asking.button.isVisibleTo(asking)


def test_only_leads_remove_laptops(
    team: Path, joanne: Colleague, trip: Trip, opened: Open
) -> None:
    del team, opened
    theirs = Courier(InlineBackground(), lambda _: joanne.laptop, _no_network)
    theirs.open(joanne.desk)
    trip.desk = joanne.desk
    screen = TeamScreen(trip.context(), Place.team(), theirs)
    assert screen.findChild(QWidget, "lost") is None
    theirs.close()
    screen.deleteLater()


# --- apart from the team -------------------------------------------------------------


def test_one_can_stop_taking_part_and_begin_again(
    team: Path, opened: Open, courier: Courier
) -> None:
    screen = opened()
    pause = screen.findChild(QWidget, "pause")
    assert isinstance(pause, QWidget)
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
    store = screen.findChild(QWidget, "store")
    assert isinstance(store, QWidget)
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
        screen = TeamScreen(trip.context(), Place.team(), practice)
        screen.reflowed(Width.NARROW)
        screen.shown()
        assert "nothing of them is sent to anybody" in texts(screen)
        screen.refresh()
        practice.close()
        screen.deleteLater()


# --- the road ------------------------------------------------------------------------


def test_ready_for_the_road_at_one_glance(
    team: Path, opened: Open, trip: Trip, priya: Colleague
) -> None:
    screen = opened()
    press(page(screen, HomePage).road)
    follow(screen, trip)
    road = page(screen, RoadPage)
    assert "Not today" not in texts(road)
    press(road.check)
    shown = texts(road)
    assert "Everything is here. Looked at today at 10:42." in shown
    assert "All sent" in shown
    assert "1 family is here." in shown
    assert "Battery" in shown
    priya.visit()
    team.rename(team.with_name("unplugged"))
    press(road.check)
    shown = texts(road)
    assert "Not checked" in shown
    assert "things to look at before you leave" in shown
    press(road.back)
    follow(screen, trip)
    assert page(screen, HomePage)


def test_every_page_fits_a_narrow_window(
    apart: Path, opened: Open, courier: Courier
) -> None:
    del apart
    courier.check_now()
    for step in ("", "road", "lost", "store"):
        screen = opened(step)
        screen.reflowed(Width.NARROW)
        assert screen.page.minimumSizeHint().width() <= 640


def _no_network() -> Reachable:
    raise AssertionError("a folder needs no network")
