"""The theme in force: follows the system unless the practitioner chose otherwise."""

from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from visit_app.ui.kit.fonts import load_fonts
from visit_app.ui.kit.palette import palette
from visit_app.ui.kit.scroll_access import guard_scroll_areas
from visit_app.ui.kit.system_scheme import system_scheme
from visit_app.ui.kit.theme import SCHEMES, Theme
from visit_app.ui.kit.themed import HOLDER, Themed

SchemeChoice = Literal["system", "light", "dark", "contrast"]


class ThemeHolder(QObject):
    """Holds the theme of the application and applies each change to every widget."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: SchemeChoice = "system"
        self._scale = 1.0
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self._accessibility.contrastPreferenceChanged.connect(self._follow_system)
        load_fonts()
        guard_scroll_areas()
        app.setStyle("Fusion")
        self._theme = self._wanted()
        app.setProperty(HOLDER, self)
        self._apply()

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def choice(self) -> SchemeChoice:
        """What the practitioner chose; `system` follows the computer."""
        return self._choice

    def choose_scheme(self, choice: SchemeChoice) -> None:
        """Use this scheme from now on; `system` follows the computer again."""
        self._choice = choice
        self._refresh()

    def choose_scale(self, scale: float) -> None:
        """Use this text scale, 1.0 to 2.0."""
        self._scale = min(max(scale, 1.0), 2.0)
        self._refresh()

    @Slot()
    def _follow_system(self) -> None:
        self._refresh()

    def _wanted(self) -> Theme:
        chosen = self._choice
        scheme = system_scheme(self._hints) if chosen == "system" else chosen
        return Theme(SCHEMES[scheme], self._scale)

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted == self._theme:
            return
        self._theme = wanted
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self._app.setPalette(palette(self._theme))
        self._app.setFont(self._theme.font(17))
        for widget in self._app.allWidgets():
            if isinstance(widget, Themed):
                widget.restyle()
                widget.updateGeometry()
            widget.update()
