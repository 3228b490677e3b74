"""Everything a page says, seen or heard: words, names and descriptions of all of it."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QWidget

_SAYS = (
    *("text", "title", "toPlainText", "placeholderText", "toolTip", "whatsThis"),
    *("statusTip", "windowTitle", "accessibleName", "accessibleDescription"),
)


def everything(root: QWidget) -> str:
    """Words of the whole tree, what is hidden in it now too."""
    return "\n".join(_words(root))


def own_words(widget: QWidget) -> str:
    """What this one widget says."""
    return "\n".join(_own(widget))


def _words(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        yield from _own(widget)


def _own(widget: QWidget) -> Iterator[str]:
    for name in _SAYS:
        says = getattr(widget, name, None)
        if callable(says):
            yield str(says())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    yield from _heard(widget)


def _heard(widget: QWidget) -> Iterator[str]:
    found = QAccessible.queryAccessibleInterface(widget)
    if found is not None:
        kinds = (QAccessible.Text.Name, QAccessible.Text.Description)
        yield from (found.text(kind) for kind in kinds)
        yield found.text(QAccessible.Text.Value)
