"""A family handed over to another team, from its page, by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.desks import CHLOE, HASSAN, Trip, texts
from tests.visits.two_teams import CORBY, SENDER, desk_of

from visit_app import visits
from visit_app.records.clock import FixedClock
from visit_app.records.family import HANDED_OVER
from visit_app.ui.another_team.view import AnotherTeamScreen, build
from visit_app.ui.another_team.words import code_spoken
from visit_app.ui.family.view import FamilyScreen
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.ui.today.presenter import TodayPresenter
from visit_app.vault.errors import DiskFull
from visit_app.vault.kdf import FLOOR
from visit_app.vault.policy import Policy
from visit_app.visits import Desk, handing_over
from visit_app.visits.hand_over_mark import marked

# Python must not collect a page in the middle of its last painting.
ALIVE: list[AnotherTeamScreen | FamilyScreen] = []


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock, theme: ThemeHolder) -> Iterator[Desk]:
    del theme  # in force while the page is there
    with desk_of(SENDER, tmp_path / "data", clock) as desk:
        visits.save_family(desk, HASSAN)
        yield desk
        ALIVE.clear()


@pytest.fixture
def trip(desk: Desk) -> Trip:
    return Trip(desk)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hand-over.visitfamily"


def opened(qtbot: QtBot, trip: Trip) -> AnotherTeamScreen:
    place = Place.another_team("hassan")
    screen = AnotherTeamScreen(trip.context(), place, FLOOR)
    qtbot.addWidget(screen)
    ALIVE.append(screen)
    screen.resize(1126, 690)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def family_page(qtbot: QtBot, trip: Trip) -> FamilyScreen:
    page = FamilyScreen(trip.context(), Place.family("hassan"))
    qtbot.addWidget(page)
    ALIVE.append(page)
    page.show()
    return page


def press(page: AnotherTeamScreen | FamilyScreen, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def fill(screen: AnotherTeamScreen) -> None:
    assert screen.taker is not None
    QTest.keyClicks(screen.taker.team.input, "Corby health visiting")
    QTest.keyClicks(screen.taker.person.input, "Joanne Reid")
    screen.parent_card.answer.options[0].click()


def refusal(screen: AnotherTeamScreen) -> str:
    screen.go.click()
    return screen.page.foot.reason()


def test_the_familys_page_leads_here(qtbot: QtBot, trip: Trip) -> None:
    press(family_page(qtbot, trip), "hand-over-away")
    assert trip.last == Place.another_team("hassan")
    assert isinstance(build(trip.context(), Place.another_team("hassan")), object)


def test_what_goes_is_said_and_everything_has_to_be_filled_in(
    qtbot: QtBot, trip: Trip
) -> None:
    screen = opened(qtbot, trip)
    assert "2 parents or carers, 1 baby." in texts(screen)
    assert screen.taker is not None
    assert screen.focusWidget() is screen.taker.team.input
    assert "which team" in refusal(screen)
    QTest.keyClicks(screen.taker.team.input, "Corby")
    assert "agreed, was told" in refusal(screen)
    assert not screen.parent_card.reason.isVisibleTo(screen)
    screen.parent_card.answer.options[2].click()
    assert "was not asked" in refusal(screen)
    QTest.keyClicks(screen.parent_card.reason.input, "Moved at once")
    assert screen.go.isEnabled()
    screen.parent_card.answer.options[1].click()
    assert "On which lawful basis it goes" in texts(screen)


def test_tab_goes_from_field_to_field_and_then_to_the_buttons(
    qtbot: QtBot, trip: Trip, file: Path
) -> None:
    screen = opened(qtbot, trip)
    assert screen.taker is not None
    fill(screen)
    screen.taker.team.input.setFocus()
    visited = []
    for _ in range(5):
        here = screen.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        visited.append(screen.focusWidget())
    card = screen.taker
    first = screen.parent_card.answer.options[0]
    known = [card.person.input, card.phone.input, first, screen.go, screen.back]
    assert visited == known
    screen.save_to(str(file))
    screen.go.setFocus()
    QTest.keyClick(screen.go, Qt.Key.Key_Tab)
    assert screen.focusWidget() is screen.again


def test_what_is_not_finished_is_named_and_does_not_stop(
    qtbot: QtBot, trip: Trip, desk: Desk, file: Path
) -> None:
    draft = visits.start(desk, "hassan", "amira", type="new-birth")
    visits.raise_concern(desk, draft.id)
    request = visits.refer(desk, draft.id, performer="Family Action")
    visits.write_letter(desk, request.id)
    screen = opened(qtbot, trip)
    assert "1 concern is open" in texts(screen)
    assert "1 visit is not signed off" in texts(screen)
    fill(screen)
    screen.save_to(str(file))
    assert file.exists()
    today = TodayPresenter(desk)
    assert today.resumed(surnames=False) == ()
    assert today.more_drafts() == 0
    waiting = [w.text for w in today.waiting(surnames=False)]
    assert any("taken this on" in text for text in waiting)
    assert not any("letter" in text for text in waiting)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_where_the_file_goes_is_asked(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip)
    fill(screen)
    screen.go.click()
    dialog = screen.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    (name,) = dialog.selectedFiles()
    assert Path(name).name == "hand-over-2026-11-23-1.visitfamily"
    dialog.reject()


def test_the_file_is_written_and_the_code_is_shown(
    qtbot: QtBot, trip: Trip, desk: Desk, file: Path
) -> None:
    screen = opened(qtbot, trip)
    fill(screen)
    screen.save_to(str(file))
    assert file.exists()
    shown = texts(screen)
    code = visits.before_handing_over(desk, "hassan").code
    assert code.replace("-", "  ") in shown
    assert screen.handed_card.code.accessibleName() == code_spoken(code)
    assert f"The file is written: {file.name}" in shown
    assert "Corby health visiting, Joanne Reid" in shown
    assert "The parent agreed." in shown
    assert screen.focusWidget() is screen.go
    assert screen.half_typed() == {}
    screen.go.click()
    assert trip.last == Place.family("hassan")


def test_afterwards_the_familys_page_says_so_and_takes_it_back(
    qtbot: QtBot, trip: Trip, desk: Desk, file: Path
) -> None:
    screen = opened(qtbot, trip)
    fill(screen)
    screen.save_to(str(file))
    page = family_page(qtbot, trip)
    words = "Handed over to Corby health visiting on 23 November; file written."
    assert words in texts(page)
    assert TodayPresenter(desk).recent(surnames=False) == ()
    assert TodayPresenter(desk).due_contacts() == ()
    press(page, "take-back")
    assert words not in texts(page)
    assert visits.with_another_team(desk) == frozenset()
    assert TodayPresenter(desk).recent(surnames=False)


def test_a_full_disk_stops_taking_it_back_and_says_so(
    qtbot: QtBot,
    trip: Trip,
    desk: Desk,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    screen = opened(qtbot, trip)
    fill(screen)
    screen.save_to(str(file))
    monkeypatch.setattr(desk.vault, "save_family", full)
    page = family_page(qtbot, trip)
    press(page, "take-back")
    assert "disk is full" in texts(page)
    press(screen, "take-back")
    assert "disk is full" in screen.page.foot.reason()
    assert visits.with_another_team(desk) == {"hassan"}


def test_coming_back_the_code_is_shown_when_asked(
    qtbot: QtBot, trip: Trip, desk: Desk, file: Path
) -> None:
    first = opened(qtbot, trip)
    fill(first)
    first.save_to(str(file))
    code = visits.before_handing_over(desk, "hassan").code.replace("-", "  ")
    screen = opened(qtbot, trip)
    assert code not in texts(screen)
    assert screen.focusWidget() is screen.handed_card.show_code
    QTest.keyClick(screen.handed_card.show_code, Qt.Key.Key_Space)
    assert code in texts(screen)
    press(screen, "take-back")
    assert trip.last == Place.family("hassan")
    assert visits.with_another_team(desk) == frozenset()


def test_a_mark_from_another_laptop_says_that_its_code_is_known_there(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    here = desk.vault.family("hassan")
    mark = replace(CORBY, on="2026-11-20T09:00:00+00:00", sender="Asha Patel")
    away = visits.save_family(desk, marked(here, mark))
    screen = opened(qtbot, trip)
    shown = texts(screen)
    assert "its code is known there" in shown
    assert "On 20 November, by Asha Patel. The parent agreed." in shown
    assert "Show the code" not in shown
    assert screen.focusWidget() is screen.go
    visits.save_family(desk, replace(away, extra={HANDED_OVER: "?"}))
    assert "Another team" in texts(opened(qtbot, trip))
    page = family_page(qtbot, trip)
    assert "Handed over to another team; file written." in texts(page)
    press(page, "take-back")
    assert visits.with_another_team(desk) == frozenset()


def test_another_file_can_be_written_with_a_code_of_its_own(
    qtbot: QtBot, trip: Trip, desk: Desk, file: Path
) -> None:
    screen = opened(qtbot, trip)
    fill(screen)
    screen.save_to(str(file))
    code = visits.before_handing_over(desk, "hassan").code
    press(screen, "again")
    assert screen.taker is not None
    assert screen.taker.team.value() == "Corby health visiting"
    screen.save_to(str(file.with_name("second.visitfamily")))
    assert visits.before_handing_over(desk, "hassan").code != code


def test_a_stick_without_room_is_said_and_nothing_is_marked(
    qtbot: QtBot,
    trip: Trip,
    desk: Desk,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(handing_over, "write_whole", full)
    screen = opened(qtbot, trip)
    fill(screen)
    screen.save_to(str(file))
    assert "disk is full" in screen.page.foot.reason()
    assert visits.with_another_team(desk) == frozenset()
    assert screen.taker is not None
    assert screen.taker.person.value() == "Joanne Reid"


def test_a_policy_says_why_not(qtbot: QtBot, desk: Desk) -> None:
    policy = Policy(
        organisation="Example Trust", serial=1, issued=date(2026, 11, 26), exports=()
    )
    screen = opened(qtbot, Trip(replace(desk, policy=policy)))
    fill(screen)
    assert "Example Trust" in refusal(screen)


def test_what_was_filled_in_comes_back_after_a_lock(qtbot: QtBot, trip: Trip) -> None:
    first = opened(qtbot, trip)
    fill(first)
    first.parent_card.answer.options[1].click()
    QTest.keyClicks(first.parent_card.reason.input, "Public task")
    again = opened(qtbot, trip)
    again.put_back(first.half_typed())
    assert again.half_typed() == first.half_typed()
    assert "On which lawful basis it goes" in texts(again)


def test_families_that_went_make_room_for_others_on_today(desk: Desk) -> None:
    for number in range(8):
        visits.save_family(desk, replace(CHLOE, id=f"chloe-{number}", revision=""))
    for number in range(8):
        name = f"hassan-{number}"
        saved = visits.save_family(desk, replace(HASSAN, id=name, revision=""))
        visits.save_family(desk, marked(saved, replace(CORBY, on="2026-11-20")))
    recent = TodayPresenter(desk).recent(surnames=False)
    assert len(recent) == 6
    assert all("hassan-" not in row.family_id for row in recent)
