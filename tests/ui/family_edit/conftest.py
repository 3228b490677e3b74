from collections.abc import Iterator

import pytest
from tests.ui.desks import Trip, open_desk

from visit_app.records.clock import FixedClock
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.visits import Desk


@pytest.fixture
def desk(clock: FixedClock) -> Iterator[Desk]:
    """A desk over an empty vault in memory."""
    with open_desk(clock) as opened:
        yield opened


@pytest.fixture
def trip(desk: Desk, theme: ThemeHolder) -> Trip:
    """A screen's context, and where the screen goes."""
    del theme
    return Trip(desk)
