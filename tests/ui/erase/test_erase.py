"""The page that erases a family, by hand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.desks import HASSAN, Trip, add_hassan, open_desk, texts

from visit_app.records import Family
from visit_app.ui.erase.presenter import ErasePresenter, backups_words
from visit_app.ui.erase.view import EraseScreen, build
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.vault.errors import DiskFull, NotFound
from visit_app.visits import (
    Desk,
    RetentionRule,
    StillHeld,
    save_family,
    set_retention_rule,
    start,
)

WHY = "Past its date"

# Python must not collect a page in the middle of its last painting.
ALIVE: list[EraseScreen] = []


@pytest.fixture
def desk(theme: ThemeHolder) -> Iterator[Desk]:
    del theme  # in force while the page is there
    with open_desk() as desk:
        add_hassan(desk)
        yield desk
        ALIVE.clear()


@pytest.fixture
def trip(desk: Desk) -> Trip:
    return Trip(desk)


def opened(qtbot: QtBot, trip: Trip) -> EraseScreen:
    screen = build(trip.context(), Place.erase("hassan"), None)
    assert isinstance(screen, EraseScreen)
    qtbot.addWidget(screen)
    ALIVE.append(screen)
    screen.resize(1126, 690)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def fill(screen: EraseScreen, word: str = "hassan ") -> None:
    QTest.keyClicks(screen.reason.input, WHY)
    screen.checked.click()
    QTest.keyClicks(screen.word.input, word)


def refusal(screen: EraseScreen) -> str:
    screen.go.click()
    return screen.page.foot.reason()


def test_everything_has_to_be_filled_in_first(
    qtbot: QtBot, trip: Trip, desk: Desk
) -> None:
    screen = opened(qtbot, trip)
    assert screen.focusWidget() is screen.reason.input
    assert refusal(screen).startswith("Say why")
    QTest.keyClicks(screen.reason.input, "Amira asked")
    assert "without a name" in refusal(screen)
    screen.reason.set_value("")
    QTest.keyClicks(screen.reason.input, WHY)
    assert refusal(screen) == "Tick that you have checked this."
    screen.checked.click()
    assert refusal(screen) == "Type Hassan in the last field."
    QTest.keyClicks(screen.word.input, "Evans")
    assert refusal(screen) == "Type Hassan in the last field."
    assert desk.vault.family("hassan")


def test_it_goes_and_the_receipt_is_left(
    qtbot: QtBot, trip: Trip, desk: Desk, tmp_path: Path
) -> None:
    screen = opened(qtbot, trip)
    fill(screen)
    screen.go.click()
    with pytest.raises(NotFound):
        desk.vault.family("hassan")
    shown = texts(screen)
    assert "The family was erased" in shown
    assert f"Why: {WHY}" in shown
    assert "Amira" not in shown
    assert not screen.go.isVisible()
    file = tmp_path / "receipt.json"
    screen.save_to(str(file))
    assert json.loads(file.read_text())["family_id"] == "hassan"
    assert "The receipt is saved." in texts(screen)
    screen.save_to(str(tmp_path / "not there" / "receipt.json"))
    assert "Choose another folder" in texts(screen)
    assert screen.half_typed() == {}
    screen.back.click()
    assert trip.last == Place.families()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_where_the_receipt_goes_is_asked(qtbot: QtBot, trip: Trip) -> None:
    screen = opened(qtbot, trip)
    fill(screen)
    screen.go.click()
    screen.done.save.click()
    dialog = screen.findChild(QFileDialog)
    assert dialog is not None
    assert "assan" not in dialog.windowTitle()
    dialog.reject()


def test_a_disk_that_is_full_erases_nothing_and_says_so(
    qtbot: QtBot, trip: Trip, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    screen = opened(qtbot, trip)
    fill(screen)
    with monkeypatch.context() as patched:
        patched.setattr(type(desk.vault.erasing), "erase", full)
        screen.go.click()
    assert "The disk is full" in screen.problem.text()
    assert desk.vault.family("hassan")
    screen.go.click()
    assert "The family was erased" in texts(screen)


def test_a_lock_keeps_what_was_filled_in(qtbot: QtBot, trip: Trip) -> None:
    first = opened(qtbot, trip)
    fill(first, "Has")
    second = opened(qtbot, trip)
    second.put_back(first.half_typed())
    assert second.reason.value() == WHY
    assert second.checked.isChecked()
    assert second.word.value() == "Has"


def presenter(desk: Desk, family_id: str = "hassan") -> ErasePresenter:
    def run(work: object, on_result: object, on_error: object) -> None:
        raise AssertionError("nothing is to be done")

    return ErasePresenter(desk, None, family_id, run)


def test_what_goes_and_the_date_in_words(desk: Desk) -> None:
    words, past = presenter(desk).about_the_date()
    assert (past, words[:7]) == (False, "No rule")
    assert presenter(desk).about_drafts() == ""
    assert presenter(desk).what_goes() == "Everything written down about the people."
    start(desk, "hassan", "amira", type="new-birth")
    assert presenter(desk).what_goes().startswith("1 visit, everything")
    assert presenter(desk).about_drafts() == "1 visit is not finished. It goes too."
    set_retention_rule(desk, RetentionRule(birthday=25))
    assert presenter(desk).about_the_date() == (
        "By the rule settled here this is kept until 10 October 2051.",
        False,
    )


def test_a_record_past_its_date_and_one_without_any(desk: Desk) -> None:
    grown = replace(HASSAN.babies[0], birth_date=HASSAN.parents[0].birth_date)
    save_family(desk, replace(HASSAN, id="old", babies=(grown,)))
    save_family(desk, Family(id="nobody"))
    set_retention_rule(desk, RetentionRule(birthday=25))
    assert presenter(desk, "old").about_the_date()[1] is True
    nobody = presenter(desk, "nobody")
    assert nobody.about_the_date()[0].startswith("No date")
    assert nobody.word == "erase"
    assert nobody.title == "Family without a name"


def test_what_backups_hold() -> None:
    from datetime import date

    assert backups_words(StillHeld()) == ""
    words = backups_words(StillHeld(2, date(2027, 11, 28)))
    assert words.startswith("2 backups on this laptop still hold")
    assert "28 November 2027" in words
    assert "no date" not in words
    lasting = backups_words(StillHeld(lasting=1))
    assert lasting.startswith("1 more copy, from before an update")
    assert lasting in backups_words(StillHeld(2, date(2027, 11, 28), 1))
