"""Every page of the window fits a small one at double text size: nothing is cut off."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from tests.ui.pictures.conftest import Opener, Recorded
from tests.ui.pictures.invented import PHQ_9, Ids
from tests.ui.pictures.test_pictures import PLACES as PICTURED
from tests.ui.team.colleagues import Kept

from visit_app.ui.kit.fact_rows import _Spoken
from visit_app.ui.kit.text import Text
from visit_app.ui.place import Place
from visit_app.ui.preferences import Preferences
from visit_app.ui.shell import Shell

WIDTH, HEIGHT, SCALE = 640, 690, 2.0
LEADING = 0.94  # what may be missing of a height is air below the last line
LEAST_SEEN = 120  # px of what scrolls: two lines and a half
SETTLES = 6  # a width needs a height, which needs a scroll bar, which needs a width
LARGE = Preferences(text_scale=SCALE, scheme="light")
Kind = TypeVar("Kind", bound=QWidget)

PLACES: dict[str, Callable[[Ids], Place]] = {
    **PICTURED,
    "family-new": lambda _: Place.family_edit(),
    "family-edit": lambda _: Place.family_edit("hassan"),
    "phq-9-all": lambda ids: Place.visit(ids.calm, "phq-9/all"),
    "questions": lambda ids: Place.visit(ids.calm, "questions"),
    "whooley": lambda ids: Place.visit(ids.calm, "whooley"),
    "joy": lambda ids: Place.visit(ids.calm, "conversation/joy"),
    "referral-begin": lambda ids: Place.visit(ids.calm, "referral"),
    "handover": lambda ids: Place.handover(ids.calm, f"phq-9/{PHQ_9[1]}"),
    "services": lambda _: Place.services(),
    "team": lambda _: Place.team(),
    "hand-over-family": lambda _: Place.hand_over_family("hassan"),
    "another-team": lambda _: Place.another_team("hassan"),
    "take-over": lambda _: Place.take_over(),
    "same-family": lambda _: Place.same_family("hassan", "byrne"),
    "looked": lambda _: Place.looked("hassan"),
    "kept": lambda _: Place.kept(),
    "erase": lambda _: Place.erase("hassan"),
    "outcomes": lambda _: Place.outcomes(),
    "family-fhir": lambda _: Place.family_fhir("hassan"),
    "backups": lambda _: Place("backups"),
    "protection": lambda _: Place("protection"),
    "help": lambda _: Place.help(),
    "training": lambda _: Place.training(),
}


@pytest.mark.parametrize("name", PLACES)
def test_it_fits(opener: Opener, recorded: Recorded, code: str, name: str) -> None:
    where = PLACES[name](recorded.ids)
    shell = opener.at(recorded.folder, code, where, LARGE)
    assert "\n".join(_cut(shell)) == ""


def test_the_desk_of_a_team_fits(opener: Opener, apart: Kept) -> None:
    records, secret = apart.root / "priya", apart.codes["priya"]
    shell = opener.at(records, secret, Place.team(), LARGE)
    assert "\n".join(_cut(shell)) == ""


def test_the_way_in_fits(opener: Opener, recorded: Recorded, code: str) -> None:
    shell = opener.at(recorded.folder, code, Place.today(), LARGE)
    shell.lock()
    assert "\n".join(_cut(shell)) == ""


def test_the_first_run_fits(opener: Opener) -> None:
    shell = opener.first_run()
    shell.change_preferences(LARGE)
    assert "\n".join(_cut(shell)) == ""


def _cut(shell: Shell) -> Iterator[str]:
    window = shell.window
    for _ in range(SETTLES):
        window.resize(WIDTH, HEIGHT)
        QApplication.processEvents()
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)
    page = window.page()
    assert page is not None
    least = page.minimumSizeHint()
    if least.width() > WIDTH or least.height() > HEIGHT:
        yield f"the page asks for {least.width()} by {least.height()} px"
    for area in _showing(page, QScrollArea):
        yield from _hidden(area)
    for kind in (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
        for widget in _showing(page, kind):
            problem = _problem(widget, page)
            if problem:
                yield f"{type(widget).__name__} {_words(widget)!r} {problem}"


def _hidden(area: QScrollArea) -> Iterator[str]:
    sideways, seen = area.horizontalScrollBar().maximum(), area.viewport().height()
    if sideways > 0:
        yield f"{area.objectName()} scrolls sideways by {sideways} px"
    if area.verticalScrollBar().maximum() > 0 and seen < LEAST_SEEN:
        yield f"only {seen} px of what scrolls is seen"


def _showing(page: QWidget, kind: type[Kind]) -> list[Kind]:
    """What is seen of that kind: not what is there for a screen reader only."""
    found = [widget for widget in page.findChildren(kind) if widget.isVisible()]
    return [w for w in found if not isinstance(w, _Spoken)]


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return (text or widget.accessibleName() or widget.objectName())[:40]


def _problem(widget: QWidget, page: QWidget) -> str:
    place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
    if place.left() < 0 or place.right() >= page.width():
        return f"lies from {place.left()} to {place.right()} of {page.width()}"
    least = widget.minimumSizeHint()
    if widget.width() < least.width():
        return f"is {widget.width()} wide, {least.width()} needed"
    needed = 0 if isinstance(widget, QPlainTextEdit) else least.height()
    if isinstance(widget, Text):
        needed = max(needed, widget.heightForWidth(widget.width()))
    if widget.height() < LEADING * needed:
        return f"is {widget.height()} high, {needed} needed"
    return ""
