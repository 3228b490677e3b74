"""What Qt draws itself is dressed one by one; nothing is styled for the whole app."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from tests.ui.kit.conftest import Show

from visit_app.ui.kit import file_dialogs
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.combo import ComboField
from visit_app.ui.kit.field import Field, FieldFrame
from visit_app.ui.kit.inputs import Line
from visit_app.ui.kit.nav_rail import NavButton, NavPlace
from visit_app.ui.kit.scroll import ScrollBody
from visit_app.ui.kit.segmented import Segmented
from visit_app.ui.kit.sheets import calendar_sheet, dialog_sheet, sheet
from visit_app.ui.kit.theme import CONTRAST, DARK, LIGHT, Theme
from visit_app.ui.kit.theme_holder import ThemeHolder

CHOICES = [Choice("one", "First"), Choice("two", "Second")]


def colour_at(widget: QWidget, point: QPoint) -> str:
    return widget.grab().toImage().pixelColor(point).name().upper()


def middle_of_edge(widget: QWidget) -> QPoint:
    """On the border at the left: away from rounded corners and words."""
    return QPoint(0, widget.height() // 2)


def test_the_app_has_no_style_sheet_in_any_scheme(
    qapp: QApplication, holder: ThemeHolder
) -> None:
    holder.choose_scheme("dark")
    assert qapp.styleSheet() == ""


def test_every_sheet_is_filled_in_the_colours_of_the_theme() -> None:
    theme = Theme(DARK, 1.5)
    for filled in (sheet(theme, "area", "menu"), dialog_sheet(theme)):
        assert DARK.surface in filled
        assert LIGHT.surface not in filled
    assert DARK.sunken in calendar_sheet(theme)
    assert sheet(theme, "menu") != sheet(Theme(DARK, 1.0), "menu")


def combo_field() -> ComboField:
    field = ComboField("Role", CHOICES)
    field.choose("one")
    return field


@pytest.mark.parametrize("make", [lambda: Field("Name"), combo_field])
def test_the_border_of_an_input_tells_of_what_is_wrong(
    show: Show, holder: ThemeHolder, make: Callable[[], FieldFrame]
) -> None:
    field = make()
    show(field, 300, 120)
    edge = middle_of_edge(field.control)
    assert colour_at(field.control, edge) == LIGHT.edge
    field.set_error("Write the name.")
    assert colour_at(field.control, edge) == LIGHT.err
    field.set_error(None)
    holder.choose_scheme("contrast")
    assert colour_at(field.control, edge) == CONTRAST.edge


def test_a_line_keeps_its_text_off_the_border(show: Show, holder: ThemeHolder) -> None:
    line = Line()
    show(line, 300, 48)
    holder.choose_scale(2.0)
    assert line.textMargins().left() == holder.theme.px(14) + 2
    assert colour_at(line, QPoint(150, 24)) == LIGHT.surface


@pytest.mark.qt_log_ignore("does not support")
def test_the_list_of_a_combo_box_opens_in_the_colours_of_the_theme(
    show: Show, holder: ThemeHolder
) -> None:
    field = combo_field()
    show(field, 300, 120)
    holder.choose_scheme("dark")
    field.combo.showPopup()
    view = field.combo.view()
    assert view.isVisible()
    assert DARK.accent in view.styleSheet()
    field.combo.hidePopup()


def test_scroll_bars_follow_the_theme(show: Show, holder: ThemeHolder) -> None:
    content = QWidget()
    content.setMinimumHeight(2000)
    area = ScrollBody(content)
    show(area, 200, 200)
    bar = area.verticalScrollBar()
    assert bar.width() == 14
    assert colour_at(bar, QPoint(7, 12)) == LIGHT.edge
    holder.choose_scheme("dark")
    assert colour_at(bar, QPoint(7, 12)) == DARK.edge


def test_a_folded_place_has_a_tool_tip_in_the_colours_of_the_theme(
    show: Show, holder: ThemeHolder
) -> None:
    button = NavButton(NavPlace("today", "Today", "sun"))
    show(button, 60, 46)
    assert not button.styleSheet()
    button.set_folded(True)
    holder.choose_scheme("dark")
    assert DARK.paper in button.styleSheet()
    button.set_folded(False)
    assert not button.styleSheet()


def test_a_group_is_one_to_a_screen_reader(show: Show) -> None:
    strip = Segmented("Whose scores", CHOICES)
    show(strip)
    found = QAccessible.queryAccessibleInterface(strip)
    assert found is not None
    assert found.role() == QAccessible.Role.Grouping
    assert found.text(QAccessible.Text.Name) == "Whose scores"
    assert found.childCount() == 2
    segment = found.child(0)
    assert segment is not None
    assert segment.role() == QAccessible.Role.RadioButton


def test_a_dialog_of_qt_is_dressed_whole(
    show: Show, holder: ThemeHolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    show(window, 300, 200)
    monkeypatch.setattr("PySide6.QtWidgets.QDialog.open", lambda _: None)
    file_dialogs.ask_for_folder(window, "Folder", lambda _: None)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert LIGHT.accent in dialog.styleSheet()
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
