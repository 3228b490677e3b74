from tests.ui.visit.fixtures import (
    clock,
    desk,
    disk,
    family,
    fathers_room,
    full,
    holder,
    room,
    save_state,
    visit,
)

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
