"""How a widget learns its theme without a singleton: from its QApplication."""

from typing import Protocol

from PySide6.QtWidgets import QApplication

from visit_app.ui.kit.theme import Theme

HOLDER = "visit_app_theme_holder"
_PLAIN = Theme()


class HoldsTheme(Protocol):
    """What the application keeps its theme in: kit/theme_holder.py."""

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        ...


def current_theme() -> Theme:
    """The theme of the running application; plain light when none was installed."""
    holder = _holder()
    return _PLAIN if holder is None else holder.theme


def _holder() -> HoldsTheme | None:
    app = QApplication.instance()
    found: HoldsTheme | None = app.property(HOLDER) if app is not None else None
    return found


class Themed:
    """Mixed into every widget of the kit: it draws with the theme in force.

    Each looks the holder up once: a page asks for its theme a thousand times while it
    is laid out.
    """

    _theme_holder: HoldsTheme | None = None

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        if self._theme_holder is None:
            self._theme_holder = _holder()
        return _PLAIN if self._theme_holder is None else self._theme_holder.theme

    def restyle(self) -> None:
        """Take on the theme: fonts, fixed sizes, margins. Called on every change."""
