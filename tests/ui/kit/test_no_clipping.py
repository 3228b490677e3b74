"""Every component at every text size: nothing is smaller than what it says."""

import pytest
from PySide6.QtWidgets import QWidget
from tests.ui.kit.conftest import Show

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.chip import Chip, FilterChip
from visit_app.ui.kit.gallery import Gallery
from visit_app.ui.kit.option import Option
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme import SCALES
from visit_app.ui.kit.theme_holder import ThemeHolder


def too_small(widget: QWidget) -> bool:
    if isinstance(widget, Text | Option):
        return widget.height() < widget.heightForWidth(widget.width())
    if isinstance(widget, Button | Chip | FilterChip):
        hint = widget.sizeHint()
        return widget.width() < hint.width() or widget.height() < hint.height()
    return False


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(("width", "height"), [(1366, 690), (1024, 690), (900, 600)])
def test_nothing_in_the_gallery_is_clipped(
    show: Show, holder: ThemeHolder, scale: float, width: int, height: int
) -> None:
    holder.choose_scale(scale)
    window = Gallery()
    show(window, width, height)
    assert window.width() == width
    shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
    assert [w for w in shown if too_small(w)] == []
    area = window.scroller.viewport()
    for widget in shown:
        if isinstance(widget, Text | Option | Button | Chip):
            right = widget.mapTo(window, widget.rect().topRight()).x()
            assert right <= area.width()
