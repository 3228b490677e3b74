"""Changing the passphrase, and making a new recovery code."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.entry.passphrase import NewPassphrase
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.text import Text
from visit_app.ui.recovery_code.check import Asked
from visit_app.ui.recovery_code.view import CheckPanel, CodePanel
from visit_app.ui.strength import Strength
from visit_app.ui.text import tr


class PassphrasePanel(QWidget):
    """The passphrase of now, and a new one twice: `asked(current, new, again)`.

    `words` and `name` are those of its button.
    """

    asked = Signal(str, str, str)

    def __init__(
        self,
        strength_of: Callable[[str], Strength],
        words: str = "",
        name: str = "change-passphrase",
    ) -> None:
        super().__init__()
        self.current = Field(tr("Passphrase of now"), password=True)
        self.current.setObjectName("current-passphrase")
        self.new = NewPassphrase(strength_of)
        self.button = Button(words or tr("Change the passphrase"), "primary")
        self.button.setObjectName(name)
        self.button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.current)
        column.addWidget(self.new)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.current, self.new.first, self.new.second):
            field.set_value("")
            field.set_error(None)
        self.new.advise()

    def _ask(self) -> None:
        self.asked.emit(self.current.value(), self.new.value(), self.new.again())


class NewCodePanel(QWidget):
    """The passphrase; then the new code and two groups of it typed back."""

    asked = Signal(str)
    typed_back = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.current = Field(tr("Passphrase of now"), password=True)
        self.current.setObjectName("code-passphrase")
        self.button = Button(tr("Make a new recovery code"), "primary")
        self.button.setObjectName("new-code")
        self.code = CodePanel(folder)
        self.check = CheckPanel()
        self.check_button = Button(tr("Check your copy"), "primary")
        self.check_button.setObjectName("check-code")
        self._made = (self.code, self.check, self.check_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.current)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in self._made:
            column.addWidget(widget)
        self.button.clicked.connect(lambda: self.asked.emit(self.current.value()))
        self.check_button.clicked.connect(
            lambda: self.typed_back.emit(self.check.typed())
        )
        self.show_code(None)

    def show_code(self, asked: Asked | None) -> None:
        """Show this new code, or ask for the passphrase again."""
        self.code.set_code(asked.code if asked else "")
        for widget in self._made:
            widget.setVisible(asked is not None)
        for asking in (self.current, self.button):
            asking.setVisible(asked is None)
        self.current.set_value("")
        self.current.set_error(None)
        if asked is not None:
            self.check.set_asked(asked)
            self.code.print_button.setFocus(Qt.FocusReason.TabFocusReason)


class KeysSection(Card):
    """Two quiet buttons; each opens its panel under it."""

    def __init__(self, folder: Path, strength_of: Callable[[str], Strength]) -> None:
        super().__init__(tr("Passphrase and recovery code"))
        self.done = Message("", "note", icon="circle-check")
        self.passphrase = PassphrasePanel(strength_of)
        self.code = NewCodePanel(folder)
        self.open_passphrase = self._opener(
            tr("Change the passphrase"), "open-passphrase", self.passphrase
        )
        self.open_code = self._opener(
            tr("Make a new recovery code"), "open-code", self.code
        )
        note = tr("The code you have now opens nothing once there is a new one.")
        self.add(self.done)
        self.body.addWidget(self.open_passphrase, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.passphrase)
        self.body.addWidget(self.open_code, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(Text(note, "note"), self.code)
        self.fold("")

    def _opener(self, words: str, name: str, panel: QWidget) -> Button:
        button = Button(words, "secondary", "row")
        button.setObjectName(name)
        button.clicked.connect(lambda: self._open(panel))
        return button

    def _open(self, panel: QWidget) -> None:
        self.fold("")
        panel.show()
        inner = panel.findChildren(Field)[0].input
        inner.setFocus(Qt.FocusReason.TabFocusReason)

    def fold(self, done: str) -> None:
        """Close both panels, and say what was done."""
        self.passphrase.clear()
        self.passphrase.hide()
        self.code.show_code(None)
        self.code.hide()
        self.done.set_text(done)
        self.done.setVisible(bool(done))
        announce(self.done, done)
