"""Scores over time: the chart and the table say the same."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show
from tests.ui.kit.hands import click, press

from visit_app.ui.kit.chart import Band, ChartPoint
from visit_app.ui.kit.chart_view import ScoreTable, ScoreView
from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.theme import SCALES
from visit_app.ui.kit.theme_holder import ThemeHolder

POINTS = [
    ChartPoint("22 Jul", "28 weeks", 6, 6),
    ChartPoint("22 Oct", "New birth", 9, 12, "1 answer missing", "13 weeks"),
    ChartPoint("6 Nov", "By phone", 12, 12, "", "2 weeks"),
]
BANDS = [Band(0, 4, "none or minimal"), Band(5, 9, "mild"), Band(10, 27, "the rest")]


def words_of_row(table: QTableWidget, row: int) -> list[str]:
    items = (table.item(row, column) for column in range(table.columnCount()))
    return [item.text() for item in items if item is not None]


def view() -> ScoreView:
    made = ScoreView("Scores over time", [Choice("p", "PHQ-9"), Choice("g", "GAD-7")])
    made.set_scores(POINTS, BANDS, 27, "Bands as published with PHQ-9.")
    return made


def test_the_description_reads_every_point(qtbot: QtBot, holder: ThemeHolder) -> None:
    made = view()
    qtbot.addWidget(made)
    assert made.chart.accessibleDescription() == (
        "22 Jul, 28 weeks, 6. "
        "22 Oct, New birth, 9 to 12, 1 answer missing. "
        "6 Nov, By phone, 12."
    )
    made.set_scores([], BANDS, 27)
    assert made.chart.accessibleDescription() == ""


def test_the_table_is_an_equal_view(qtbot: QtBot, show: Show) -> None:
    made = view()
    show(made, 800, 420)
    assert made.chart.isVisible()
    click(made.toggle)
    assert made.as_table
    assert made.table.isVisible()
    assert made.toggle.text() == "Show as chart"
    cells = [words_of_row(made.table, row) for row in range(made.table.rowCount())]
    assert cells[1] == ["22 Oct", "New birth", "9 to 12", "1 answer missing"]
    assert [row[2] for row in cells] == ["6", "9 to 12", "12"]
    click(made.toggle)
    assert made.chart.isVisible()


def test_tab_leaves_the_table(qtbot: QtBot, show: Show) -> None:
    made = view()
    show(made, 800, 420)
    made.toggle.click()
    made.table.setFocus()
    press(made.table, Qt.Key.Key_Tab)
    assert not made.table.hasFocus()


def test_the_table_is_made_when_asked_for_and_follows_its_button(show: Show) -> None:
    made, column, after = view(), QWidget(), QPushButton("Next")
    layout = QVBoxLayout(column)
    layout.addWidget(made)
    layout.addWidget(after)
    show(column, 800, 480)
    assert made.findChild(ScoreTable) is None
    made.toggle.click()
    made.toggle.setFocus()
    press(made.toggle, Qt.Key.Key_Tab)
    assert made.table.hasFocus()
    press(made.table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_the_chart_shows_the_last_and_the_table_all(
    qtbot: QtBot, holder: ThemeHolder
) -> None:
    made = view()
    qtbot.addWidget(made)
    made.set_scores(POINTS, BANDS, 27, last=1)
    assert made.chart.accessibleDescription() == "6 Nov, By phone, 12."
    assert made.table.rowCount() == 3
    made.set_scores(POINTS[:2], BANDS, 27)
    assert made.table.rowCount() == 2


def test_a_span_looks_different_from_a_total(show: Show) -> None:
    made = view()
    show(made, 800, 420)
    before = made.chart.grab().toImage()
    whole = [POINTS[0], ChartPoint("22 Oct", "New birth", 10, 10), POINTS[2]]
    made.set_scores(whole, BANDS, 27)
    assert made.chart.grab().toImage() != before


def test_it_draws_with_one_point_none_and_at_every_scale(
    show: Show, holder: ThemeHolder
) -> None:
    made = view()
    show(made, 900, 500)
    for scale in SCALES:
        holder.choose_scale(scale)
        for points in (POINTS, POINTS[:1], []):
            made.set_scores(points, BANDS, 27)
            assert not made.chart.grab().toImage().isNull()


def test_choosing_an_instrument_is_told(qtbot: QtBot, show: Show) -> None:
    made = view()
    show(made, 800, 420)
    with qtbot.waitSignal(made.chosen) as signal:
        click(made.instruments.segments[1])
    assert signal.args == ["g"]
