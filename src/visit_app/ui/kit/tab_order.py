"""The order in which Tab visits: answer, Next, skip, Back."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_order(*widgets: QWidget) -> None:
    """Make Tab visit the widgets in this order; each stands for what it contains."""
    stops = [stop for widget in widgets for stop in _stops(widget)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> list[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return [widget]
    inner = widget.findChildren(QWidget)
    return [w for w in inner if w.focusPolicy() != Qt.FocusPolicy.NoFocus]
