"""The page of outcomes: a period, tables, definitions on demand, one file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from tests.ui.desks import HASSAN, Trip, open_desk, texts

from visit_app.exports.counts import Outcomes
from visit_app.exports.period import Period
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.outcomes.presenter import OTHER, SO_FAR, OutcomesPresenter
from visit_app.ui.outcomes.view import OutcomesScreen, build
from visit_app.ui.place import Place
from visit_app.vault.errors import DiskFull
from visit_app.vault.policy import Policy
from visit_app.visits import Desk, answer, finish, save_family, start

# Python must not collect a page in the middle of its last painting.
ALIVE: list[OutcomesScreen] = []


@pytest.fixture
def desk(theme: ThemeHolder) -> Iterator[Desk]:
    """Nine families, each seen once in the quarter that is running."""
    del theme  # in force while the page is there
    with open_desk() as desk:
        for n in range(9):
            people = [replace(p, id=f"{p.id}{n}") for p in HASSAN.parents]
            save_family(desk, replace(HASSAN, id=f"f{n}", parents=tuple(people)))
            visit = start(desk, f"f{n}", f"amira{n}")
            for link_id in ("1", "2"):
                answer(desk, visit.id, "whooley", link_id, False)
            finish(desk, visit.id)
        yield desk
        ALIVE.clear()


def opened(qtbot: QtBot, desk: Desk, step: str = "") -> OutcomesScreen:
    place = replace(Place.outcomes(), step=step)
    screen = build(Trip(desk).context(), place)
    assert isinstance(screen, OutcomesScreen)
    qtbot.addWidget(screen)
    ALIVE.append(screen)
    screen.reflowed(Width.WIDE)
    screen.show()
    screen.shown()
    return screen


def type_date(screen: OutcomesScreen, which: str, text: str) -> None:
    line = getattr(screen.chosen, which).input
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_it_begins_with_the_last_whole_quarter(qtbot: QtBot, desk: Desk) -> None:
    screen = opened(qtbot, desk)
    assert screen.focusWidget() is screen.chosen.period.combo
    assert screen.chosen.period.combo.currentText() == "July to September 2026"
    assert texts(screen).count("None in this period") == 1
    assert "Who was seen" not in texts(screen)
    assert screen.place.step == "2026-07-01_2026-09-30"


def test_another_quarter_by_the_keyboard(qtbot: QtBot, desk: Desk) -> None:
    screen = opened(qtbot, desk)
    for _ in range(4):
        QTest.keyClick(screen.chosen.period.combo, Qt.Key.Key_Down)
    assert screen.place.step == SO_FAR
    shown = texts(screen)
    assert "Whooley questions\nWhat is counted\n" in shown
    assert "Asked, no to both\n10\n" in shown
    assert "Who was seen" in shown
    assert not screen.save.not_ready


def test_what_is_counted_unfolds(qtbot: QtBot, desk: Desk) -> None:
    screen = opened(qtbot, desk, SO_FAR)
    assert "both questions have an answer" not in texts(screen)
    more = screen.findChild(QAbstractButton, "what-whooley")
    assert more is not None
    assert more.accessibleName() == "What is counted: Whooley questions"
    more.click()
    shown = texts(screen)
    assert "both questions have an answer" in shown
    assert "Confirm locally." in shown
    assert more.text() == "Fold away"
    more.click()
    assert "both questions have an answer" not in texts(screen)


def test_small_numbers_are_said_to_be_left_out(qtbot: QtBot, desk: Desk) -> None:
    visit = start(desk, "f0", "yonis0")
    finish(desk, visit.id)
    shown = texts(opened(qtbot, desk, SO_FAR))
    assert "Father\nnot shown\n" in shown


def test_other_dates(qtbot: QtBot, desk: Desk) -> None:
    screen = opened(qtbot, desk, SO_FAR)
    for _ in range(2):
        QTest.keyClick(screen.chosen.period.combo, Qt.Key.Key_Down)
    assert screen.tables == []
    assert screen.save.not_ready == "Give the first day and the last."
    type_date(screen, "first", "1 nov 2026")
    assert screen.tables == []
    type_date(screen, "last", "30 oct 2026")
    assert screen.chosen.last.error == "The last day comes before the first."
    screen.save_to("never-written.csv")
    assert "Wait until" in screen.page.foot.reason()
    type_date(screen, "last", "30 nov 2026")
    assert not screen.chosen.last.error
    assert screen.tables
    assert screen.place.step == "2026-11-01_2026-11-30"


def test_after_a_lock_the_same_dates_are_shown(qtbot: QtBot, desk: Desk) -> None:
    screen = opened(qtbot, desk, "2026-11-01_2026-11-30")
    assert screen.chosen.period.code() == OTHER
    assert screen.chosen.first.value() == date(2026, 11, 1)
    assert "Asked, no to both\n10\n" in texts(screen)


def test_half_a_period_is_kept_over_a_lock(qtbot: QtBot, desk: Desk) -> None:
    first = opened(qtbot, desk, "other")
    QTest.keyClicks(first.chosen.first.input, "1 no")
    second = opened(qtbot, desk, "other")
    second.put_back(first.half_typed())
    assert second.chosen.first.input.text() == "1 no"


def test_saving(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    screen = opened(qtbot, desk, SO_FAR)
    screen.save_to(str(tmp_path / "outcomes.csv"))
    assert screen.tick.isVisible()
    assert screen.tick.text().startswith("Saved ")
    assert b"Whooley" in (tmp_path / "outcomes.csv").read_bytes()
    assert desk.vault.audit_entries()[-1].about["what"] == "counts"


def test_a_place_that_cannot_be_written_is_said_and_nothing_noted(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    screen = opened(qtbot, desk, SO_FAR)
    before = len(desk.vault.audit_entries())
    screen.save_to(str(tmp_path / "nowhere" / "outcomes.csv"))
    assert "Choose another folder" in screen.page.foot.reason()
    assert not screen.tick.isVisible()
    assert len(desk.vault.audit_entries()) == before


def test_a_policy_keeps_the_file_here(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    policy = Policy(
        organisation="Example Trust", serial=1, issued=date(2026, 11, 1), exports=()
    )
    screen = opened(qtbot, replace(desk, policy=policy), SO_FAR)
    assert "does not allow exporting counts" in screen.save.not_ready
    screen.save_to(str(tmp_path / "outcomes.csv"))
    assert "does not allow" in screen.page.foot.reason()
    assert not (tmp_path / "outcomes.csv").exists()


def test_the_way_back(qtbot: QtBot, desk: Desk) -> None:
    trip = Trip(desk)
    screen = build(trip.context(), Place.outcomes())
    assert isinstance(screen, OutcomesScreen)
    qtbot.addWidget(screen)
    ALIVE.append(screen)
    screen.back.click()
    assert trip.last == Place.families()


# --- the presenter -----------------------------------------------------------------


class Heard:
    """A view that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def show_busy(self, words: str) -> None:
        self.told.append(words)

    def show_error(self, field: str, sentence: str) -> None:
        self.told.append(sentence)

    def show_outcomes(self, found: Outcomes) -> None:
        self.told.append(found.period)


