"""Where the focus and the caret are, as plain data that outlives the widgets."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from visit_app.ui.kit.focus_ring import bring_into_view


@dataclass(frozen=True, slots=True)
class FocusKey:
    """Which control has the focus, its selection, and how far the page is scrolled.

    `name` is the nearest objectName at or above the control; `within` counts the
    focusable controls inside that one, -1 when it is the control itself. `anchor` to
    `caret` is the selected text, equal without one, -1 where there is no text.
    `scroll` is the offset in px of the scroll area around the control.
    """

    name: str = ""
    within: int = -1
    caret: int = -1
    anchor: int = -1
    scroll: int = 0


def focus_key_in(root: QWidget) -> FocusKey:
    """Where the focus is inside `root`; an empty key when it is elsewhere."""
    widget = root.focusWidget()
    named = _named(widget, root) if widget is not None else None
    if widget is None or named is None:
        return FocusKey()
    controls = [] if widget is named else _controls(named)
    within = controls.index(widget) if widget in controls else -1
    anchor, caret = _selection(widget)
    return FocusKey(named.objectName(), within, caret, anchor, _scroll(widget, root))


def put_focus(root: QWidget, key: FocusKey) -> bool:
    """Put the focus and the caret back inside `root`; False when it is not there."""
    widget = _find(root, key)
    if widget is None or not widget.isEnabled() or _is_put_away(widget, root):
        return False
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if key.caret >= 0:
        _select(widget, key.anchor, key.caret)
    area = _scroll_area(widget, root)
    if area is not None:
        area.verticalScrollBar().setValue(key.scroll)
        # the window may have another size, and the page is not laid out yet
        QTimer.singleShot(0, widget, partial(bring_into_view, widget))
    return True


def _find(root: QWidget, key: FocusKey) -> QWidget | None:
    found = root.findChildren(QWidget, key.name) if key.name else []
    shown = [widget for widget in found if not _is_put_away(widget, root)]
    named = next(iter(shown or found), None)  # one that was replaced may be hidden yet
    if named is None or key.within < 0:
        return named
    controls = _controls(named)
    return controls[key.within] if key.within < len(controls) else None


def _is_put_away(widget: QWidget, root: QWidget) -> bool:
    """Whether it was hidden, itself or around it; what was just added is not."""
    step: QWidget | None = widget
    while step is not None and step is not root:
        decided = step.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if decided and step.isHidden():
            return True
        step = step.parentWidget()
    return False


def _named(widget: QWidget, root: QWidget) -> QWidget | None:
    """The nearest widget with an objectName at or above it, inside root."""
    found: QWidget | None = widget
    while found is not None and found is not root and not _own_name(found):
        found = found.parentWidget()
    return None if found is root else found


def _own_name(widget: QWidget) -> bool:
    # Qt names its own parts alike in every scroll area: "qt_scrollarea_viewport"
    return bool(widget.objectName()) and not widget.objectName().startswith("qt_")


def _controls(parent: QWidget) -> list[QWidget]:
    """The controls inside that can have the focus, in the order they were made."""
    no_focus = Qt.FocusPolicy.NoFocus
    return [w for w in parent.findChildren(QWidget) if w.focusPolicy() != no_focus]


def _selection(widget: QWidget) -> tuple[int, int]:
    """Anchor and caret of the text in the widget; -1, -1 where there is none."""
    if isinstance(widget, QLineEdit):
        caret, start = widget.cursorPosition(), widget.selectionStart()
        if start < 0:
            return caret, caret
        return (widget.selectionEnd() if caret == start else start), caret
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        cursor = widget.textCursor()
        return cursor.anchor(), cursor.position()
    return -1, -1


def _select(widget: QWidget, anchor: int, caret: int) -> None:
    if isinstance(widget, QLineEdit):
        widget.deselect()
        widget.setCursorPosition(anchor)
        if anchor != caret:
            widget.setSelection(anchor, caret - anchor)
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        end = len(widget.toPlainText())
        cursor = widget.textCursor()
        cursor.setPosition(min(anchor, end))
        cursor.setPosition(min(caret, end), QTextCursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)


def _scroll_area(widget: QWidget, root: QWidget) -> QAbstractScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and parent is not root.parentWidget():
        if isinstance(parent, QAbstractScrollArea):
            return parent
        parent = parent.parentWidget()
    return None


def _scroll(widget: QWidget, root: QWidget) -> int:
    area = _scroll_area(widget, root)
    return 0 if area is None else area.verticalScrollBar().value()
