"""The theme follows the system, the choice goes before it, and widgets follow both."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from visit_app.ui.kit.button import Button
from visit_app.ui.kit.field import Field
from visit_app.ui.kit.theme import CONTRAST, DARK, LIGHT
from visit_app.ui.kit.theme_holder import ThemeHolder
from visit_app.ui.kit.themed import current_theme


def test_the_theme_is_found_from_the_application(holder: ThemeHolder) -> None:
    holder.choose_scheme("dark")
    assert current_theme() is holder.theme
    assert holder.theme.tokens is DARK


def test_a_choice_changes_palette_and_tells_once(
    qtbot: QtBot, qapp: QApplication, holder: ThemeHolder
) -> None:
    with qtbot.waitSignal(holder.changed):
        holder.choose_scheme("contrast")
    assert qapp.palette().window().color().name() == "#000000"
    with qtbot.assertNotEmitted(holder.changed):
        holder.choose_scheme("contrast")


def test_system_follows_scheme_and_contrast(
    holder: ThemeHolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hints:
        scheme = Qt.ColorScheme.Light
        contrast = Qt.ContrastPreference.NoPreference

        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
            return self.scheme

        def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802
            return self.contrast

        def accessibility(self) -> "Hints":
            return self

    hints = Hints()
    monkeypatch.setattr(holder, "_hints", hints)
    holder.choose_scheme("system")
    assert holder.theme.tokens is LIGHT
    hints.scheme = Qt.ColorScheme.Dark
    holder.choose_scheme("system")
    assert holder.theme.tokens is DARK
    hints.contrast = Qt.ContrastPreference.HighContrast
    holder.choose_scheme("system")
    assert holder.theme.tokens is CONTRAST
    holder.choose_scheme("light")
    assert holder.theme.tokens is LIGHT
    assert holder.choice == "light"


def test_widgets_take_on_a_new_scale_while_shown(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    button, field = Button("Next"), Field("Name")
    qtbot.addWidget(button)
    qtbot.addWidget(field)
    before = button.sizeHint(), field.input.font().pixelSize()
    holder.choose_scale(2.0)
    assert button.sizeHint().width() > 1.8 * before[0].width()
    assert field.input.font().pixelSize() == 2 * before[1]


def test_a_scale_out_of_range_is_brought_back(holder: ThemeHolder) -> None:
    holder.choose_scale(9)
    assert holder.theme.scale == 2.0
    holder.choose_scale(0.1)
    assert holder.theme.scale == 1.0
