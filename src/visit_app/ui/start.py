"""From nothing to a first paint: what that needs, and no more.

The rest of the window follows once it is painted (furnishing), and SQLAlchemy, the
questionnaires and the PDF libraries while the passphrase is typed
(docs/decisions/0003).
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from visit_app.ui.first_page import FirstPage
from visit_app.ui.kit.theme import SCHEMES, Theme
from visit_app.ui.preferences import Preferences, read_preferences
from visit_app.ui.window import Window
from visit_app.vault.place import is_only_one

if TYPE_CHECKING:
    from visit_app.ui.screen import Screens
    from visit_app.ui.shell import Shell

LATEST_MS = 1000
HALF = 128


def run(folder: Path, make_screens: "Callable[[Shell], Screens]", who: str = "") -> int:
    """Open the window on this folder, and stay until it is closed.

    `who` is the practitioner who is asked for the passphrase, by name or id.
    """
    app = QApplication(["visit-app"])
    start = Start(app, folder, make_screens, who)
    start.window.showMaximized()
    return app.exec()


class Start(QObject):
    """The window with its first page; `shell` is there once that is painted."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        make_screens: "Callable[[Shell], Screens]",
        who: str = "",
    ) -> None:
        super().__init__(app)
        self._app, self._folder, self._make_screens = app, folder, make_screens
        self._who = who
        self._preferences = read_preferences(folder)
        self.shell: Shell | None = None
        self.window = Window()
        theme = first_theme(app, self._preferences)
        self._first = FirstPage(theme, asks=is_only_one(folder))
        self._first.painted.connect(self.furnish)
        self.window.show_page(self._first)
        self._first.setFocus()
        # A window that is minimised from the start is never painted.
        QTimer.singleShot(LATEST_MS, self, self.furnish)

    @Slot()
    def furnish(self) -> None:
        """Build the rest of the window; once."""
        if self.shell is not None:
            return
        from visit_app.ui.furnishing import furnish

        self.shell = furnish(
            self._app,
            self.window,
            self._folder,
            self._preferences,
            self._make_screens,
            who=self._who,
        )
        field = self.window.focusWidget()
        if field is not None:
            self._first.type_again(field)
        self.window.forget(self._first)


def first_theme(app: QApplication, preferences: Preferences) -> Theme:
    """The theme the preferences lead to, before it is in force.

    The palette tells light from dark; the hints of the system, which the ThemeHolder
    follows, would bring the whole namespace `Qt` with them.
    """
    chosen = preferences.scheme
    if chosen == "system":
        dark = app.palette().window().color().lightness() < HALF
        chosen = "dark" if dark else "light"
    return Theme(SCHEMES[chosen], preferences.text_scale)
