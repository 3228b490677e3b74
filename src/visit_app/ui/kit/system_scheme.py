"""What the computer prefers to look like."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStyleHints

from visit_app.ui.kit.theme import Scheme


def system_scheme(hints: QStyleHints) -> Scheme:
    """High contrast when the computer asks for it, else dark or light as it is."""
    high = Qt.ContrastPreference.HighContrast
    if hints.accessibility().contrastPreference() == high:
        return "contrast"
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"
