"""Labels and values: found one by one, wrapped and never clipped."""

import pytest
from PySide6.QtGui import QAccessible
from tests.ui.kit.conftest import Show

from visit_app.ui.kit.fact_rows import FactRows
from visit_app.ui.kit.theme import SCALES, SCHEMES, Scheme
from visit_app.ui.kit.theme_holder import ThemeHolder

ROWS = (
    ("Born", "14 March 1995 (31)"),
    ("Address", "14 Rowan Close\nKettering, NN16 0AA"),
    ("Access", "Ring the bell of the left-hand door twice, then wait."),
)


def inked(rows: FactRows, *, of: str) -> set[tuple[int, int]]:
    """Where that ink is, exactly: inside letters, not at their edges."""
    image = rows.grab().toImage()
    wanted = rows.theme.color("ink" if of == "ink" else "ink2").rgb()
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) == wanted
    }


def test_each_text_is_a_label_where_it_is_drawn(show: Show) -> None:
    rows = FactRows(ROWS)
    show(rows, 300, 200)
    found = QAccessible.queryAccessibleInterface(rows)
    assert found is not None
    assert found.childCount() == 2 * len(ROWS)
    names, last = [], -1
    for index in range(found.childCount()):
        part = found.child(index)
        assert part is not None
        assert part.role() == QAccessible.Role.StaticText
        names.append(part.text(QAccessible.Text.Name))
        assert part.rect().top() >= last
        last = part.rect().top()
    assert names == [words for row in ROWS for words in row]


def test_labels_are_drawn_at_the_left_and_values_beside_them(show: Show) -> None:
    rows = FactRows(ROWS)
    show(rows, 300, 200)
    labels, values = inked(rows, of="ink2"), inked(rows, of="ink")
    assert labels
    assert max(x for x, _ in labels) < 80
    assert min(x for x, _ in values) >= 92


def test_values_wrap_where_it_is_narrower(show: Show) -> None:
    rows = FactRows(ROWS)
    show(rows, 600, 200)
    assert rows.hasHeightForWidth()
    assert rows.heightForWidth(200) > rows.heightForWidth(600)
    assert rows.heightForWidth(rows.sizeHint().width()) == rows.sizeHint().height()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_is_cut_off_at_any_size(
    show: Show, holder: ThemeHolder, scale: float, scheme: Scheme
) -> None:
    rows = FactRows(ROWS)
    holder.choose_scale(scale)
    holder.choose_scheme(scheme)
    wide = rows.minimumSizeHint().width()
    high = rows.heightForWidth(wide)
    show(rows, wide, high)
    drawn = inked(rows, of="ink") | inked(rows, of="ink2")
    assert max(x for x, _ in drawn) < wide
    assert high - 12 * scale < max(y for _, y in drawn) < high


def test_they_follow_the_size_of_the_text(show: Show, holder: ThemeHolder) -> None:
    rows = FactRows(ROWS)
    show(rows, 900, 300)
    before = rows.heightForWidth(900)
    holder.choose_scale(2.0)
    assert rows.heightForWidth(900) > 1.8 * before


def test_without_any_row_they_take_no_room(show: Show) -> None:
    rows = FactRows(())
    show(rows, 200, 20)
    assert rows.heightForWidth(200) == 0
