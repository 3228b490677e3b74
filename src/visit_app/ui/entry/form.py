"""One form before the records: a title, a sentence, what is asked, one button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visit_app.ui.entry.room import AMPLE, Room
from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.themed import Themed


class EntryForm(QWidget, Themed):
    """Fill `column` from the top; Enter in any field presses the primary button."""

    def __init__(self, title: str, text: str, button: Button) -> None:
        super().__init__()
        self.title = Text(title, "h1_large")
        self.words = Text(text, "hint", ink="ink2")
        self.button = button
        self.button.setObjectName("go-on")
        self._ready_words = button.text()
        self._elsewhere: list[Button] = []
        self._room = AMPLE
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._head = QVBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.words)
        self.column = QVBoxLayout()
        self._column.addLayout(self._head)
        self._column.addLayout(self.column)
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps; the ring of what has focus needs 8 px round the form."""
        px = self.theme.px
        self._head.setSpacing(px(4))
        self._column.setSpacing(px(self._room.form_gap))
        self.column.setSpacing(px(self._room.between))

    def set_room(self, room: Room) -> None:
        """Smaller gaps, for little room."""
        self._room = room
        self.restyle()

    def add(self, *widgets: QWidget) -> None:
        """Put what is asked under what is already there."""
        for widget in widgets:
            self.column.addWidget(widget)
            for line in _lines(widget):
                line.returnPressed.connect(self.button.click)

    def add_pair(self, left: QWidget, right: QWidget) -> None:
        """Put two things beside each other, each half as wide."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(16))
        self.column.addLayout(row)
        for widget in (left, right):
            row.addWidget(widget, 1)
            for line in _lines(widget):
                line.returnPressed.connect(self.button.click)

    def add_button(self) -> None:
        """Put the primary button here."""
        self.column.addWidget(self.button)

    def add_beside(self, *widgets: QWidget) -> None:
        """Put things beside each other, from the left; the buttons lead elsewhere."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        for widget in widgets:
            row.addWidget(widget)
            if isinstance(widget, Button):
                self._elsewhere.append(widget)
        row.addStretch(1)
        self.column.addLayout(row)

    def clear(self) -> None:
        """Forget what was typed, and what was wrong with it."""
        for field in self.findChildren(Field):
            field.set_value("")
            field.set_error(None)

    def focus_first(self) -> None:
        """Put the focus where typing begins; nothing where the form is not shown.

        Qt gives the keyboard to what nobody sees too: an answer that comes while the
        neutral page covers the form, or when the form is on its way out.
        """
        if not self.isVisibleTo(self.window()):
            return
        lines = _lines(self)
        target: QWidget = lines[0] if lines else self.button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def set_busy(self, words: str) -> None:
        """Say on the button what is being done; "" when it is over.

        Meanwhile nothing leads elsewhere: who went would lose what is being opened.
        """
        for button in self._elsewhere:
            button.set_not_ready(words)
        self.button.setText(words or self._ready_words)
        announce(self.button, words)

    def set_error(self, sentence: str) -> None:
        """Say under the first field what is wrong, and go there; "" for nothing."""
        fields = self.findChildren(Field)
        if fields:
            fields[0].set_error(sentence or None)
        if sentence:
            self.focus_first()

    def set_wait(self, sentence: str) -> None:
        """The button is not ready, and why; "" makes it ready."""
        self.button.set_not_ready(sentence)
        self.set_error(sentence)


def _lines(widget: QWidget) -> list[QLineEdit]:
    found = widget.findChildren(QLineEdit)
    return [widget, *found] if isinstance(widget, QLineEdit) else found
