from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from tests.journeys.hands import Hands
from tests.journeys.laptop import close, unlocked, window_on

from visit_app.ui.background import Background
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.kit.themed import HOLDER
from visit_app.ui.shell import Shell

Unlock = Callable[[Path], Hands]


@pytest.fixture
def unlock(qapp: QApplication) -> Iterator[Unlock]:
    """Opens the window on a folder and unlocks it; the theme is put back after."""
    theme, background = ThemeHolder(qapp), Background(parent=qapp)
    theme.choose_scheme("light")
    made: list[Shell] = []

    def begin(folder: Path) -> Hands:
        made.append(window_on(folder, theme, background))
        return unlocked(made[-1])

    yield begin
    for shell in made:
        close(shell, qapp)
    background.close()
    qapp.setProperty(HOLDER, None)
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    theme.deleteLater()
