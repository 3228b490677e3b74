"""Two versions of a detail, decided by a person."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.desks import texts
from tests.ui.team.colleagues import Colleague
from tests.ui.team.hands import found, page, press

from visit_app.sync import front
from visit_app.sync.status import status
from visit_app.ui.courier.courier import Courier
from visit_app.ui.team.home_page import HomePage
from visit_app.ui.team.view import TeamScreen
from visit_app.vault.errors import DiskFull

Open = Callable[..., TeamScreen]


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


def test_a_choice_that_is_not_written_is_said_and_stays_to_be_made(
    apart: Path, opened: Open, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    del apart
    courier.check_now()
    home = page(opened(), HomePage)
    card = home.desk
    assert card is not None
    press(card.sides.options[1])
    monkeypatch.setattr(front, "settle", full)
    press(card.keep)
    assert DiskFull.sentence in texts(home)
    assert home.desk is card
    press(card.sides.options[2])
    QTest.keyClicks(card.other.input, "07700 900999")
    press(card.keep)
    assert card.other.error == DiskFull.sentence
    assert card.other.value() == "07700 900999"
    monkeypatch.undo()
    press(card.sides.options[1])
    press(card.keep)
    assert home.desk is None
    assert DiskFull.sentence not in texts(home)


def full(*_: object) -> None:
    raise DiskFull


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
    button = found(home, "decide-now")
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
    apart: Path,
    opened: Open,
    courier: Courier,
    joanne: Colleague,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del apart
    courier.check_now()
    front.sync(joanne.laptop)
    (conflict,) = front.open_conflicts(joanne.laptop)
    front.settle(joanne.laptop, conflict, conflict.versions[-1].text)
    front.sync(joanne.laptop)
    courier.check_now()
    home = page(opened(), HomePage)
    assert (
        "Fatima A.: which phone number is right? A colleague has chosen."
        " Both versions are in the history." in texts(home)
    )
    assert courier.news.to_decide == 1
    read = found(home, "read-0")
    with monkeypatch.context() as patch:
        patch.setattr(front, "dismiss", full)
        press(read)
    assert DiskFull.sentence in texts(home)
    assert courier.news.to_decide == 1
    press(read)
    assert DiskFull.sentence not in texts(home)
    assert "A colleague has chosen" not in texts(home)
    assert courier.news.to_decide == 0
