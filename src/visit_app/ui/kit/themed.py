"""How a widget learns its theme without a singleton: from its QApplication."""

from PySide6.QtWidgets import QApplication

from visit_app.ui.kit.theme import Theme

HOLDER = "visit_app_theme_holder"
_PLAIN = Theme()


def current_theme() -> Theme:
    """The theme of the running application; plain light when none was installed."""
    app = QApplication.instance()
    holder = app.property(HOLDER) if app is not None else None
    theme = getattr(holder, "theme", None)
    return theme if isinstance(theme, Theme) else _PLAIN


class Themed:
    """Mixed into every widget of the kit: it draws with the theme in force."""

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return current_theme()

    def restyle(self) -> None:
        """Take on the theme: fonts, fixed sizes, margins. Called on every change."""
