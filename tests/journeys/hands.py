"""A practitioner's hands at the real window: everything by keyboard, found by name."""

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from visit_app.ui.shell import Shell

Kind = TypeVar("Kind", bound=QWidget)
PATIENCE_S = 15.0


class NotThere(AssertionError):
    """What was looked for did not appear."""


class Hands:
    """Presses, types and reads in one window, waiting for what is to appear."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def wait(self, what: str, found: Callable[[], object]) -> None:
        """Until `found()` holds; raises NotThere with the words on the screen."""
        end = time.monotonic() + PATIENCE_S
        while not found():
            if time.monotonic() > end:
                raise NotThere(f"{what} did not appear; there are: {self.words()}")
            QTest.qWait(5)

    def settle(self) -> None:
        """Let queued work run: a change of screen is shown after the event in hand."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, 0)
        QApplication.processEvents()

    # --- finding ---------------------------------------------------------------------

    def showing(self, kind: type[Kind], inside: QObject | None = None) -> list[Kind]:
        """Every widget of this kind that is on the screen."""
        return [
            w for w in (inside or self.shell.window).findChildren(kind) if w.isVisible()
        ]

    def words(self) -> list[str]:
        """Every label and button on the screen."""
        labels = [label.text() for label in self.showing(QLabel)]
        buttons = self.showing(QAbstractButton)
        described = (button.accessibleDescription() for button in buttons)
        return [*labels, *map(name_of, buttons), *filter(None, described)]

    def says(self, part: str) -> bool:
        """Whether these words stand on the screen."""
        return any(part in words for words in self.words())

    def expect(self, part: str) -> None:
        """Wait until these words stand on the screen."""
        self.wait(repr(part), lambda: self.says(part))

    def button(self, name: str, inside: QObject | None = None) -> QAbstractButton:
        """The button, option or tick of this name, once it is there."""

        def named() -> list[QAbstractButton]:
            found = self.showing(QAbstractButton, inside)
            return [b for b in found if name_of(b) == name]

        self.wait(f"the button {name!r}", named)
        return named()[0]

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        """The field of this label, once it is there."""

        def named() -> list[QLineEdit | QPlainTextEdit]:
            fields: list[QLineEdit | QPlainTextEdit] = [*self.showing(QLineEdit)]
            fields += self.showing(QPlainTextEdit)
            return [f for f in fields if f.accessibleName() == name]

        self.wait(f"the field {name!r}", named)
        return named()[0]

    # --- doing -----------------------------------------------------------------------

    def press(self, name: str, inside: QObject | None = None) -> None:
        """Press a button, or switch a tick, by the space bar."""
        self.push(self.button(name, inside))

    def push(self, button: QAbstractButton) -> None:
        """Press this button."""
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Type into the field, letter by letter, and leave it."""
        field = self.field(name)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def text(self, name: str) -> str:
        """What stands in the field."""
        field = self.field(name)
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def answer(self, question: str, option: str) -> None:
        """Choose an option of the group that asks this question."""
        self.press(option, self.group(question))

    def group(self, question: str) -> QWidget:
        """The group that asks this question."""

        def named() -> list[QWidget]:
            found = self.showing(QWidget)
            return [w for w in found if w.accessibleName() == question]

        self.wait(f"the question {question!r}", named)
        return named()[0]

    def chosen(self, question: str) -> list[str]:
        """Which options of the group are on."""
        options = self.showing(QAbstractButton, self.group(question))
        return [name_of(option) for option in options if option.isChecked()]

    def ticked(self) -> list[str]:
        """Which answers on the screen are on."""
        return [name_of(b) for b in self.showing(QRadioButton) if b.isChecked()]

    def pick(self, object_name: str, option: str) -> None:
        """Pick in a combo box by typing its first word: a space would open the list."""
        combo = self.combo(object_name)
        combo.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(combo, option)
        self.settle()

    def combo(self, object_name: str) -> QComboBox:
        """The combo box of this name."""

        def named() -> list[QComboBox]:
            found = self.showing(QComboBox)
            return [c for c in found if c.objectName() == object_name]

        self.wait(f"the list {object_name!r}", named)
        return named()[0]


def name_of(button: QAbstractButton) -> str:
    """What a screen reader calls it."""
    return button.accessibleName() or button.text().replace("&", "")
