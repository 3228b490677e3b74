"""How wide and high letters are, from the fonts themselves."""

from PySide6.QtGui import QFontMetricsF

from visit_app.ui.kit.theme import Theme
from visit_app.ui.kit.type_styles import TypeStyle


class Measures:
    """Widths and heights in px of text at the scale of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._metrics: dict[TypeStyle, QFontMetricsF] = {}
        self._advances: dict[tuple[str, TypeStyle], float] = {}

    def _of(self, style: TypeStyle) -> QFontMetricsF:
        if style not in self._metrics:
            self._metrics[style] = QFontMetricsF(style.font(self._theme))
        return self._metrics[style]

    def advance(self, text: str, style: TypeStyle) -> float:
        """The width of the text on one line."""
        known = self._advances.get((text, style))
        if known is None:
            known = self._of(style).horizontalAdvance(text)
            self._advances[text, style] = known
        return known

    def ascent(self, style: TypeStyle) -> float:
        """From the baseline up."""
        return self._of(style).ascent()

    def descent(self, style: TypeStyle) -> float:
        """From the baseline down."""
        return self._of(style).descent()
