"""A new passphrase, typed twice, with honest advice below."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visit_app.ui.kit.announce import announce
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.message import Message
from visit_app.ui.kit.themed import Themed
from visit_app.ui.strength import Strength
from visit_app.ui.text import tr

ADVICE_AFTER_MS = 250


class NewPassphrase(QWidget, Themed):
    """Two fields and what is said about the first; `strength_of` judges it."""

    def __init__(
        self,
        strength_of: Callable[[str], Strength],
        *,
        again: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._strength_of = strength_of
        self.first = Field(
            tr("New passphrase"),
            help_text=tr("Three or four words that do not belong together."),
            password=True,
        )
        self.first.setObjectName("new-passphrase")
        self.advice = Message("", "note")
        self.advice.hide()
        self.second = Field(again or tr("The same again"), password=True)
        self.second.setObjectName("new-passphrase-again")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.first, self.advice, self.second):
            self._column.addWidget(widget)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(ADVICE_AFTER_MS)
        self._rest.timeout.connect(self.advise)
        self.first.edited.connect(self._edited)
        self.second.edited.connect(lambda: self.second.set_error(None))
        self.restyle()

    def restyle(self) -> None:
        """Scale the gaps."""
        self._column.setSpacing(self.theme.px(14))

    def value(self) -> str:
        """What was typed first."""
        return self.first.value()

    def again(self) -> str:
        """What was typed again."""
        return self.second.value()

    def advise(self) -> None:
        """Say how hard it is to guess, once typing rests."""
        advice = self._strength_of(self.value()).advice
        if advice and advice != self.advice.text():
            announce(self.advice, advice)
        self.advice.set_text(advice)
        self.advice.setVisible(bool(advice))

    def _edited(self) -> None:
        self.first.set_error(None)
        self._rest.start()
