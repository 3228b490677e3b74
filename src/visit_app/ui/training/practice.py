"""Practice in the window: which screens it offers, and the desk it works at."""

from typing import TYPE_CHECKING

from visit_app.records.clock import Clock
from visit_app.ui.screen import Screens

if TYPE_CHECKING:
    from visit_app.visits.desk import Desk

PLACES = (
    *("training", "today", "families", "family", "family_edit"),
    *("visit", "handover", "services", "help"),
)
"""What can be practised: everything but the settings and the team."""


def practice_screens(screens: Screens) -> Screens:
    """Those of the screens that practice offers, its own page first."""
    return Screens({n: screens.builders[n] for n in PLACES if screens.has(n)})


def invented_desk(clock: Clock) -> "Desk":
    """A desk with invented families, never on disk; for the background."""
    from visit_app.visits.practice import open_practice  # loads the database

    return open_practice(clock)
