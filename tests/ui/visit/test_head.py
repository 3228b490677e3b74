"""The line above every step goes on in a second one where it is too short."""

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from visit_app.ui.kit.reflow import Width
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.visit.head import VisitHead


@pytest.mark.parametrize(("width", "lines"), [(1000, 1), (420, 2)])
def test_what_can_be_pressed_goes_below_where_it_is_narrow(
    qtbot: QtBot, theme: ThemeHolder, width: int, lines: int
) -> None:
    del theme
    head = VisitHead()
    qtbot.addWidget(head)
    head.where.setText("6 of 6: More questions")
    head.tick.set_saved("10:42")
    head.set_width(Width.NARROW)
    head.resize(width, head.heightForWidth(width))
    head.show()
    told, pressed = (
        widget.mapTo(head, QPoint(0, 0)) for widget in (head.where, head.signs)
    )
    below = pressed.y() > told.y() + head.where.height() - 4
    assert below == (lines == 2)
    assert head.hide_all.mapTo(head, QPoint(0, 0)).x() < width
    assert head.minimumSizeHint().width() <= 420
