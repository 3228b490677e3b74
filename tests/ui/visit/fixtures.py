"""A desk with one family and a visit on screen, for the conftest of each step."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.themes import light
from tests.ui.visit.room import Disk, Room
from tests.visits.conftest import HASSAN, PRIYA

from visit_app.records import Encounter, Family
from visit_app.records.clock import FixedClock
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.saving import SaveState
from visit_app.vault.vault import Vault
from visit_app.visits import (
    Desk,
    agree,
    answer,
    choose,
    decline,
    judge,
    refer,
    save_family,
    start,
)
from visit_app.visits.opening import open_desk

__all__ = [
    "clock",
    "desk",
    "disk",
    "family",
    "fathers_room",
    "full",
    "holder",
    "room",
    "save_state",
    "visit",
]


@pytest.fixture
def clock() -> FixedClock:
    """Monday 23 November 2026, 10:42."""
    return FixedClock()


@pytest.fixture
def desk(clock: FixedClock) -> Iterator[Desk]:
    """A desk with everything that ships with the app, nothing on disk."""
    with Vault.in_memory(clock) as vault:
        vault.put(PRIYA)
        yield open_desk(vault, clock)


@pytest.fixture
def family(desk: Desk) -> Family:
    """Amira, Yonis and Idris Hassan."""
    return save_family(desk, HASSAN)


@pytest.fixture
def visit(desk: Desk, family: Family) -> Encounter:
    """A visit that has just begun: Amira is asked."""
    return start(desk, family.id, "amira", type="6-8-weeks")


@pytest.fixture
def save_state(desk: Desk) -> SaveState:
    """What a presenter writes with."""
    return SaveState(desk)


@pytest.fixture
def disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk under the vault, which can be full."""
    disk = Disk(desk)
    monkeypatch.setattr(desk.vault, "put", disk)
    return disk


@pytest.fixture
def holder(qapp: QApplication) -> ThemeHolder:
    """The theme in force: light at 100 %, whatever the computer prefers."""
    return light(qapp)


@pytest.fixture
def room(qtbot: QtBot, holder: ThemeHolder, desk: Desk, visit: Encounter) -> Room:
    """The visit on screen; `room.open(step)` shows it."""
    return Room(qtbot, desk, visit)


@pytest.fixture
def fathers_room(qtbot: QtBot, holder: ThemeHolder, desk: Desk, family: Family) -> Room:
    """The same with Yonis."""
    return Room(qtbot, desk, start(desk, family.id, "yonis", type="6-8-weeks"))


@pytest.fixture
def full(room: Room) -> Room:
    """A visit with something on every page."""
    desk, visit = room.desk, room.visit_id
    names = ("whooley", "gad-2", "phq-9", "gad-7", "epds")
    choose(desk, visit, *names)
    answer(desk, visit, "conversation", "words-1", "tiring")
    decline(desk, visit, "conversation", "fear")
    answer(desk, visit, "whooley", "1", True)
    answer(desk, visit, "gad-2", "69725-0", "LA6569-3")
    decline(desk, visit, "phq-9", "44250-9")
    agree(desk, visit, description="Come again")
    judge(desk, visit, summary="Tired")
    refer(desk, visit, performer="Family Action", priority="urgent")
    refer(desk, visit, performer="GP")
    return room
