from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from tests.ui.desks import Trip
from tests.ui.team.colleagues import Colleague, Kept, made, teamed
from tests.ui.team.hands import no_network

from visit_app.records.clock import FixedClock
from visit_app.sync import front
from visit_app.ui.background import InlineBackground
from visit_app.ui.courier.courier import Courier
from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.place import Place
from visit_app.ui.team.view import TeamScreen

Open = Callable[..., TeamScreen]


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Three people's records, in no team; locked, and made once."""
    root = tmp_path_factory.mktemp("alone")
    return made(root, "Priya Nair", "Joanne Reid", "Asha Patel")


@pytest.fixture(scope="session")
def together(alone: Kept, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Priya and Joanne in one team."""
    return teamed(alone.copied(tmp_path_factory.mktemp("together")))


@pytest.fixture
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """The records of this test: in a team where it asks for `team`."""
    name = "together" if "team" in request.fixturenames else "alone"
    found: Kept = request.getfixturevalue(name)
    return found.copied(tmp_path)


@pytest.fixture
def store(kept: Kept) -> Path:
    return kept.store


@pytest.fixture
def priya(kept: Kept, clock: FixedClock) -> Iterator[Colleague]:
    one = kept.opened("priya", clock)
    with one.desk.vault:
        yield one


@pytest.fixture
def joanne(kept: Kept, clock: FixedClock) -> Iterator[Colleague]:
    one = kept.opened("joanne", clock)
    with one.desk.vault:
        yield one


@pytest.fixture
def asha(kept: Kept, clock: FixedClock) -> Iterator[Colleague]:
    """Somebody whose laptop is in no team."""
    folder, code = kept.root / "asha", kept.codes["asha"]
    one = Kept(folder.parent / "asha-only", {"asha": code})
    one.root.mkdir()
    folder.rename(one.root / "asha")
    found = one.opened("asha", clock)
    with found.desk.vault:
        yield found


@pytest.fixture
def team(kept: Kept) -> Path:
    """Priya leads, Joanne is in, both have Fatima's family: where their store is."""
    return kept.store


@pytest.fixture
def apart(team: Path, priya: Colleague, joanne: Colleague, clock: FixedClock) -> Path:
    """Both have changed Fatima's number, and Joanne's is in the store."""
    priya.phone("07700 900318")
    clock.forward(hours=1)
    joanne.phone("07700 900381")
    front.sync(joanne.laptop)
    return team


@pytest.fixture
def courier(priya: Colleague, qapp: QObject) -> Iterator[Courier]:
    """Priya's, with her records open and everything done at once."""
    del qapp
    made = Courier(InlineBackground(), lambda _: priya.laptop, no_network)
    made.open(priya.desk)
    yield made
    made.close()


@pytest.fixture
def trip(priya: Colleague, theme: ThemeHolder) -> Trip:
    del theme
    return Trip(priya.desk)


@pytest.fixture
def opened(trip: Trip, courier: Courier, qtbot: QtBot) -> Open:
    """Opens Priya's page of the team at a step, in a window that has the focus."""

    def open_at(step: str = "") -> TeamScreen:
        courier.look()
        screen = TeamScreen(trip.context(), Place.team(step), courier)
        qtbot.addWidget(screen)
        screen.resize(1100, 690)
        screen.reflowed(Width.WIDE)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        screen.shown()
        return screen

    return open_at
