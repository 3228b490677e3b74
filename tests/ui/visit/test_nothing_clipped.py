"""No step clips a button or a word, at any width and text size a laptop has."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.visit.room import Room
from tests.ui.visit.test_every_step import STEPS

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.reflow import width_class
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.visits import answer

WIDTHS = (640, 910, 1180, 1400, 1500)
HEIGHT = 690
LEADING = 0.94  # what may be missing of a height is air below the last line
NARROWEST = 425  # effective px: 640 px at 150 %
SETTLES = 4  # a width needs a height, which needs a scroll bar, which needs a width
SCALES = (1.0, 1.25, 1.5, 2.0)


@pytest.mark.parametrize("scale", SCALES)
def test_every_button_and_word_is_whole(
    full: Room, holder: ThemeHolder, scale: float
) -> None:
    holder.choose_scale(scale)
    answer(full.desk, full.visit_id, "phq-9", "44260-8", "LA6569-3")
    cut: list[str] = []
    for step in STEPS:
        screen = full.open(step)
        for width in (w for w in WIDTHS if w / scale >= NARROWEST):
            screen.reflowed(width_class(width, scale))
            full.settle()
            for _ in range(SETTLES):
                full.window.resize(width, HEIGHT)
                QApplication.processEvents()
            where = f"{step} at {width} px, {scale:.0%}"
            size = full.window.size()
            if size.width() > width or size.height() > HEIGHT:
                cut.append(f"{where}: asks for {size.width()} by {size.height()} px")
            cut += [f"{where}: {what}" for what in _clipped(screen)]
    assert "\n".join(cut) == ""


def _clipped(screen: QWidget) -> Iterator[str]:
    found: list[Button | Text] = list(screen.findChildren(Button))
    found += screen.findChildren(Text)
    for widget in found:
        if widget.isVisibleTo(screen) and widget.text():
            problem = _problem(widget, screen)
            if problem:
                yield f"{widget.text()[:40]!r} {problem}"


def _problem(widget: Button | Text, screen: QWidget) -> str:
    place = QRect(widget.mapTo(screen, QPoint(0, 0)), widget.size())
    if place.left() < 0 or place.right() >= screen.width():
        return f"lies from {place.left()} to {place.right()} of {screen.width()}"
    if widget.width() < widget.minimumSizeHint().width():
        return f"is {widget.width()} wide, {widget.minimumSizeHint().width()} needed"
    needed = widget.heightForWidth(widget.width()) if isinstance(widget, Text) else 0
    if widget.height() < LEADING * needed:
        return f"is {widget.height()} high, {needed} needed"
    return ""
