import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.kit.conftest import Show
from tests.ui.kit.hands import press

from visit_app.ui.kit.choice import Choice
from visit_app.ui.kit.option_grid import OptionGrid
from visit_app.ui.kit.text import Text
from visit_app.ui.kit.theme_holder import ThemeHolder

LABELS = ("Not at all", "Several days", "More than half the days", "Nearly every day")
FOUR = [Choice(f"LA{i}", label, str(i)) for i, label in enumerate(LABELS)]
ITEMS = [
    ("a", "Little interest"),
    ("b", "Feeling down"),
    ("c", "Trouble " * 20),
]


def grid() -> OptionGrid:
    return OptionGrid("Over the last 2 weeks", ITEMS, FOUR)


def test_an_answer_names_its_item(qtbot: QtBot, show: Show) -> None:
    made = grid()
    show(made, 1062, 300)
    made.focus_item("b")
    options = made.group("b").options
    assert options[0].hasFocus()
    with qtbot.waitSignal(made.chosen) as signal:
        press(options[0], "2")
    assert signal.args == ["b", "LA2"]
    with qtbot.waitSignal(made.confirmed):
        press(options[2], Qt.Key.Key_Return)


def test_answers_are_shown_without_emitting(qtbot: QtBot, show: Show) -> None:
    made = grid()
    show(made, 1062, 300)
    with qtbot.assertNotEmitted(made.chosen):
        made.set_answers({"a": "LA1", "b": "LA0"})
    assert [made.group(x).code() for x in "abc"] == ["LA1", "LA0", None]


def test_each_item_is_a_group_with_its_name_and_cells_say_their_column(
    show: Show,
) -> None:
    made = grid()
    show(made, 1062, 300)
    group = QAccessible.queryAccessibleInterface(made.group("b"))
    assert group.text(QAccessible.Text.Name) == "Feeling down"
    cell = made.group("b").options[1]
    assert cell.accessibleDescription() == "Several days Key 1."


def test_cells_stand_under_their_heads(show: Show, holder: ThemeHolder) -> None:
    made = grid()
    show(made, 1200, 400)
    for scale in (1.0, 1.25):
        holder.choose_scale(scale)
        QApplication.processEvents()
        heads = [t for t in made.findChildren(Text) if t.text() in LABELS]
        for head, cell in zip(heads, made.group("a").options, strict=True):
            left = head.mapTo(made, QPoint(0, 0)).x()
            assert left == cell.mapTo(made, QPoint(0, 0)).x()
            assert head.width() == cell.width() == round(88 * scale)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_number_of_the_tenth_item_stands_on_one_line(
    show: Show, holder: ThemeHolder, scale: float
) -> None:
    holder.choose_scale(scale)
    items = [(str(n), f"Item {n}") for n in range(1, 15)]
    made = OptionGrid("Which?", items, FOUR)
    show(made, 2400, 1600)
    numbers = {t.text(): t for t in made.findChildren(Text) if t.text().isdecimal()}
    one, ten = numbers["1"], numbers["10"]
    assert ten.heightForWidth(ten.width()) == one.heightForWidth(one.width())
