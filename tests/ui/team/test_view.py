"""The page of a team: letting in, what is where, a lost laptop, the road."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.ui.desks import Trip, texts
from tests.ui.team.colleagues import Colleague
from tests.ui.team.hands import follow, no_network, page, press

from visit_app.sync import front
from visit_app.sync.roster import Role
from visit_app.sync.status import Standing, status
from visit_app.ui.background import InlineBackground
from visit_app.ui.courier.courier import Courier
from visit_app.ui.courier.state import News, Phase
from visit_app.ui.kit.reflow import Width
from visit_app.ui.place import Place
from visit_app.ui.team import road_page
from visit_app.ui.team.home_page import HomePage
from visit_app.ui.team.lost_page import SURE, LostPage
from visit_app.ui.team.overview import Line
from visit_app.ui.team.request_card import RequestCard
from visit_app.ui.team.road_page import RoadPage
from visit_app.ui.team.view import TeamScreen

Open = Callable[..., TeamScreen]


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
    assert "It has read 1 of 1 of your visits" in shown


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
    theirs = Courier(InlineBackground(), lambda _: joanne.laptop, no_network)
    theirs.open(joanne.desk)
    trip.desk = joanne.desk
    screen = TeamScreen(trip.context(), Place.team(), theirs)
    assert screen.findChild(QWidget, "lost") is None
    theirs.close()
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


def test_how_far_a_run_has_come_asks_the_disk_nothing(
    team: Path,
    opened: Open,
    trip: Trip,
    courier: Courier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del team
    screen = opened()
    press(page(screen, HomePage).road)
    follow(screen, trip)
    road, asked = page(screen, RoadPage), list[News]()

    def lines(news: News, *_: object) -> tuple[Line, ...]:
        asked.append(news)
        return ()

    monkeypatch.setattr(road_page, "road_lines", lines)
    running = replace(courier.news, phase=Phase.RUNNING, done=3, expected=9)
    road.show_news(running)
    assert road.check.not_ready
    assert asked == []
    failed = replace(courier.news, problem="The team store was not reached.")
    road.show_news(failed)
    assert asked == [failed]


def test_every_page_fits_a_narrow_window(
    apart: Path, opened: Open, courier: Courier
) -> None:
    del apart
    courier.check_now()
    for step in ("", "road", "lost", "store"):
        screen = opened(step)
        screen.reflowed(Width.NARROW)
        assert screen.page.minimumSizeHint().width() <= 640
