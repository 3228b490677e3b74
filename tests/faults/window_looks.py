"""What stands in the fields of a page, to be compared with what stands there later."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from visit_app.ui.screen import Screen

# Somebody of whom nothing is typed is somebody else each time the form is built.
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/")
LONG = 4  # letters: what is shorter stands on other pages by chance
# Pages of which every keystroke is on disk as it is pressed.
KEPT_BY_ITSELF = ("visit",)
# Choices in a form that was opened: nothing until it is filled in or sent. What is
# agreed for the plan is saved as it is typed, and stands in the list then.
NOT_TYPED = ("period:", "with-whom:", "plan-")


@dataclass(frozen=True)
class Looks:
    """Every field of a page by its name, and what stands in it."""

    name: str
    fields: Mapping[str, str]

    @property
    def is_kept_by_itself(self) -> bool:
        """Whether what is typed on this page is saved as it is typed."""
        return self.name in KEPT_BY_ITSELF

    def without(self, names: Collection[str]) -> "Looks":
        """All but these fields, by the end of their name."""
        kept = {
            field: text
            for field, text in self.fields.items()
            if not any(name in field for name in names)
        }
        return Looks(self.name, kept)

    def long_texts(self) -> tuple[str, ...]:
        """What was typed, where it is long enough to be known again."""
        return tuple(t for t in self.fields.values() if len(t) > LONG)


def looks_of(screen: Screen) -> Looks:
    """What stands in the fields that are shown."""
    found: dict[str, str] = {}
    count: Counter[str] = Counter()
    for widget in screen.findChildren(QWidget):
        text = _standing_in(widget)
        if text is None or not widget.isVisible() or _is_not_typed(widget, screen):
            continue
        name = _name(widget, screen)
        count[name] += 1
        found[f"{name}#{count[name]}"] = text
    return Looks(screen.place.name, found)


def _is_not_typed(widget: QWidget, screen: Screen) -> bool:
    """A dialog over the page, and a text of ours that was unfolded to be read."""
    read_only = isinstance(widget, QPlainTextEdit | QTextEdit) and widget.isReadOnly()
    return read_only or widget.window() is not screen.window()


def differences(before: Looks, after: Looks) -> list[str]:
    """In words, field by field."""
    names = sorted({*before.fields, *after.fields})
    return [
        f"{name}: {before.fields.get(name)!r} became {after.fields.get(name)!r}"
        for name in names
        if not _is_the_same(name, before.fields.get(name), after.fields.get(name))
    ]


def _is_the_same(name: str, before: str | None, after: str | None) -> bool:
    """Blanks alone are nothing; more may be shown than before, never less.

    Where nothing was typed or ticked, a form that was opened may be closed again.
    """
    if before is None:
        return True
    if after is None:
        return not before.strip() or before == "off" or name.startswith(NOT_TYPED)
    return before.strip() == after.strip() or name.startswith(NOT_TYPED)


def _standing_in(widget: QWidget) -> str | None:
    if isinstance(widget, QLineEdit):
        plain = widget.echoMode() == QLineEdit.EchoMode.Normal
        return widget.text() if plain else None
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        return "on" if widget.isChecked() else "off"
    return None


def _name(widget: QWidget, screen: Screen) -> str:
    path: list[str] = []
    at: QWidget | None = widget
    while at is not None and at is not screen:
        if at.objectName() and not at.objectName().startswith("qt_"):
            path.append(at.objectName())
        at = at.parentWidget()
    words = widget.accessibleName()
    path = [_ID.sub("somebody/", name) for name in path]
    if not words and isinstance(widget, QAbstractButton):
        words = widget.text()
    return "/".join(reversed(path)) + ":" + words
