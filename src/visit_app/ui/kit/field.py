"""A field: label above, help under it, the input, and what is wrong below."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.inputs import Area, Line
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.size_policy import height_by_width
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed
from visit_app.ui.kit.typeset import Role
from visit_app.ui.text import tr

FieldSize = Literal["normal", "foot", "big"]


class FieldFrame(QWidget, Themed):
    """Label, help and error around any input: what every field is built on."""

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        help_text: str = "",
        quiet: bool = False,
        beside: QWidget | None = None,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        role: Role = "label_large" if large else "label"
        self._label = Text(label, "label_quiet" if quiet else role)
        self._label.setBuddy(control)
        self._help = Text(help_text, "note", parent=self)  # shown, so not a window
        self._help.setVisible(bool(help_text))
        self._error = Message("", "err_large" if large else "err")
        self._error.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self._label, 1)
        self._head = head
        self._column.addLayout(head)
        self._column.addWidget(self._help)
        self._row = QHBoxLayout()
        self._row.addWidget(control, 1)
        if beside is not None:
            self._row.addWidget(beside)
        self._column.addLayout(self._row)
        self._column.addWidget(self._error)
        self._column.addStretch(1)  # room to spare stays below, not between
        self.setSizePolicy(height_by_width())
        self._describe()
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps."""
        self._column.setSpacing(self.theme.px(6))
        self._row.setSpacing(self.theme.px(8))

    def add_beside(self, widget: QWidget) -> None:
        """Put a button beside the input, on its line whatever stands below."""
        self._row.addWidget(widget)

    def set_label(self, label: str) -> None:
        """Name the field otherwise."""
        self._label.setText(label)
        self._describe()

    def set_help(self, help_text: str) -> None:
        """Show other help under the label, or none."""
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self._describe()

    def set_error(self, error: str | None) -> None:
        """Say what is wrong and what to do, or nothing; a new error is read out."""
        new = error or ""
        if new and new != self._error.text():
            announce(self.control, new)
        self._error.set_text(new)
        self._error.setVisible(bool(new))
        self._mark(new)
        self._describe()

    @property
    def error(self) -> str:
        """What is wrong with the value, empty when nothing is."""
        return self._error.text()

    def _mark(self, error: str) -> None:
        self.control.setProperty("state", "err" if error else "")
        style = self.control.style()
        style.unpolish(self.control)
        style.polish(self.control)
        self.control.update()

    def _describe(self) -> None:
        name = self._label.text().replace("&", "")
        self.control.setAccessibleName(name)
        parts = (self._error.text(), self._help.text())
        self.control.setAccessibleDescription(" ".join(p for p in parts if p))


class Field(FieldFrame):
    """Free text on one line, or on lines that grow; `edited(text)` on every change."""

    edited = Signal(str)
    finished = Signal()

    def __init__(
        self,
        label: str,
        *,
        help_text: str = "",
        size: FieldSize = "normal",
        multiline: bool = False,
        password: bool = False,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.input: QLineEdit | QPlainTextEdit = Area() if multiline else Line(size)
        super().__init__(
            label,
            self.input,
            help_text=help_text,
            quiet=quiet,
            large=size == "foot",
            parent=parent,
        )
        if isinstance(self.input, Line | Area):
            self.input.edited.connect(self.edited)
            self.input.finished.connect(self.finished)
        self.show_button: Button | None = None
        if password:
            self.show_button = self._added_show()

    def value(self) -> str:
        """The text as typed."""
        if isinstance(self.input, QLineEdit):
            return self.input.text()
        return self.input.toPlainText()

    def set_value(self, text: str) -> None:
        """Show this text without emitting `edited`."""
        if text == self.value():
            return
        if isinstance(self.input, Area | Line):
            self.input.set_text(text)

    def _added_show(self) -> Button:
        button = Button(tr("Show"), "flush", "line", icon="eye")
        button.clicked.connect(self._toggle)
        button.set_description(self.control.accessibleName())
        self._head.addWidget(button)
        self._conceal(button, hidden=True)
        return button

    def _toggle(self) -> None:
        line, button = self.input, self.show_button
        if isinstance(line, QLineEdit) and button is not None:
            shown = line.echoMode() == QLineEdit.EchoMode.Normal
            self._conceal(button, hidden=shown)

    def _conceal(self, button: Button, *, hidden: bool) -> None:
        if isinstance(self.input, QLineEdit):
            echo = QLineEdit.EchoMode
            self.input.setEchoMode(echo.Password if hidden else echo.Normal)
        button.setText(tr("Show") if hidden else tr("Hide"))
        button.set_icon("eye" if hidden else "eye-off")
