"""A page with a form: errors at their fields, one button, a way back."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.button import Button
from visit_app.ui.kit.card import Card
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.page import Page
from visit_app.ui.kit.page_head import PageHead
from visit_app.ui.kit.reflow import Width
from visit_app.ui.text import tr

WIDEST = 760
SECRETS = {"secrets", "passphrase", "again"}


class FormCard(Card):
    """A card of fields, with the room between them that a form needs."""

    def __init__(self, title: str = "") -> None:
        super().__init__(title, padding=24)

    def restyle(self) -> None:
        """Scale the wider gaps."""
        super().restyle()
        self.body.setSpacing(self.theme.px(16))


class FormPage(Page):
    """`left()` without doing it. Fill `body`; name the fields in `fields`."""

    left = Signal()

    def __init__(
        self, title: str, subtitle: str, button: str, *, icon: str | None = None
    ) -> None:
        super().__init__(left=36)
        self.title = PageHead(title, subtitle)
        self.head.addWidget(self.title)
        self.fields: dict[str, Field] = {}
        self._ready_words = button
        arrow = None if icon else "arrow-right"
        self.button = Button(button, "primary", "foot", icon=icon, icon_right=arrow)
        self.button.setObjectName("go-on")
        self.back = Button(tr("Back"), size="foot", icon="arrow-left")
        self.back.setObjectName("back")
        self.back.clicked.connect(self.left)
        self.foot.add_left(self.back)
        self.foot.add_right(self.button)

    def finish(self) -> None:
        """Keep lines short enough to read; Enter in a field presses the button."""
        super().finish()
        self._limit()
        for line in self.content.findChildren(QLineEdit):
            line.returnPressed.connect(self.button.click)

    def plain_fields(self) -> dict[str, Field]:
        """The fields whose text may be put back after a lock: the secrets may not."""
        return {n: field for n, field in self.fields.items() if n not in SECRETS}

    def restyle(self) -> None:
        """Scale the widest line."""
        super().restyle()
        self._limit()

    def _limit(self) -> None:
        for index in range(self.body.count()):
            item = self.body.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setMaximumWidth(self.theme.px(WIDEST))

    def set_busy(self, words: str) -> None:
        """Say on the button what is being done; "" when it is over."""
        self.button.setText(words or self._ready_words)
        self.button.set_not_ready(words or None)
        announce(self.button, words)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say at each field what is wrong, and go to the first; the rest above."""
        first: QWidget | None = None
        for name, field in self.fields.items():
            problem = problems.get(name, "")
            field.set_error(problem or None)
            first = first or (field.input if problem else None)
        rest = [text for name, text in problems.items() if name not in self.fields]
        self.foot.say(" ".join(rest))
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def set_width(self, width: Width) -> None:
        """Narrower margins."""
        super().set_width(width)
        self.title.set_width(width)
