"""What tests of the team's page share: pressing, following, finding."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.ui.desks import Trip

from visit_app.ui.courier.courier import Reachable
from visit_app.ui.team.view import TeamScreen

Kind = TypeVar("Kind", bound=QWidget)


def page(screen: TeamScreen, kind: type[Kind]) -> Kind:
    """The page shown, which has to be of this kind."""
    assert isinstance(screen.page, kind)
    return screen.page


def press(widget: QWidget) -> None:
    """Space on a control."""
    QTest.keyClick(widget, Qt.Key.Key_Space)


def found(screen: QWidget, name: str) -> QWidget:
    """The control of this object name."""
    widget = screen.findChild(QWidget, name)
    assert isinstance(widget, QWidget)
    return widget


def follow(screen: TeamScreen, trip: Trip) -> None:
    """Go where the screen asked to go last, as the navigator does."""
    assert trip.last is not None
    assert screen.move_to(trip.last)


def no_network() -> Reachable:
    """A folder needs none."""
    raise AssertionError("nobody has to ask the network about a folder")
