"""The page that says who looked at a family."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.desks import Trip, add_hassan, open_desk, texts

from visit_app.records.clock import FixedClock
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.looked.presenter import LookedPresenter
from visit_app.ui.looked.view import FIRST, LookedScreen, build
from visit_app.ui.place import Place
from visit_app.visits import Desk

# Python must not collect a page in the middle of its last painting.
ALIVE: list[LookedScreen] = []


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk(clock: FixedClock, theme: ThemeHolder) -> Iterator[Desk]:
    del theme  # in force while the page is there
    with open_desk(clock) as desk:
        add_hassan(desk)
        yield desk
        ALIVE.clear()


def opened(qtbot: QtBot, desk: Desk) -> LookedScreen:
    screen = build(Trip(desk).context(), Place.looked("hassan"))
    assert isinstance(screen, LookedScreen)
    qtbot.addWidget(screen)
    ALIVE.append(screen)
    screen.reflowed(Width.NARROW)
    screen.show()
    screen.shown()
    return screen


@pytest.mark.parametrize(
    ("action", "about", "sentence"),
    [
        ("view", {}, "Priya Nair looked at the record"),
        ("add", {}, "Priya Nair added to the record"),
        ("change", {}, "Priya Nair changed the record"),
        ("finish", {}, "Priya Nair signed a visit off"),
        ("amend", {}, "Priya Nair added a correction"),
        ("print", {"what": "letter"}, "Priya Nair printed a letter"),
        ("export", {"what": "letter"}, "Priya Nair saved a letter as a file"),
        ("export", {"what": "fhir"}, "Priya Nair saved the whole record as a FHIR"),
        ("export", {"what": "audit"}, "Priya Nair made a list of all families or"),
        ("export", {"what": "family-file"}, "Priya Nair handed the family over to"),
        ("add", {"what": "family-file"}, "Priya Nair took the family over from"),
        ("sync", {"records": 2}, "Your team sent changes to this laptop"),
        ("something new", {}, "Priya Nair did something else with it"),
    ],
)
def test_each_action_in_words(
    desk: Desk, action: str, about: dict[str, str], sentence: str
) -> None:
    desk.vault.note(action, family_id="hassan", **about)
    assert LookedPresenter(desk, "hassan").lines()[0].what.startswith(sentence)


def test_when_it_was(desk: Desk, clock: FixedClock) -> None:
    desk.vault.note("view", family_id="hassan")
    clock.forward(minutes=10)
    desk.vault.note("view", family_id="hassan")
    at = clock.now().astimezone()
    before = at - timedelta(minutes=10)
    line = LookedPresenter(desk, "hassan").lines()[0]
    assert line.when == f"Today, {before:%H:%M} to {at:%H:%M}"
    clock.forward(days=3)
    lines = LookedPresenter(desk, "hassan").lines()
    assert lines[-1].when == f"23 November 2026 at {before:%H:%M}"


def test_the_newest_lines_and_all_of_them_when_asked(
    qtbot: QtBot, desk: Desk, clock: FixedClock
) -> None:
    for _ in range(FIRST + 5):
        clock.forward(hours=1)
        desk.vault.note("view", family_id="hassan")
    screen = opened(qtbot, desk)
    assert len(screen.rows) == FIRST
    screen.all.click()
    assert len(screen.rows) == FIRST + 6
    assert not screen.all.isVisible()
    assert screen.focusWidget() is screen.back
    assert "Amira Hassan" in texts(screen)


def test_few_lines_need_no_button(qtbot: QtBot, desk: Desk) -> None:
    screen = opened(qtbot, desk)
    assert not screen.all.isVisible()
    assert "1 line" in texts(screen)
