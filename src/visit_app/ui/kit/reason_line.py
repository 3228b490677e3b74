"""Why a button that is not ready cannot be pressed, said on screen until it can."""

from PySide6.QtWidgets import QWidget

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.message import Message


class ReasonLine(Message):
    """Hidden until a watched button refuses; put it near that button."""

    def __init__(self, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__("", "warn", parent=parent)
        self.hide()
        self.watch(*buttons)

    def watch(self, *buttons: Button) -> None:
        """Speak for these buttons too."""
        for button in buttons:
            button.refused.connect(self.say)
            button.became_ready.connect(self.silence)
            button.clicked.connect(self.silence)

    def say(self, reason: str) -> None:
        """Show the reason, or nothing when it is empty."""
        self.set_text(reason)
        self.setVisible(bool(reason))

    def silence(self) -> None:
        """Show nothing."""
        self.say("")
