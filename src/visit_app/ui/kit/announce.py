"""Says something to the screen reader that the screen shows without moving focus."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Have the text read out: politely after what is being said, or at once."""
    if not text:
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    manner = QAccessible.AnnouncementPoliteness
    event.setPoliteness(manner.Assertive if at_once else manner.Polite)
    QAccessible.updateAccessibility(event)