class Later:
    """Work that waits until it is asked for."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(
        self,
        work: Callable[[], Any],
        on_result: Callable[[Any], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self.waiting.append(lambda: on_result(work()))

    def go(self) -> None:
        self.waiting.pop(0)()


def test_of_several_periods_asked_for_the_last_is_shown(desk: Desk) -> None:
    heard, later = Heard(), Later()
    presenter = OutcomesPresenter(heard, desk, later, lambda: False)
    first, second, third = (
        Period(date(2026, month, 1), date(2026, month, 28)) for month in (1, 2, 3)
    )
    for period in (first, second, third):
        presenter.count(period)
    assert presenter.save(Path("x.csv")) == "Wait until everything is counted."
    later.go()
    later.go()
    assert not later.waiting
    assert [told for told in heard.told if isinstance(told, Period)] == [third]
    assert heard.told[-2:] == ["", third]


def test_a_vault_that_fails_is_said(desk: Desk) -> None:
    heard = Heard()

    def fails(work: Any, on_result: Any, on_error: Callable[[Exception], None]) -> None:
        on_error(DiskFull())

    presenter = OutcomesPresenter(heard, desk, fails, lambda: False)
    presenter.count(Period(date(2026, 1, 1), date(2026, 3, 31)))
    assert heard.told[-1] == str(DiskFull())


def test_a_place_from_elsewhere_is_no_period(desk: Desk) -> None:
    presenter = OutcomesPresenter(Heard(), desk, Later(), lambda: False)
    assert presenter.period_of("nonsense") is None
    assert presenter.period_of("2026-01-01_2025-01-01") is None
