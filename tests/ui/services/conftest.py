from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.desks import Trip, open_desk

from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.ui.services.view import ServicesScreen

Open = Callable[..., ServicesScreen]


@pytest.fixture
def trip(theme: ThemeHolder) -> Iterator[Trip]:
    del theme
    with open_desk() as desk:
        yield Trip(desk)


@pytest.fixture
def opened(trip: Trip, qtbot: QtBot) -> Open:
    """Opens the screen at a step, in a window that has the focus."""

    def open_at(step: str = "", query: str = "") -> ServicesScreen:
        place = replace(Place.services(query), step=step)
        screen = ServicesScreen(trip.context(), place)
        qtbot.addWidget(screen)
        screen.resize(1100, 690)
        screen.reflowed(Width.WIDE)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        screen.shown()
        return screen

    return open_at
