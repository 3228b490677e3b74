"""What a screen reader is told of groups, and of scrolling parts.

The latter without Qt's way to crash over them.

Qt 6.11 takes the children of a scroll area from a list that gets shorter when the bar
goes away, and reads behind its end (QAccessibleAbstractScrollArea::child). A reader
that asks for what was there a moment ago ends the app: docs/decisions/0074.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea

from visit_app.ui.kit.group import Group


@cache
def guard_scroll_areas() -> None:
    """Have scroll areas answered for by Qt's general widget; once is enough."""
    QAccessible.installFactory(_interface)


def _interface(key: str, thing: QObject | None) -> QAccessibleInterface | None:
    """Of a scroll area the viewport and both bars, shown or not: their number stays."""
    if isinstance(thing, QScrollArea):
        return QAccessibleWidget(thing, QAccessible.Role.Client)
    if isinstance(thing, Group):
        return QAccessibleWidget(thing, QAccessible.Role.Grouping)
    return None
