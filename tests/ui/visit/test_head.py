"""The line above every step."""

import pytest
from PySide6.QtCore import QPoint, QRect
from tests.ui.kit.conftest import Show, show

__all__ = ["show"]

from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.text import Text
from visit_app.ui.visit.head import VisitHead

REASON = "the disk is full, and nothing more can be kept until there is room again"


@pytest.mark.parametrize("width", [360, 640, 1130])
def test_why_nothing_is_saved_is_read_whole(show: Show, width: int) -> None:
    head = VisitHead()
    head.where.setText("1 of 3: Three words")
    head.set_width(Width.WIDE if width > 1000 else Width.NARROW)
    head.tick.set_failed(REASON)
    show(head, width, 400)
    words = next(t for t in head.tick.findChildren(Text) if REASON in t.text())
    place = QRect(words.mapTo(head, QPoint(0, 0)), words.size())
    assert head.width() == width
    assert head.rect().contains(place)
    assert words.height() >= words.heightForWidth(words.width())


def test_when_it_was_saved_stays_on_one_line(show: Show) -> None:
    head = VisitHead()
    head.where.setText("More questions for the person, in words of her own choosing")
    head.set_width(Width.NARROW)
    head.tick.set_saved("10:42")
    show(head, 400, 120)
    words = head.tick.findChildren(Text)[0]
    assert words.width() >= words.sizeHint().width()
